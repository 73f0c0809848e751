import type { CommandKind } from './hazard.commands.ts';
import { type Hazard, isListed, measuresInForce } from './hazard.state.ts';
import {
  type Citation,
  ENDS,
  GRADE_NAMES,
  type Grade,
  STATUS_NAMES,
  type Status,
  sayCitation,
} from './hazard.terms.ts';

export const COMMAND_NAMES: Record<CommandKind, string> = {
  register: '登记隐患',
  confirm: '认定为重大事故隐患',
  judgeGeneral: '判定为一般隐患',
  dismiss: '认定不构成隐患',
  commit: '报送五落实',
  reportProgress: '报告整改进展',
  apply: '申请验收',
  accept: '验收合格',
  reject: '验收不合格退回整改',
  close: '审批销号',
  refuseClosure: '销号审批退回',
  fileReport: '双报告',
  assign: '交办',
  takeInterim: '临时管控和部分整改',
  impose: '现场处理和行政强制',
  lift: '解除措施、同意恢复',
  applyExtension: '申请延期',
  approveExtension: '批准延期',
  refuseExtension: '不同意延期',
  pauseClock: '中止计算期限',
  resumeClock: '恢复计算期限',
  refer: '移送',
  receiveReferral: '登记移送签收',
  withdrawReferral: '撤回移送',
  requestShutdown: '提请关闭',
  decideShutdown: '登记关闭决定',
  selectForLookBack: '抽中回头看',
  lookBack: '回头看',
  markListed: '挂牌督办',
  erase: '删除隐患',
  rewrite: '改写隐患',
  split: '拆分隐患',
  postpone: '更改整改期限',
};

interface Transition {
  /** The stage of hazard-closed-loop.md §2 that the step belongs to. */
  readonly stage: string;
  readonly command: CommandKind;
  readonly from: Status | null;
  readonly to: Status;
  /** Only hazards of this grade take this row. */
  readonly grade?: Grade;
  /** What else decides whether there is this row, or which of two. */
  readonly when?: string;
}

/** Rows of a command that leaves the status as it is. */
const beside = (stage: string, command: CommandKind, from: readonly Status[], row: Partial<Transition> = {}) =>
  from.map((status): Transition => ({ stage, command, from: status, to: status, ...row }));

const UNDER_WAY = ['notified', 'rectifying', 'applied'] as const satisfies Status[];
const ANY_OPEN = ['clue', ...UNDER_WAY] as const satisfies Status[];

/**
 * Every change there is (hazard-closed-loop.md §2). General hazards take the short loop: no commitments, the same
 * application and acceptance, and closure with it.
 */
