import { Button, Select } from 'antd';
import { useState } from 'react';
import type { HazardImport } from '../domain/hazard-import.contract.ts';
import { IMPORT_FIELD_WORDS, IMPORT_FIELDS, type Mapping } from '../domain/hazard-import.rules.ts';

interface ImportMappingProps {
  readonly made: HazardImport;
  readonly isRunning: boolean;
  readonly onMap: (mapping: Mapping) => void;
}

/** Which column of the sheet is what of a hazard. */
export function ImportMapping({ made, isRunning, onMap }: ImportMappingProps) {
  const [mapping, setMapping] = useState<Mapping>(made.mapping);
  const options = made.headers.flatMap((header, column) =>
    header === null ? [] : [{ value: column, label: `${letters(column)} 列 ${header}` }],
  );
  const isChanged = IMPORT_FIELDS.some((field) => mapping[field] !== made.mapping[field]);
  return (
    <>
      <div className="zb-import-fields">
        {IMPORT_FIELDS.map((field) => {
          const { label, isRequired, note } = IMPORT_FIELD_WORDS[field];
          return (
            <div key={field}>
              <span>
                {label}
                {!isRequired && <small>选填</small>}
              </span>
              <Select
                aria-label={label}
                allowClear
                placeholder="没有这一列"
                status={isRequired && mapping[field] === undefined ? 'error' : ''}
                value={mapping[field] ?? null}
                options={options}
                onChange={(column: number | null | undefined) => {
                  const { [field]: _, ...others } = mapping;
                  setMapping(column === null || column === undefined ? others : { ...others, [field]: column });
                }}
              />
              {note && mapping[field] !== undefined && <small className="zb-import-note">{note}</small>}
            </div>
          );
        })}
      </div>
      <Button disabled={!isChanged} loading={isRunning} onClick={() => onMap(mapping)}>
        按此对应重新检查
      </Button>
    </>
  );
}

/** 0 → A, 27 → AB */
function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last;
}
