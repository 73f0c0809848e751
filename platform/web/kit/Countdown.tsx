import { type LocalDate, localDate } from '../../domain/clock.ts';
import { sayDate, sayRemaining } from './dates.ts';
import './tags.css';

interface CountdownProps {
  readonly dueOn: LocalDate;
  readonly metOn?: LocalDate | null;
  /** Shows only what is left, for narrow columns; the date then stands in the title. */
  readonly brief?: boolean;
  readonly today?: LocalDate;
}

/** What is left of a limit, beside the date itself. */
export function Countdown({ dueOn, metOn, brief = false, today = localDate(new Date()) }: CountdownProps) {
  const { text, tone } = sayRemaining(dueOn, today, metOn);
  return (
    <span className="zb-countdown" title={brief ? `期限 ${sayDate(dueOn)}` : undefined}>
      {!brief && <time dateTime={dueOn}>{sayDate(dueOn)}</time>}
      <span className="zb-countdown-left" data-tone={tone}>
        {text}
      </span>
    </span>
  );
}
