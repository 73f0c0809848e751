import { Link } from '@tanstack/react-router';
import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { ResponseOf } from '@zhiben/platform/domain/contract.ts';
import { type getCalendar, OCCURRENCE_STATUS_NAMES, periodText } from '../domain/index.ts';
import type { CalendarScale } from './calendar-range.ts';
import { daysFrom } from './calendar-range.ts';
import { OCCURRENCE_TONES } from './marks.tsx';
import { useShortNames } from './use-short-names.ts';

type Calendar = ResponseOf<typeof getCalendar>;

interface CalendarGridProps {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly scale: CalendarScale;
  /** Days of other months stand back. */
  readonly month: string | null;
  readonly today: LocalDate;
  readonly days: Calendar['days'];
  readonly rows: Calendar['rows'];
  /** Whether several bodies share the calendar. */
  readonly withBody: boolean;
}

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];
/** Lines in a day of the month; a week has room for more. */
const LINES = { week: 40, month: 3, year: 0 };

/** A week or a month, one cell a day, with what is due on it. */
export function CalendarGrid({ from, to, scale, month, today, days, rows, withBody }: CalendarGridProps) {
  const nameOf = useShortNames();
  return (
    <div className="plan-calendar-grid" data-scale={scale}>
      {WEEKDAYS.map((weekday) => (
        <span key={weekday} className="plan-calendar-weekday" aria-hidden="true">
          周{weekday}
        </span>
      ))}
      {daysFrom(from, to).map((date) => {
        const due = rows.filter((row) => row.dueOn === date);
        const total = days.reduce((sum, day) => (day.date === date ? sum + day.count : sum), 0);
        const shown = due.slice(0, LINES[scale]);
        return (
          <section
            key={date}
            aria-label={`${date}，${total} 项`}
            data-other={month !== null && !date.startsWith(month)}
            aria-current={date === today ? 'date' : undefined}
            data-empty={total === 0}
          >
            <h2>
              {/* A day of another month says which. */}
              {month !== null && !date.startsWith(month) && <small>{Number(date.slice(5, 7))} 月</small>}
              {Number(date.slice(8))}
              <small>周{WEEKDAYS[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7]}</small>
            </h2>
            <ul>
              {shown.map((row) => (
                <li key={row.id}>
                  <Link
                    to={`/worklist/${row.id}` as never}
                    data-tone={OCCURRENCE_TONES[row.status]}
                    title={`${OCCURRENCE_STATUS_NAMES[row.status]}　${row.label}\n${row.quote}`}
                  >
                    <span className="zb-visually-hidden">{OCCURRENCE_STATUS_NAMES[row.status]}</span>
                    {withBody && `${nameOf(row.bodyId)}　`}
                    {scale === 'week' && row.frequency && `${periodText(row.frequency, row.startsOn)}　`}
                    {row.label}
                  </Link>
                </li>
              ))}
            </ul>
            {total > shown.length && (
              <Link to={`/worklist?view=all&dueFrom=${date}&dueTo=${date}` as never} className="plan-calendar-more">
                另 {total - shown.length} 项
              </Link>
            )}
          </section>
        );
      })}
    </div>
  );
}
