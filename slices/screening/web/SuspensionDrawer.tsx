import { Field, FormSection } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { Input, Select } from 'antd';
import { fileSuspension } from '../domain/suspension.contract.ts';
import { listScreeningChoices } from '../domain/task.contract.ts';
import { InstantInput } from './TimeInputs.tsx';

export function SuspensionDrawer({ onDone }: { onDone: () => void }) {
  const id = useNewId();
  const file = useCommand(fileSuspension);
  const notice = useNotice();
  const { data: choices } = useCall(listScreeningChoices, {}, { staleTime: 60_000 });
  return (
    <FormDrawer
      open
      title="登记停用/检修"
      schema={fileSuspension.body}
      extra={{ id }}
      submitLabel="登记停用"
      onCancel={onDone}
      onSubmit={async (body) => {
        await file.run({ body });
        notice('已登记，期间的应查时段不计入');
        onDone();
      }}
    >
      <FormSection
        title="什么停、停多久"
        lead={`应查时段有一半以上落在其中的，不计入应查数。${sayLateFiling(choices?.lateFilingDays)}`}
      >
        <Field name="unitId" label="风险单元" hint="不选即全企业停产停用。">
          <Select
            allowClear
            placeholder="全企业"
            showSearch={{ optionFilterProp: 'label' }}
            options={choices?.units.map(({ id: value, name }) => ({ value, label: name })) ?? []}
          />
        </Field>
        <Field name="from" label="开始">
          <InstantInput />
        </Field>
        <Field name="to" label="结束">
          <InstantInput />
        </Field>
        <Field name="reason" label="原因">
          <Input.TextArea maxLength={200} autoSize={{ minRows: 2 }} placeholder="例如：年度大修；订单不足停产" />
        </Field>
      </FormSection>
    </FormDrawer>
  );
}

/** How late a stop may be filed, as the county set it. */
export function sayLateFiling(days: number | undefined): string {
  if (days === undefined) return '请在停用前登记。';
  return days === 0 ? '请在停用前登记，开始后不能补报。' : `请在停用前登记；开始后 ${days} 天内可以补报，补报会注明。`;
}
