import type { Limit } from '@zhiben/platform/domain/deadline.ts';

/*
 * Limits that no law states for every case, so that each county sets its own with the document that allows it. What is
 * not set falls back to these.
 */

export const LIMIT_PURPOSES = [
  'judgement',
  'commitments',
  'acceptance',
  'closure',
  'extensionLead',
  'extensionDecision',
  'progress',
  'signature',
] as const;
export type LimitPurpose = (typeof LIMIT_PURPOSES)[number];
export const LIMIT_NAMES: Record<LimitPurpose, string> = {
  judgement: '登记后认定',
  commitments: '认定后报送五落实',
  acceptance: '申请后现场验收',
  closure: '验收通过后销号审批',
  extensionLead: '整改期限届满前申请延期',
  extensionDecision: '申请后答复延期',
  progress: '整改期间每次进展报告',
  signature: '告知送达后签收，逾期由乡镇上门',
};

/** A limit that a county set, with the document it stands in. */
export interface CountyLimit extends Limit {
  readonly source: string;
}

/**
 * `library`: the code of a legal limit in `packages/standards`, whose mark says how far it was checked. H08 is 10 days
 * after application (总局令16号第23条), unchecked; L06 5 days (总局令15号第17条, superseded). `commitments` only pre-fills
 * the form: the paper states the day. `extensionLead` counts back from the due day: without one the application is open
 * until the day itself (places differ: 10 days L05, 15 working days H03, 20 working days H04).
 */
export const DEFAULT_LIMITS: Record<LimitPurpose, CountyLimit | { readonly library: string } | null> = {
  judgement: null,
  commitments: { amount: 5, unit: 'workingDay', source: '系统默认值，以文书载明的日期为准' },
  acceptance: { library: 'H08' },
  closure: null,
  extensionLead: null,
  extensionDecision: { library: 'L06' },
  progress: null,
  signature: { amount: 3, unit: 'workingDay', source: '系统默认值，按本县规定调整' },
};
