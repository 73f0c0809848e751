import { addDays, type LocalDate } from '@zhiben/platform/domain/clock.ts';
import { type Duty, nextDueOn } from './due.rules.ts';

/** 未分派, 进行中, 临近期限, 逾期, 待核查, 已完成, 条款已废止: computed from what happened and the day, never typed. */
export const TASK_STATUSES = [
  'unassigned',
  'inProgress',
  'dueSoon',
  'overdue',
  'awaitingVerification',
  'done',
  'repealed',
] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

/** From how many days before its due day a task counts as 临近期限. */
export const DUE_SOON_DAYS = 7;

/** What the status follows from. */
export interface TaskState {
  readonly assigned: boolean;
  readonly dueOn: LocalDate;
  /** Day of the oldest report that nobody has looked at. */
  readonly pendingOn: LocalDate | null;
  /** Day on which completion was verified. */
  readonly doneOn: LocalDate | null;
  /** Day on which a new edition left the clause out. */
  readonly repealedOn?: LocalDate | null;
}

/**
 * The status on a day. A report that waits for verification comes before the due day: it is the office's turn then.
 * `whereStatus` in task.queries.ts says the same as SQL; a test holds the two together.
 */
export function taskStatus(
  { assigned, dueOn, pendingOn, doneOn, repealedOn }: TaskState,
  today: LocalDate,
): TaskStatus {
  if (repealedOn) return 'repealed';
  if (doneOn !== null) return 'done';
  if (!assigned) return 'unassigned';
  if (pendingOn !== null) return 'awaitingVerification';
  if (dueOn < today) return 'overdue';
  return dueOn <= addDays(today, DUE_SOON_DAYS) ? 'dueSoon' : 'inProgress';
}

/** All that ever happened to a task, as far as its state rests on it. */
export interface TaskHistory {
  /** The later of adoption and start of the campaign; duties of an unassigned task are reckoned from here. */
  readonly startsOn: LocalDate;
  readonly endsOn: LocalDate;
  readonly assignedOn: LocalDate | null;
  /** Day of the edition that left the clause out; nothing is owed from then on. */
  readonly repealedOn?: LocalDate | null;
  readonly duties: readonly (Duty & { readonly id: string; readonly owners: readonly DutyOwner[] })[];
  readonly progress: readonly ProgressFact[];
  /** Occurrences that the office waived. */
  readonly waivers: readonly (Answer & { readonly waivedOn: LocalDate })[];
}

/** Which body owed a duty from when, up to the day before `untilOn`. */
interface DutyOwner {
  readonly bodyId: string;
  readonly sinceOn: LocalDate;
  readonly untilOn: LocalDate | null;
}

/** A duty of a body counts as done through a day: the end of the period that was answered. */
interface Answer {
  readonly dutyId: string;
  readonly bodyId: string;
  readonly through: LocalDate;
}

export interface ProgressFact {
  readonly filedOn: LocalDate;
  readonly claimsCompletion: boolean;
  readonly answers: readonly Answer[];
  readonly outcome: 'verified' | 'returned' | null;
  readonly decidedOn: LocalDate | null;
}

export interface DutyState {
  readonly dueOn: LocalDate | null;
  readonly metThrough: LocalDate | null;
}

/**
 * The state of a task at the end of a day, from its history up to then: what was assigned, filed or decided later does
 * not count. Today's result is what the tables hold; a past day's serves figures “as of”.
 */
export function taskStateAsOf(
  history: TaskHistory,
  asOf: LocalDate,
): TaskState & { readonly duties: ReadonlyMap<string, DutyState> } {
  const assignedOn = history.assignedOn !== null && history.assignedOn <= asOf ? history.assignedOn : null;
  const from = later(assignedOn, history.startsOn);
  const filed = history.progress.filter((p) => p.filedOn <= asOf);
  const isOpen = (p: ProgressFact) => p.decidedOn === null || p.decidedOn > asOf;
  const verified = filed.filter((p) => p.outcome === 'verified' && !isOpen(p));
  const answers: readonly Answer[] = [
    ...verified.flatMap((p) => p.answers),
    ...history.waivers.filter((waiver) => waiver.waivedOn <= asOf),
  ];

  const completedOn = first(verified.filter((p) => p.claimsCompletion).map((p) => p.decidedOn));
  const repealedOn = history.repealedOn && history.repealedOn <= asOf ? history.repealedOn : null;

  const duties = new Map<string, DutyState>();
  for (const duty of history.duties) {
    const own = answers.filter((answer) => answer.dutyId === duty.id);
    const owners = duty.owners.filter((o) => o.sinceOn <= asOf && (o.untilOn === null || o.untilOn > asOf));
    const states =
      owners.length > 1
        ? owners.map((owner) =>
            stateFor(
              owner,
              own.filter((answer) => answer.bodyId === owner.bodyId),
            ),
          )
        : // What the body before has answered is not asked again of the one that took over.
          [stateFor(owners[0], own)];
    duties.set(duty.id, {
      dueOn: first(states.map((state) => state.dueOn)),
      metThrough: states.some((state) => state.metThrough === null) ? null : first(states.map((s) => s.metThrough)),
    });

    function stateFor(owner: DutyOwner | undefined, given: readonly Answer[]): DutyState {
      const metThrough = last(given.map((answer) => answer.through));
      const run = { from: later(owner?.sinceOn ?? null, from), endsOn: history.endsOn };
      return { dueOn: nextDueOn(duty, run, metThrough), metThrough };
    }
  }
  return {
    assigned: assignedOn !== null,
    dueOn: first([...duties.values()].map((duty) => duty.dueOn)) ?? history.endsOn,
    pendingOn: first(filed.filter(isOpen).map((p) => p.filedOn)),
    doneOn: completedOn ?? repealedOn,
    repealedOn: completedOn === null ? repealedOn : null,
    duties,
  };
}

function later(date: LocalDate | null, other: LocalDate): LocalDate {
  return date !== null && date > other ? date : other;
}

function first(dates: readonly (LocalDate | null)[]): LocalDate | null {
  return dates.filter((date) => date !== null).sort()[0] ?? null;
}

function last(dates: readonly LocalDate[]): LocalDate | null {
  return [...dates].sort().at(-1) ?? null;
}
