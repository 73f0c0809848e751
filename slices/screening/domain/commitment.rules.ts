import { calendarDay } from '@zhiben/platform/domain/calendar.ts';
import { addDays, instantOf, type LocalDate, localDate } from '@zhiben/platform/domain/clock.ts';
import { COUNT_NAMES, type CountName, FLAGS, type FlagName, INSTALLATIONS, WORKS } from './commitment.terms.ts';

export type CommitmentCounts = Readonly<Record<CountName, number> & Record<FlagName, boolean>>;

/** What is on record of the enterprise on the day of a commitment. */
export interface DayFacts {
  /** Confirmed as major, not yet closed. */
  readonly openMajor: number;
  /** Past their rectification day. */
  readonly overdue: number;
  /** Slots of the day before that nobody answered; null where the enterprise has no screening tasks. */
  readonly missedBefore: number | null;
  /** Names of the units that are filed as suspended that day. */
  readonly suspendedUnits: readonly string[];
  /** The whole enterprise is filed as suspended that day. */
  readonly isSuspended: boolean;
}

/** One thing in which what was signed and what is on record are not the same. */
export interface Difference {
  readonly code: 'openMajor' | 'overdue' | 'missed' | 'suspended' | 'parked' | 'installations';
  readonly sentence: string;
  /** Page of the records that say so; null where there is none. */
  readonly path: string | null;
}

const NOTHING = Object.fromEntries([
  ...Object.keys(COUNT_NAMES).map((name) => [name, 0]),
  ...FLAGS.map((name) => [name, false]),
]) as CommitmentCounts;

/** What the form begins with: the installations as last signed; work is planned anew each day, and yet often the same. */
export function prefilled(last: CommitmentCounts | null): CommitmentCounts {
  return { ...NOTHING, ...last };
}

/** Lines that changed against the last one, by their names on the screen. */
export function changedLines(last: CommitmentCounts, now: CommitmentCounts): (CountName | FlagName)[] {
  const lines = [...(Object.keys(COUNT_NAMES) as CountName[]), ...FLAGS];
  return lines.filter((name) => last[name] !== now[name]);
}

/** More installations cannot run and stand than there are. @returns the sentence to show, or null */
export function countFault({ units, run, park }: Pick<CommitmentCounts, 'units' | 'run' | 'park'>): string | null {
  return run + park > units ? `运行 ${run} 套、停产 ${park} 套，合计超过装置总数 ${units} 套，请核对。` : null;
}

/**
 * Compares what is to be signed with that day's records. Nothing here forbids signing: the two may differ for good
 * reasons, so the sentences say what stands where and ask to look.
 */
export function differencesOf(
  counts: CommitmentCounts,
  facts: DayFacts,
  at: { readonly enterpriseId: string; readonly day: LocalDate },
): Difference[] {
  const { openMajor, overdue, missedBefore, suspendedUnits, isSuspended } = facts;
  const asOf = encodeURIComponent(instantOf(addDays(at.day, 1)).toISOString());
  const hazards = (more: string) => `/hazards?enterpriseId=${at.enterpriseId}&group=all&${more}&asOf=${asOf}`;
  const dayBefore = addDays(at.day, -1);
  const found: Difference[] = [];
  if (openMajor > 0) {
    found.push({
      code: 'openMajor',
      sentence: `台账中有 ${openMajor} 项重大事故隐患尚未销号，请确认管控措施在位后再作承诺。`,
      path: hazards('state=open&grade=major'),
    });
  }
  if (overdue > 0) {
    found.push({
      code: 'overdue',
      sentence: `台账中有 ${overdue} 项隐患已过整改期限，请核对进展。`,
      path: hazards('state=overdue'),
    });
  }
  if (missedBefore !== null && missedBefore > 0) {
    found.push({
      code: 'missed',
      sentence: `前一天有 ${missedBefore} 次应查还没有排查记录，可能尚未上传或需要补查。`,
      path: `/screening-records?enterpriseId=${at.enterpriseId}&from=${dayBefore}&to=${dayBefore}`,
    });
  }
  return [
    ...found,
    ...suspensionDifferences(counts, { suspendedUnits, isSuspended }, at.enterpriseId),
    ...installationDifferences(counts),
  ];
}

function suspensionDifferences(
  counts: CommitmentCounts,
  { suspendedUnits: units, isSuspended }: Pick<DayFacts, 'suspendedUnits' | 'isSuspended'>,
  enterpriseId: string,
): Difference[] {
  const works = WORKS.reduce((sum, name) => sum + counts[name], 0);
  if (isSuspended && counts.run > 0) {
    const sentence = `停用登记中今天全厂停用，这里填写运行装置 ${counts.run} 套，请核对哪一处需要更新。`;
    return [{ code: 'suspended', sentence, path: `/screening-suspensions?enterpriseId=${enterpriseId}` }];
  }
  if (isSuspended || units.length === 0 || counts.park > 0 || works > 0) return [];
  const names = units.slice(0, 3).join('、');
  const sentence = `停用登记中今天有 ${units.length} 个单元停用（${names}${units.length > 3 ? '等' : ''}），这里填写停产装置 0 套，请核对。`;
  return [{ code: 'parked', sentence, path: `/screening-suspensions?enterpriseId=${enterpriseId}` }];
}

function installationDifferences({ units, run, park }: CommitmentCounts): Difference[] {
  const rest = units - run - park;
  if (rest <= 0) return [];
  const sentence = `装置共 ${units} 套，运行和停产合计 ${run + park} 套，还有 ${rest} 套没有说明状态。`;
  return [{ code: 'installations', sentence, path: null }];
}

/** By when a day's commitment is owed. @param dueTime `HH:MM` in Asia/Shanghai */
export function commitmentDueAt(day: LocalDate, dueTime: string): Date {
  const [hours = 0, minutes = 0] = dueTime.split(':').map(Number);
  return new Date(instantOf(day, hours).getTime() + minutes * 60_000);
}

/** When who has not made the day's commitment is reminded of it. */
export interface ReminderSetting {
  /** `HH:MM` in Asia/Shanghai; null: nobody is reminded. */
  readonly remindTime: string | null;
  readonly remindOn: 'workingDays' | 'everyDay';
}

/**
 * Whether the hour of the day's reminder has come. Working days are those of the calendar with its holidays and make-up
 * days; in a year without a holiday notice yet, weekdays.
 */
export function remindsNow({ remindTime, remindOn }: ReminderSetting, now: Date): boolean {
  if (remindTime === null) return false;
  const day = localDate(now);
  if (remindOn === 'workingDays' && !calendarDay(day).working) return false;
  return now >= commitmentDueAt(day, remindTime);
}

export function sayReminder(
  day: LocalDate,
  { dueTime, source }: { readonly dueTime: string; readonly source: string },
) {
  return {
    title: '今天的安全承诺公告还没有签署',
    detail: `${day} 的安全承诺应在 ${dueTime} 前由主要负责人（或受委托人）签署并公告。已停产的，请先登记停用。依据：${source}`,
  };
}

/** Everything that the record says in one line: 装置 12 套（运行 11、停产 1），动火 3 处 …; what is nought is left out. */
export function sayCounts(counts: CommitmentCounts): string {
  const [units, run, park] = INSTALLATIONS.map((name) => counts[name]);
  const installations = units ? [`装置 ${units} 套（运行 ${run}、停产 ${park}）`] : [];
  const works = WORKS.filter((name) => counts[name] > 0).map((name) => `${COUNT_NAMES[name]} ${counts[name]} 处`);
  return [...installations, ...works].join('，') || '没有装置和特殊作业';
}
