import type { Limit, LimitUnit } from '@zhiben/platform/domain/deadline.ts';

/*
 * Limits that no law states for every case, so that each county sets its own with the document that allows it. Where it
 * set none, the library's hold. What every row of the library drives stands in hazard-limits.test.ts.
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

export const LIMIT_UNIT_NAMES: Record<LimitUnit, string> = {
  day: '日',
  workingDay: '个工作日',
  month: '个月',
  year: '年',
};

/** A limit that a county set, with the document it stands in. */
export interface CountyLimit extends Limit {
  readonly source: string;
}

/**
 * `library`: the code of a legal limit in `packages/standards`, whose mark says how far it was checked. The other
 * fields are what its note says of the case, where that is not the rule itself.
 */
export interface LibraryLimit {
  readonly library: string;
  readonly amount?: number;
  readonly unit?: 'day' | 'workingDay';
  readonly source?: string;
}

/** By what of a hazard a limit may differ. */
export interface LimitCase {
  readonly industry: string;
  /** 责令停产停业、停止使用 is in force. */
  readonly isSuspended: boolean;
}

/**
 * What holds where the county set nothing. `commitments` only pre-fills the form: the paper states the day.
 * `extensionLead` counts back from the due day: without one the application is open until the day itself. `suspension`
 * is no county's to set.
 */
const DEFAULT_LIMITS: Record<LimitPurpose | 'suspension', CountyLimit | LibraryLimit | null> = {
  judgement: null,
  commitments: { amount: 5, unit: 'workingDay', source: '系统默认值，以文书载明的日期为准' },
  acceptance: { library: 'L04' },
  closure: null,
  extensionLead: null,
  extensionDecision: { library: 'L06' },
  progress: null,
  signature: { amount: 3, unit: 'workingDay', source: '系统默认值，按本县规定调整' },
  suspension: { library: 'L23' },
};

interface SpecialLimit {
  readonly purpose: LimitPurpose;
  readonly name: string;
  readonly of: (facts: LimitCase) => boolean;
  readonly limit: LibraryLimit;
}

/** 消防: the industry that the fire brigade supervises. */
const isFire = ({ industry }: LimitCase) => industry === 'crowded-place';

/** Cases with a limit of their own, before the default; the first that fits holds. */
export const SPECIAL_LIMITS: readonly SpecialLimit[] = [
  { purpose: 'judgement', name: '消防', of: isFire, limit: { library: 'H01' } },
  { purpose: 'acceptance', name: '已责令停产停业的', of: (facts) => facts.isSuspended, limit: { library: 'H08' } },
  {
    purpose: 'acceptance',
    name: '消防',
    of: isFire,
    limit: { library: 'L04', amount: 3, unit: 'workingDay', source: '公安部令120号（消防复查，条款待核）' },
  },
  {
    purpose: 'acceptance',
    name: '特种设备',
    of: ({ industry }) => industry === 'special-equipment',
    limit: { library: 'L04', amount: 10, unit: 'workingDay', source: '特种设备安全监督检查规定（条款待核）' },
  },
  {
    purpose: 'acceptance',
    name: '煤矿',
    of: ({ industry }) => industry === 'coal-mine',
    limit: { library: 'L04', amount: 20, unit: 'day', source: '煤矿安全监察规定（条款待核）' },
  },
];

/** Limits that other places have and that a county may take as its own, by code of the library. */
export const MODEL_LIMITS: Partial<Record<LimitPurpose, readonly string[]>> = {
  acceptance: ['H02'],
  extensionLead: ['L05', 'H03', 'H04'],
  progress: ['H07'],
};

/** What holds for a hazard where the county set nothing; null where nothing limits it. */
export function defaultLimit(
  purpose: LimitPurpose | 'suspension',
  facts: LimitCase | null,
): CountyLimit | LibraryLimit | null {
  const special = facts && SPECIAL_LIMITS.find((one) => one.purpose === purpose && one.of(facts));
  return special ? special.limit : DEFAULT_LIMITS[purpose];
}
