import { BODY_KIND_NAMES, type Body } from '@zhiben/slices/division/domain';
import { useBodies } from '@zhiben/slices/division/web';
import { Select } from 'antd';
import { useMemo } from 'react';

function useBodyOptions() {
  const bodies = useBodies();
  return useMemo(() => {
    const kinds = [...new Set(bodies.map((body) => body.kind))];
    const optionOf = ({ id, name, shortName }: Body) => ({ value: id, label: name, shortName });
    return kinds.map((kind) => ({
      label: BODY_KIND_NAMES[kind],
      options: bodies.filter((body) => body.kind === kind).map(optionOf),
    }));
  }, [bodies]);
}

interface BodySelectProps {
  readonly id?: string;
  readonly value?: string | null;
  readonly onChange?: (id: string | undefined) => void;
  readonly 'aria-label'?: string;
  readonly placeholder?: string;
}

/** One body of the county, found by typing. */
export function BodySelect({ value, onChange, placeholder = '选择单位', ...rest }: BodySelectProps) {
  return (
    <Select
      {...rest}
      value={value ?? null}
      onChange={(id: string | null) => onChange?.(id ?? undefined)}
      options={useBodyOptions()}
      optionLabelProp="shortName"
      placeholder={placeholder}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      style={{ width: '100%' }}
    />
  );
}

interface BodiesSelectProps extends Omit<BodySelectProps, 'value' | 'onChange'> {
  readonly value?: readonly string[];
  readonly onChange?: (ids: string[]) => void;
}

/** Any number of bodies of the county. */
export function BodiesSelect({ value = [], onChange, placeholder = '没有配合单位', ...rest }: BodiesSelectProps) {
  return (
    <Select
      {...rest}
      mode="multiple"
      value={[...value]}
      onChange={(ids: string[]) => onChange?.(ids)}
      options={useBodyOptions()}
      optionLabelProp="shortName"
      placeholder={placeholder}
      maxTagCount="responsive"
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      style={{ width: '100%' }}
    />
  );
}
