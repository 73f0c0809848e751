import { Field, FormSection } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { Input, Select } from 'antd';
import { getScreeningPack } from '../domain/pack.contract.ts';
import { LATE_FILING_DAYS } from '../domain/screening.terms.ts';
import { fileSuspension } from '../domain/suspension.contract.ts';
import { InstantInput } from './TimeInputs.tsx';

export function SuspensionDrawer({ onDone }: { onDone: () => void }) {
  const id = useNewId();
  const file = useCommand(fileSuspension);
  const notice = useNotice();
  const units = useCall(getScreeningPack, { query: {} }, { staleTime: 60_000 }).data?.pack?.units ?? [];
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
        lead={`应查时段有一半以上落在其中的，不计入应查数。开始超过 ${LATE_FILING_DAYS} 天的不能补报。`}
      >
        <Field name="unitId" label="风险单元" hint="不选即全企业停产停用。">
          <Select
            allowClear
            placeholder="全企业"
            showSearch={{ optionFilterProp: 'label' }}
            options={units.map(({ id: value, name }) => ({ value, label: name }))}
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