export const TRANSITIONS: readonly Transition[] = [
  { stage: '线索', command: 'register', from: null, to: 'clue' },
  { stage: '认定', command: 'confirm', from: 'clue', to: 'notified' },
  { stage: '认定', command: 'judgeGeneral', from: 'clue', to: 'rectifying' },
  { stage: '认定', command: 'dismiss', from: 'clue', to: 'dismissed' },
  ...beside('报告入库与告知', 'fileReport', UNDER_WAY, { grade: 'major' }),
  ...beside('现场处置', 'takeInterim', UNDER_WAY),
  ...beside('现场处置', 'impose', UNDER_WAY),
  ...beside('现场处置', 'lift', [...UNDER_WAY, 'accepted'], { when: '有未解除的措施' }),
  { stage: '治理方案', command: 'commit', from: 'notified', to: 'notified', when: '五项尚未齐备' },
  { stage: '治理方案', command: 'commit', from: 'notified', to: 'rectifying', when: '五项齐备' },
  ...beside('交办', 'assign', ['notified', 'rectifying']),
  ...beside('督办', 'markListed', [...UNDER_WAY, 'accepted'], { grade: 'major', when: '挂牌、摘牌或者撤回挂牌' }),
  ...beside('督办', 'markListed', ['closed', 'referred', 'shutDown'], { grade: 'major', when: '已挂牌' }),
  { stage: '治理中', command: 'reportProgress', from: 'rectifying', to: 'rectifying' },
  ...beside('延期', 'applyExtension', ['rectifying'], { when: '期限未届满，没有待答复的申请' }),
  ...beside('延期', 'approveExtension', ['rectifying'], { when: '有待答复的申请' }),
  ...beside('延期', 'refuseExtension', ['rectifying'], { when: '有待答复的申请' }),
  ...beside('延期', 'pauseClock', ['rectifying'], { when: '期限未届满，没有中止' }),
  ...beside('延期', 'resumeClock', ['rectifying'], { when: '已中止' }),
  { stage: '申请验收', command: 'apply', from: 'rectifying', to: 'applied', when: '期限没有中止' },
  { stage: '核查验收', command: 'accept', from: 'applied', to: 'accepted', grade: 'major' },
  { stage: '核查验收', command: 'accept', from: 'applied', to: 'closed', grade: 'general' },
  { stage: '核查验收', command: 'reject', from: 'applied', to: 'rectifying' },
  { stage: '销号', command: 'close', from: 'accepted', to: 'closed', when: '没有未解除的措施' },
  { stage: '销号', command: 'refuseClosure', from: 'accepted', to: 'applied' },
  ...beside('移送', 'refer', ANY_OPEN, { when: '没有待签收的移送' }),
  ...ANY_OPEN.map(
    (from): Transition => ({ stage: '移送', command: 'receiveReferral', from, to: 'referred', when: '有待签收的移送' }),
  ),
  ...beside('移送', 'withdrawReferral', ANY_OPEN, { when: '有待签收的移送' }),
  ...beside('提请关闭', 'requestShutdown', UNDER_WAY, { grade: 'major', when: '没有待决定的提请' }),
  ...UNDER_WAY.flatMap((from): Transition[] => [
    { stage: '提请关闭', command: 'decideShutdown', from, to: 'shutDown', grade: 'major', when: '政府决定关闭' },
    { stage: '提请关闭', command: 'decideShutdown', from, to: from, grade: 'major', when: '政府不予关闭' },
  ]),
  ...beside('回头看', 'selectForLookBack', ['closed'], { when: '没有被抽中过' }),
  ...beside('回头看', 'lookBack', ['closed'], { when: '被抽中，尚未回头看' }),
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
  acceptorCloses: { what: '验收人不得审批自己验收的隐患销号', article: REVIEWED_CLOSURE },
  ownLookBack: { what: '验收、销号的人不得回头看自己经手的隐患', article: REVIEWED_CLOSURE },
  alone: {
    what: '重大事故隐患现场核验不得少于两人，请写明同行的执法人员',
    article: { text: '《行政处罚法》第四十二条第一款：执法人员不得少于两人', confidence: 'secondary' },
  },
  resumeUnreviewed: {
    what: '重大事故隐患排除并经验收前，不得同意恢复生产经营和使用；责令撤出、停产停业有误的，写明“撤销”及理由',
    article: {
      text: '《安全生产法》第六十五条：重大事故隐患排除后，经审查同意，方可恢复生产经营和使用',
      confidence: 'text',
    },
  },
  powerCutNotice: {
    what: '停止供电应当提前二十四小时通知生产经营单位，紧急情形除外',
    article: { text: '《安全生产法》第七十条第二款', confidence: 'text' },
  },
  powerCutApproval: {
    what: '停止供电、停止供应民用爆炸物品须经本部门主要负责人批准并书面通知，且企业已被责令停产停业而拒不执行',
    article: { text: '《安全生产法》第七十条第一款', confidence: 'text' },
  },
  closeUnlifted: {
    what: '还有未解除的现场处理措施，先作出同意恢复或解除的决定再销号',
    article: { text: '《安全生产法》第六十五条、第七十条', confidence: 'text' },
  },
  extendLate: {
    what: '整改期限已届满或已过申请延期的最后日期，不得再申请延期',
    article: {
      text: '《安全生产违法行为行政处罚办法》（原安全监管总局令第15号）第十七条，已由应急管理部令第18号替代',
      confidence: 'secondary',
    },
  },
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

const BY_COMMAND = new Map<CommandKind, readonly Transition[]>();
for (const row of TRANSITIONS) BY_COMMAND.set(row.command, [...(BY_COMMAND.get(row.command) ?? []), row]);

/** The row of the table that a command finds in a state; the first where what is sent decides between two. */
export function rowOf(command: CommandKind, hazard: Pick<Hazard, 'status' | 'grade'> | null): Transition | undefined {
  const status = hazard?.status ?? null;
  return BY_COMMAND.get(command)?.find(
    (row) => row.from === status && (row.grade === undefined || row.grade === hazard?.grade),
  );
}

type Standing = Pick<
  Hazard,
  'status' | 'listedOn' | 'delistedOn' | 'grade' | 'course' | 'lookBackDueOn' | 'lookedBackAt'
>;

/** What stands beside the status and forbids a command; null where nothing does. The `when` of the table in code. */
export function hindrance(hazard: Standing, command: CommandKind): string | null {
  const needs = (holds: boolean, why: string) => (holds ? null : why);
  const { status, course, lookBackDueOn, lookedBackAt } = hazard;
  const isPaused = Boolean(course.pausedOn);
  switch (command) {
    case 'lift':
      return needs(measuresInForce({ course }).length > 0, '没有未解除的措施');
    case 'applyExtension':
      if (isPaused) return '期限已中止计算，恢复计算后再申请';
      return needs(!course.extension, '上一次延期申请还没有答复');
    case 'approveExtension':
    case 'refuseExtension':
      if (isPaused) return '期限已中止计算，恢复计算后再答复';
      return needs(Boolean(course.extension), '没有待答复的延期申请');
    case 'pauseClock':
      return needs(!isPaused, '期限已经中止计算');
    case 'resumeClock':
      return needs(isPaused, '期限没有中止');
    case 'apply':
      return needs(!isPaused, '期限已中止计算，由监管部门恢复计算后再申请验收');
    case 'refer':
      return needs(!course.referral, '已经移送，等待受移送机关签收');
    case 'receiveReferral':
    case 'withdrawReferral':
      return needs(Boolean(course.referral), '没有待签收的移送');
    case 'requestShutdown':
      return needs(!course.shutdown, '已经提请关闭，等待政府决定');
    case 'decideShutdown':
      return needs(Boolean(course.shutdown), '没有待决定的提请关闭');
    case 'selectForLookBack':
      return needs(lookBackDueOn === null, '已经抽中过回头看');
    case 'markListed':
      return needs(!ENDS.has(status) || isListed(hazard), '隐患已经办结，没有挂牌');
    case 'lookBack':
      return needs(lookBackDueOn !== null && lookedBackAt === null, '没有待办的回头看');
    default:
      return null;
  }
}

/** Whether the table and what stands beside the status have room for a command, whoever gives it. */
export function isPossible(hazard: Standing, command: CommandKind): boolean {
  return rowOf(command, hazard) !== undefined && hindrance(hazard, command) === null;
}

/** The transition table as text, for `npx zhiben` and for the documentation. */
export function printTransitions(): string {
  const rows = TRANSITIONS.map(({ stage, command, from, to, grade, when }) => {
    const status = (s: Status | null) => (s ? STATUS_NAMES[s] : '—');
    const condition = [grade && GRADE_NAMES[grade], when].filter(Boolean).join('；');
    return `| ${stage} | ${COMMAND_NAMES[command]} | ${status(from)} | ${status(to)} | ${condition} |`;
  });
  const refused = Object.values(FORBIDDEN).map(
    ({ what, article }) => `| 必须拒绝 | ${what} | — | 拒绝 | ${sayCitation(article)} |`,
  );
  return ['| 阶段 | 办理 | 原状态 | 新状态 | 条件或依据 |', '|---|---|---|---|---|', ...rows, ...refused].join('\n');
}
