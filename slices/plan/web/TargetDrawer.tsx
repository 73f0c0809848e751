import { newId } from '@zhiben/platform/domain/ids.ts';
import { DateInput } from '@zhiben/platform/web/kit/form/DateInput.tsx';
import { Field } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { InputNumber, Select } from 'antd';
import { useState } from 'react';
import { FORMULA_CODES, setTarget, TARGET_FORMULAS, type Target } from '../domain/index.ts';

const FORMULAS = FORMULA_CODES.map((code) => {
  const { name, lacks } = TARGET_FORMULAS[code];
  return { value: code, label: lacks === null ? name : `${name}（暂无数据来源）` };
});

interface TargetDrawerProps {
  readonly campaignId: string;
  readonly target: Target;
  readonly onClose: () => void;
}

/** By which formula a target is measured, and what is to be reached. */
export function TargetDrawer({ campaignId, target, onClose }: TargetDrawerProps) {
  const notice = useNotice();
  const save = useCommand(setTarget);
  const [commandId] = useState(newId);
  const { obligationId, version, formula, goal, cohortThrough, quote } = target;
  return (
    <FormDrawer
      open
      title="确认目标口径"
      lead={quote}
      schema={setTarget.body}
      extra={{ commandId, version }}
      initial={{ formula, ...(goal === null ? {} : { goal }), ...(cohortThrough ? { cohortThrough } : {}) }}
      submitLabel="确认口径"
      onCancel={onClose}
      onSubmit={async (body) => {
        await save.run({ params: { id: campaignId, obligationId }, body });
        notice('已确认口径');
        onClose();
      }}
    >
      <Field name="formula" label="口径">
        <Select options={FORMULAS} />
      </Field>
      <Field name="goal" label="目标值" hint="百分比填数字，如 100；动态清零填 0。">
        <InputNumber min={0} style={{ width: '100%' }} />
      </Field>
      <Field name="cohortThrough" label="存量截止日" hint="只用于存量：这一天及以前登记、当日未销号的才算存量。">
        <DateInput />
      </Field>
    </FormDrawer>
  );
}
