import { Select } from 'antd';
import { useMemo } from 'react';
import type { CheckItem } from '../domain/checklist.contract.ts';
import { likeliest } from '../domain/link.rules.ts';
import { type NamedMeasure, sayMeasure } from './use-measures.ts';

interface Props {
  readonly id?: string;
  readonly item: CheckItem;
  readonly measures: readonly NamedMeasure[];
  readonly label?: string;
  readonly onChange: (measureId: string | null) => void;
}

/** The measure whose being in place an item looks at; those whose words are nearest to the question come first. */
export function MeasureField({ id, item, measures, label, onChange }: Props) {
  const options = useMemo(() => optionsOf(item, measures), [item, measures]);
  return (
    <Select
      {...(id !== undefined && { id })}
      aria-label={label}
      allowClear
      showSearch={{ optionFilterProp: 'title' }}
      className="zb-scr-measure"
      placeholder="没有对应的措施"
      value={item.measureId}
      popupMatchSelectWidth={420}
      notFoundContent="没有这样的措施，换个词试试"
      options={options}
      onChange={(measureId?: string) => onChange(measureId ?? null)}
    />
  );
}

function optionsOf(item: CheckItem, measures: readonly NamedMeasure[]) {
  const option = ({ id, content, event, unit }: NamedMeasure) => ({
    value: id,
    label: content,
    title: `${content} ${event} ${unit}`,
  });
  const near = likeliest(item.question, measures);
  const rest = measures.filter((one) => !near.includes(one));
  const groups = new Map<string, NamedMeasure[]>();
  for (const one of rest) {
    const name = `${one.unit}：${one.event}`;
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  const isGone = item.measureId !== null && !measures.some(({ id }) => id === item.measureId);
  const gone = isGone && {
    label: '现在对应的',
    options: [{ value: item.measureId, label: sayMeasure(measures, item.measureId), title: '' }],
  };
  return [
    ...(gone ? [gone] : []),
    ...(near.length > 0 ? [{ label: '词句相近的', options: near.map(option) }] : []),
    ...[...groups].map(([label, own]) => ({ label, options: own.map(option) })),
  ];
}
