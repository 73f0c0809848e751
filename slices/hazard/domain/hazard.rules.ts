import { addDays, type LocalDate } from '@zhiben/platform/domain/clock.ts';
import { AppError } from '@zhiben/platform/domain/errors.ts';
import type { Criterion } from '@zhiben/standards/pure';
import type { CommandKind, HazardCommand } from './hazard.commands.ts';
import { hazardError } from './hazard.errors.ts';
import { changesOf } from './hazard.fold.ts';
import { type Hazard, type HazardEvent, isComplete, measuresInForce } from './hazard.state.ts';
import {
  COMMITMENT_NAMES,
  ENDS,
  GRADE_NAMES,
  LASTING_MEASURES,
  MEASURE_NAMES,
  type Status,
  sayCitation,
} from './hazard.terms.ts';
import { COMMAND_NAMES, FORBIDDEN, hindrance, rowOf, TRANSITIONS } from './hazard.transitions.ts';

function refusal(code: keyof typeof FORBIDDEN): AppError {
  const { what, article } = FORBIDDEN[code];
  return hazardError('forbidden', { what, article: sayCitation(article) });
}

function forbid(code: keyof typeof FORBIDDEN): never {
  throw refusal(code);
}

/** By whom and when a command is given. */
export interface Circumstance {
  /** ISO instant */
  readonly at: string;
  /** The legal date of `at`. */
  readonly today: LocalDate;
  readonly userId: string;
  /** Who signs, for whom they name beside themselves on site; histories that are loaded have none. */
  readonly name?: string;
  readonly bodyId: string | null;
}

/**
 * The one place in which a hazard changes: routes, jobs, imports and the demo county call it.
 * @returns the event to record and what it changes of the state (`foldHazard` of all events is the state)
 * @throws hazard/wrong-state where the table has no row, hazard/forbidden with the article, and the errors of the fields
 */
export function applyCommand(
  hazard: Hazard | null,
  command: HazardCommand,
  circumstance: Circumstance,
): { changes: Partial<Hazard>; event: HazardEvent } {
  if (isNever(command)) forbid(command.kind);
  const to = nextStatus(hazard, command);
  checkFields(hazard, command, circumstance);
  const { bodyId, at, userId: by } = circumstance;
  const event = { action: `hazard:${command.kind}`, data: eventData(command, to, bodyId) } as unknown as HazardEvent;
  return { event, changes: changesOf(hazard, event, { at, by }) };
}

type Never = Extract<HazardCommand, { kind: 'erase' | 'rewrite' | 'split' | 'postpone' }>;
const NEVER: ReadonlySet<CommandKind> = new Set<Never['kind']>(['erase', 'rewrite', 'split', 'postpone']);
const isNever = (command: HazardCommand): command is Never => NEVER.has(command.kind);

function eventData(command: HazardCommand, to: Status, body: string | null): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(command)) {
    if (key !== 'kind' && key !== 'id') data[key] = value; // the id is the subject of the event
  }
  data.to = to;
  if (BODY_IS_TOLD.has(command.kind)) data.body = body;
  return data;
}

const BODY_IS_TOLD: ReadonlySet<CommandKind> = new Set(['register', 'confirm', 'judgeGeneral']);

function nextStatus(hazard: Hazard | null, command: HazardCommand): Status {
  const row = rowOf(command.kind, hazard);
  if (!row) throw noRow(hazard, command.kind);
  if (hazard) checkCourse(hazard, command);
  if (command.kind === 'commit' && hazard) {
    const filed = { ...hazard.commitments, ...Object.fromEntries(command.commitments.map((c) => [c.kind, c])) };
    return isComplete(filed) ? 'rectifying' : 'notified';
  }
  if (command.kind === 'decideShutdown') return command.ordered ? 'shutDown' : (hazard?.status as Status);
  return row.to;
}

/** Why there is no row: closing without acceptance has an article of its own. */
function noRow(hazard: Hazard | null, command: CommandKind): AppError {
  const status = hazard?.status ?? null;
  if ((command === 'accept' || command === 'close') && status && !ENDS.has(status)) {
    return refusal('close');
  }
  const grade = status && hazard?.grade && TRANSITIONS.some((row) => row.command === command && row.from === status);
  if (grade && hazard?.grade)
    return hazardError('wrong-grade', { command: COMMAND_NAMES[command], grade: GRADE_NAMES[hazard.grade] });
  return hazardError('wrong-state', { command: COMMAND_NAMES[command], status });
}

