import { addDays, instantOf, type LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { AnalysisFigure, AnalysisFilter, Dimension } from './hazard-analysis.contract.ts';

/** 存量: discovered by this day (《治本攻坚三年行动》从 2024 年起算). */
const STOCK_UNTIL: LocalDate = '2023-12-31';
export const INCREASE_FROM: LocalDate = '2024-01-01';

/** First and last day of months, both counting. */
export function daysOf({ from, to }: Pick<AnalysisFilter, 'from' | 'to'>): { first: LocalDate; last: LocalDate } {
  return { first: `${from}-01`, last: addDays(nextMonth(to), -1) };
}

/** First day of the month after. */
export function nextMonth(month: string): LocalDate {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`;
}

/** The quarter that a day lies in, as its first and last month. */
export function quarterOf(day: LocalDate): { from: string; to: string } {
  const year = day.slice(0, 4);
  const first = Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1;
  const month = (number: number) => `${year}-${String(number).padStart(2, '0')}`;
  return { from: month(first), to: month(first + 2) };
}

/** 2024年第一季度, 2024年, 2024年3月, 2024年3月至5月. */
export function sayMonths({ from, to }: Pick<AnalysisFilter, 'from' | 'to'>): string {
  const [year, month] = [from.slice(0, 4), Number(from.slice(5))];
  const [lastYear, lastMonth] = [to.slice(0, 4), Number(to.slice(5))];
  if (from === to) return `${year}年${month}月`;
  if (year !== lastYear) return `${year}年${month}月至${lastYear}年${lastMonth}月`;
  if (month === 1 && lastMonth === 12) return `${year}年`;
  if (month === 1 && lastMonth === 6) return `${year}年上半年`;
  const isQuarter = month % 3 === 1 && lastMonth === month + 2;
  return isQuarter ? `${year}年第${'一二三四'[(month - 1) / 3]}季度` : `${year}年${month}月至${lastMonth}月`;
}

/** The end of months that are past, as an instant; null while they run: then figures that stand do so today. */
export function pastEnd({ to }: Pick<AnalysisFilter, 'to'>, today: LocalDate): string | null {
  const end = nextMonth(to);
  return end <= today ? instantOf(end).toISOString() : null;
}

/** A share in percent with one decimal; null of nothing. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1000) / 10;
}

export type LedgerQuery = Readonly<Record<string, string>>;

/**
 * The address of the ledger that lists exactly the records of a figure. Null where no filter can say it: rows of months
 * have no opening and no open of their own but as of that month.
 * @param today says whether the months are past
 */
export function recordsOf(
  figure: AnalysisFigure,
  filter: AnalysisFilter,
  row: { readonly by: Dimension; readonly key: string } | null,
  today: LocalDate,
): LedgerQuery | null {
  if (row?.by === 'criterion' && row.key === '') return null;
  // The county's own code as a filter would mean all of its townships.
  if (row?.by === 'division' && row.key.endsWith('000000')) return null;
  const months = row?.by === 'month' ? { from: row.key, to: row.key } : filter;
  const { first, last } = daysOf(months);
  const end = instantOf(nextMonth(months.to)).toISOString();
  const place: Record<string, string> = { view: 'all', counted: 'true' };
  if (filter.grade) place.gradeNow = filter.grade;
  if (filter.division) place.division = filter.division;
  if (filter.industry) place.industry = filter.industry;
  if (filter.channel) place.channel = filter.channel;
  if (filter.criterionCode) place.criterionCode = filter.criterionCode;
  if (row && row.by !== 'month') place[row.by === 'criterion' ? 'criterionCode' : row.by] = row.key;
  const registered = { registeredFrom: first, registeredTo: last };
  const closed = { closedFrom: first, closedTo: last };
  const past = pastEnd(months, today);
  const queries: Record<AnalysisFigure, LedgerQuery> = {
    opening: { state: 'open', asOf: instantOf(first).toISOString() },
    registered,
    closed,
    closedOnTime: { ...closed, onTime: 'true' },
    open: { state: 'open', asOf: end },
    stock: { discoveredTo: STOCK_UNTIL, asOf: end },
    stockClosed: { discoveredTo: STOCK_UNTIL, state: 'closed', asOf: end },
    increase: { discoveredFrom: INCREASE_FROM, asOf: end },
    increaseClosed: { discoveredFrom: INCREASE_FROM, state: 'closed', asOf: end },
    left: { leftFrom: first, leftTo: last },
    overdue: { state: 'overdue', ...(past && { asOf: past }) },
    extended: { ...registered, extended: 'true' },
    recurrent: { ...registered, recurrent: 'true' },
  };
  return { ...place, ...queries[figure] };
}

export interface Place {
  readonly longitude: number;
  readonly latitude: number;
}

/** Kilometres of a degree of latitude. */
const KM_OF_DEGREE = 111.2;

/**
 * Lays places out on a drawing so that a kilometre is as long in both directions (equirectangular at the middle
 * latitude, which is exact enough for a county).
 * @returns where each place stands, and how many units of the drawing a kilometre is
 */
export function layOut<P extends Place>(places: readonly P[], size: { width: number; height: number; margin: number }) {
  const east = (p: Place) => p.longitude * Math.cos((middle * Math.PI) / 180) * KM_OF_DEGREE;
  const north = (p: Place) => p.latitude * KM_OF_DEGREE;
  const latitudes = places.map(({ latitude }) => latitude);
  const middle = places.length === 0 ? 0 : (Math.min(...latitudes) + Math.max(...latitudes)) / 2;
  const [x, y] = [places.map(east), places.map(north)];
  const [left, right, bottom, top] = [Math.min(...x), Math.max(...x), Math.min(...y), Math.max(...y)];
  const room = { width: size.width - 2 * size.margin, height: size.height - 2 * size.margin };
  // A single place, or several at one point, would be drawn at any scale: then ten kilometres fill the drawing.
  const unit = Math.min(
    room.width / Math.max(right - left, 1),
    room.height / Math.max(top - bottom, 1),
    room.width / 10,
  );
  const placed = places.map((place) => ({
    place,
    x: size.width / 2 + (east(place) - (left + right) / 2) * unit,
    y: size.height / 2 - (north(place) - (bottom + top) / 2) * unit,
  }));
  return { placed, unit };
}

/**
 * Moves labels down until none stands on another, the upper ones first.
 * @param labels by the middle of their upper edge
 * @returns their upper edges in the order given
 */
export function nudged(labels: readonly { x: number; y: number; width: number }[], height: number): number[] {
  const edges = labels.map(({ y }) => y);
  const order = labels.map((_, i) => i).sort((a, b) => (edges[a] ?? 0) - (edges[b] ?? 0));
  const done: { x: number; y: number; width: number }[] = [];
  for (const i of order) {
    const label = { ...(labels[i] as { x: number; y: number; width: number }) };
    for (;;) {
      const hit = done.find(
        (other) =>
          Math.abs(other.x - label.x) < (other.width + label.width) / 2 && Math.abs(other.y - label.y) < height,
      );
      if (!hit) break;
      label.y = hit.y + height;
    }
    done.push(label);
    edges[i] = label.y;
  }
  return edges;
}

/** The length for a scale bar: 1, 2 or 5 times a power of ten kilometres, no longer than `most` units of the drawing. */
export function scaleBar(unit: number, most: number): { readonly km: number; readonly length: number } {
  const power = 10 ** Math.floor(Math.log10(most / unit));
  const km = [5, 2, 1].map((n) => n * power).find((n) => n * unit <= most) ?? power;
  return { km, length: km * unit };
}
