import { Link } from '@tanstack/react-router';
import { calendarDay } from '@zhiben/platform/domain/calendar.ts';
import { addDays, type LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { Tone } from '@zhiben/platform/web/tokens.ts';
import './day-calendar.css';

export interface DayMark {
  readonly label: string;
  readonly tone: Tone;
  /** Where it leads. */
  readonly to?: string | undefined;
  /** Said when the pointer rests on it. */
  readonly title?: string | undefined;
}

interface Props {
  readonly label: string;
  /** Both included. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly today: LocalDate;
  readonly marks: ReadonlyMap<LocalDate, readonly DayMark[]>;
}

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];
const KINDS = { working: '', weekend: '休', holiday: '休', makeUp: '班' } as const;

/** Days in weeks, Monday first, each with what stands on it; holidays and make-up days as the calendar has them. */
export function DayCalendar({ label, from, to, today, marks }: Props) {
  const weeks: LocalDate[][] = [];
  for (let monday = addDays(from, -weekday(from)); monday <= to; monday = addDays(monday, 7))
    weeks.push(WEEKDAYS.map((_, n) => addDays(monday, n)));
  return (
    <table className="zb-scr-calendar" aria-label={label}>
      <thead>
        <tr>
          {WEEKDAYS.map((day) => (
            <th key={day} scope="col">
              {day}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((days) => (
          <tr key={days[0]}>
            {days.map((day) => (
              <Cell
                key={day}
                day={day}
                inside={day >= from && day <= to}
                isToday={day === today}
                marks={marks.get(day) ?? NONE}
                first={day === from}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const NONE: readonly DayMark[] = [];

interface CellProps {
  readonly day: LocalDate;
  readonly inside: boolean;
  readonly isToday: boolean;
  readonly first: boolean;
  readonly marks: readonly DayMark[];
}

function Cell({ day, inside, isToday, first, marks }: CellProps) {
  if (!inside) return <td aria-hidden="true" />;
  const { kind, name } = calendarDay(day);
  const number = Number(day.slice(8));
  return (
    <td data-today={isToday} data-off={kind === 'weekend' || kind === 'holiday'}>
      <div className="zb-scr-day">
        <time dateTime={day}>{number === 1 || first ? `${Number(day.slice(5, 7))}月${number}日` : number}</time>
        {isToday ? <b>今天</b> : KINDS[kind] && <small title={name ?? undefined}>{KINDS[kind]}</small>}
      </div>
      {marks.map((mark) => (
        <Mark key={mark.label} mark={mark} day={day} />
      ))}
    </td>
  );
}

function Mark({ mark: { label, tone, to, title }, day }: { mark: DayMark; day: LocalDate }) {
  const tag = (
    <span className="zb-tag" data-tone={tone} title={title ?? label}>
      <span>{label}</span>
    </span>
  );
  if (!to) return tag;
  return (
    <Link to={to as never} aria-label={`${day} ${label}`}>
      {tag}
    </Link>
  );
}

/** 0 for Monday. */
function weekday(day: LocalDate): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}