function checkCourse(hazard: Hazard, { kind }: HazardCommand): void {
  const why = hindrance(hazard, kind);
  if (why) throw hazardError('not-now', { command: COMMAND_NAMES[kind], why });
}

/** Whether a person may approve or refuse a closure; whoever records may, since another one accepted. */
export function closureBar(
  hazard: Pick<Hazard, 'rectifiedBy' | 'acceptedBy'>,
  userId: string,
): 'sameHands' | 'acceptorCloses' | null {
  if (hazard.rectifiedBy.includes(userId)) return 'sameHands';
  return hazard.acceptedBy === userId ? 'acceptorCloses' : null;
}

/** Whether a person may look back at what was closed. */
export function lookBackBar(
  hazard: Pick<Hazard, 'rectifiedBy' | 'acceptedBy' | 'closedBy'>,
  userId: string,
): 'sameHands' | 'ownLookBack' | null {
  if (hazard.rectifiedBy.includes(userId)) return 'sameHands';
  return hazard.acceptedBy === userId || hazard.closedBy === userId ? 'ownLookBack' : null;
}

/** Whether a person may accept or reject at all; null when nothing stands against it. */
export function acceptanceBar(
  hazard: Pick<Hazard, 'rectifiedBy' | 'registeredBy'>,
  userId: string,
): 'sameHands' | 'recorderAccepts' | null {
  if (hazard.rectifiedBy.includes(userId)) return 'sameHands';
  return hazard.registeredBy === userId ? 'recorderAccepts' : null;
}

function checkFields(hazard: Hazard | null, command: HazardCommand, circumstance: Circumstance): void {
  const { today, userId } = circumstance;
  switch (command.kind) {
    case 'register':
      if (command.discoveredOn > today) throw onField('discoveredOn', hazardError('not-discovered-yet', { today }));
      return;
    case 'confirm': {
      const { commitmentsDueOn, rectificationDueOn } = command;
      notPast('commitmentsDueOn', '报送五落实的期限', commitmentsDueOn, today);
      if (rectificationDueOn !== null) {
        notPast('rectificationDueOn', '整改期限', rectificationDueOn, today);
        notLater('commitmentsDueOn', '报送五落实的期限', commitmentsDueOn, rectificationDueOn);
      }
      if (!command.basis) throw onField('basis', hazardError('basis-missing', {}));
      return;
    }
    case 'judgeGeneral':
      notPast('rectificationDueOn', '整改期限', command.rectificationDueOn, today);
      return;
    case 'commit':
      checkCommitments(hazard, command.commitments, today);
      return;
    case 'apply':
      needFiles(hazard, command.files, '申请验收');
      return;
    case 'accept':
    case 'reject': {
      if (!hazard) return;
      const bar = acceptanceBar(hazard, userId);
      if (bar) forbid(bar);
      if (!command.finding.trim()) forbid('close');
      checkVisit(hazard, command, hazard.appliedAt as string, circumstance);
      return;
    }
    default:
      if (hazard) checkLater(hazard, command, circumstance);
  }
}

type Visit = Extract<HazardCommand, { kind: 'accept' | 'lookBack' }>;

/** On site means after what is checked was said to be done, in company where the rule asks, with a picture. */
function checkVisit(
  hazard: Hazard,
  { visitedAt, participants, files }: Visit | Extract<HazardCommand, { kind: 'reject' }>,
  from: string,
  { at, name }: Pick<Circumstance, 'at' | 'name'>,
): void {
  const visited = Date.parse(visitedAt);
  // Phones are off by a minute or two; the order of the papers is not in doubt for that.
  if (visited < Date.parse(from) - SKEW_MS || visited > Date.parse(at) + SKEW_MS) {
    throw onField('visitedAt', hazardError('visit-time', { from }));
  }
  const others = participants.map((one) => one.trim()).filter((one) => one !== name);
  if (hazard.grade === 'major' && others.length === 0) throw onField('participants', refusal('alone'));
  const owners = Object.values(hazard.commitments).map(({ owner }) => owner.name);
  if (name && others.some((one) => owners.includes(one))) throw onField('participants', refusal('sameHands'));
  needFiles(hazard, files, '现场核验');
}

