import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import { AppError } from '@zhiben/platform/domain/errors.ts';
import type { Criterion } from '@zhiben/standards/pure';
import type { CommandKind, HazardCommand } from './hazard.commands.ts';
import { hazardError } from './hazard.errors.ts';
import { changesOf, type Hazard, type HazardEvent, isComplete } from './hazard.state.ts';
import { type Citation, COMMITMENT_NAMES, type Grade, STATUS_NAMES, type Status, sayCitation } from './hazard.terms.ts';

export const COMMAND_NAMES: Record<CommandKind, string> = {
  register: '登记隐患',
  confirm: '认定为重大事故隐患',
  judgeGeneral: '判定为一般隐患',
  dismiss: '认定不构成隐患',
  commit: '报送五落实',
  reportProgress: '报告整改进展',
  apply: '申请验收',
  accept: '验收合格并销号',
  reject: '验收不合格退回整改',
  close: '直接销号',
  erase: '删除隐患',
  rewrite: '改写隐患',
  split: '拆分隐患',
  postpone: '更改整改期限',
};

interface Transition {
  readonly command: CommandKind;
  readonly from: Status | null;
  readonly to: Status;
  readonly grade?: Grade;
  /** What decides between two rows of the same command and status. */
  readonly when?: string;
}

/**
 * Every change of status there is (hazard-closed-loop.md §2). The states between (现场处置, 治理方案, 督办, 回头看) are
 * further rows. General hazards take the short loop: no commitments, the same application and acceptance.
 */
export const TRANSITIONS: readonly Transition[] = [
  { command: 'register', from: null, to: 'clue' },
  { command: 'confirm', from: 'clue', to: 'notified' },
  { command: 'judgeGeneral', from: 'clue', to: 'rectifying' },
  { command: 'dismiss', from: 'clue', to: 'dismissed' },
  { command: 'commit', from: 'notified', to: 'notified', when: '五项尚未齐备' },
  { command: 'commit', from: 'notified', to: 'rectifying', when: '五项齐备' },
  { command: 'reportProgress', from: 'rectifying', to: 'rectifying' },
  { command: 'apply', from: 'rectifying', to: 'applied' },
  { command: 'accept', from: 'applied', to: 'closed' },
  { command: 'reject', from: 'applied', to: 'rectifying' },
];

/** The national plan's sentence on closure, 安委〔2024〕2号 of 2024-01. */
const REVIEWED_CLOSURE: Citation = {
  text: '《安全生产治本攻坚三年行动方案（2024—2026年）》（安委〔2024〕2号）主要任务第5项：负有安全监管职责的部门审核把关销号',
  confidence: 'text',
};

/** What is refused whoever asks, with its ground (hazard-closed-loop.md §2, last line). */
export const FORBIDDEN = {
  close: { what: '没有验收意见不得销号', article: REVIEWED_CLOSURE },
  sameHands: { what: '参与整改的人不得验收同一隐患', article: REVIEWED_CLOSURE },
  recorderAccepts: { what: '登记隐患的人不得验收同一隐患，请由其他监管人员核验', article: REVIEWED_CLOSURE },
  erase: {
    what: '已上报的隐患不得删除；登记有误的，由监管部门认定为不构成隐患并说明原因',
    article: { text: '《安全生产法》第四十一条：事故隐患排查治理情况应当如实记录', confidence: 'text' },
  },
  rewrite: {
    what: '已上报的隐患不得改写；情况有变化的，在办理过程中补充说明',
    article: { text: '《安全生产法》第四十一条：事故隐患排查治理情况应当如实记录', confidence: 'text' },
  },
  split: {
    what: '重大事故隐患不得拆分为多条一般隐患',
    article: { text: '《安全生产法》第四十一条第二款：重大事故隐患排查治理情况应当及时报告', confidence: 'text' },
  },
  postpone: {
    what: '整改期限不得直接更改，只能在期限届满前申请延期并经批准',
    article: {
      text: '《安全生产违法行为行政处罚办法》（原安全监管总局令第15号）第十七条，已由应急管理部令第18号替代',
      confidence: 'secondary',
    },
  },
} as const satisfies Record<string, { what: string; article: Citation }>;

