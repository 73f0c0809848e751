import { Button, Select } from 'antd';
import { useState } from 'react';
import type { HeaderWords, SheetHeaders, SheetMapping } from '../../../domain/sheet-mapping.ts';
import './column-mapping.css';

interface ColumnMappingProps<F extends string> {
  readonly fields: Readonly<Record<F, HeaderWords>>;
  readonly headers: SheetHeaders;
  /** What stands below each header in the first row, so that a column is known by what it holds. */
  readonly samples?: SheetHeaders;
  readonly mapping: SheetMapping<F>;
  readonly submitLabel: string;
  readonly isRunning: boolean;
  readonly onMap: (mapping: SheetMapping<F>) => void;
}

const MOST_SAMPLE = 12;

/** Which column of a sheet is what. */
export function ColumnMapping<F extends string>(props: ColumnMappingProps<F>) {
  const { fields, headers, samples = [], mapping: before, submitLabel, isRunning, onMap } = props;
  const [mapping, setMapping] = useState(before);
  const names = Object.keys(fields) as F[];
  const options = headers.flatMap((header, column) =>
    header === null
      ? []
      : [{ value: column, label: `${letters(column)} 列 ${header}${saySample(samples[column] ?? null)}` }],
  );
  const isChanged = names.some((field) => mapping[field] !== before[field]);
  const missing = names.filter((field) => fields[field].isRequired && mapping[field] === undefined);
  const used = Object.values(mapping);
  const twice = names.filter((field) => used.filter((column) => column === mapping[field]).length > 1);
  return (
    <>
      <div className="zb-mapping">
        {names.map((field) => {
          const { label, isRequired, note } = fields[field];
          const fault = missing.includes(field) ? '请选择一列' : twice.includes(field) ? '这一列已用于另一项' : '';
          return (
            <div key={field}>
              <span>
                {label}
                {!isRequired && <small>选填</small>}
              </span>
              <Select
                aria-label={label}
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                placeholder="没有这一列"
                status={fault ? 'error' : ''}
                value={mapping[field] ?? null}
                options={options}
                popupMatchSelectWidth={false}
                onChange={(column: number | null | undefined) => {
                  const { [field]: _, ...others } = mapping;
                  setMapping((column ?? null) === null ? (others as typeof mapping) : { ...mapping, [field]: column });
                }}
              />
              {fault && <small className="zb-mapping-fault">{fault}</small>}
              {note && mapping[field] !== undefined && <small>{note}</small>}
            </div>
          );
        })}
      </div>
      <Button
        disabled={!isChanged || missing.length > 0 || twice.length > 0}
        loading={isRunning}
        onClick={() => onMap(mapping)}
      >
        {submitLabel}
      </Button>
    </>
  );
}

function saySample(sample: string | null): string {
  if (sample === null) return '';
  return `（如 ${sample.length > MOST_SAMPLE ? `${sample.slice(0, MOST_SAMPLE)}…` : sample}）`;
}

/** 0 → A, 27 → AB */
function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last;
}
