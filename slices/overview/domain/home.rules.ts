import { addDays, daysBetween, type LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { HomeFigure, HomeItem } from './overview.contract.ts';

/** A board shows no more than seven figures, red first (design-language, page kind 6). */
const MOST_FIGURES = 7;

/** Red figures before the others, otherwise as given; a figure of 0 is not urgent. */
export function arrangeFigures(figures: readonly HomeFigure[]): HomeFigure[] {
  const calm = figures.map((figure) => ({ ...figure, urgent: figure.urgent && figure.count > 0 }));
  return calm.toSorted((a, b) => Number(b.urgent) - Number(a.urgent)).slice(0, MOST_FIGURES);
}

/** What lapses first; what has no limit comes last. A thing that stands in two queues is asked for once, as first said. */
export function arrangeItems(items: readonly HomeItem[]): HomeItem[] {
  const due = ({ dueOn }: HomeItem) => dueOn ?? '9999-12-31';
  const once = items.filter(({ id }, i) => items.findIndex((other) => other.id === id) === i);
  return once.toSorted((a, b) => due(a).localeCompare(due(b)));
}

/** Days before a limit from which it presses. */
const SOON = 3;

/**
 * `有 2 件事项已逾期，3 件三天内到期。`, or null where nothing presses.
 * @param more of each kind of which there are more than these, the limit that no hidden one precedes; null: none has one
 */
export function sayPressing(
  items: readonly HomeItem[],
  today: LocalDate,
  more: readonly (LocalDate | null)[],
): string | null {
  const isPartial = more.some((from) => from !== null && daysBetween(today, from) <= SOON);
  const left = items.flatMap(({ dueOn }) => (dueOn === null ? [] : [daysBetween(today, dueOn)]));
  const late = left.filter((days) => days < 0).length;
  const soon = left.filter((days) => days >= 0 && days <= SOON).length;
  const parts = [
    ...(late > 0 ? [`${late} 件事项已逾期`] : []),
    ...(soon > 0 ? [`${soon} 件${late > 0 ? '' : '事项'}三天内到期`] : []),
  ];
  return parts.length > 0 ? `${isPartial ? '至少有' : '有'} ${parts.join('，')}。` : null;
}

/** The Monday on or before a day. */
export function mondayOf(day: LocalDate): LocalDate {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, -((weekday + 6) % 7));
}

/** What happened in a span of time. */
export interface Changes {
  readonly registered: number;
  readonly major: number;
  readonly closed: number;
}

/** This week so far beside the same days of the week before, in one sentence. */
export function sayWeek(week: Changes, before: Changes, monday: LocalDate): string {
  const from = `${Number(monday.slice(5, 7))} 月 ${Number(monday.slice(8))} 日`;
  const found = `新登记隐患 ${week.registered} 项（其中重大 ${week.major} 项），销号 ${week.closed} 项`;
  return `本周（${from}起）${found}；上周同期新登记 ${before.registered} 项、销号 ${before.closed} 项。`;
}
