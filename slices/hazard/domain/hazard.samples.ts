import type { Commitment, HazardCommand } from './hazard.commands.ts';
import { COMMITMENT_KINDS, type CommitmentKind } from './hazard.terms.ts';

/*
 * Plainly invented commands for tests, complete but for what a test is about.
 */

type CommandOf<K extends HazardCommand['kind']> = Extract<HazardCommand, { kind: K }>;
type Over<K extends HazardCommand['kind']> = Partial<CommandOf<K>>;

export const file = '01890000-0000-7000-8000-00000000f11e';

export const sample = {
  register: (over: Over<'register'> = {}): CommandOf<'register'> => ({
    kind: 'register',
    id: '01890000-0000-7000-8000-000000000001',
    number: '隐-990001-2024-000001',
    enterpriseId: '01890000-0000-7000-8000-0000000000e1',
    enterpriseName: '示例化工有限公司',
    division: '990001100000',
    industry: 'chemicals',
    description: '甲醇罐区两个可燃气体探测器离线，现场无临时监测措施',
    place: '罐区',
    longitude: null,
    latitude: null,
    channel: 'departmentInspection',
    discoveredOn: '2024-03-20',
    criterionCode: 'CH-12',
    judgementDueOn: null,
    files: [],
    ...over,
  }),
  confirm: (over: Over<'confirm'> = {}): CommandOf<'confirm'> => ({
    kind: 'confirm',
    criterionCode: 'CH-12',
    basis: '《化工和危险化学品生产经营单位重大生产安全事故隐患判定标准（试行）》第十二项',
    notes: '',
    commitmentsDueOn: '2024-03-27',
    rectificationDueOn: null,
    files: [],
    ...over,
  }),
  judgeGeneral: (over: Over<'judgeGeneral'> = {}): CommandOf<'judgeGeneral'> => ({
    kind: 'judgeGeneral',
    notes: '',
    rectificationDueOn: '2024-03-30',
    ...over,
  }),
  dismiss: (over: Over<'dismiss'> = {}): CommandOf<'dismiss'> => ({
    kind: 'dismiss',
    reason: '现场核实，探测器正在检定，备用机在线',
    ...over,
  }),
  commit: (over: Over<'commit'> = {}): CommandOf<'commit'> => ({
    kind: 'commit',
    commitments: COMMITMENT_KINDS.map((kind) => commitment(kind)),
    ...over,
  }),
  reportProgress: (over: Over<'reportProgress'> = {}): CommandOf<'reportProgress'> => ({
    kind: 'reportProgress',
    report: '探测器已到货',
    percent: 40,
    fundsSpent: 1.5,
    files: [],
    ...over,
  }),
  apply: (over: Over<'apply'> = {}): CommandOf<'apply'> => ({
    kind: 'apply',
    statement: '已更换两台探测器并联网',
    fundsSpent: 2.4,
    acceptanceDueOn: '2024-04-20',
    files: [file],
    ...over,
  }),
  accept: (over: Over<'accept'> = {}): CommandOf<'accept'> => ({ kind: 'accept', ...onSite, ...over }),
  reject: (over: Over<'reject'> = {}): CommandOf<'reject'> => ({
    kind: 'reject',
    ...onSite,
    finding: '一台探测器仍未联网',
    ...over,
  }),
  close: (over: Over<'close'> = {}): CommandOf<'close'> => ({ kind: 'close', opinion: '同意销号', files: [], ...over }),
  refuseClosure: (over: Over<'refuseClosure'> = {}): CommandOf<'refuseClosure'> => ({
    kind: 'refuseClosure',
    reason: '验收照片看不出探测器位置',
    acceptanceDueOn: '2024-04-20',
    ...over,
  }),
  fileReport: (over: Over<'fileReport'> = {}): CommandOf<'fileReport'> => ({
    kind: 'fileReport',
    target: 'workersCongress',
    reportedOn: '2024-03-20',
    how: '一季度职工代表大会',
    content: '重大事故隐患及治理方案',
    files: [],
    ...over,
  }),
  assign: (over: Over<'assign'> = {}): CommandOf<'assign'> => ({
    kind: 'assign',
    bodyId: '01890000-0000-7000-8000-0000000000b2',
    bodyName: '测试县住建局',
    reason: '属建设工程',
    ...over,
  }),
  takeInterim: (over: Over<'takeInterim'> = {}): CommandOf<'takeInterim'> => ({
    kind: 'takeInterim',
    measure: 'interim',
    text: '每两小时人工巡测',
    files: [],
    ...over,
  }),
  impose: (over: Over<'impose'> = {}): CommandOf<'impose'> => ({
    kind: 'impose',
    measure: 'suspension',
    text: '罐区停止使用',
    document: '测试现决〔2024〕1号',
    untilOn: null,
    approvedBy: '',
    noticeAt: null,
    effectiveAt: null,
    urgent: false,
    files: [],
    ...over,
  }),
  lift: (over: Over<'lift'> = {}): CommandOf<'lift'> => ({
    kind: 'lift',
    no: 1,
    note: '现场审查合格，同意恢复使用',
    files: [],
    ...over,
  }),
  applyExtension: (over: Over<'applyExtension'> = {}): CommandOf<'applyExtension'> => ({
    kind: 'applyExtension',
    dueOn: '2024-06-30',
    reason: '进口探测器六月到货',
    interim: '罐区停用，专人值守',
    latestOn: null,
    files: [],
    ...over,
  }),
  approveExtension: (over: Over<'approveExtension'> = {}): CommandOf<'approveExtension'> => ({
    kind: 'approveExtension',
    dueOn: '2024-06-15',
    reason: '理由属实',
    document: '测试延批〔2024〕1号',
    ...over,
  }),
  refuseExtension: (over: Over<'refuseExtension'> = {}): CommandOf<'refuseExtension'> => ({
    kind: 'refuseExtension',
    reason: '国产探测器可以替代',
    ...over,
  }),
  pauseClock: (over: Over<'pauseClock'> = {}): CommandOf<'pauseClock'> => ({
    kind: 'pauseClock',
    reason: '山洪封路',
    source: '测试县防指〔2024〕3号',
    files: [],
    ...over,
  }),
  resumeClock: (over: Over<'resumeClock'> = {}): CommandOf<'resumeClock'> => ({
    kind: 'resumeClock',
    note: '道路恢复',
    ...over,
  }),
  refer: (over: Over<'refer'> = {}): CommandOf<'refer'> => ({
    kind: 'refer',
    authority: '测试县消防救援大队',
    reason: '属消防安全管理职责',
    document: '测试移〔2024〕1号',
    files: [],
    ...over,
  }),
  receiveReferral: (over: Over<'receiveReferral'> = {}): CommandOf<'receiveReferral'> => ({
    kind: 'receiveReferral',
    receivedOn: '2024-03-20',
    receiver: '测试收件人',
    document: '回执1号',
    files: [],
    ...over,
  }),
  withdrawReferral: (over: Over<'withdrawReferral'> = {}): CommandOf<'withdrawReferral'> => ({
    kind: 'withdrawReferral',
    reason: '受移送机关认为不属其职责',
    ...over,
  }),
  requestShutdown: (over: Over<'requestShutdown'> = {}): CommandOf<'requestShutdown'> => ({
    kind: 'requestShutdown',
    government: '测试县人民政府',
    grounds: '拒不整改',
    document: '测试请〔2024〕1号',
    files: [],
    ...over,
  }),
  decideShutdown: (over: Over<'decideShutdown'> = {}): CommandOf<'decideShutdown'> => ({
    kind: 'decideShutdown',
    ordered: true,
    decidedOn: '2024-03-20',
    document: '测试政决〔2024〕1号',
    note: '',
    files: [],
    ...over,
  }),
  selectForLookBack: (over: Over<'selectForLookBack'> = {}): CommandOf<'selectForLookBack'> => ({
    kind: 'selectForLookBack',
    drawId: '01890000-0000-7000-8000-0000000000d1',
    dueOn: '2024-09-30',
    ...over,
  }),
  markListed: (over: Over<'markListed'> = {}): CommandOf<'markListed'> => ({
    kind: 'markListed',
    listing: { level: 'county', listedOn: '2024-03-20', delistedOn: null },
    document: '测试安委办挂〔2024〕1号',
    ...over,
  }),
  lookBack: (over: Over<'lookBack'> = {}): CommandOf<'lookBack'> => ({
    kind: 'lookBack',
    ...onSite,
    finding: '探测器在线，未反弹',
    passed: true,
    reopensAs: null,
    ...over,
  }),
};

const onSite = {
  place: '罐区',
  longitude: null,
  latitude: null,
  visitedAt: '2024-03-20T02:00:00.000Z',
  participants: ['测试同行'],
  finding: '两台探测器在线，报警联动正常',
  files: [file],
};

const VALUES: Record<CommitmentKind, string | number> = {
  responsibility: '对本项整改负总责，每日到现场检查',
  measures: '更换探测器，整改期间每两小时人工巡测一次',
  funds: 2.5,
  deadline: '2024-04-30',
  plan: '甲醇泄漏现场处置方案（2024 年版）',
};

export function commitment(kind: CommitmentKind, over: Partial<Pick<Commitment, 'value' | 'proof'>> = {}): Commitment {
  return {
    kind,
    value: VALUES[kind],
    owner: { name: '测试负责人', position: '生产副总' },
    proof: { note: '整改方案第一页', files: [] },
    ...over,
  } as Commitment;
}
