import type { ReactNode } from 'react';
import { usePageTitle } from '../shell/page-title.ts';
import { HeadingContext, useHeading } from './heading.ts';
import './record.css';

interface RecordHeadProps {
  /** The human number, e.g. 重隐-441521-2024-000123. */
  readonly number?: string;
  readonly title: string;
  /** `StatusTag`, `GradeTag`, `Countdown`. */
  readonly marks?: ReactNode;
  /** Actions on the record that are not its next step: print, more. */
  readonly actions?: ReactNode;
}

interface RecordProps extends RecordHeadProps {
  /** `NextStepCard` first, then `DeadlineCard`s and further asides. */
  readonly side?: ReactNode;
  /** `Section`s: facts, timeline, papers and files, related records. */
  readonly children: ReactNode;
}

/** A record on its own page. Its title becomes the last crumb and the title of the browser tab. */
export function RecordPage(props: RecordProps) {
  usePageTitle(props.number ? `${props.number} ${props.title}` : props.title, props.number ?? props.title);
  return <Record {...props} narrow={false} />;
}

/** The same record in the side panel of a list. */
export function RecordPanel(props: RecordProps) {
  return <Record {...props} narrow />;
}

function Record({ number, title, marks, actions, side, children, narrow }: RecordProps & { narrow: boolean }) {
  const Heading = useHeading();
  return (
    <article className="zb-record" data-narrow={narrow}>
      <header className="zb-record-head">
        <div>
          {number && <div className="zb-record-number">{number}</div>}
          <Heading>{title}</Heading>
          {marks && <div className="zb-record-marks">{marks}</div>}
        </div>
        {actions && <div className="zb-record-actions">{actions}</div>}
      </header>
      <div className="zb-record-body" data-side={Boolean(side)}>
        <HeadingContext value="h2">
          <div className="zb-record-main">{children}</div>
          {side && <div className="zb-record-side">{side}</div>}
        </HeadingContext>
      </div>
    </article>
  );
}
