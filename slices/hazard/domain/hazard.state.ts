import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { Commitment, HazardCommand } from './hazard.commands.ts';
import type { Channel, CommitmentKind, DuePurpose, Grade, Status } from './hazard.terms.ts';
import { COMMITMENT_KINDS } from './hazard.terms.ts';

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
  readonly closedAt: string | null;
  readonly closedBy: string | null;
  readonly returnedCount: number;

  /** 整改期限; set once, later moved only by an approved extension. */
  readonly rectificationDueOn: LocalDate | null;
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
  | { action: 'hazard:accept'; data: DataOf<'accept'> }
  | { action: 'hazard:reject'; data: DataOf<'reject'> };

export type HazardAction = HazardEvent['action'];

export function isComplete(commitments: Hazard['commitments']): boolean {
  return COMMITMENT_KINDS.every((kind) => commitments[kind] !== undefined);
}

/** What an event changes of the state before it. For `register` this is the whole state but its id. */
export function changesOf(before: Hazard | null, event: HazardEvent, { at, by }: Occasion): Partial<Hazard> {
  const status = event.data.to;
  if (event.action === 'hazard:register') return { ...registered(event.data, { at, by }), status, version: 1 };
  if (before === null) throw new Error(`${event.action} before hazard:register`);
  const base = { status, version: before.version + 1 };
  switch (event.action) {
    case 'hazard:confirm': {
      const { criterionCode, basis, rectificationDueOn, commitmentsDueOn, body } = event.data;
      const judged = {
        grade: 'major',
        confirmedAt: at,
        confirmedBy: by,
        handlingBodyId: body,
        notifiedAt: at,
      } as const;
      return { ...base, ...judged, criterionCode, basis, rectificationDueOn, dueOn: commitmentsDueOn };
    }
    case 'hazard:judgeGeneral': {
      const { rectificationDueOn, body } = event.data;
      const judged = {
        grade: 'general',
        confirmedAt: at,
        confirmedBy: by,
        handlingBodyId: body,
        notifiedAt: at,
      } as const;
      return { ...base, ...judged, rectificationDueOn, dueOn: rectificationDueOn };
    }
    case 'hazard:dismiss':
      return { ...base, dismissedAt: at, dueOn: null };
    case 'hazard:commit':
      return { ...base, ...committed(before, event.data.commitments, at), rectifiedBy: withPerson(before, by) };
    case 'hazard:reportProgress': {
      const { fundsSpent } = event.data;
      return { ...base, ...(fundsSpent === null ? {} : { fundsSpent }), rectifiedBy: withPerson(before, by) };
    }
    case 'hazard:apply': {
      const { fundsSpent, acceptanceDueOn } = event.data;
      const applied = { appliedAt: at, appliedBy: by, rectifiedBy: withPerson(before, by), dueOn: acceptanceDueOn };
      return { ...base, ...applied, ...(fundsSpent === null ? {} : { fundsSpent }) };
    }
    case 'hazard:accept':
      return { ...base, closedAt: at, closedBy: by, dueOn: null };
    case 'hazard:reject': {
      const returnedCount = before.returnedCount + 1;
      return { ...base, appliedAt: null, appliedBy: null, returnedCount, dueOn: before.rectificationDueOn };
    }
  }
}

/** The state that a history makes. Facts of other slices about the same subject do not concern it. */
export function foldHazard(id: string, history: readonly (HazardEvent & Occasion)[]): Hazard | null {
  return history.reduce<Hazard | null>(
    (state, event) => ({ ...(state ?? { id }), ...changesOf(state, event, event) }) as Hazard,
    null,
  );
}

function registered(
  data: Extract<HazardEvent, { action: 'hazard:register' }>['data'],
  { at, by }: Occasion,
): Omit<Hazard, 'id' | 'status' | 'version'> {
  // Field by field: an object that is made from "the rest" of another is slow wherever it goes afterwards.
  return {
    grade: null,
    number: data.number,
    enterpriseId: data.enterpriseId,
    enterpriseName: data.enterpriseName,
    division: data.division,
    industry: data.industry,
    description: data.description,
    place: data.place,
    longitude: data.longitude,
    latitude: data.latitude,
    channel: data.channel,
    discoveredOn: data.discoveredOn,
    registeredAt: at,
    registeredBy: by,
    registeredByBody: data.body,
    criterionCode: data.criterionCode,
    basis: '',
    confirmedAt: null,
    confirmedBy: null,
    handlingBodyId: null,
    notifiedAt: null,
    dismissedAt: null,
    commitments: {},
    committedAt: null,
    fundsPlanned: null,
    fundsSpent: null,
    rectifiedBy: [],
    appliedAt: null,
    appliedBy: null,
    closedAt: null,
    closedBy: null,
    returnedCount: 0,
    rectificationDueOn: null,
    dueOn: data.judgementDueOn,
  };
}

function committed(before: Hazard, filed: readonly Commitment[], at: string): Partial<Hazard> {
  const commitments = { ...before.commitments, ...Object.fromEntries(filed.map((c) => [c.kind, c])) };
  if (!isComplete(commitments)) return { commitments };
  const { funds, deadline } = commitments as Record<CommitmentKind, Commitment>;
  const rectificationDueOn = before.rectificationDueOn ?? (deadline?.value as LocalDate);
  const fundsPlanned = funds?.value as number;
  return { commitments, committedAt: at, fundsPlanned, rectificationDueOn, dueOn: rectificationDueOn };
}

function withPerson({ rectifiedBy }: Hazard, person: string): readonly string[] {
  return rectifiedBy.includes(person) ? rectifiedBy : [...rectifiedBy, person];
}

/** Purpose of what lapses next; null when nothing runs. */
export function duePurpose({ status, dueOn }: Pick<Hazard, 'status' | 'dueOn'>): DuePurpose | null {
  if (dueOn === null) return null;
  const purposes = {
    clue: 'judgement',
    notified: 'commitments',
    rectifying: 'rectification',
    applied: 'acceptance',
  } as const;
  return status === 'closed' || status === 'dismissed' ? null : purposes[status];
}
