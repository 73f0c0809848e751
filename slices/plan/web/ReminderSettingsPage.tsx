import { newId } from '@zhiben/platform/domain/ids.ts';
import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { Field, FormSection } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormPage } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { InputNumber, Select } from 'antd';
import { useMemo } from 'react';
import { getReminderSettings, setReminderSettings } from '../domain/index.ts';

const DAYS = [1, 2, 3, 5, 7, 10, 14, 15, 20, 30].map((value) => ({ value, label: `提前 ${value} 天` }));

/** When the bodies of the county are reminded, and from when an escalation is proposed. */
export default function ReminderSettingsPage() {
  usePageTitle('提醒设置');
  const notice = useNotice();
  const settings = useCall(getReminderSettings, {});
  const set = useCommand(setReminderSettings, ['plan']);
  const version = settings.data?.version ?? 0;
  const extra = useMemo(() => ({ commandId: newId(), version }), [version]);
  if (settings.isPending) return <Loading label="正在加载提醒设置" />;
  if (settings.isError) return <Failure problem={settings.error} onRetry={() => void settings.refetch()} />;
  const { aheadDays, overdueEvery, escalateAfter, abilities } = settings.data;
  if (!abilities.edit) {
    return (
      <div className="plan-unanswered-page">
        <h1>提醒设置</h1>
        <Facts
          items={[
            { label: '到期前提醒', value: aheadDays.map((days) => `提前 ${days} 天`).join('、') || '不提醒' },
            { label: '逾期后', value: `次日和每 ${overdueEvery} 天提醒` },
            { label: '建议提级', value: `逾期超过 ${escalateAfter} 天` },
          ]}
        />
        <p className="zb-absent">由安委办工作人员修改。</p>
      </div>
    );
  }
  return (
    <FormPage
      key={version}
      title="提醒设置"
      lead="每天早上 8 点，每人最多收到一条汇总提醒；已办结的不再提醒。"
      schema={setReminderSettings.body}
      extra={extra}
      initial={{ aheadDays, overdueEvery, escalateAfter }}
      submitLabel="保存提醒设置"
      onSubmit={async (body) => {
        await set.run({ body });
        notice('已保存');
      }}
    >
      <FormSection title="到期前和当天" lead="到期当天总会提醒。">
        <Field name="aheadDays" label="提前几天提醒" hint="最多 5 个。">
          <Select mode="multiple" options={DAYS} maxCount={5} />
        </Field>
      </FormSection>
      <FormSection title="逾期以后" lead="逾期第一天提醒，以后按间隔再提醒。">
        <Field name="overdueEvery" label="每隔几天再提醒">
          <InputNumber min={1} max={60} addonAfter="天" />
        </Field>
        <Field name="escalateAfter" label="逾期多少天后建议提级" hint="系统只提出建议，由安委办签发。">
          <InputNumber min={1} max={365} addonAfter="天" />
        </Field>
      </FormSection>
    </FormPage>
  );
}
