import { useNavigate } from '@tanstack/react-router';
import { Field, FormSection } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormPage } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { useDivisionChoices } from '@zhiben/slices/division/web';
import { Form, TreeSelect } from 'antd';
import { createEnterprise, newEnterpriseSchema } from '../domain/enterprise.contract.ts';
import { FIELD_RULES, type FieldName } from '../domain/enterprise.fields.ts';
import { FieldControl } from './FieldControl.tsx';

const DRAFT = 'enterprise-create';
const HINTS: Partial<Record<FieldName, string>> = {
  kind: '没有营业执照的小店、小施工小作业也可以登记，由系统编号。',
  industryCode: 'GB/T 4754 的门类、大类，或键入中类、小类代码；不清楚可以不填。',
};
const SECTIONS: readonly (readonly [string, readonly FieldName[]])[] = [
  ['规模和地点', ['address', 'longitude', 'latitude', 'size', 'employees', 'industryCode']],
  [
    '责任人',
    [
      'principalName',
      'principalPhone',
      'controllerName',
      'safetyManagerName',
      'safetyManagerPhone',
      'safetyOrganisation',
    ],
  ],
  ['监管归属', ['supervisingBodyId', 'oversightBodyIds', 'highRisk']],
];

/** Needed of a registered unit, and of no other. */
function CreditCodeField() {
  const isRegistered = Form.useWatch('kind', Form.useFormInstance()) === 'registered';
  return (
    <Field
      name="creditCode"
      label={FIELD_RULES.creditCode.label}
      isNeeded={isRegistered}
      hint={isRegistered ? '营业执照上的 18 位代码。' : '没有营业执照的不填，登记后由系统编号。'}
    >
      <FieldControl field="creditCode" />
    </Field>
  );
}

export default function EnterpriseNewPage() {
  const id = useNewId(DRAFT);
  const create = useCommand(createEnterprise);
  const divisions = useDivisionChoices();
  const navigate = useNavigate();
  const notice = useNotice();
  const field = (name: FieldName) => (
    <Field key={name} name={name} label={FIELD_RULES[name].label} {...(HINTS[name] ? { hint: HINTS[name] } : {})}>
      <FieldControl field={name} />
    </Field>
  );
  return (
    <FormPage
      title="登记企业"
      lead="先填能确定的，其余以后补。登记过的内容，检查、隐患、保险等处自动带出，不再重复填写。"
      schema={newEnterpriseSchema}
      extra={{ id }}
      initial={{ kind: 'registered' }}
      draft={DRAFT}
      submitLabel="登记企业"
      onSubmit={async (body) => {
        const { localNumber } = await create.run({ body });
        notice(localNumber ? `已登记，编号 ${localNumber}` : '已登记');
        await navigate({ to: `/enterprises/${id}` } as never);
      }}
      onCancel={() => void navigate({ to: '/enterprises' } as never)}
    >
      <FormSection title="身份">
        {field('kind')}
        {field('name')}
        <CreditCodeField />
        {field('industry')}
        <Field name="division" label="属地">
          <TreeSelect
            treeData={divisions.map(({ value, label, children }) => ({
              value,
              title: label,
              children: (children ?? []).map((child) => ({ value: child.value, title: child.label })),
            }))}
          />
        </Field>
      </FormSection>
      {SECTIONS.map(([title, fields]) => (
        <FormSection key={title} title={title}>
          {fields.map(field)}
        </FormSection>
      ))}
    </FormPage>
  );
}
