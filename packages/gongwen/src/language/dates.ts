import { dayBefore, isoDate, monthEnd } from './calendar.ts';
import { type DateContext, type Point, pointStarts, readPoint } from './date-points.ts';
import { findRelativeDates } from './relative-dates.ts';

/**
 * What a date does in a sentence:
 * - `by`: a limit (底前, 前, 到…底)
 * - `in`: a period in which something is done (2024年，开展…)
 * - `on`: a single day
 * - `span`: from one date to another
 * - `term`: a period counted from the plan (三年内)
 * - `false`: no limit for a duty (起, 以来, 及以前, 截至, 年度)
 */
export type DateUse = 'by' | 'in' | 'on' | 'span' | 'term' | 'false';

export interface DateFind {
  start: number;
  end: number;
  use: DateUse;
  /** One value for each date of a list (分别于8月8日、12月8日前). */
  values: DateValue[];
  /** The year is printed, not taken from the plan. */
  yearStated: boolean;
}

interface DateValue {
  /** First day of what is named; `null` for limits and for 即日起. */
  from: string | null;
  /** Last day. */
  to: string;
  /** Other readings of the last day. */
  alt?: string[];
  start: number;
  end: number;
}

/** A weekday or an hour between a day and its limit: 3月15日（周五）下午5点前. */
const HOUR_GAP =
  /(?:（[^（）]{1,6}）)?(?:上午|中午|下午|晚上?|下班)?(?:\d{1,2}(?:[点时]|：\d\d)(?:\d\d分?)?)?(?=之前|以前|前)/y;
const LIMIT =
  /(?:之前|以前|前夕|前|以内|之内|内)(?!后|述|文|期|列|三年|提|往|来|沿|景|瞻|台|线|置|者|身|部|容|外|在|涝|河|蒙|设|控|业|务|地|卫|网)/y;
const SPAN_MARK = /(?:（[^（）]{0,6}）)?(?:—+|起?至|起?到|开始至)/y;
const LIST_MARK = /(?:、|和|以及|及|与|，)/y;
const FALSE_MARK =
  /(?:[底末]?及(?:以前|之前|此前)|以前年度|以来|以后|之后|后|起|始|至今|开始|度(?!内|底)|同期|版|届|第\d+号)/y;
const FALSE_BEFORE = /(?:截至|与|较|同比|比|[自从])$/;
/** 到, 至, 不迟于 make a limit of any date; 达到, 直至 are other words. */
const LIMIT_BEFORE = /(?:(?<![达得看提想遇])到|(?<![直甚乃])至|截止到?|[不最][迟晚]于?)$/;

/** Every date names one of these. */
const DATE_SIGN = /[年月季日节旦春]|五一|国庆|中秋|端午|清明|元宵|十[三四五]五/;

/** Dates of one stretch of folded text. Names of documents in 《》 are to be blanked by the caller. */
export function findDates(text: string, context: DateContext): DateFind[] {
  if (!DATE_SIGN.test(text)) return [];
  const relative = findRelativeDates(text, context);
  const finds = [...relative];
  let taken = 0;
  for (const found of text.matchAll(pointStarts())) {
    if (found.index < taken) continue;
    const find = text.startsWith('即日起', found.index)
      ? readFromToday(text, found.index, context)
      : readDate(text, found.index, context);
    if (!find) continue;
    taken = find.end;
    if (!relative.some((other) => other.start < find.end && find.start < other.end)) finds.push(find);
  }
  return finds.sort((a, b) => a.start - b.start);
}

function matchAt(pattern: RegExp, text: string, position: number): string | null {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0] ?? null;
}

function readDate(text: string, start: number, context: DateContext): DateFind | null {
  const first = readPoint(text, start, context, null);
  if (!first) return null;
  const { yearStated } = first;
  const before = text.slice(Math.max(0, start - 8), start);
  const span = readSpan(text, start, first, context);
  if (span) return span;
  const points = readList(text, start, first, before, context);
  const last = points.at(-1)?.point ?? first;
  const values = points.map(
    ({ point, start: from }): DateValue => ({ from: point.from, to: point.to, start: from, end: point.end }),
  );
  const falseMark = matchAt(FALSE_MARK, text, last.end);
  if (falseMark !== null) return { start, end: last.end + falseMark.length, use: 'false', values, yearStated };
  const gap = last.precision === 'day' ? (matchAt(HOUR_GAP, text, last.end) ?? '') : '';
  const limit = matchAt(LIMIT, text, last.end + gap.length);
  const end = limit === null ? last.end : last.end + gap.length + limit.length;
  if (FALSE_BEFORE.test(before)) return { start, end, use: 'false', values, yearStated };
  const byWords = limit !== null || last.limit || LIMIT_BEFORE.test(before);
  if (byWords) {
    shareMonth(values, points);
    if (limit?.includes('前') && !last.limit) markAmbiguous(values, last);
    for (const value of values) value.from = null;
  }
  return { start, end, use: byWords ? 'by' : last.precision === 'day' ? 'on' : 'in', values, yearStated };
}

function readSpan(text: string, start: number, first: Point, context: DateContext): DateFind | null {
  const mark = matchAt(SPAN_MARK, text, first.end);
  if (mark === null) return null;
  const second = readPoint(text, first.end + mark.length, context, first);
  if (!second || second.to < first.from) return null;
  const end = second.end + (matchAt(LIMIT, text, second.end)?.length ?? 0);
  const values = [{ from: first.from, to: second.to, start, end }];
  return { start, end, use: 'span', values, yearStated: first.yearStated };
}

interface Listed {
  point: Point;
  start: number;
}

/** 8月8日、12月8日; commas join dates only behind 分别于. */
function readList(text: string, start: number, first: Point, before: string, context: DateContext): Listed[] {
  const points: Listed[] = [{ point: first, start }];
  for (;;) {
    const last = points.at(-1)?.point ?? first;
    const mark = matchAt(LIST_MARK, text, last.end);
    if (mark === null || (mark === '，' && !/分别(?:于|在)?$/.test(before))) return points;
    const next = readPoint(text, last.end + mark.length, context, last);
    if (!next) return points;
    points.push({ point: next, start: last.end + mark.length });
  }
}

/** 2024年、2025年、2026年11月底前: the month of the last one is meant for all. */
function shareMonth(values: DateValue[], points: Listed[]): void {
  const last = points.at(-1)?.point;
  if (!last?.month) return;
  for (const [index, { point }] of points.entries()) {
    const value = values[index];
    if (!value || point.precision !== 'year') continue;
    value.to =
      last.precision === 'day'
        ? isoDate(point.year, last.month, Number(last.to.slice(8)))
        : monthEnd(point.year, last.month);
  }
}

/** 2024年6月前 may or may not include June, 2025年之前 may or may not include 2025. */
function markAmbiguous(values: DateValue[], last: Point): void {
  if (last.precision === 'day' || last.precision === 'part') return;
  for (const value of values) if (value.from) value.alt = [dayBefore(value.from)];
}

/** 即日起至4月8日: a span that has begun. */
function readFromToday(text: string, start: number, context: DateContext): DateFind | null {
  const mark = matchAt(/即日起(?:至|到|—)/y, text, start);
  const point = mark === null ? null : readPoint(text, start + mark.length, context, null);
  if (!point) return null;
  const end = point.end + (matchAt(LIMIT, text, point.end)?.length ?? 0);
  return { start, end, use: 'span', values: [{ from: null, to: point.to, start, end }], yearStated: point.yearStated };
}
