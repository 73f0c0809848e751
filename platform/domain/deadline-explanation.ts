import { type Confidence, confidenceMarks } from '@zhiben/standards/pure';
import { type CalendarDay, calendarDay, isYearKnown, putOffHoliday, specialDays } from './calendar.ts';
import { addDays, daysBetween, type LocalDate } from './clock.ts';
import type { DeadlineExplanation } from './deadline.contract.ts';
import {
  type Deadline,
  type DeadlineChange,
  dueOnAfter,
  lastDueOn,
  pausedSince,
  plainOriginalDueOn,
  recount,
} from './deadline.ts';

/** What the library of legal limits says of a rule, as far as a card shows it. */
export interface KnownRule {
  readonly trigger: string;
  readonly confidence: Confidence;
  readonly note: string | null;
  readonly supersededBy: string | null;
}

/**
 * Why a deadline falls on its day: start, rule, days passed over with their names, pauses, extensions and source.
 * @param rule the library's entry for `deadline.ruleCode`; null when the limit stands in a plan or a decision
 */
export function explainDeadline(
  deadline: Deadline,
  changes: readonly DeadlineChange[],
  today: LocalDate,
  rule: KnownRule | null,
): DeadlineExplanation {
  const { id, purpose, ruleCode, source, startedOn, originalDueOn, metOn, cancelledOn } = deadline;
  const dueOn = dueOnAfter(deadline, changes);
  const ended = metOn ?? cancelledOn;
  const pauses = listPauses(changes);
  const extensions = listExtensions(deadline, changes);
  // What was counted: up to where the rule and its pauses led, before a decision named another day.
  const counted = extensions[0]?.from ?? lastDueOn(deadline, changes);
  const special = deadline.unit === 'workingDay' ? specialDays(addDays(startedOn, 1), counted) : [];
  const outsidePauses = special.filter(
    (day) => !pauses.some((p) => day.date >= p.from && day.date < (p.to ?? counted)),
  );
  return {
    id,
    purpose,
    state: metOn ? 'met' : cancelledOn ? 'cancelled' : dueOn === null ? 'paused' : 'running',
    dueOn,
    originalDueOn,
    startedOn,
    metOn,
    cancelledOn,
    daysLeft: ended || dueOn === null ? null : daysBetween(today, dueOn),
    overdue: !cancelledOn && dueOn !== null && (metOn ?? today) > dueOn,
    ruleCode,
    ruleText: [rule?.trigger, limitText(deadline)].filter(Boolean).join('：'),
    source,
    confidence: rule?.confidence ?? null,
    mark: rule ? confidenceMarks[rule.confidence] : '',
    note: [rule?.note, rule?.supersededBy && `已有新规定：${rule.supersededBy}`].filter(Boolean).join('；'),
    skipped: groupDaysOff(outsidePauses.filter((day) => !day.working)),
    madeUp: outsidePauses.filter((day) => day.working).map(({ date, name }) => ({ date, name: name ?? '调休' })),
    putOff: explainPutOff(deadline),
    pauses,
    extensions,
    provisionalYears: provisionalYears(deadline, counted),
    calendarNowSays: ended ? null : recountedOtherwise(deadline, changes),
  };
}

const UNITS = { day: '日', workingDay: '个工作日', month: '个月', year: '年' } as const;

/** 起算日次日起 5 个工作日内 */
function limitText({ amount, unit, originalDueOn }: Deadline): string {
  if (unit === 'fixed' || amount === null) return `${originalDueOn} 前`;
  return `起算日次日起 ${amount} ${UNITS[unit]}内`;
}

function groupDaysOff(days: readonly CalendarDay[]): DeadlineExplanation['skipped'] {
  const groups: DeadlineExplanation['skipped'] = [];
  for (const day of days) {
    const name = day.kind === 'weekend' ? '周末' : (day.name ?? '节假日');
    const last = groups.at(-1);
    if (last && last.name === name && addDays(last.to, 1) === day.date) {
      last.to = day.date;
      last.days += 1;
    } else groups.push({ from: day.date, to: day.date, days: 1, name });
  }
  return groups;
}

function listPauses(changes: readonly DeadlineChange[]): DeadlineExplanation['pauses'] {
  const pauses: DeadlineExplanation['pauses'] = [];
  for (const { kind, onDate, reason, source } of changes) {
    const open = pauses.at(-1);
    if (kind === 'pause') pauses.push({ from: onDate, to: null, days: null, reason, source });
    else if (kind === 'resume' && open) Object.assign(open, { to: onDate, days: daysBetween(open.from, onDate) });
  }
  return pauses;
}

function listExtensions(deadline: Deadline, changes: readonly DeadlineChange[]): DeadlineExplanation['extensions'] {
  return changes.flatMap(({ kind, onDate, dueOn, reason, source }, i) =>
    kind === 'extension' && dueOn !== null
      ? [{ decidedOn: onDate, from: lastDueOn(deadline, changes.slice(0, i)), to: dueOn, reason, source }]
      : [],
  );
}

function explainPutOff(deadline: Deadline): DeadlineExplanation['putOff'] {
  const from = plainOriginalDueOn(deadline);
  const to = deadline.originalDueOn;
  if (deadline.unit === 'workingDay' || to <= from || putOffHoliday(from).date !== to) return null;
  return { from, to, name: calendarDay(from).name ?? '节假日' };
}

function provisionalYears(deadline: Deadline, counted: LocalDate): number[] {
  const years = new Set<number>();
  if (deadline.unit !== 'workingDay' && !explainPutOff(deadline)) return [];
  for (let year = Number(deadline.startedOn.slice(0, 4)); year <= Number(counted.slice(0, 4)); year++) {
    if (!isYearKnown(year)) years.add(year);
  }
  return [...years];
}

/** A notice that came after the deadline was started may count otherwise; the card then says so. */
function recountedOtherwise(deadline: Deadline, changes: readonly DeadlineChange[]): LocalDate | null {
  if (deadline.unit !== 'workingDay' || pausedSince(changes) !== null) return null;
  const now = recount(deadline, changes);
  return now === lastDueOn(deadline, changes) ? null : now;
}
