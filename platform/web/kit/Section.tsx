import { type ReactNode, useId } from 'react';
import './record.css';

interface SectionProps {
  readonly title: string;
  /** Beside the title, small: a count, a date. */
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A titled part of a page. No box: the hairlines belong to what is inside. */
export function Section({ title, note, actions, children }: SectionProps) {
  const id = useId();
  return (
    <section className="zb-section" aria-labelledby={id}>
      <div className="zb-section-head">
        <h2 id={id}>
          {title}
          {note !== undefined && <small>{note}</small>}
        </h2>
        {actions}
      </div>
      {children}
    </section>
  );
}

/** A boxed aside of a record. */
export function Card({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="zb-card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
