import { FileInput } from '@zhiben/platform/web/kit/files/FileInput.tsx';
import { DateInput } from '@zhiben/platform/web/kit/form/DateInput.tsx';
import { Field } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { useBodies } from '@zhiben/slices/division/web';
import { Checkbox, Form, Input, Select } from 'antd';
import type { ReactElement } from 'react';
import type { z } from 'zod';
import type { RecordCommand } from '../domain/hazard.policy.ts';
import { getHazardDossier } from '../domain/hazard-dossier.contract.ts';
import { sayGrounds } from '../domain/hazard-dossier.rules.ts';
import type { CommandDrawerProps } from './CommandDrawer.tsx';
import { askedFields, askedValues, type CourseForm, courseForm, type FormField } from './course-forms.ts';
import { useRecordCommand } from './use-record-command.ts';
import { VisitTimeInput } from './VisitTimeInput.tsx';

/** The drawer of a command whose form needs nothing of its own (`course-forms.ts`). */
export function CourseDrawer({ command, ...props }: CommandDrawerProps & { command: RecordCommand }) {
  const bodies = useBodies();
  const departments = bodies.filter(({ kind }) => kind === 'department');
  const isRequest = command === 'requestShutdown';
  const dossier = useCall(getHazardDossier, { params: { id: props.hazard.id } }, { enabled: isRequest });
  const form = courseForm(command, props.hazard, departments);
  if (!form || (isRequest && dossier.isPending)) return null;
  const grounds = isRequest && sayGrounds(dossier.data?.patterns ?? [], 'shutdown');
  const filled = grounds ? { ...form, initial: { ...form.initial, grounds } } : form;
  return <Drawer form={filled} command={command} {...props} />;
}

function Drawer({ form, command, ...props }: CommandDrawerProps & { form: CourseForm; command: RecordCommand }) {
  const { hazard, onDone } = props;
  const { extra, send } = useRecordCommand(form.contract, props, form.done);
  return (
    <FormDrawer
      open
      title={form.title}
      lead={form.lead}
      schema={form.contract.body as z.ZodObject}
      extra={extra}
      initial={{ ...form.initial }}
      submitLabel={form.submit}
      {...(form.irreversible ? { irreversible: true } : {})}
      draft={`hazard-${command}-${hazard.id}-${hazard.version}`}
      onSubmit={(values) => send(askedValues(form.fields, values))}
      onCancel={onDone}
    >
      <Fields fields={form.fields} />
    </FormDrawer>
  );
}

function Fields({ fields }: Pick<CourseForm, 'fields'>) {
  const values = Form.useWatch((all: object) => ({ ...all }) as Record<string, unknown>) ?? {};
  return askedFields(fields, values).map((field) => (
    <Field
      key={field.name}
      name={field.name}
      label={field.label}
      isNeeded={field.isNeeded ?? false}
      {...(field.hint ? { hint: field.hint } : {})}
    >
      {inputOf(field)}
    </Field>
  ));
}

function inputOf({ kind, options = [], min, max, label }: FormField): ReactElement {
  switch (kind) {
    case 'line':
      return <Input maxLength={200} />;
    case 'lines':
      return <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={2000} />;
    case 'date':
      return <DateInput {...(min ? { min } : {})} {...(max ? { max } : {})} />;
    case 'instant':
      return <VisitTimeInput />;
    case 'select':
      return <Select options={[...options]} />;
    case 'names':
      return <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={['、', '，', ',', ' ']} />;
    case 'yes':
      return <YesInput label={label} />;
    case 'files':
      return <FileInput />;
  }
}

interface YesInputProps {
  readonly label: string;
  readonly id?: string;
  readonly value?: boolean;
  readonly onChange?: (value: boolean) => void;
}

function YesInput({ label, id, value = false, onChange }: YesInputProps) {
  return (
    <Checkbox {...(id ? { id } : {})} checked={value} onChange={(event) => onChange?.(event.target.checked)}>
      {label.length > 12 ? '是' : label}
    </Checkbox>
  );
}
