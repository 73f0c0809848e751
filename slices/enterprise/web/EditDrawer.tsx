import { localDate } from '@zhiben/platform/domain/clock.ts';
import { idSchema, localDateSchema, optionalText } from '@zhiben/platform/domain/contract.ts';
import { DateInput } from '@zhiben/platform/web/kit/form/DateInput.tsx';
import { Field, FormSection } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { Input } from 'antd';
import { z } from 'zod';
import { type Enterprise, editEnterprise } from '../domain/enterprise.contract.ts';
import {
  type EnterpriseFields,
  FIELD_NAMES,
  FIELD_RULES,
  type FieldName,
  fieldsSchema,
  SECTIONS,
  type Section,
} from '../domain/enterprise.fields.ts';
import { FieldControl } from './FieldControl.tsx';

const formSchema = z.object({
  commandId: idSchema,
  version: z.int(),
  changes: fieldsSchema.partial(),
  basis: optionalText(200),
  effectiveOn: localDateSchema,
});

interface Props {
  readonly enterprise: Enterprise;
  readonly section: Section;
  readonly onDone: () => void;
}

/** One section of the file; what the enterprise may not write itself is marked before it is sent. */
export function EditDrawer({ enterprise, section, onDone }: Props) {
  const commandId = useNewId();
  const edit = useCommand(editEnterprise);
  const notice = useNotice();
  const isStaff = enterprise.abilities.editAll ?? false;
  const today = localDate(new Date());
  const fields = FIELD_NAMES.filter(
    (field) => FIELD_RULES[field].section === section && (isStaff || FIELD_RULES[field].byEnterprise !== 'none'),
  );
  const initial = Object.fromEntries(
    fields.flatMap((field) => (enterprise[field] === null ? [] : [[field, enterprise[field]]])),
  );
  return (
    <FormDrawer
      open
      title={`修改${SECTIONS[section]}`}
      lead={isStaff ? '每一处改动都记入变更历史，写明依据。' : '标有“需确认”的项目，由监管部门确认后生效。'}
      schema={formSchema}
      extra={{ commandId, version: enterprise.version }}
      initial={{ changes: initial as Partial<EnterpriseFields>, effectiveOn: today }}
      submitLabel={`保存${SECTIONS[section]}`}
      onCancel={onDone}
      onSubmit={async ({ changes, basis = '', effectiveOn }) => {
        const body = {
          commandId,
          version: enterprise.version,
          changes: withCleared(enterprise, fields, changes),
          basis,
          effectiveOn,
        };
        const { proposal } = await edit.run({ params: { id: enterprise.id }, body });
        notice(proposal && !isStaff ? '已提交，待监管部门确认' : `已保存${SECTIONS[section]}`);
        onDone();
      }}
    >
      <FormSection title={SECTIONS[section]}>
        {fields.map((field) => (
          <Field
            key={field}
            name={`changes.${field}`}
            label={FIELD_RULES[field].label}
            {...(!isStaff && FIELD_RULES[field].byEnterprise === 'confirm'
              ? { hint: '需确认：由监管部门确认后生效。' }
              : {})}
          >
            <FieldControl field={field} prefix="changes" />
          </Field>
        ))}
      </FormSection>
      <FormSection title="依据">
        <Field name="basis" label="凭什么修改" hint="例如：营业执照、任命文件、现场核实。">
          <Input maxLength={200} />
        </Field>
        <Field name="effectiveOn" label="何时生效">
          <DateInput />
        </Field>
      </FormSection>
    </FormDrawer>
  );
}

/** A field that was emptied is sent as empty: left out it would stay as it is. */
function withCleared(
  enterprise: Enterprise,
  fields: readonly FieldName[],
  changes: Partial<EnterpriseFields>,
): Partial<EnterpriseFields> {
  const cleared = fields.filter(
    (field) => changes[field] === undefined && enterprise[field] !== null && enterprise[field] !== '',
  );
  const empty = (field: FieldName) => {
    if (field === 'oversightBodyIds') return [];
    return typeof enterprise[field] === 'string' && fieldsSchema.shape[field].safeParse('').success ? '' : null;
  };
  return { ...changes, ...Object.fromEntries(cleared.map((field) => [field, empty(field)])) };
}
