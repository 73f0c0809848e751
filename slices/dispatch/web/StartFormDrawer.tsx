import { newId } from '@zhiben/platform/domain/ids.ts';
import { DateInput } from '@zhiben/platform/web/kit/form/DateInput.tsx';
import { Field } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { listCampaigns } from '@zhiben/slices/plan/domain';
import { Input, Select } from 'antd';
import { useState } from 'react';
import { startForm } from '../domain/dispatch.contract.ts';
import { CURRENT_FORMS } from '../domain/forms.ts';

const NO_CAMPAIGN = '';

/** Puts a form into use for a campaign; what the campaign says already is filled in. */
export function StartFormDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const command = useCommand(startForm);
  const notice = useNotice();
  const [id] = useState(newId);
  const [commandId] = useState(newId);
  const campaigns = useCall(listCampaigns, { query: { limit: 50 } }, { enabled: open }).data?.rows ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const campaignId = chosen ?? campaigns[0]?.id ?? NO_CAMPAIGN;
  const campaign = campaigns.find((c) => c.id === campaignId);
  const choices = campaigns.map(({ id, name, number }) => ({ value: id, label: `${name}（${number}）` }));
  return (
    <FormDrawer
      // Chosen anew, the form begins with what the other campaign says.
      key={campaignId}
      open={open}
      title="启用调度表"
      lead={
        <>
          选择专项行动，从行动开始之日起累计，每月各单位上报一次。
          <Select
            aria-label="专项行动"
            className="zb-dispatch-campaign"
            value={campaignId}
            options={[{ value: NO_CAMPAIGN, label: '不关联专项行动（任务列为“无数据”）' }, ...choices]}
            onChange={setChosen}
          />
        </>
      }
      schema={startForm.body}
      initial={{
        definitionCode: CURRENT_FORMS[0]?.code ?? '',
        ...(campaign && {
          campaignName: campaign.name,
          countsFrom: campaign.startsOn,
          firstPeriod: campaign.startsOn.slice(0, 7),
          lastPeriod: campaign.endsOn.slice(0, 7),
        }),
      }}
      extra={{ id, commandId, campaignId: campaign?.id ?? null, ...(campaign ? {} : { lastPeriod: null }) }}
      submitLabel="启用调度表"
      onCancel={onClose}
      onSubmit={async (body) => {
        await command.run({ body });
        onClose();
        notice('调度表已启用');
      }}
    >
      <Field name="definitionCode" label="调度表">
        <Select options={CURRENT_FORMS.map(({ code, title }) => ({ value: code, label: title }))} />
      </Field>
      <Field name="campaignName" label="行动名称" {...(campaign ? { from: '专项行动' } : {})}>
        <Input maxLength={120} />
      </Field>
      <Field name="countsFrom" label="累计起点" hint="这一天起登记的隐患计入累计数。">
        <DateInput />
      </Field>
      <Field name="firstPeriod" label="第一期" hint="年-月，例如 2024-05。">
        <Input maxLength={7} />
      </Field>
      {campaign && (
        <Field name="lastPeriod" label="最后一期" hint="年-月，行动结束当月。">
          <Input maxLength={7} />
        </Field>
      )}
    </FormDrawer>
  );
}
