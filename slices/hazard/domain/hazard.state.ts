import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { Commitment, HazardCommand } from './hazard.commands.ts';
import type {
  Channel,
  CommitmentKind,
  DuePurpose,
  Grade,
  ListingLevel,
  MeasureKind,
  ReportTarget,
  Status,
} from './hazard.terms.ts';
import { COMMITMENT_KINDS, LASTING_MEASURES } from './hazard.terms.ts';

/** A measure beside the rectification; `no` counts those of a record from 1. */
export interface Measure {
  readonly no: number;
  readonly measure: MeasureKind;
  readonly on: LocalDate;
  readonly text: string;
  readonly document: string;
  readonly untilOn: LocalDate | null;
  /** Null while it holds, and for those that are done at once. */
  readonly liftedOn: LocalDate | null;
}

/** What is on its way or stands beside the status. Absent until it first happens, null again once it is over. */
export interface Course {
  readonly reports?: Readonly<Partial<Record<ReportTarget, { readonly on: LocalDate; readonly how: string }>>>;
  readonly measures?: readonly Measure[];
  /** The application for an extension that nobody decided yet. */
  readonly extension?: { readonly dueOn: LocalDate; readonly reason: string; readonly at: string } | null;
  /** Since when the rectification deadline stands still. */
  readonly pausedOn?: LocalDate | null;
  /** The day of rectification when its clock was paused: while it is, there is none. */
  readonly pausedDueOn?: LocalDate | null;
  /** Sent to another authority, or received by it when the status says so. */
  readonly referral?: { readonly authority: string; readonly document: string; readonly at: string } | null;
  readonly shutdown?: { readonly government: string; readonly document: string; readonly at: string } | null;
  readonly lookBack?: { readonly drawId: string; readonly passed: boolean | null; readonly reopenedAs: string | null };
}

/** A hazard as its events make it; the row of `hazards` is the same, column for column. Instants are ISO texts. */
export interface Hazard {
  readonly id: string;
  readonly version: number;
  readonly status: Status;
  readonly grade: Grade | null;

  readonly number: string;
  readonly enterpriseId: string;
  /** As it was called when the hazard was registered: the ledger keeps it. */
  readonly enterpriseName: string;
  readonly division: string;
  readonly industry: string;
  readonly description: string;
  readonly place: string;
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly channel: Channel;
  readonly discoveredOn: LocalDate;
  readonly registeredAt: string;
  readonly registeredBy: string;
  readonly registeredByBody: string | null;

  readonly criterionCode: string | null;
  /** Standard and clause by which it was judged, in words; empty until then. */
  readonly basis: string;
  /** When it was judged, major or general. */
  readonly confirmedAt: string | null;
  readonly confirmedBy: string | null;
  readonly handlingBodyId: string | null;
  readonly notifiedAt: string | null;
  readonly dismissedAt: string | null;

  readonly commitments: Readonly<Partial<Record<CommitmentKind, Commitment>>>;
  readonly committedAt: string | null;
  /** 万元 */
  readonly fundsPlanned: number | null;
  readonly fundsSpent: number | null;
  /** Everyone who took part in rectifying: none of them may accept. */
  readonly rectifiedBy: readonly string[];
  /** Of the application that waits or was accepted; null again after a rejection. */
  readonly appliedAt: string | null;
  readonly appliedBy: string | null;
  /** 验收通过 where the closure is approved apart from it (major hazards since the loop is whole). */
  readonly acceptedAt: string | null;
  readonly acceptedBy: string | null;
  readonly closedAt: string | null;
  readonly closedBy: string | null;
  readonly referredAt: string | null;
  readonly shutDownAt: string | null;
  readonly returnedCount: number;

  /** 整改期限; set once, later moved only by an approved extension or a pause. */
  readonly rectificationDueOn: LocalDate | null;
  /** The first 整改期限, kept when it is first moved; null while it never was. */
  readonly originalDueOn: LocalDate | null;
  readonly extendedCount: number;
  readonly lookBackDueOn: LocalDate | null;
  readonly lookedBackAt: string | null;
  /** The closed hazard whose failed look-back this one takes up. */
  readonly reopensId: string | null;
  /** 挂牌层级: the highest plate that hangs or, once all are down, that hung. */
  readonly listingLevel: ListingLevel | null;
  readonly listedOn: LocalDate | null;
  readonly delistedOn: LocalDate | null;
  readonly course: Course;
  /** What lapses next, by status; null when nothing runs. */
  readonly dueOn: LocalDate | null;
}

/** What all events say beside their data: the audit entry holds it. */
export interface Occasion {
  readonly at: string;
  readonly by: string;
}

type DataOf<K extends HazardCommand['kind']> = Omit<Extract<HazardCommand, { kind: K }>, 'kind'> & {
  /** The status that follows. */
  readonly to: Status;
};

export type HazardEvent =
  | { action: 'hazard:register'; data: Omit<DataOf<'register'>, 'id'> & { body: string | null } }
  | { action: 'hazard:confirm'; data: DataOf<'confirm'> & { body: string | null } }
  | { action: 'hazard:judgeGeneral'; data: DataOf<'judgeGeneral'> & { body: string | null } }
  | { action: 'hazard:dismiss'; data: DataOf<'dismiss'> }
  | { action: 'hazard:commit'; data: DataOf<'commit'> }
  | { action: 'hazard:reportProgress'; data: DataOf<'reportProgress'> }
  | { action: 'hazard:apply'; data: DataOf<'apply'> }
  /** `to` is `closed` for general hazards, and for all that were accepted before closure became a step of its own. */
  | { action: 'hazard:accept'; data: DataOf<'accept'> }
  | { action: 'hazard:reject'; data: DataOf<'reject'> }
  | { [K in LaterCommand]: { action: `hazard:${K}`; data: DataOf<K> } }[LaterCommand];

/** The steps that came to the loop after its first nine. */
export type LaterCommand =
  | 'close'
  | 'refuseClosure'
  | 'fileReport'
  | 'assign'
  | 'takeInterim'
  | 'impose'
  | 'lift'
  | 'applyExtension'
  | 'approveExtension'
  | 'refuseExtension'
  | 'pauseClock'
  | 'resumeClock'
  | 'refer'
  | 'receiveReferral'
  | 'withdrawReferral'
  | 'requestShutdown'
  | 'decideShutdown'
  | 'selectForLookBack'
  | 'markListed'
  | 'lookBack';

export type HazardAction = HazardEvent['action'];

export function isComplete(commitments: Hazard['commitments']): boolean {
  return COMMITMENT_KINDS.every((kind) => commitments[kind] !== undefined);
}

/** The measures in force. */
export function measuresInForce({ course }: Pick<Hazard, 'course'>): readonly Measure[] {
  return (course.measures ?? []).filter(({ measure, liftedOn }) => LASTING_MEASURES.has(measure) && liftedOn === null);
}

/** 挂牌督办中: a plate hangs. */
export function isListed({ listedOn, delistedOn }: Pick<Hazard, 'listedOn' | 'delistedOn'>): boolean {
  return listedOn !== null && delistedOn === null;
}

const PURPOSES: Partial<Record<Status, DuePurpose>> = {
  clue: 'judgement',
  notified: 'commitments',
  rectifying: 'rectification',
  applied: 'acceptance',
  accepted: 'closure',
};

/** Purpose of what lapses next; null when nothing runs. */
export function duePurpose({ status, dueOn }: Pick<Hazard, 'status' | 'dueOn'>): DuePurpose | null {
  return dueOn === null ? null : (PURPOSES[status] ?? null);
}
