import { addDays, daysBetween, type LocalDate, localDate } from '@zhiben/platform/domain/clock.ts';
import type { Commitment } from './hazard.commands.ts';
import {
  type Course,
  type Hazard,
  type HazardEvent,
  isComplete,
  type LaterCommand,
  type Measure,
  type Occasion,
} from './hazard.state.ts';
import type { CommitmentKind } from './hazard.terms.ts';

/* What events make of a hazard. */

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
      return {
        dueOn: null,
        rectificationDueOn: null,
        course: { ...course, pausedOn: on, pausedDueOn: before.rectificationDueOn },
      };
    case 'hazard:resumeClock':
      return resumed(before, on);
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
function resumed(before: Hazard, on: LocalDate): Partial<Hazard> {
  const { pausedOn, pausedDueOn } = before.course;
  const dueOn = addDays(pausedDueOn as LocalDate, daysBetween(pausedOn as LocalDate, on));
  return {
    ...moved({ ...before, rectificationDueOn: pausedDueOn as LocalDate }, dueOn),
    course: { ...before.course, pausedOn: null, pausedDueOn: null },
  };
}

function withMeasure(course: Course, measure: Omit<Measure, 'no' | 'on' | 'liftedOn'>, on: LocalDate): Course {
  const before = course.measures ?? [];
  return { ...course, measures: [...before, { no: before.length + 1, ...measure, on, liftedOn: null }] };
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
