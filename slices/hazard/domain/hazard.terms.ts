import type { Confidence } from '@zhiben/standards/pure';

/*
 * The words of the loop. All unions here are closed: a new member without its Chinese name does not compile.
 */

/** `clue` recorded, not judged; `notified` judged major, commitments owed; `applied` waits for acceptance on site. */
export const STATUSES = ['clue', 'notified', 'rectifying', 'applied', 'closed', 'dismissed'] as const;
export type Status = (typeof STATUSES)[number];
export const STATUS_NAMES: Record<Status, string> = {
  clue: '线索待认定',
  notified: '已认定待落实',
  rectifying: '整改中',
  applied: '待验收',
  closed: '已销号',
  dismissed: '不构成隐患',
};

export const GRADES = ['major', 'general'] as const;
export type Grade = (typeof GRADES)[number];
export const GRADE_NAMES: Record<Grade, string> = { major: '重大事故隐患', general: '一般事故隐患' };

/**
 * Who found it first 首发渠道. It decides the treatment later (五类差别处置), so it is given once, at registration,
 * and never changes (hazard-closed-loop.md §2 row 1).
 */
export const CHANNELS = [
  'selfInspection',
  'departmentInspection',
  'higherLevelSupervision',
  'lowerLevelReport',
  'tipOff',
  'media',
  'transfer',
  'monitoringAlarm',
  'accidentInvestigation',
  'import',
] as const;
export type Channel = (typeof CHANNELS)[number];
export const CHANNEL_NAMES: Record<Channel, string> = {
  selfInspection: '企业自查',
  departmentInspection: '部门检查',
  higherLevelSupervision: '上级督导、交办',
  lowerLevelReport: '乡镇（园区）上报',
  tipOff: '举报查实',
  media: '媒体曝光',
  transfer: '部门移送',
  monitoringAlarm: '监测预警',
  accidentInvestigation: '事故调查',
  import: '原台账导入',
};

/** 五落实 in the order of the plans: 责任、措施、资金、期限、预案. */
export const COMMITMENT_KINDS = ['responsibility', 'measures', 'funds', 'deadline', 'plan'] as const;
export type CommitmentKind = (typeof COMMITMENT_KINDS)[number];
export const COMMITMENT_NAMES: Record<CommitmentKind, string> = {
  responsibility: '责任',
  measures: '措施',
  funds: '资金',
  deadline: '期限',
  plan: '预案',
};

/** What lapses in a status; the purpose of its row in the ledger of deadlines. */
export const DUE_PURPOSES = ['judgement', 'commitments', 'rectification', 'acceptance'] as const;
export type DuePurpose = (typeof DUE_PURPOSES)[number];
export const DUE_NAMES: Record<DuePurpose, string> = {
  judgement: '认定期限',
  commitments: '报送五落实期限',
  rectification: '整改期限',
  acceptance: '验收期限',
};

/** A rule's ground: law and article, plan and clause. Without `text` confidence it is shown with 待核. */
export interface Citation {
  readonly text: string;
  readonly confidence: Confidence;
}

/** `《安全生产法》第四十一条`, followed by （待核） where the wording was not checked against the official text. */
export function sayCitation({ text, confidence }: Citation): string {
  return confidence === 'text' ? text : `${text}（待核）`;
}
