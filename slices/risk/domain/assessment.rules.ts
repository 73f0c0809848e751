import type { LimitRule } from '@zhiben/platform/domain/deadline.ts';
import { bandOf, levelIn, SCORE_TABLES, type ScoreTable, type ScoreTableName } from './assessment.tables.ts';
import { CONTROL_LEVELS, type ControlLevel, type DirectRule, LEVELS, type Level } from './risk.terms.ts';

export type Factors = Readonly<Record<string, number>>;

/** What a person judged: scores by a table, before and after control, or a circumstance that makes it major. */
export interface Judgement {
  readonly scoreTable: ScoreTableName | null;
  readonly before: Factors | null;
  readonly after: Factors | null;
  readonly directRule: DirectRule | null;
}

export interface Score {
  readonly value: number;
  readonly level: Level;
  /** D = 3 × 6 × 15 = 270 */
  readonly formula: string;
  /** 160 ≤ D < 320 */
  readonly band: string;
}

/** Why the factors cannot be scored by the table, in Chinese; null when they can. */
export function factorsFault(table: ScoreTable, factors: Factors): string | null {
  const wrong = table.factors.filter(({ key, options }) => !options.some(([score]) => score === factors[key]));
  if (wrong.length > 0) return `请为${wrong.map(({ key, name }) => `${key}（${name}）`).join('、')}选择表中的分值`;
  return Object.keys(factors).length === table.factors.length ? null : '分值与所选方法不符';
}

/** Multiplies the factors; the same for LEC, LS and MES. The factors are of the table (`factorsFault`). */
export function scoreOf(table: ScoreTable, factors: Factors): Score {
  const scores = table.factors.map(({ key }) => factors[key] ?? Number.NaN);
  // 0.1 × 3 is 0.30000000000000004 to a computer, and a limit is met or it is not.
  const value = Number(scores.reduce((product, score) => product * score, 1).toFixed(4));
  const level = levelIn(table, value);
  const letters = table.factors.map(({ key }) => key).join(' × ');
  const formula = `${table.product} = ${letters} = ${scores.join(' × ')} = ${value}`;
  return { value, level, formula, band: bandOf(table, level) };
}

export interface Assessed {
  readonly before: Score | null;
  readonly after: Score | null;
  /** The grade that counts: after control where that was assessed, else before. A direct rule is always red. */
  readonly level: Level;
}

/** What a judgement comes to. */
export function assess({ scoreTable, before, after, directRule }: Judgement): Assessed {
  if (directRule !== null) return { before: null, after: null, level: 'red' };
  if (scoreTable === null || before === null) throw new Error('a judgement has a direct rule, or a table and scores');
  const table = SCORE_TABLES[scoreTable];
  const first = scoreOf(table, before);
  const second = after === null ? null : scoreOf(table, after);
  return { before: first, after: second, level: (second ?? first).level };
}

/** Why a judgement is not whole, with the field it concerns; null when it is. */
export function judgementFault(judgement: Judgement): { path: string; message: string } | null {
  const { scoreTable, before, after, directRule } = judgement;
  if (directRule !== null) {
    return scoreTable === null && before === null && after === null
      ? null
      : { path: 'directRule', message: '直接判定为重大风险的，不再评分' };
  }
  if (scoreTable === null) return { path: 'scoreTable', message: '请选择评价方法' };
  if (before === null) return { path: 'before', message: '请评出管控前的分值' };
  const table = SCORE_TABLES[scoreTable];
  const first = factorsFault(table, before);
  if (first) return { path: 'before', message: first };
  const second = after && factorsFault(table, after);
  return second ? { path: 'after', message: second } : null;
}

/** Whether control made it worse, which no control does. */
export function isAfterAbove({ before, after }: Assessed): boolean {
  return before !== null && after !== null && after.value > before.value;
}

/**
 * The lowest level of the enterprise that may answer for a grade: the graver, the higher (安委办〔2016〕11号: 分级、
 * 分层、分类、分专业管理). A higher one may always be chosen.
 */
export function leastControlLevel(level: Level): ControlLevel {
  return CONTROL_LEVELS[LEVELS.indexOf(level)] as ControlLevel;
}

export function isControlTooLow(level: Level, controlLevel: ControlLevel): boolean {
  return CONTROL_LEVELS.indexOf(controlLevel) > LEVELS.indexOf(level);
}

/** The gravest of some grades, null of none. */
export function gravest(levels: readonly (Level | null)[]): Level | null {
  return LEVELS.find((level) => levels.includes(level)) ?? null;
}

/** Assessed anew at least once a year, and on change and after an accident by a day that the enterprise names. */
export const YEARLY_REVIEW: LimitRule = {
  code: 'risk:yearly',
  amount: 1,
  unit: 'year',
  source: '《安全生产法》第四十一条（分级管控）；周期一年为通行做法',
};
export const EVENT_REVIEW_SOURCE = {
  change: '《安全生产法》第四十一条；工艺、设备、人员、法规变化后重新评价',
  accident: '《安全生产法》第四十一条；发生事故后重新评价（条文没有规定天数，30 日为系统默认）',
} as const;
/** No text names the days after an accident: this many unless the enterprise sets an earlier day itself. */
export const ACCIDENT_REVIEW_DAYS = 30;
/** So many days before a yearly review is due the enterprise is told. */
export const REVIEW_NEWS_DAYS = 30;
/** A reassessment that is put off longer is none. */
export const MOST_REVIEW_DAYS = 90;

/** The quarter of a day: 2024-1. */
export function quarterOf(date: string): string {
  return `${date.slice(0, 4)}-${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
}

/** First day of a quarter and first day of the next. */
export function quarterDays(quarter: string): { from: string; to: string } {
  const year = Number(quarter.slice(0, 4));
  const n = Number(quarter.slice(5));
  const day = (y: number, month: number) => `${y}-${String(month).padStart(2, '0')}-01`;
  return { from: day(year, n * 3 - 2), to: n === 4 ? day(year + 1, 1) : day(year, n * 3 + 1) };
}

export function sayQuarter(quarter: string): string {
  return `${quarter.slice(0, 4)} 年第${'一二三四'[Number(quarter.slice(5)) - 1]}季度`;
}
