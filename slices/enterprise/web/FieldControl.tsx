import { useBodies } from '@zhiben/slices/division/web';
import { Input, InputNumber, Select } from 'antd';
import type { FieldName } from '../domain/enterprise.fields.ts';
import { ENTERPRISE_KIND_NAMES, ENTERPRISE_SIZE_NAMES, ENTERPRISE_STATUS_NAMES } from '../domain/enterprise.terms.ts';
import { INDUSTRIES } from '../domain/industries.ts';
import { choices } from './choices.ts';

const SELECTS: Partial<Record<FieldName, Readonly<Record<string, string>>>> = {
  kind: ENTERPRISE_KIND_NAMES,
  status: ENTERPRISE_STATUS_NAMES,
  industry: INDUSTRIES,
  size: ENTERPRISE_SIZE_NAMES,
};
const NUMBERS: readonly FieldName[] = ['employees', 'longitude', 'latitude'];

/** The control of a field of the file; `value` and `onChange` come from the form around it. */
export function FieldControl({ field, ...control }: { field: FieldName }) {
  const bodies = useBodies();
  const names = SELECTS[field];
  if (names) return <Select {...control} showSearch={{ optionFilterProp: 'label' }} options={choices(names)} />;
  if (NUMBERS.includes(field)) return <InputNumber {...control} style={{ width: '100%' }} controls={false} />;
  if (field === 'highRisk') {
    return (
      <Select
        {...control}
        options={
          [
            { value: true, label: '是' },
            { value: false, label: '否' },
          ] as never
        }
      />
    );
  }
  if (field === 'supervisingBodyId' || field === 'oversightBodyIds') {
    const options = bodies.map(({ id, name }) => ({ value: id, label: name }));
    const many = field === 'oversightBodyIds' ? { mode: 'multiple' as const } : { allowClear: true };
    return <Select {...control} {...many} showSearch={{ optionFilterProp: 'label' }} options={options} />;
  }
  return <Input {...control} maxLength={200} />;
}