function checkLater(hazard: Hazard, command: HazardCommand, circumstance: Circumstance): void {
  const { today, userId } = circumstance;
  switch (command.kind) {
    case 'close': {
      const bar = closureBar(hazard, userId);
      if (bar) forbid(bar);
      if (measuresInForce(hazard).length > 0) forbid('closeUnlifted');
      return;
    }
    case 'refuseClosure': {
      const bar = closureBar(hazard, userId);
      if (bar) forbid(bar);
      return;
    }
    case 'fileReport':
      notFuture('reportedOn', '报告日期', command.reportedOn, today);
      return;
    case 'impose':
      checkImposed(hazard, command, today);
      return;
    case 'lift': {
      if (hazard.rectifiedBy.includes(userId)) forbid('sameHands');
      const found = measuresInForce(hazard).find(({ no }) => no === command.no);
      if (!found) throw onField('no', hazardError('no-measure', { no: command.no }));
      // What power was cut for is restored as soon as the duty is fulfilled (第七十条); production only after review.
      const reviewed = hazard.status === 'accepted' || hazard.grade === 'general';
      if (found.measure !== 'powerCut' && !reviewed && !command.note.includes('撤销'))
        throw onField('note', refusal('resumeUnreviewed'));
      return;
    }
    case 'applyExtension': {
      const current = hazard.rectificationDueOn as LocalDate;
      const latest = command.latestOn ?? current;
      if (today > latest) forbid('extendLate');
      notEarlier('dueOn', current, command.dueOn);
      return;
    }
    case 'approveExtension': {
      if (hazard.rectifiedBy.includes(userId)) forbid('sameHands');
      const current = hazard.rectificationDueOn as LocalDate;
      const asked = hazard.course.extension?.dueOn as LocalDate;
      notEarlier('dueOn', current, command.dueOn);
      if (command.dueOn > asked) throw onField('dueOn', hazardError('more-than-asked', { asked }));
      return;
    }
    case 'pauseClock':
      if (today > (hazard.rectificationDueOn as LocalDate)) forbid('extendLate');
      return;
    case 'receiveReferral':
      notFuture('receivedOn', '签收日期', command.receivedOn, today);
      return;
    case 'decideShutdown':
      notFuture('decidedOn', '决定日期', command.decidedOn, today);
      return;
    case 'selectForLookBack':
      notPast('dueOn', '回头看期限', command.dueOn, today);
      return;
    case 'lookBack': {
      const bar = lookBackBar(hazard, userId);
      if (bar) forbid(bar);
      checkVisit(hazard, command, hazard.closedAt as string, circumstance);
    }
  }
}

/** A suspension holds half a year at most (原总局令15号第14条); a power cut has its own order of steps (第七十条). */
function checkImposed(hazard: Hazard, command: Extract<HazardCommand, { kind: 'impose' }>, today: LocalDate): void {
  const { measure, untilOn, approvedBy, noticeAt, effectiveAt, urgent } = command;
  if (untilOn !== null) {
    notPast('untilOn', '停产停业期限', untilOn, today);
    if (untilOn > addDays(today, MOST_SUSPENDED))
      throw onField('untilOn', hazardError('suspended-too-long', { latest: addDays(today, MOST_SUSPENDED) }));
  }
  const same = measuresInForce(hazard).find((one) => one.measure === measure);
  if (LASTING_MEASURES.has(measure) && same) {
    throw onField('measure', hazardError('already-imposed', { what: MEASURE_NAMES[measure] }));
  }
  if (measure !== 'powerCut') return;
  const isSuspended = measuresInForce(hazard).some((one) => one.measure === 'suspension');
  if (!approvedBy || !noticeAt || !effectiveAt || !isSuspended)
    throw onField('approvedBy', refusal('powerCutApproval'));
  if (!urgent && Date.parse(effectiveAt) - Date.parse(noticeAt) < DAY_MS)
    throw onField('effectiveAt', refusal('powerCutNotice'));
}

const MOST_SUSPENDED = 183;
const DAY_MS = 86_400_000;
const SKEW_MS = 5 * 60_000;

