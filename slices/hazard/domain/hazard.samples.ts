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
