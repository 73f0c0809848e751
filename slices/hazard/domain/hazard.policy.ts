import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { Scope } from '@zhiben/platform/domain/scope.ts';
import type { CommandKind } from './hazard.commands.ts';
import { acceptanceBar, closureBar, lookBackBar } from './hazard.rules.ts';
import { duePurpose, type Hazard } from './hazard.state.ts';
import { CHANNELS, type Channel, COMMITMENT_KINDS, COMMITMENT_NAMES } from './hazard.terms.ts';
import { FORBIDDEN, isPossible } from './hazard.transitions.ts';

/** Who asks, as far as these rules look at it. */
export interface HazardActor {
  readonly userId: string;
  readonly role: string;
  readonly permissions: ReadonlySet<string>;
  readonly scope: Pick<Scope, 'enterpriseId'>;
  /** Kind of the body 机构 the person belongs to; null for people of enterprises and of no body. */
  readonly bodyKind: string | null;
  /** The legal date at which the actor stands before the record. */
  readonly today: LocalDate;
}

/** The commands on a record, in the order in which a screen offers them. */
export const RECORD_COMMANDS = [
  'confirm',
  'judgeGeneral',
  'dismiss',
  'commit',
  'apply',
  'reportProgress',
  'approveExtension',
  'refuseExtension',
  'resumeClock',
  'accept',
  'reject',
  'close',
  'refuseClosure',
  'lookBack',
  'receiveReferral',
  'decideShutdown',
  'fileReport',
  'takeInterim',
  'applyExtension',
  'impose',
  'lift',
  'assign',
  'pauseClock',
  'refer',
  'withdrawReferral',
  'requestShutdown',
] as const satisfies readonly CommandKind[];
export type RecordCommand = (typeof RECORD_COMMANDS)[number];

/** By which permission each may be tried. */
const PERMISSIONS: Record<RecordCommand, string> = {
  confirm: 'hazard:confirm',
  judgeGeneral: 'hazard:confirm',
  dismiss: 'hazard:confirm',
  commit: 'hazard:commit',
  reportProgress: 'hazard:rectify',
  apply: 'hazard:rectify',
  fileReport: 'hazard:rectify',
  takeInterim: 'hazard:rectify',
  applyExtension: 'hazard:rectify',
  accept: 'hazard:accept',
  reject: 'hazard:accept',
  lookBack: 'hazard:accept',
  close: 'hazard:close',
  refuseClosure: 'hazard:close',
  approveExtension: 'hazard:decide',
  refuseExtension: 'hazard:decide',
  pauseClock: 'hazard:decide',
  resumeClock: 'hazard:decide',
  refer: 'hazard:decide',
  receiveReferral: 'hazard:decide',
  withdrawReferral: 'hazard:decide',
  requestShutdown: 'hazard:decide',
  decideShutdown: 'hazard:decide',
  impose: 'hazard:impose',
  lift: 'hazard:impose',
  assign: 'hazard:assign',
};

/** What a screen keeps behind 其他办理: none of it is what the record waits for. */
const BESIDE: ReadonlySet<RecordCommand> = new Set([
  'fileReport',
  'takeInterim',
  'applyExtension',
  'impose',
  'lift',
  'assign',
  'pauseClock',
  'refer',
  'withdrawReferral',
  'requestShutdown',
]);

type Standing = Pick<
  Hazard,
  | 'listedOn'
  | 'delistedOn'
  | 'status'
  | 'grade'
  | 'course'
  | 'rectifiedBy'
  | 'registeredBy'
  | 'acceptedBy'
  | 'closedBy'
  | 'lookBackDueOn'
  | 'lookedBackAt'
  | 'rectificationDueOn'
>;

/**
 * Only a department judges and accepts: a coordinating body 议事协调机构 may not inspect enterprises
 * (国办发〔2024〕54号), and townships report to the competent department.
 */
function isCompetentBody(actor: HazardActor): boolean {
  return actor.bodyKind === 'department';
}

/**
 * Why an actor is not the one to give a command, whatever the state of the record; null when competent.
 * Whether the record lies in the actor's scope was settled by the query that found it.
 */
