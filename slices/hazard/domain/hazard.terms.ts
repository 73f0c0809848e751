import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { Confidence } from '@zhiben/standards/pure';

/*
 * The words of the loop. All unions here are closed: a new member without its Chinese name does not compile.
 */

/**
 * `clue` recorded, not judged; `notified` judged major, commitments owed; `applied` 整改完成, waits for acceptance on
 * site; `accepted` 验收通过, closure not yet approved. The last four are ends; none of them ever stands for another.
 */
export const STATUSES = [
  'clue',
  'notified',
  'rectifying',
  'applied',
  'accepted',
  'closed',
  'dismissed',
  'referred',
  'shutDown',
] as const;
export type Status = (typeof STATUSES)[number];
export const STATUS_NAMES: Record<Status, string> = {
  clue: '线索待认定',
  notified: '已认定待落实',
  rectifying: '整改中',
  applied: '待验收',
  accepted: '验收通过待销号',
  closed: '已销号',
  dismissed: '不构成隐患',
  referred: '已移送',
  shutDown: '企业已关闭',
};
/** Nothing follows, but for the look-back of what was closed. */
export const ENDS: ReadonlySet<Status> = new Set(['closed', 'dismissed', 'referred', 'shutDown']);

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

/** What lapses; the purpose of its row in the ledger of deadlines. */
export const DUE_PURPOSES = [
  'judgement',
  'commitments',
  'rectification',
  'acceptance',
  'closure',
  'extensionDecision',
  'progress',
  'suspension',
  'lookBack',
] as const;
export type DuePurpose = (typeof DUE_PURPOSES)[number];
export const DUE_NAMES: Record<DuePurpose, string> = {
  judgement: '认定期限',
  commitments: '报送五落实期限',
  rectification: '整改期限',
  acceptance: '验收期限',
  closure: '销号审批期限',
  extensionDecision: '延期答复期限',
  progress: '进展报告期限',
  suspension: '停产停业期限',
  lookBack: '回头看期限',
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

/** What follows when a limit lapses, with its ground. Shown beside the countdown; a person decides and issues. */
const LAPSES: Record<DuePurpose, { readonly what: string; readonly ground: Citation | null }> = {
  judgement: { what: '列入逾期，安委办可发提示函督促认定', ground: null },
  commitments: {
    what: '列入逾期，可责令限期改正；五落实不齐不算进入整改',
    ground: { text: '《安全生产法》第四十一条', confidence: 'text' },
  },
  rectification: {
    what: '列入逾期，继续挂账；可函告、通报、约谈、曝光，拒不整改的依法处罚、停产停业或提请关闭',
    ground: { text: '安委〔2024〕2号附件方案5；《安全生产法》第一百零二条', confidence: 'secondary' },
  },
  acceptance: {
    what: '部门验收逾期，列入通报；企业不承担验收迟延的责任',
    ground: { text: '安委〔2024〕2号主要任务第5项', confidence: 'text' },
  },
  closure: { what: '销号审批逾期，安委办可发提示函督促', ground: null },
  extensionDecision: {
    what: '部门答复逾期，列入通报；答复前原整改期限不变',
    ground: { text: '原安全监管总局令第15号第十七条，已由应急管理部令第18号替代', confidence: 'secondary' },
  },
  progress: { what: '视为进展缓慢，可发提示函', ground: { text: '安委〔2024〕2号附件方案5', confidence: 'secondary' } },
  suspension: {
    what: '应当复查；隐患已消除的审查同意后解除，未消除的依法重新作出决定，不得自行恢复生产',
    ground: { text: '《安全生产法》第六十五条', confidence: 'text' },
  },
  lookBack: { what: '列入未完成的回头看，由安委办督促', ground: null },
};

/** `到期未办：列入逾期……（依据）`; empty for purposes of other slices. */
export function sayLapse(purpose: DuePurpose): string {
  const lapse = LAPSES[purpose];
  if (!lapse) return '';
  return `到期未办：${lapse.what}${lapse.ground ? `（${sayCitation(lapse.ground)}）` : ''}`;
}

/** 双报告 (《安全生产法》第四十一条第二款): to whom the enterprise reports a major hazard. */
export const REPORT_TARGETS = ['department', 'workersCongress'] as const;
export type ReportTarget = (typeof REPORT_TARGETS)[number];
export const REPORT_TARGET_NAMES: Record<ReportTarget, string> = {
  department: '负有安全监管职责的部门',
  workersCongress: '职工大会或者职工代表大会',
};

/** Measures beside the rectification. The first two are the enterprise's own, the others are imposed. */
export const OWN_MEASURES = ['interim', 'partial'] as const;
type OwnMeasure = (typeof OWN_MEASURES)[number];
export const IMPOSED_MEASURES = ['evacuation', 'suspension', 'powerCut', 'penalty'] as const;
type ImposedMeasure = (typeof IMPOSED_MEASURES)[number];
export type MeasureKind = OwnMeasure | ImposedMeasure;
export const MEASURE_NAMES: Record<MeasureKind, string> = {
  interim: '临时管控措施',
  partial: '部分整改完成',
  evacuation: '责令撤出人员',
  suspension: '责令暂时停产停业、停止使用',
  powerCut: '停止供电、停止供应民用爆炸物品',
  penalty: '行政处罚',
};
/** These stay in force until they are lifted. */
export const LASTING_MEASURES: ReadonlySet<MeasureKind> = new Set(['evacuation', 'suspension', 'powerCut']);

/** 挂牌层级, mild to strong. Plates of the levels above are entered with the number that they came under. */
export const LISTING_LEVELS = ['county', 'city', 'province'] as const;
export type ListingLevel = (typeof LISTING_LEVELS)[number];
export const LISTING_LEVEL_NAMES: Record<ListingLevel, string> = { county: '县级', city: '市级', province: '省级' };

/** How a hazard is listed by all its plates together; `delistedOn` once none of them hangs any longer. */
export interface Listing {
  readonly level: ListingLevel;
  readonly listedOn: LocalDate;
  readonly delistedOn: LocalDate | null;
}

export const LISTING_STATES = ['listed', 'delisted'] as const;
export type ListingState = (typeof LISTING_STATES)[number];
export const LISTING_STATE_NAMES: Record<ListingState, string> = { listed: '挂牌督办中', delisted: '已摘牌' };
