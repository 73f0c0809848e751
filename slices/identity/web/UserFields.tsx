import { Field, FormSection } from '@zhiben/platform/web/kit/form/Field.tsx';
import { RecordSelect } from '@zhiben/platform/web/kit/form/RecordSelect.tsx';
import { useBodies, useDivisionChoices } from '@zhiben/slices/division/web';
import { INDUSTRIES, INDUSTRY_CODES, listEnterprises } from '@zhiben/slices/enterprise/domain';
import { Form, Input, Select, TreeSelect } from 'antd';
import { isEnterpriseRole, ROLE_NAMES, ROLES } from '../domain/roles.ts';

const ROLE_OPTIONS = ROLES.map((value) => ({ value, label: ROLE_NAMES[value] }));
const INDUSTRY_OPTIONS = INDUSTRY_CODES.map((value) => ({ value, label: INDUSTRIES[value] }));

interface UserFieldsProps {
  /** The enterprise that is set already. */
  readonly enterprise?: { readonly id: string; readonly label: string } | undefined;
}

/** Who a person is and what the person sees: the same fields for a new user and for changes. */
export function UserFields({ enterprise }: UserFieldsProps) {
  const role: string | undefined = Form.useWatch('role');
  const bodies = useBodies();
  const divisions = useDivisionChoices();
  const ofEnterprise = role !== undefined && isEnterpriseRole(role);
  return (
    <>
      <FormSection title="本人">
        <Field name="name" label="姓名">
          <Input maxLength={40} />
        </Field>
        <Field name="phone" label="手机" hint="短信提醒发到这个号码。">
          <Input inputMode="tel" maxLength={11} />
        </Field>
        <Field name="email" label="邮箱">
          <Input inputMode="email" maxLength={120} />
        </Field>
      </FormSection>
      <FormSection title="岗位和单位" lead="岗位决定能办什么，单位和管辖决定能看到哪些记录。">
        <Field name="role" label="岗位">
          <Select options={ROLE_OPTIONS} placeholder="选择岗位" />
        </Field>
        {ofEnterprise ? (
          <Field name="enterpriseId" label="所属企业">
            <RecordSelect
              contract={listEnterprises}
              label={({ name }) => name}
              known={enterprise}
              placeholder="输入企业名称或信用代码查找"
            />
          </Field>
        ) : (
          <Field name="bodyId" label="所属机构">
            <Select
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              placeholder="选择机构"
              options={bodies.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Field>
        )}
      </FormSection>
      {!ofEnterprise && (
        <FormSection title="管辖范围" lead="不填则按所属机构的辖区和监管行业；没有机构的，为全县、全部行业。">
          <Field name="division" label="管辖区划">
            <TreeSelect
              allowClear
              showSearch={{ treeNodeFilterProp: 'title' }}
              treeData={divisions.map(toNode)}
              placeholder="按所属机构"
            />
          </Field>
          <Field name="industries" label="管辖行业">
            <Select mode="multiple" allowClear options={INDUSTRY_OPTIONS} placeholder="按所属机构" />
          </Field>
        </FormSection>
      )}
    </>
  );
}

interface Node {
  readonly value: string;
  readonly title: string;
  readonly children?: Node[];
}

function toNode({ value, label, children }: ReturnType<typeof useDivisionChoices>[number]): Node {
  return { value, title: label, ...(children ? { children: children.map(toNode) } : {}) };
}
