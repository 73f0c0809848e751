import type { ReactNode } from 'react';
import type { Tone } from '../tokens.ts';
import { sayAgo, sayInstant } from './dates.ts';
import './timeline.css';

export interface TimelineEntry {
  readonly id: string;
  /** ISO instant. */
  readonly at: string;
  /** What happened, as a short sentence: `县应急管理局确认为重大事故隐患`. */
  readonly what: ReactNode;
  /** Name and body of who did it. */
  readonly who: string;
  readonly detail?: ReactNode;
  readonly tone?: Tone;
}

/** What happened to a record, newest first. */
export function Timeline({ entries, now = new Date() }: { entries: readonly TimelineEntry[]; now?: Date }) {
  return (
    <ol className="zb-timeline">
      {entries.map(({ id, at, what, who, detail, tone }) => (
        <li key={id} data-tone={tone ?? 'neutral'}>
          <div className="zb-timeline-what">{what}</div>
          <div className="zb-timeline-who">
            <time dateTime={at}>{sayInstant(at)}</time>（{sayAgo(at, now)}） · {who}
          </div>
          {detail && <div className="zb-timeline-detail">{detail}</div>}
        </li>
      ))}
    </ol>
  );
}
