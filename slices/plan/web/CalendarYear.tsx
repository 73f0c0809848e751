import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { ResponseOf } from '@zhiben/platform/domain/contract.ts';
import { type getCalendar, OCCURRENCE_STATUS_NAMES, type OccurrenceStatus } from '../domain/index.ts';
import { OCCURRENCE_TONES } from './marks.tsx';

interface CalendarYearProps {
  readonly year: string;
  readonly today: LocalDate;
  readonly days: ResponseOf<typeof getCalendar>['days'];
  readonly onMonth: (first: LocalDate) => void;
}

/** Twelve months with how many things stand in which status; a month opens by a click. */
export function CalendarYear({ year, today, days, onMonth }: CalendarYearProps) {
  const months = Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`);
  return (
    <div className="plan-calendar-year">
      {months.map((month) => {
        const counts = new Map<OccurrenceStatus, number>();
        for (const { date, status, count } of days) {
          if (date.startsWith(month)) counts.set(status, (counts.get(status) ?? 0) + count);
        }
        const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
        return (
          <button
            key={month}
            type="button"
            aria-current={today.startsWith(month) ? 'date' : undefined}
            onClick={() => onMonth(`${month}-01`)}
          >
            <b>{Number(month.slice(5))} 月</b>
            <span className="plan-calendar-total">{total > 0 ? `${total} 项到期` : '没有到期事项'}</span>
            <span className="plan-calendar-counts">
              {[...counts].map(([status, count]) => (
                <span key={status} data-tone={OCCURRENCE_TONES[status]}>
                  {OCCURRENCE_STATUS_NAMES[status]} {count}
                </span>
              ))}
            </span>
          </button>
        );
      })}
    </div>
  );
}
