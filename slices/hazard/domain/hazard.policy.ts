import type { Scope } from '@zhiben/platform/domain/scope.ts';
import type { CommandKind } from './hazard.commands.ts';
import { acceptanceBar, FORBIDDEN } from './hazard.rules.ts';
import { duePurpose, type Hazard } from './hazard.state.ts';
import { CHANNELS, type Channel, COMMITMENT_KINDS, COMMITMENT_NAMES } from './hazard.terms.ts';

/** Who asks, as far as these rules look at it. */
export interface HazardActor {
  readonly userId: string;
  readonly role: string;
  readonly permissions: ReadonlySet<string>;
  readonly scope: Pick<Scope, 'enterpriseId'>;
  /** Kind of the body 机构 the person belongs to; null for people of enterprises and of no body. */
  readonly bodyKind: string | null;
}

/** The commands on a record, in the order in which a screen offers them. */
export const RECORD_COMMANDS = [
  'confirm',
  'judgeGeneral',
  'dismiss',
  'commit',
  'apply',
  'reportProgress',
  'accept',
  'reject',
] as const satisfies readonly CommandKind[];
export type RecordCommand = (typeof RECORD_COMMANDS)[number];

const PERMISSIONS: Record<RecordCommand, string> = {
  confirm: 'hazard:confirm',
  judgeGeneral: 'hazard:confirm',
  dismiss: 'hazard:confirm',
  commit: 'hazard:commit',
  reportProgress: 'hazard:rectify',
  apply: 'hazard:rectify',
  accept: 'hazard:accept',
  reject: 'hazard:accept',
};

const FROM: Record<RecordCommand, Hazard['status']> = {
  confirm: 'clue',
  judgeGeneral: 'clue',
  dismiss: 'clue',
  commit: 'notified',
  reportProgress: 'rectifying',
  apply: 'rectifying',
  accept: 'applied',
  reject: 'applied',
};

type Standing = Pick<Hazard, 'status' | 'rectifiedBy' | 'registeredBy'>;

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
    default:
      return actor.scope.enterpriseId === null ? '整改由企业负责，请由企业主要负责人或安全管理员办理。' : null;
  }
}

/** Why a competent actor may not give it on this record: who recorded or rectified does not accept. */
function bar(command: RecordCommand, { userId }: HazardActor, hazard: Standing): string | null {
  const code = command === 'accept' || command === 'reject' ? acceptanceBar(hazard, userId) : null;
  return code && `${FORBIDDEN[code].what}。`;
}

/** What the actor may do with the record now. */
export function abilitiesOf(actor: HazardActor, hazard: Standing): Record<RecordCommand, boolean> {
  const may = (command: RecordCommand) =>
    hazard.status === FROM[command] && (incompetence(command, actor) ?? bar(command, actor, hazard)) === null;
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
  accept: '到现场核验，符合要求的写明验收意见后销号；不得以书面材料代替。',
  reject: '现场仍有问题的，写明问题退回整改，整改期限不变。',
};

/** 下一步: what the actor can do now and by when; where there is nothing, who has it. */
export function nextSteps(
  actor: HazardActor,
  hazard: Pick<Hazard, 'status' | 'rectifiedBy' | 'registeredBy' | 'dueOn' | 'commitments'>,
): { steps: Step[]; otherwise: string } {
  const open = RECORD_COMMANDS.filter((c) => FROM[c] === hazard.status && actor.permissions.has(PERMISSIONS[c]));
  const steps = open.map((command) => ({
    command,
    why: command === 'commit' ? whyCommit(hazard) : WHY[command],
    dueOn: DUE_COMMANDS.has(command) && duePurpose(hazard) !== null ? hazard.dueOn : null,
    blocked: incompetence(command, actor) ?? bar(command, actor, hazard),
  }));
  return { steps, otherwise: WAITING[hazard.status] };
}

/** The command that the running deadline asks for; the others of a status are alternatives to it. */
const DUE_COMMANDS: ReadonlySet<RecordCommand> = new Set(['confirm', 'commit', 'apply', 'accept']);

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
  closed: '已销号，没有待办事项。记录长期保留，可供回头看。',
  dismissed: '已认定不构成隐患，没有待办事项。',
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