function forbid(code: keyof typeof FORBIDDEN): never {
  const { what, article } = FORBIDDEN[code];
  throw hazardError('forbidden', { what, article: sayCitation(article) });
}

/** By whom and when a command is given. */
export interface Circumstance {
  /** ISO instant */
  readonly at: string;
  /** The legal date of `at`. */
  readonly today: LocalDate;
  readonly userId: string;
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
  if (command.kind in FORBIDDEN) forbid(command.kind as 'close' | 'erase' | 'rewrite' | 'split' | 'postpone');
  const to = nextStatus(hazard, command);
  checkFields(hazard, command, circumstance);
  const { bodyId, at, userId: by } = circumstance;
  const event = { action: `hazard:${command.kind}`, data: eventData(command, to, bodyId) } as unknown as HazardEvent;
  return { event, changes: changesOf(hazard, event, { at, by }) };
}

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
  const status = hazard?.status ?? null;
  const rows = TRANSITIONS.filter((row) => row.command === command.kind && row.from === status);
  if (command.kind === 'commit' && hazard && rows.length > 0) {
    const filed = { ...hazard.commitments, ...Object.fromEntries(command.commitments.map((c) => [c.kind, c])) };
    return isComplete(filed) ? 'rectifying' : 'notified';
  }
  const [row] = rows;
  if (row) return row.to;
  if (command.kind === 'accept' && status !== 'closed' && status !== 'dismissed') forbid('close');
  throw hazardError('wrong-state', { command: COMMAND_NAMES[command.kind], status });
}

/** Whether a person may accept or reject at all; null when nothing stands against it. */
export function acceptanceBar(
  hazard: Pick<Hazard, 'rectifiedBy' | 'registeredBy'>,
  userId: string,
): 'sameHands' | 'recorderAccepts' | null {
  if (hazard.rectifiedBy.includes(userId)) return 'sameHands';
  return hazard.registeredBy === userId ? 'recorderAccepts' : null;
}

function checkFields(hazard: Hazard | null, command: HazardCommand, { at, today, userId }: Circumstance): void {
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
      const from = hazard.appliedAt as string;
      const visited = Date.parse(command.visitedAt);
      // Phones are off by a minute or two; the order of the papers is not in doubt for that.
      if (visited < Date.parse(from) - SKEW_MS || visited > Date.parse(at) + SKEW_MS) {
        throw onField('visitedAt', hazardError('visit-time', { from }));
      }
      needFiles(hazard, command.files, '现场核验');
    }
  }
}

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
  const { title, docNumber, inForceFrom, inForceUntil } = criterion.standard;
  if (discoveredOn < inForceFrom || (inForceUntil !== null && discoveredOn >= inForceUntil)) {
    throw onField('criterionCode', hazardError('criterion-not-in-force', { title, on: discoveredOn }));
  }
  return `《${title}》${docNumber ? `（${docNumber}）` : ''}${criterion.article}`;
}

/** Kind of the counter that hazards are numbered by. */
export const NUMBER_KIND = 'hazard';

/** `隐-441521-2024-000123`: given at registration, gapless in each county and year, never changed. */
export function hazardNumber(county: string, year: number, serial: number): string {
  return `隐-${county}-${year}-${String(serial).padStart(6, '0')}`;
}

/** The full number that somebody typed, whole or from the year on (`2024-123`); null when it is none. */
export function numberTyped(text: string, county: string): string | null {
  const found = /^(?:隐?-?\s*(\d{6})-)?(\d{4})-(\d{1,6})$/.exec(text.trim());
  return found ? hazardNumber(found[1] ?? county, Number(found[2]), Number(found[3])) : null;
}

/** The transition table as text, for `npx zhiben` and for the documentation. */
export function printTransitions(): string {
  const rows = TRANSITIONS.map(({ command, from, to, when }) => {
    const status = (s: Status | null) => (s ? STATUS_NAMES[s] : '—');
    return `| ${COMMAND_NAMES[command]} | ${status(from)} | ${status(to)} | ${when ?? ''} |`;
  });
  const refused = Object.values(FORBIDDEN).map(
    ({ what, article }) => `| ${what} | — | 拒绝 | ${sayCitation(article)} |`,
  );
  return ['| 办理 | 原状态 | 新状态 | 条件或依据 |', '|---|---|---|---|', ...rows, ...refused].join('\n');
}
