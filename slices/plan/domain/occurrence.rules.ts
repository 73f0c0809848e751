import { addDays, type LocalDate } from '@zhiben/platform/domain/clock.ts';
import { DUE_SOON_DAYS } from './task-status.rules.ts';

/**
 * 未到期 (its period has not begun), 应报, 临近, 逾期, 缺报 (its period is over), 待核查, 被退回, 按期完成, 补报完成, 免报, 已移交:
 * computed from what happened and the day, never typed.
 */
export const OCCURRENCE_STATUSES = [
  'ahead',
  'owed',
  'dueSoon',
  'overdue',
  'missed',
  'returned',
  'filed',
  'verified',
  'verifiedLate',
  'waived',
  'withdrawn',
] as const;
export type OccurrenceStatus = (typeof OCCURRENCE_STATUSES)[number];

/** The days on which the status of an occurrence rests. */
export interface OccurrenceDays {
  readonly startsOn: LocalDate;
  readonly endsOn: LocalDate | null;
  readonly dueOn: LocalDate;
  readonly filedOn: LocalDate | null;
  readonly verifiedOn: LocalDate | null;
  readonly returnedOn: LocalDate | null;
  readonly waivedOn: LocalDate | null;
  readonly withdrawnOn: LocalDate | null;
}

/** Late is who files after the due day: when something was done is said by the body, when it was filed is known. */
export function occurrenceStatus(days: OccurrenceDays, today: LocalDate): OccurrenceStatus {
  const { startsOn, endsOn, dueOn, filedOn, verifiedOn, returnedOn, waivedOn, withdrawnOn } = days;
  if (waivedOn !== null) return 'waived';
  if (verifiedOn !== null && filedOn !== null) return filedOn > dueOn ? 'verifiedLate' : 'verified';
  if (filedOn !== null) return 'filed';
  if (withdrawnOn !== null) {
    // What was missed before the task was handed over or completed stays missed; nobody owes it any more.
    return endsOn !== null && endsOn < withdrawnOn && dueOn < withdrawnOn ? 'missed' : 'withdrawn';
  }
  if (returnedOn !== null) return 'returned';
  if (endsOn !== null && endsOn < today && dueOn < today) return 'missed';
  if (dueOn < today) return 'overdue';
  if (startsOn > today) return 'ahead';
  return dueOn <= addDays(today, DUE_SOON_DAYS) ? 'dueSoon' : 'owed';
}

/** Something is to be filed now: what began and is not settled. */
export const ANSWERABLE: readonly OccurrenceStatus[] = ['returned', 'missed', 'overdue', 'dueSoon', 'owed'];

/** Nobody has answered it yet, whether it has begun or not. */
export const UNSETTLED: readonly OccurrenceStatus[] = [...ANSWERABLE, 'ahead'];

/** A body answers for itself; the lead may answer for the others, and others for the lead. */
export function canAnswer(
  occurrence: { readonly bodyId: string },
  bodyId: string | null,
  task: { readonly leadBodyId: string | null },
): boolean {
  return occurrence.bodyId === bodyId || bodyId === task.leadBodyId || occurrence.bodyId === task.leadBodyId;
}

/** An occurrence that a filing may answer. */
export interface Answerable extends OccurrenceDays {
  readonly id: string;
  readonly dutyId: string;
  readonly bodyId: string;
}

interface Chosen {
  /** Named one by one. */
  readonly occurrenceIds: readonly string[];
  /** Duties of which the occurrence at hand is meant: the one whose period holds the day, else the oldest. */
  readonly dutyIds: readonly string[];
  readonly happenedOn: LocalDate;
  readonly claimsCompletion: boolean;
}

/**
 * Which occurrences a filing of a body answers. Who claims completion answers all that is owed once.
 * @param answerable by due day
 */
export function chooseOccurrences(
  answerable: readonly Answerable[],
  { occurrenceIds, dutyIds, happenedOn, claimsCompletion }: Chosen,
  bodyId: string,
  task: { readonly leadBodyId: string | null },
): readonly Answerable[] {
  const own = answerable.filter((one) => canAnswer(one, bodyId, task));
  const atHand = dutyIds.flatMap((dutyId) => {
    const candidates = own.filter((one) => one.dutyId === dutyId);
    const mine = candidates.filter((one) => one.bodyId === bodyId);
    const bodies = mine.length > 0 ? [bodyId] : [...new Set(candidates.map((one) => one.bodyId))];
    return bodies.flatMap((owner) => {
      const open = candidates.filter((one) => one.bodyId === owner);
      const current = open.find(
        (one) => one.endsOn === null || (one.startsOn <= happenedOn && one.endsOn >= happenedOn),
      );
      return current ?? open[0] ?? [];
    });
  });
  const once = claimsCompletion ? own.filter((one) => one.endsOn === null && one.bodyId === bodyId) : [];
  const named = own.filter((one) => occurrenceIds.includes(one.id));
  return [...new Set([...named, ...atHand, ...once])];
}

/** A filing that answers an occurrence. */
export interface Filing {
  readonly filedOn: LocalDate;
  readonly outcome: 'verified' | 'returned' | null;
  readonly decidedOn: LocalDate | null;
}

/**
 * What the filings say of an occurrence at the end of a day. One verified filing settles it, whatever else was filed;
 * returned ones count only while nothing else stands.
 */
export function answeredAsOf(
  filings: readonly Filing[],
  asOf: LocalDate,
): Pick<OccurrenceDays, 'filedOn' | 'verifiedOn' | 'returnedOn'> {
  const known = filings
    .filter((filing) => filing.filedOn <= asOf)
    .map((filing) =>
      filing.decidedOn !== null && filing.decidedOn <= asOf ? filing : { ...filing, outcome: null, decidedOn: null },
    );
  const firstOf = (days: readonly LocalDate[]) => [...days].sort()[0] ?? null;
  const verified = known.filter((filing) => filing.outcome === 'verified');
  const standing = verified.length > 0 ? verified : known.filter((filing) => filing.outcome === null);
  const returns = known.flatMap((filing) =>
    filing.outcome === 'returned' && filing.decidedOn ? [filing.decidedOn] : [],
  );
  return {
    filedOn: firstOf(standing.map((filing) => filing.filedOn)),
    verifiedOn: firstOf(verified.flatMap((filing) => filing.decidedOn ?? [])),
    returnedOn: standing.length > 0 ? null : ([...returns].sort().at(-1) ?? null),
  };
}
