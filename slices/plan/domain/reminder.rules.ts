import { daysBetween, type LocalDate } from '@zhiben/platform/domain/clock.ts';

/** When people are reminded, and from when the office is asked to escalate. */
export interface ReminderSettings {
  /** Days before the due day. */
  readonly aheadDays: readonly number[];
  /** Overdue things are brought up on the first day and then every so many days. */
  readonly overdueEvery: number;
  /** Days overdue after which an escalation is proposed. */
  readonly escalateAfter: number;
}

/** Until a county sets its own. */
export const DEFAULT_REMINDERS: ReminderSettings = { aheadDays: [7, 3, 1], overdueEvery: 7, escalateAfter: 15 };

/** What a body owes on one due day. */
export interface OwedOn {
  readonly dueOn: LocalDate;
  /** Of these, how many belong to a period that is over. */
  readonly missed: number;
  readonly count: number;
}

export interface Digest {
  readonly today: number;
  /** Due within the longest of the days ahead. */
  readonly soon: number;
  readonly overdue: number;
  readonly missed: number;
  readonly unacknowledged: number;
}

/**
 * The message of a day to the people of a body, or null on a day on which nothing is to be brought up: nothing due
 * today or in exactly one of the days ahead, nothing newly overdue or overdue for a multiple of `overdueEvery`,
 * nothing to be acknowledged.
 */
export function digestOf(
  owed: readonly OwedOn[],
  unacknowledged: number,
  settings: ReminderSettings,
  today: LocalDate,
): Digest | null {
  const longest = Math.max(0, ...settings.aheadDays);
  let presses = unacknowledged > 0;
  const digest = { today: 0, soon: 0, overdue: 0, missed: 0, unacknowledged };
  for (const { dueOn, missed, count } of owed) {
    const left = daysBetween(today, dueOn);
    if (left === 0) digest.today += count;
    else if (left > 0 && left <= longest) digest.soon += count;
    else if (left < 0) {
      digest.missed += missed;
      digest.overdue += count - missed;
    }
    presses ||=
      left === 0 ||
      settings.aheadDays.includes(left) ||
      left === -1 ||
      (left < 0 && left % settings.overdueEvery === 0);
  }
  return presses ? digest : null;
}

/** `今天到期 1 项，7 天内到期 3 项，逾期 2 项`; empty when there is nothing. */
export function sayDigest(digest: Digest, settings: ReminderSettings): string {
  const parts = [
    [digest.overdue, (n: number) => `逾期 ${n} 项`],
    [digest.today, (n: number) => `今天到期 ${n} 项`],
    [digest.soon, (n: number) => `${Math.max(...settings.aheadDays)} 天内到期 ${n} 项`],
    [digest.missed, (n: number) => `缺报 ${n} 期`],
    [digest.unacknowledged, (n: number) => `未签收 ${n} 项`],
  ] as const;
  return parts.flatMap(([n, say]) => (n > 0 ? [say(n)] : [])).join('，');
}
