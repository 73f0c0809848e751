import { addDays, localDate } from '@zhiben/platform/domain/clock.ts';
import { DateInput } from '@zhiben/platform/web/kit/form/DateInput.tsx';
import { Field, FormSection } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { Input, Select } from 'antd';
import { MOST_REVIEW_DAYS } from '../domain/assessment.rules.ts';
import { type RiskFile, requireReassessment } from '../domain/risk.contract.ts';
import { CAUSE_NAMES } from '../domain/risk.terms.ts';

/** After a change or an accident: which units are to be assessed anew, and by when. */
export function ReassessDrawer({ file, onDone }: { file: RiskFile; onDone: () => void }) {
  const commandId = useNewId();
  const send = useCommand(requireReassessment);
  const notice = useNotice();
  const today = localDate(new Date());
  return (
    <FormDrawer
      open
      title="变更或事故后重新评价"
      lead="工艺、设备、人员、法规有变化，或发生事故后，所选单元的风险应重新评价（《安全生产法》第四十一条）。"
      schema={requireReassessment.body}
      extra={{ commandId }}
      initial={{ cause: 'change', dueOn: addDays(today, 30) }}
      submitLabel="要求重新评价"
      onCancel={onDone}
      onSubmit={async (body) => {
        const { events } = await send.run({ params: { enterpriseId: file.enterpriseId }, body });
        notice(`${events} 个风险点须在 ${body.dueOn} 前重新评价`);
        onDone();
      }}
    >
      <FormSection title="重新评价">
        <Field name="cause" label="原因">
          <Select options={(['change', 'accident'] as const).map((value) => ({ value, label: CAUSE_NAMES[value] }))} />
        </Field>
        <Field name="reason" label="发生了什么">
          <Input maxLength={200} />
        </Field>
        <Field name="unitIds" label="哪些单元">
          <Select
            mode="multiple"
            optionFilterProp="label"
            options={file.units.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
        <Field name="dueOn" label="何时前完成">
          <DateInput min={today} max={addDays(today, MOST_REVIEW_DAYS)} />
        </Field>
      </FormSection>
    </FormDrawer>
  );
}
