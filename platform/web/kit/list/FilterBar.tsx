import { Button, Popover } from 'antd';
import { useState } from 'react';
import { FilterField } from './FilterField.tsx';
import { isActive, sayFilter } from './filter-words.ts';
import type { Filter } from './list-types.ts';
import './filter-bar.css';

interface FilterBarProps {
  readonly filters: readonly Filter[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly onChange: (changes: Readonly<Record<string, unknown>>) => void;
}

const VISIBLE = 3;

/** The three most used filters, the rest folded away, and what is active among the folded as removable chips. */
export function FilterBar({ filters, values, onChange }: FilterBarProps) {
  const [isOpen, setOpen] = useState(false);
  const visible = filters.slice(0, VISIBLE);
  const folded = filters.slice(VISIBLE);
  const active = filters.filter((filter) => isActive(filter, values));
  const chips = folded.filter((filter) => active.includes(filter));
  return (
    <div className="zb-filters">
      {visible.map((filter) => (
        <FilterField key={filter.key} filter={filter} values={values} onChange={onChange} />
      ))}
      {folded.length > 0 && (
        <Popover
          open={isOpen}
          onOpenChange={setOpen}
          trigger="click"
          placement="bottomLeft"
          content={
            <div className="zb-filters-folded" role="dialog" aria-label="更多筛选">
              {folded.map((filter) => (
                <div key={filter.key}>
                  <div className="zb-filters-name">{filter.label}</div>
                  <FilterField filter={filter} values={values} onChange={onChange} bare />
                </div>
              ))}
            </div>
          }
        >
          <Button aria-expanded={isOpen}>更多筛选</Button>
        </Popover>
      )}
      {chips.map((filter) => (
        <span key={filter.key} className="zb-chip">
          {sayFilter(filter, values)}
          <button type="button" aria-label={`去掉筛选 ${filter.label}`} onClick={() => onChange(cleared([filter]))}>
            ×
          </button>
        </span>
      ))}
      {active.length > 0 && (
        <Button type="link" size="small" onClick={() => onChange(cleared(active))}>
          清除筛选
        </Button>
      )}
    </div>
  );
}

function cleared(filters: readonly Filter[]): Record<string, undefined> {
  const keys = filters.flatMap((filter) => (filter.kind === 'dates' ? [filter.key, filter.endKey] : [filter.key]));
  return Object.fromEntries(keys.map((key) => [key, undefined]));
}