type Filed = Extract<HazardCommand, { kind: 'commit' }>['commitments'];

function checkCommitments(hazard: Hazard | null, filed: Filed, today: LocalDate): void {
  for (const commitment of filed) {
    const { kind, proof } = commitment;
    if (!proof.note && proof.files.length === 0) {
      throw onField(`commitments.${kind}.proof`, hazardError('proof-missing', { what: `“${COMMITMENT_NAMES[kind]}”` }));
    }
    if (kind !== 'deadline') continue;
    notPast('commitments.deadline.value', '整改期限', commitment.value, today);
    const ordered = hazard?.rectificationDueOn;
    if (ordered) notLater('commitments.deadline.value', '承诺的整改期限', commitment.value, ordered);
  }
}

function needFiles(hazard: Hazard | null, files: readonly string[], what: string): void {
  if (hazard?.grade === 'major' && files.length === 0) throw onField('files', hazardError('photos-missing', { what }));
}

function notPast(field: string, what: string, on: LocalDate, today: LocalDate): void {
  if (on < today) throw onField(field, hazardError('past-day', { what, today }));
}

function notFuture(field: string, what: string, on: LocalDate, today: LocalDate): void {
  if (on > today) throw onField(field, hazardError('future-day', { what, today }));
}

function notEarlier(field: string, current: LocalDate, on: LocalDate): void {
  if (on <= current) throw onField(field, hazardError('not-extended', { current }));
}

function notLater(field: string, what: string, on: LocalDate, dueOn: LocalDate): void {
  if (on > dueOn) throw onField(field, hazardError('later-than-order', { what, dueOn }));
}

/** The same error, standing beside its field. */
function onField(path: string, { code, status, message }: AppError): AppError {
  return new AppError(code, status, message, [{ path, message }]);
}

/**
 * The standard and clause by which a hazard is judged, in words. A hazard is judged by the version in force on the day
 * of its discovery; where the library does not hold the standard, it is named by hand.
 * @param criterion of the library, undefined when it has no such code
 * @throws hazard/criterion-unknown, hazard/criterion-not-in-force, hazard/basis-missing
 */
export function settleBasis(
  discoveredOn: LocalDate,
  { criterionCode, basis }: { criterionCode: string | null; basis: string },
  criterion: Criterion | undefined,
): string {
  if (criterionCode === null) {
    if (!basis) throw onField('basis', hazardError('basis-missing', {}));
    return basis;
  }
  if (!criterion) throw onField('criterionCode', hazardError('criterion-unknown', {}));
  const { title, docNumber } = criterion.standard;
  if (!isInForce(criterion, discoveredOn)) {
    throw onField('criterionCode', hazardError('criterion-not-in-force', { title, on: discoveredOn }));
  }
  // Some numbers of the library stand in brackets of their own: （文号待核）.
  const number = docNumber?.replace(/^[（(](.*)[）)]$/, '$1');
  return `《${title}》${number ? `（${number}）` : ''}${criterion.article}`;
}

/** Whether a criterion judges what is discovered on a day. */
export function isInForce({ standard: { inForceFrom, inForceUntil } }: Criterion, on: LocalDate): boolean {
  return on >= inForceFrom && (inForceUntil === null || on < inForceUntil);
}

/** Kind of the counter that hazards are numbered by. */
export const NUMBER_KIND = 'hazard';

/** `隐-441521-2024-000123`: given at registration, gapless in each county and year, never changed. */
export function hazardNumber(county: string, year: number, serial: number): string {
  const { head, digits } = hazardNumbering(county, year);
  return `${head}${String(serial).padStart(digits, '0')}`;
}

/** What numbers of a county and year begin with, and how many digits their serials have at least. */
export function hazardNumbering(
  county: string,
  year: number,
): { kind: string; year: number; head: string; digits: number } {
  return { kind: NUMBER_KIND, year, head: `隐-${county}-${year}-`, digits: 6 };
}

/** The full number that somebody typed, whole or from the year on (`2024-123`); null when it is none. */
export function numberTyped(text: string, county: string): string | null {
  const found = /^(?:隐?-?\s*(\d{6})-)?(\d{4})-(\d{1,6})$/.exec(text.trim());
  return found ? hazardNumber(found[1] ?? county, Number(found[2]), Number(found[3])) : null;
}
