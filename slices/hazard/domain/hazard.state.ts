import { addDays, daysBetween, type LocalDate, localDate } from '@zhiben/platform/domain/clock.ts';
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

type LaterCommand =
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
      // What is rectified needs no longer time: an extension that was asked for falls away.
      const course = before.course.extension ? { course: { ...before.course, extension: null } } : {};
      return { ...base, ...applied, ...course, ...(fundsSpent === null ? {} : { fundsSpent }) };
    }
    case 'hazard:accept':
      if (status === 'closed') return { ...base, closedAt: at, closedBy: by, dueOn: null };
      return { ...base, acceptedAt: at, acceptedBy: by, dueOn: event.data.closureDueOn ?? null };
    case 'hazard:reject': {
      const returnedCount = before.returnedCount + 1;
      return { ...base, appliedAt: null, appliedBy: null, returnedCount, dueOn: before.rectificationDueOn };
    }
    default:
      return { ...base, ...laterChanges(before, event, { at, by }) };
  }
}

type LaterEvent = Extract<HazardEvent, { action: `hazard:${LaterCommand}` }>;

/** What the steps change that came to the loop after its first nine. */
function laterChanges(before: Hazard, { action, data }: LaterEvent, { at, by }: Occasion): Partial<Hazard> {
  const { course } = before;
  const on = localDate(new Date(at));
  switch (action) {
    case 'hazard:close':
      return { closedAt: at, closedBy: by, dueOn: null };
    case 'hazard:refuseClosure':
      return { acceptedAt: null, acceptedBy: null, dueOn: data.acceptanceDueOn };
    case 'hazard:fileReport': {
      const reports = { ...course.reports, [data.target]: { on: data.reportedOn, how: data.how } };
      return { course: { ...course, reports }, rectifiedBy: withPerson(before, by) };
    }
    case 'hazard:assign':
      return { handlingBodyId: data.bodyId };
    case 'hazard:takeInterim': {
      const own = { measure: data.measure, text: data.text, document: '', untilOn: null };
      return { course: withMeasure(course, own, on), rectifiedBy: withPerson(before, by) };
    }
    case 'hazard:impose': {
      const { measure, text, document, untilOn } = data;
      return { course: withMeasure(course, { measure, text, document, untilOn }, on) };
    }
    case 'hazard:lift': {
      const measures = (course.measures ?? []).map((one) => (one.no === data.no ? { ...one, liftedOn: on } : one));
      return { course: { ...course, measures } };
    }
    case 'hazard:applyExtension': {
      const extension = { dueOn: data.dueOn, reason: data.reason, at };
      return { course: { ...course, extension }, rectifiedBy: withPerson(before, by) };
    }
    case 'hazard:approveExtension':
      return {
        ...moved(before, data.dueOn),
        extendedCount: before.extendedCount + 1,
        course: { ...course, extension: null },
      };
    case 'hazard:refuseExtension':
      return { course: { ...course, extension: null } };
    case 'hazard:pauseClock':
      return { dueOn: null, course: { ...course, pausedOn: on } };
    case 'hazard:resumeClock':
      return { ...moved(before, dueOnResumed(before, on)), course: { ...course, pausedOn: null } };
    case 'hazard:refer':
      return { course: { ...course, referral: { authority: data.authority, document: data.document, at } } };
    case 'hazard:receiveReferral':
      return { referredAt: at, dueOn: null };
    case 'hazard:withdrawReferral':
      return { course: { ...course, referral: null } };
    case 'hazard:requestShutdown':
      return { course: { ...course, shutdown: { government: data.government, document: data.document, at } } };
    case 'hazard:decideShutdown':
      return data.ordered ? { shutDownAt: at, dueOn: null } : { course: { ...course, shutdown: null } };
    case 'hazard:selectForLookBack':
      return {
        lookBackDueOn: data.dueOn,
        course: { ...course, lookBack: { drawId: data.drawId, passed: null, reopenedAs: null } },
      };
    case 'hazard:markListed': {
      const { listing } = data;
      return {
        listingLevel: listing?.level ?? null,
        listedOn: listing?.listedOn ?? null,
        delistedOn: listing?.delistedOn ?? null,
      };
    }
    case 'hazard:lookBack': {
      const drawId = course.lookBack?.drawId ?? '';
      return {
        lookedBackAt: at,
        course: { ...course, lookBack: { drawId, passed: data.passed, reopenedAs: data.reopensAs } },
      };
    }
  }
}

/** The rectification deadline on another day; the first one is kept. What lapses next is it, while it runs. */
function moved(before: Hazard, to: LocalDate): Partial<Hazard> {
  const originalDueOn = before.originalDueOn ?? before.rectificationDueOn;
  return { rectificationDueOn: to, originalDueOn, dueOn: to };
}

/** As many days later as the clock stood still. */
function dueOnResumed({ rectificationDueOn, course }: Hazard, on: LocalDate): LocalDate {
  return addDays(rectificationDueOn as LocalDate, daysBetween(course.pausedOn as LocalDate, on));
}

function withMeasure(course: Course, measure: Omit<Measure, 'no' | 'on' | 'liftedOn'>, on: LocalDate): Course {
  const before = course.measures ?? [];
  return { ...course, measures: [...before, { no: before.length + 1, ...measure, on, liftedOn: null }] };
}

/** The measures in force. */
export function measuresInForce({ course }: Pick<Hazard, 'course'>): readonly Measure[] {
  return (course.measures ?? []).filter(({ measure, liftedOn }) => LASTING_MEASURES.has(measure) && liftedOn === null);
}

/** 挂牌督办中: a plate hangs. */
export function isListed({ listedOn, delistedOn }: Pick<Hazard, 'listedOn' | 'delistedOn'>): boolean {
  return listedOn !== null && delistedOn === null;
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
    acceptedAt: null,
    acceptedBy: null,
    closedAt: null,
    closedBy: null,
    referredAt: null,
    shutDownAt: null,
    returnedCount: 0,
    rectificationDueOn: null,
    originalDueOn: null,
    extendedCount: 0,
    lookBackDueOn: null,
    lookedBackAt: null,
    reopensId: data.reopensId ?? null,
    listingLevel: null,
    listedOn: null,
    delistedOn: null,
    course: {},
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