export function incompetence(command: RecordCommand, actor: HazardActor): string | null {
  if (!actor.permissions.has(PERMISSIONS[command])) return '当前账号没有此项权限。';
  switch (command) {
    case 'confirm':
    case 'judgeGeneral':
    case 'dismiss':
      return isCompetentBody(actor) ? null : '认定由负有安全监管职责的部门作出，议事协调机构和乡镇不作认定。';
    case 'accept':
    case 'reject':
      return isCompetentBody(actor) ? null : '验收由负有安全监管职责的部门作出。';
    case 'assign':
      return actor.bodyKind === null ? '交办由安委会办公室或部门作出。' : null;
    default:
      if (PERMISSIONS[command] === 'hazard:rectify' || command === 'commit') {
        return actor.scope.enterpriseId === null ? '整改由企业负责，请由企业主要负责人或安全管理员办理。' : null;
      }
      return isCompetentBody(actor) ? null : '由负有安全监管职责的部门作出，议事协调机构和乡镇不作决定。';
  }
}

/** Why a competent actor may not give it on this record: who recorded or rectified does not accept, and so on. */
function bar(command: RecordCommand, actor: HazardActor, hazard: Standing): string | null {
  const code = barCode(command, actor, hazard);
  return code && `${FORBIDDEN[code].what}。`;
}

function barCode(
  command: RecordCommand,
  { userId, today }: HazardActor,
  hazard: Standing,
): keyof typeof FORBIDDEN | null {
  switch (command) {
    case 'applyExtension':
    case 'pauseClock':
      return hazard.rectificationDueOn !== null && hazard.rectificationDueOn < today ? 'extendLate' : null;
    case 'accept':
    case 'reject':
      return acceptanceBar(hazard, userId);
    case 'close':
    case 'refuseClosure':
      return closureBar(hazard, userId);
    case 'lookBack':
      return lookBackBar(hazard, userId);
    case 'approveExtension':
    case 'lift':
      return hazard.rectifiedBy.includes(userId) ? 'sameHands' : null;
    default:
      return null;
  }
}

/** What the actor may do with the record now. */
export function abilitiesOf(actor: HazardActor, hazard: Standing): Record<RecordCommand, boolean> {
  const may = (command: RecordCommand) =>
    isPossible(hazard, command) && (incompetence(command, actor) ?? bar(command, actor, hazard)) === null;
  return Object.fromEntries(RECORD_COMMANDS.map((c) => [c, may(c)])) as Record<RecordCommand, boolean>;
}

/** One thing that the actor can do now, or could but for `blocked`. */
export interface Step {
  readonly command: RecordCommand;
  readonly why: string;
  readonly dueOn: string | null;
  readonly blocked: string | null;
}

const WHY: Record<RecordCommand, string> = {
  confirm: '对照判定标准逐条认定，认定后企业须按期报送五落实。',
  judgeGeneral: '不符合重大事故隐患判定标准、但仍是隐患的，责令限期整改。',
  dismiss: '现场情况不构成隐患的，说明原因后办结，记录保留。',
  commit: '重大事故隐患须落实责任、措施、资金、期限、预案，五项齐备才算进入整改。',
  reportProgress: '整改期间报告进展，监管部门据此了解是否需要帮助或督促。',
  apply: '整改完成后申请验收，由监管部门到现场核验。',
  accept: '两人以上到现场核验，符合要求的写明验收意见；不得以书面材料代替。',
  reject: '现场仍有问题的，写明问题退回整改，整改期限不变。',
  close: '审核验收意见和整改资料，符合要求的审批销号；审批人不能是验收人。',
  refuseClosure: '验收意见不实或资料不全的，退回重新核验。',
  approveExtension: '企业申请延期，核实原因和期间安全措施后批准；原整改期限保留在案。',
  refuseExtension: '理由不成立的不予延期，整改期限不变。',
  resumeClock: '中止的原因消除后恢复计算，期限按中止的天数顺延。',
  lookBack: '抽中回头看，到现场核查是否反弹；不合格的按新的隐患登记并与本记录关联。',
  receiveReferral: '受移送机关签收前，本单位仍负责跟踪。收到回执后登记。',
  decideShutdown: '收到人民政府的决定后登记。',
  fileReport: '重大事故隐患排查治理情况应当向部门和职工大会（职代会）双报告。',
  takeInterim: '隐患消除前采取的临时管控措施，或者已经完成的部分整改。',
  applyExtension: '确需更长时间的，在期限届满前申请，经批准后延长。',
  impose: '撤出人员、停产停用、停电停供、行政处罚等决定，登记文书。',
  lift: '重大事故隐患排除后经审查同意，方可恢复生产经营和使用。',
  assign: '交由其他部门承办。',
  pauseClock: '因诉讼、不可抗力等原因无法整改的，中止计算期限并写明依据。',
  refer: '属于其他机关职责的移送，由受移送机关签收后转出。',
  withdrawReferral: '受移送机关不予接收的，撤回后继续办理。',
  requestShutdown: '长期不改、屡罚不改的，提请人民政府关闭。',
};

