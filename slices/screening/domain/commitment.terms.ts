/** Counts of the official record 安全承诺, in its order and under its names. */
export const COUNT_NAMES = {
  units: '生产装置',
  run: '运行装置',
  park: '停产装置',
  fires: '特级动火',
  fire1: '一级动火',
  fire2: '二级动火',
  space: '受限空间',
  blindplate: '盲板抽堵',
  high: '高处作业',
  lifting: '吊装作业',
  electricity: '临时用电',
  soil: '动土作业',
  road: '断路作业',
  inspection: '检维修',
  pourOut: '倒罐',
  cleanTank: '清罐',
  draining: '切水',
} as const;
export type CountName = keyof typeof COUNT_NAMES;
/** 套 of installations, 处 of special work. */
export const INSTALLATIONS = ['units', 'run', 'park'] as const satisfies readonly CountName[];
export const WORKS = (Object.keys(COUNT_NAMES) as CountName[]).filter(
  (name) => !(INSTALLATIONS as readonly CountName[]).includes(name),
);

/** Yes-or-no lines of the official record. */
export const FLAG_NAMES = {
  contractors: '承包商作业',
  trialProduction: '试生产',
  startStop: '开停车',
} as const;
export type FlagName = keyof typeof FLAG_NAMES;
export const FLAGS = Object.keys(FLAG_NAMES) as FlagName[];

/** The product's own wording, to be changed by whoever signs. */
export const USUAL_WORDS =
  '今天本单位已组织安全风险研判，各项风险管控措施已落实。我承诺：生产装置、储存设施处于安全运行状态，特殊作业按规定审批和监护，发现的隐患及时治理。';

export const SIGNED_AS_NAMES = { principal: '主要负责人', deputy: '受委托人' } as const;

/** The tabs of the list. `missing`: owed that day and not signed. */
export const COMMITMENT_GROUPS = ['signed', 'missing', 'late', 'differing'] as const;
export type CommitmentGroup = (typeof COMMITMENT_GROUPS)[number];
export const COMMITMENT_GROUP_NAMES: Record<CommitmentGroup, string> = {
  signed: '已承诺',
  missing: '未承诺',
  late: '晚于时限',
  differing: '与记录有差异',
};
