import { addDays, instantOf, type LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { HazardFigureFilter } from '@zhiben/slices/hazard/domain';

/**
 * How the targets of plans are measured, as versioned data: a formula is never changed once it was confirmed for a
 * target, a better one gets a new version beside it.
 */
export const FORMULA_CODES = [
  'majorStockCleared',
  'majorOverdue',
  'majorRectified',
  'hazardsRectified',
  'accidentsFall',
  'trainingCoverage',
  'other',
] as const;
export type FormulaCode = (typeof FORMULA_CODES)[number];

export interface TargetFormula {
  readonly version: number;
  readonly name: string;
  /** In words, as it stands on the screen. */
  readonly says: string;
  readonly unit: '%' | '项';
  /** Whether the goal is reached from below or must not be passed. */
  readonly better: 'more' | 'less';
  /** Fixed by a day of registration. */
  readonly cohort: boolean;
  /** What must be kept for it and is not: then there is no value, and this is said. */
  readonly lacks: string | null;
}

export const TARGET_FORMULAS: Record<FormulaCode, TargetFormula> = {
  majorStockCleared: {
    version: 1,
    name: '重大事故隐患存量消除率',
    says: '存量中已销号的 ÷ 存量。存量：截止日及以前登记、当日未销号的重大事故隐患；登记时间以审计链为准，不以填写的发现日期为准。',
    unit: '%',
    better: 'more',
    cohort: true,
    lacks: null,
  },
  majorOverdue: {
    version: 1,
    name: '逾期未销号的重大事故隐患',
    says: '超过整改期限仍未销号的重大事故隐患项数；动态清零即为 0。',
    unit: '项',
    better: 'less',
    cohort: false,
    lacks: null,
  },
  majorRectified: {
    version: 1,
    name: '重大事故隐患整改率',
    says: '已销号的重大事故隐患 ÷ 全部重大事故隐患。',
    unit: '%',
    better: 'more',
    cohort: false,
    lacks: null,
  },
  hazardsRectified: {
    version: 1,
    name: '事故隐患整改率',
    says: '已销号的事故隐患 ÷ 全部已认定的事故隐患（重大和一般）。',
    unit: '%',
    better: 'more',
    cohort: false,
    lacks: null,
  },
  accidentsFall: {
    version: 1,
    name: '事故起数、死亡人数下降率',
    says: '（基期 − 本期）÷ 基期。',
    unit: '%',
    better: 'more',
    cohort: false,
    lacks: '系统内没有生产安全事故统计数据',
  },
  trainingCoverage: {
    version: 1,
    name: '覆盖率',
    says: '已覆盖的 ÷ 应覆盖的。',
    unit: '%',
    better: 'more',
    cohort: false,
    lacks: '系统内没有这项工作的名册和完成记录',
  },
  other: {
    version: 1,
    name: '未定口径',
    says: '原文目标没有系统能够计算的口径，由牵头单位在进展中报告。',
    unit: '%',
    better: 'more',
    cohort: false,
    lacks: '没有可以计算的口径',
  },
};

export interface TargetChoice {
  readonly formula: FormulaCode;
  readonly goal: number | null;
  readonly cohortThrough: LocalDate | null;
}

/** Whether the words set a target that a figure can show, whatever the kind of the duty. */
export function setsTarget(quote: string): boolean {
  return /清零|存量|双下降|下降\s*\d|\d\s*[%％]|全覆盖|[率]达到/.test(quote);
}

const COHORT = /(\d{4})年(?:底)?(?:及以前|及之前|以前|之前)/;

/** The formula that the words of a target mean. A person confirms. */
export function proposeTarget(quote: string): TargetChoice {
  const [, year] = COHORT.exec(quote) ?? [];
  const [, share] = /(\d+(?:\.\d+)?)\s*[%％]/.exec(quote) ?? [];
  const goal = share === undefined ? null : Number(share);
  if (/存量/.test(quote) && /隐患/.test(quote) && year) {
    return { formula: 'majorStockCleared', goal: goal ?? 100, cohortThrough: `${year}-12-31` };
  }
  const of = (formula: FormulaCode, otherwise: number | null) => ({
    formula,
    goal: goal ?? otherwise,
    cohortThrough: null,
  });
  if (/隐患.*清零|清零.*隐患/.test(quote)) return { ...of('majorOverdue', 0), goal: 0 };
  if (/双下降|事故.*(?:下降|减少)|死亡/.test(quote)) return of('accidentsFall', null);
  if (/隐患.*(?:整改|治理|销号)/.test(quote) && goal !== null) {
    return of(/重大/.test(quote) ? 'majorRectified' : 'hazardsRectified', null);
  }
  if (/全覆盖|覆盖率|培训|持证/.test(quote)) return of('trainingCoverage', 100);
  return of('other', null);
}

type Figures = Readonly<Record<string, HazardFigureFilter>>;

/** The hazard figures from which a formula is computed at the end of a day; none for what is not kept. */
export function figuresFor({ formula, cohortThrough }: TargetChoice, on: LocalDate): Figures {
  const asOf = endOf(on);
  const major = { grade: 'major', asOf } as const;
  if (formula === 'majorStockCleared' && cohortThrough !== null) {
    const registeredFrom = addDays(cohortThrough, 1);
    return {
      all: major,
      later: { ...major, registeredFrom },
      closed: { ...major, state: 'closed' },
      laterClosed: { ...major, state: 'closed', registeredFrom },
      // What was closed by then is no stock, however early it was registered.
      closedThen: { grade: 'major', state: 'closed', asOf: endOf(cohortThrough) },
    };
  }
  if (formula === 'majorOverdue') return { overdue: { ...major, state: 'overdue' } };
  if (formula === 'majorRectified') return { all: major, closed: { ...major, state: 'closed' } };
  if (formula !== 'hazardsRectified') return {};
  const general = { grade: 'general', asOf } as const;
  return {
    all: major,
    closed: { ...major, state: 'closed' },
    general,
    generalClosed: { ...general, state: 'closed' },
  };
}

/** First instant of the next day: all that happened on the day counts. */
export function endOf(day: LocalDate): string {
  return new Date(instantOf(addDays(day, 1))).toISOString();
}

export interface TargetValue {
  readonly value: number | null;
  /** Numerator and denominator; equal to `value` where there is nothing to divide. */
  readonly done: number;
  readonly of: number;
  /** Why there is no value. */
  readonly why: string | null;
}

/** The value from the counted figures, rounded to a tenth; without anything to divide by there is none, never 0. */
export function targetValue(
  { formula, cohortThrough }: TargetChoice,
  counted: Readonly<Record<string, number>>,
): TargetValue {
  const { lacks } = TARGET_FORMULAS[formula];
  const {
    all = 0,
    later = 0,
    closed = 0,
    laterClosed = 0,
    closedThen = 0,
    overdue = 0,
    general = 0,
    generalClosed = 0,
  } = counted;
  if (lacks !== null) return { value: null, done: 0, of: 0, why: `暂无数据来源：${lacks}。` };
  if (formula === 'majorOverdue') return { value: overdue, done: overdue, of: overdue, why: null };
  if (formula === 'majorStockCleared') {
    if (cohortThrough === null) return { value: null, done: 0, of: 0, why: '还没有定存量的截止日。' };
    const done = closed - laterClosed - closedThen;
    const why = `系统内没有 ${cohortThrough} 及以前登记的重大事故隐患，存量无法证明。`;
    return share(done, all - later - closedThen, why);
  }
  return share(closed + generalClosed, all + general, '还没有认定的隐患。');
}

function share(done: number, of: number, why: string): TargetValue {
  if (of <= 0) return { value: null, done, of: 0, why };
  return { value: Math.round((done / of) * 1000) / 10, done, of, why: null };
}

/** Whether the goal is reached; null when that cannot be said. */
export function isReached({ formula, goal }: TargetChoice, value: number | null): boolean | null {
  if (value === null || goal === null) return null;
  return TARGET_FORMULAS[formula].better === 'more' ? value >= goal : value <= goal;
}
