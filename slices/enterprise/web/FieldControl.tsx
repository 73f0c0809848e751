import { useBodies } from '@zhiben/slices/division/web';
import { Input, InputNumber, Select } from 'antd';
import type { FieldName } from '../domain/enterprise.fields.ts';
import { ENTERPRISE_KIND_NAMES, ENTERPRISE_SIZE_NAMES, ENTERPRISE_STATUS_NAMES } from '../domain/enterprise.terms.ts';
import { INDUSTRIES } from '../domain/industries.ts';
import { choices } from './choices.ts';
import { IndustryCodeSelect } from './IndustryCodeSelect.tsx';
import { LatitudeControl } from './LatitudeControl.tsx';

const SELECTS: Partial<Record<FieldName, Readonly<Record<string, string>>>> = {
  kind: ENTERPRISE_KIND_NAMES,
  status: ENTERPRISE_STATUS_NAMES,
  industry: INDUSTRIES,
  size: ENTERPRISE_SIZE_NAMES,
};
const NUMBERS: readonly FieldName[] = ['employees', 'longitude', 'latitude'];

interface FieldControlProps {
  readonly field: FieldName;
  /** Under which part of the body the fields stand. */
  readonly prefix?: string | undefined;
}

/** The control of a field of the file; `value` and `onChange` come from the form around it. */
export function FieldControl({ field, prefix, ...control }: FieldControlProps) {
  const bodies = useBodies();
  const names = SELECTS[field];
  if (names) return <Select {...control} showSearch={{ optionFilterProp: 'label' }} options={choices(names)} />;
  if (field === 'industryCode') return <IndustryCodeSelect {...control} />;
  if (field === 'latitude') return <LatitudeControl {...control} prefix={prefix} />;
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
