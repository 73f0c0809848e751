import type { Limit } from '@zhiben/platform/domain/deadline.ts';

/*
 * Limits that no law states for every case, so that each county sets its own with the document that allows it. What is
 * not set falls back to these.
 */

export const LIMIT_PURPOSES = ['judgement', 'commitments', 'acceptance'] as const;
export type LimitPurpose = (typeof LIMIT_PURPOSES)[number];
export const LIMIT_NAMES: Record<LimitPurpose, string> = {
  judgement: '登记后认定',
  commitments: '认定后报送五落实',
  acceptance: '申请后现场验收',
};

/** A limit that a county set, with the document it stands in. */
export interface CountyLimit extends Limit {
  readonly source: string;
}

/**
 * `library`: the code of a legal limit in `packages/standards`, whose mark says how far it was checked. H08 is 10 days
 * after application (总局令16号第23条), unchecked. `commitments` only pre-fills the form: the paper states the day.
 */
export const DEFAULT_LIMITS: Record<LimitPurpose, CountyLimit | { readonly library: string } | null> = {
  judgement: null,
  commitments: { amount: 5, unit: 'workingDay', source: '系统默认值，以文书载明的日期为准' },
  acceptance: { library: 'H08' },
};
