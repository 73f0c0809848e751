import { Field, FormSection } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { useBodies } from '@zhiben/slices/division/web';
import { Input, Select } from 'antd';
import { type Industry, industryName } from '../domain/industries.ts';
import { DUTY_NAMES, setDuty } from '../domain/oversight.contract.ts';
import { choices } from './choices.ts';

export function DutyDrawer({ industry, onDone }: { industry: Industry; onDone: () => void }) {
  const commandId = useNewId();
  const set = useCommand(setDuty);
  const bodies = useBodies();
  const notice = useNotice();
  return (
    <FormDrawer
      open
      title={`明确“${industryName(industry)}”的职责`}
      lead="写明依据的文件（三定规定、安委会分工文件等）。档案中已有的主管部门不随之改动。"
      schema={setDuty.body}
      extra={{ commandId, industry }}
      initial={{ duty: 'competent' }}
      submitLabel="保存职责"
      onCancel={onDone}
      onSubmit={async (body) => {
        await set.run({ body });
        notice('职责已保存');
        onDone();
      }}
    >
      <FormSection title="职责">
        <Field name="bodyId" label="机构">
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={bodies.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
        <Field name="duty" label="职责">
          <Select options={choices(DUTY_NAMES)} />
        </Field>
        <Field name="source" label="依据">
          <Input maxLength={200} />
        </Field>
      </FormSection>
    </FormDrawer>
  );
}
