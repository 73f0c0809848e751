import { Checkbox, DatePicker, Input, Select, TreeSelect } from 'antd';
import dayjs from 'dayjs';
import { useEffect, useState } from 'react';
import type { Filter } from './list-types.ts';

interface FilterFieldProps {
  readonly filter: Filter;
  readonly values: Readonly<Record<string, unknown>>;
  readonly onChange: (changes: Readonly<Record<string, unknown>>) => void;
  /** The name of the filter stands above already. */
  readonly bare?: boolean;
}

/** One filter as the control its kind asks for. */
export function FilterField({ filter, values, onChange, bare = false }: FilterFieldProps) {
  const { key, label } = filter;
  const value = values[key];
  const set = (next: unknown) => onChange({ [key]: next ?? undefined });
  const name = bare ? undefined : <span className="zb-filters-prefix">{label}</span>;
  switch (filter.kind) {
    case 'text':
      return <TextFilter label={label} placeholder={filter.placeholder ?? label} value={value} onChange={set} />;
    case 'flag':
      return (
        <Checkbox checked={value !== undefined} onChange={(event) => set(event.target.checked ? 'true' : undefined)}>
          {label}
        </Checkbox>
      );
    case 'choice':
      return (
        <Select
          aria-label={label}
          className="zb-filters-choice"
          prefix={name}
          placeholder="全部"
          allowClear={filter.standing === undefined}
          showSearch={filter.choices.length > 8 ? { optionFilterProp: 'label' } : false}
          popupMatchSelectWidth={false}
          maxTagCount="responsive"
          {...(filter.many ? { mode: 'multiple' as const } : {})}
          value={(filter.many && typeof value === 'string' ? [value] : value) ?? filter.standing}
          options={[...filter.choices]}
          onChange={set}
        />
      );
    case 'tree':
      return (
        <TreeSelect
          aria-label={label}
          className="zb-filters-choice"
          prefix={name}
          placeholder="全部"
          allowClear
          showSearch={{ treeNodeFilterProp: 'title' }}
          popupMatchSelectWidth={false}
          treeData={treeData(filter.nodes)}
          value={value as string | undefined}
          onChange={set}
        />
      );
    case 'dates':
      return (
        <DatePicker.RangePicker
          aria-label={label}
          prefix={name}
          allowEmpty={[true, true]}
          placeholder={['起', '止']}
          value={[asDay(value), asDay(values[filter.endKey])]}
          onChange={(range) => onChange({ [key]: asText(range?.[0]), [filter.endKey]: asText(range?.[1]) })}
        />
      );
  }
}

const DEBOUNCE_MS = 300;

interface TextFilterProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: unknown;
  readonly onChange: (value: string | undefined) => void;
}

/** Text that takes effect when typing pauses. */
function TextFilter({ label, placeholder, value, onChange }: TextFilterProps) {
  const applied = typeof value === 'string' ? value : '';
  const [text, setText] = useState(applied);
  useEffect(() => setText(applied), [applied]);
  useEffect(() => {
    if (text.trim() === applied) return;
    const timer = setTimeout(() => onChange(text.trim() || undefined), DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [text, applied, onChange]);
  return (
    <Input
      aria-label={label}
      className="zb-filters-text"
      placeholder={placeholder}
      allowClear
      value={text}
      onChange={(event) => setText(event.target.value)}
      onPressEnter={() => onChange(text.trim() || undefined)}
    />
  );
}

const asDay = (value: unknown) => (typeof value === 'string' ? dayjs(value) : null);
const asText = (day: dayjs.Dayjs | null | undefined) => day?.format('YYYY-MM-DD');

interface TreeNode {
  readonly value: string;
  readonly title: string;
  readonly children?: TreeNode[];
}

function treeData(nodes: readonly { value: string; label: string; children?: readonly unknown[] }[]): TreeNode[] {
  return nodes.map(({ value, label, children }) => ({
    value,
    title: label,
    ...(children ? { children: treeData(children as Parameters<typeof treeData>[0]) } : {}),
  }));
}
