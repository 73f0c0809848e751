import type { ReactNode } from 'react';
import { Absent } from './Tags.tsx';
import './record.css';

export interface Fact {
  readonly label: string;
  /** `null`, `undefined` and '' show 未填写; for “there is none” or “not known” give `<Absent kind>`. */
  readonly value: ReactNode;
  /** Takes the whole width: long text, addresses. */
  readonly wide?: boolean;
  /** Where the value comes from or what it rests on. */
  readonly source?: ReactNode;
}

/** Named values of a record. */
export function Facts({ items }: { items: readonly Fact[] }) {
  return (
    <dl className="zb-facts">
      {items.map(({ label, value, wide, source }) => (
        <div key={label} data-wide={wide ?? false}>
          <dt>{label}</dt>
          <dd>
            {value === null || value === undefined || value === '' ? <Absent /> : value}
            {source && <small>{source}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