/** 下一步: what the actor can do now and by when, `more` of it beside the way; where there is nothing, who has it. */
export function nextSteps(
  actor: HazardActor,
  hazard: Standing & Pick<Hazard, 'dueOn' | 'commitments'>,
): { steps: Step[]; more: RecordCommand[]; otherwise: string } {
  const open = RECORD_COMMANDS.filter((c) => isPossible(hazard, c) && actor.permissions.has(PERMISSIONS[c]));
  const [beside, ahead] = [open.filter((c) => BESIDE.has(c)), open.filter((c) => !BESIDE.has(c))];
  const steps = ahead.map((command) => ({
    command,
    why: command === 'commit' ? whyCommit(hazard) : WHY[command],
    dueOn: dueOf(command, hazard),
    blocked: incompetence(command, actor) ?? bar(command, actor, hazard),
  }));
  const more = beside.filter((c) => (incompetence(c, actor) ?? bar(c, actor, hazard)) === null);
  return { steps, more, otherwise: WAITING[hazard.status] };
}

function dueOf(command: RecordCommand, hazard: Pick<Hazard, 'status' | 'dueOn' | 'lookBackDueOn'>): string | null {
  if (command === 'lookBack') return hazard.lookBackDueOn;
  return DUE_COMMANDS.has(command) && duePurpose(hazard) !== null ? hazard.dueOn : null;
}

/** What each command is for, where a screen offers it beside the way. */
export const purposeOf = (command: RecordCommand): string => WHY[command];

/** The command that the running deadline asks for; the others of a status are alternatives to it. */
const DUE_COMMANDS: ReadonlySet<RecordCommand> = new Set(['confirm', 'commit', 'apply', 'accept', 'close']);

function whyCommit({ commitments }: Pick<Hazard, 'commitments'>): string {
  const missing = COMMITMENT_KINDS.filter((kind) => !commitments[kind]).map((kind) => COMMITMENT_NAMES[kind]);
  if (missing.length === COMMITMENT_KINDS.length) return WHY.commit;
  return `还缺：${missing.join('、')}。五项齐备才算进入整改。`;
}

const WAITING: Record<Hazard['status'], string> = {
  clue: '等待行业主管部门的监管人员或执法人员认定。',
  notified: '等待企业主要负责人或安全管理员报送五落实。',
  rectifying: '企业正在整改，完成后由企业申请验收。',
  applied: '等待监管部门到现场核验。登记人和参与整改的人不能验收。',
  accepted: '现场验收已通过，等待部门另一名监管人员审批销号。',
  closed: '已销号，没有待办事项。记录长期保留，可供回头看。',
  dismissed: '已认定不构成隐患，没有待办事项。',
  referred: '已移送其他机关并经签收，没有待办事项。',
  shutDown: '人民政府已决定关闭，没有待办事项。',
};

/** The origins that a recorder may give: an origin is a fact about the recorder's own work. */
export function channelsOf(actor: Pick<HazardActor, 'role' | 'scope'>): readonly Channel[] {
  if (actor.scope.enterpriseId !== null) return ['selfInspection'];
  if (actor.role === 'townshipOfficer') return ['lowerLevelReport', 'tipOff', 'media'];
  return CHANNELS.filter((c) => c !== 'selfInspection' && c !== 'lowerLevelReport' && c !== 'import');
}

/** The group of origins that people of the enterprise are shown in place of the origin itself. */
export const REGULATOR_FOUND = '监管部门发现';

/**
 * The origin as the actor may see it. People of the enterprise learn only whether they found it themselves: in a small
 * workshop “tip-off” names the person (举报人信息保密,《安全生产法》第七十三条).
 */
export function seenChannel(actor: Pick<HazardActor, 'scope'>, channel: Channel): Channel | null {
  return actor.scope.enterpriseId === null || channel === 'selfInspection' ? channel : null;
}
