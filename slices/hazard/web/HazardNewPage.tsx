import { useNavigate } from '@tanstack/react-router';
import { localDate } from '@zhiben/platform/domain/clock.ts';
import { FileInput } from '@zhiben/platform/web/kit/files/FileInput.tsx';
import { DateInput } from '@zhiben/platform/web/kit/form/DateInput.tsx';
import { Field, FormSection } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormPage } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { RecordSelect } from '@zhiben/platform/web/kit/form/RecordSelect.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { getEnterprise, industryName, listEnterprises } from '@zhiben/slices/enterprise/domain';
import { Form, Input, Select } from 'antd';
import { registerSchema } from '../domain/hazard.commands.ts';
import { CHANNEL_NAMES } from '../domain/hazard.terms.ts';
import { registerHazard } from '../domain/hazard-commands.contract.ts';
import { CriterionSelect } from './CriterionSelect.tsx';
import { useRecorder } from './use-recorder.ts';

const DRAFT = 'hazard-register';

export default function HazardNewPage() {
  const id = useNewId(DRAFT);
  const register = useCommand(registerHazard);
  const navigate = useNavigate();
  const notice = useNotice();
  const { recorder, problem, retry } = useRecorder();
  if (problem) return <Failure problem={problem} onRetry={retry} />;
  if (!recorder) return <Loading />;
  const { channels, enterprise } = recorder;
  const today = localDate(new Date());
  return (
    <FormPage
      title="登记隐患"
      lead="登记后由行业主管部门认定。编号、描述和发现渠道不再更改，请如实填写。"
      schema={registerSchema}
      extra={{ id, ...(enterprise ? { enterpriseId: enterprise.id } : {}) }}
      initial={{ discoveredOn: today, ...(channels[0] ? { channel: channels[0] } : {}) }}
      draft={DRAFT}
      submitLabel="登记隐患"
      onSubmit={async (body) => {
        const { number } = await register.run({ body });
        notice(`已登记 ${number}`);
        await navigate({ to: `/hazards/${id}` } as never);
      }}
      onCancel={() => void navigate({ to: '/hazards' } as never)}
    >
      <FormSection title="地点和情况" lead="写清楚哪家企业、哪个部位、什么问题。">
        {enterprise === null && (
          <Field name="enterpriseId" label="企业">
            <RecordSelect contract={listEnterprises} label={(row) => row.name} placeholder="输入企业名称查找" />
          </Field>
        )}
        <Field name="place" label="部位" hint="例如：罐区 3 号罐、木工车间东侧。">
          <Input maxLength={200} />
        </Field>
        <Field name="description" label="隐患描述">
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={2000} />
        </Field>
        <Field name="files" label="照片">
          <FileInput accept="image/*" hint="能看清部位和问题的照片" />
        </Field>
      </FormSection>
      <FormSection title="发现">
        {channels.length > 1 && (
          <Field name="channel" label="发现渠道">
            <Select options={channels.map((value) => ({ value, label: CHANNEL_NAMES[value] }))} />
          </Field>
        )}
        <Field name="discoveredOn" label="发现日期">
          <DateInput max={today} />
        </Field>
      </FormSection>
      <FormSection title="判定标准" lead="认为可能是重大事故隐患的，选出对应条款，供认定时参考。">
        <Form.Item noStyle shouldUpdate>
          {({ getFieldValue }) => (
            <CriterionField
              hazardId={id}
              enterpriseId={enterprise?.id ?? getFieldValue('enterpriseId')}
              on={getFieldValue('discoveredOn') ?? today}
              description={getFieldValue('description') ?? ''}
            />
          )}
        </Form.Item>
      </FormSection>
    </FormPage>
  );
}

interface CriterionFieldProps {
  readonly hazardId: string;
  readonly enterpriseId: string | undefined;
  readonly on: string;
  readonly description: string;
}

function CriterionField({ hazardId, enterpriseId, on, description }: CriterionFieldProps) {
  const { data } = useCall(getEnterprise, { params: { id: enterpriseId ?? '' } }, { enabled: !!enterpriseId });
  const hint = data ? `按${industryName(data.industry)}的标准和隐患描述排列，只列发现当日有效的条款。` : undefined;
  return (
    <Field name="criterionCode" label="判定标准" hint={hint}>
      <CriterionSelect
        industry={data?.industry}
        on={on}
        description={description}
        suggestFor={{ hazardId, stage: 'register' }}
      />
    </Field>
  );
}
