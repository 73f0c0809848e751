import type { Readable } from 'node:stream';
import { today } from '@zhiben/platform/domain/clock.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { streamSheet, type WriteColumn } from '@zhiben/platform/server/excel/index.ts';
import { job } from '@zhiben/platform/server/slice.ts';
import { listDivisions } from '@zhiben/slices/division/server';
import { industryName } from '@zhiben/slices/enterprise/domain';
import { listTownshipCentres } from '@zhiben/slices/enterprise/server';
import { getCriterion } from '@zhiben/standards';
import { z } from 'zod';
import { CHANNEL_NAMES, type Channel } from '../domain/hazard.terms.ts';
import {
  type AnalysisFigure,
  type AnalysisFilter,
  type AnalysisRow,
  DIMENSION_NAMES,
  type Dimension,
  FIGURE_NAMES,
  FIGURES,
  type MappedRow,
} from '../domain/hazard-analysis.contract.ts';
import { pastEnd, sayMonths, share } from '../domain/hazard-analysis.rules.ts';
import { countByDimension, foldDurations } from './hazard-analysis.queries.ts';
import { foldSums, sumByDimension } from './hazard-totals.queries.ts';

export interface Analysis {
  readonly total: AnalysisRow;
  readonly rows: AnalysisRow[];
}

/** The figures of the months in rows, the largest first; months in their order. */
export async function analyse(ctx: Ctx, { by, ...filter }: AnalysisFilter & { by: Dimension }): Promise<Analysis> {
  const [summed, counted, nameOf] = await Promise.all([
    sumByDimension(ctx, filter, by === 'month' ? 'total' : by),
    countByDimension(ctx, filter, by === 'month' ? 'total' : by),
    namesOf(ctx, by),
  ]);
  const total = { key: '', name: '合计', figures: added([...summed.values(), ...counted.values()]) };
  if (by === 'month') {
    return { total, rows: monthRows(filter, await sumByDimension(ctx, filter, by), total.figures.opening ?? 0) };
  }
  const keys = [...new Set([...summed.keys(), ...counted.keys()])];
  const rows = keys.map((key) => ({
    key,
    name: nameOf(key),
    figures: added([summed.get(key) ?? {}, counted.get(key) ?? {}]),
  }));
  const size = ({ figures }: AnalysisRow) => (figures.open ?? 0) + (figures.registered ?? 0) + (figures.closed ?? 0);
  rows.sort((a, b) => size(b) - size(a) || a.key.localeCompare(b.key));
  return { total, rows: rows.filter((row) => FIGURES.some((figure) => row.figures[figure] !== 0)) };
}

/** The rows of the divisions with their places; those without coordinates by name. */
export async function mapAnalysis(
  ctx: Ctx,
  filter: AnalysisFilter,
): Promise<{ rows: MappedRow[]; unplaced: string[] }> {
  const [{ rows }, centres] = await Promise.all([
    analyse(ctx, { ...filter, by: 'division' }),
    listTownshipCentres(ctx),
  ]);
  const centreOf = new Map(centres.map((centre) => [centre.township, centre]));
  const placed: MappedRow[] = [];
  const unplaced: string[] = [];
  for (const row of rows) {
    const centre = centreOf.get(row.key);
    if (centre) placed.push({ ...row, longitude: centre.longitude, latitude: centre.latitude });
    else unplaced.push(row.name);
  }
  return { rows: placed, unplaced };
}

/** The rows of a dimension part the hazards, so their figures add up to the total. */
function added(parts: readonly Partial<Record<AnalysisFigure, number>>[]): Partial<Record<AnalysisFigure, number>> {
  const sum = nothing(FIGURES);
  for (const part of parts) {
    for (const [figure, n] of Object.entries(part))
      sum[figure as AnalysisFigure] = (sum[figure as AnalysisFigure] ?? 0) + n;
  }
  return sum;
}

function nothing(figures: readonly AnalysisFigure[]): Partial<Record<AnalysisFigure, number>> {
  return Object.fromEntries(figures.map((figure) => [figure, 0]));
}

/** What happened in each month, and what was open at its end. */
function monthRows({ from, to }: AnalysisFilter, summed: Awaited<ReturnType<typeof sumByDimension>>, opening: number) {
  const rows: AnalysisRow[] = [];
  let open = opening;
  for (let month = from; month <= to; month = followingMonth(month)) {
    const { registered = 0, closed = 0, closedOnTime = 0, left = 0 } = summed.get(month) ?? {};
    const before = open;
    open += registered - closed - left;
    const figures = { opening: before, registered, closed, closedOnTime, left, open };
    rows.push({ key: month, name: sayMonths({ from: month, to: month }), figures });
  }
  return rows;
}

function followingMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

async function namesOf(ctx: Ctx, by: Dimension): Promise<(key: string) => string> {
  if (by === 'division') {
    const names = new Map((await listDivisions(ctx)).map(({ code, name }) => [code, name]));
    return (key) => (key.endsWith('000000') ? `${names.get(key) ?? key}（未分到乡镇）` : (names.get(key) ?? key));
  }
  if (by === 'industry') return industryName;
  if (by === 'channel') return (key) => CHANNEL_NAMES[key as Channel] ?? key;
  return (key) => {
    const criterion = getCriterion(key);
    return criterion ? `${criterion.article} ${criterion.text}` : '未对应判定标准';
  };
}

/** The same table as a sheet to print, with the rates that go with it. */
export async function exportAnalysisSheet(ctx: Ctx, filter: AnalysisFilter & { by: Dimension }): Promise<Readable> {
  const { total, rows } = await analyse(ctx, filter);
  const figures = filter.by === 'month' ? FIGURES.filter((figure) => figure in (rows[0]?.figures ?? {})) : FIGURES;
  const columns: WriteColumn<AnalysisRow>[] = [
    { header: DIMENSION_NAMES[filter.by], value: (row) => row.name, width: 36 },
    ...figures.map(
      (figure): WriteColumn<AnalysisRow> => ({
        header: FIGURE_NAMES[figure],
        value: (row) => row.figures[figure],
        kind: 'integer',
        width: 12,
      }),
    ),
    {
      header: '按期率（%）',
      value: (row) => share(row.figures.closedOnTime ?? 0, row.figures.closed ?? 0),
      kind: 'number',
      width: 12,
    },
  ];
  return streamSheet({
    title: `${sayMonths(filter)}隐患分析（按${DIMENSION_NAMES[filter.by]}）`,
    note: `单位：项　统计至 ${today(ctx.clock)}　不构成隐患的不计；逾期为${pastEnd(filter, today(ctx.clock)) ? '期末' : '当日'}数；移送、关闭单列，不计入销号`,
    columns,
    rows: [...rows, total],
  });
}

/** Every hour, so that few additions wait: each analysis reads them beside the totals. */
export const foldSumsJob = job({
  name: 'hazard:foldSums',
  payload: z.object({}),
  schedule: '10 * * * *',
  run: ({ ctx }) => foldSums(ctx),
});

/** At night: folds the day's additions, so that the durations stay as few as their keys. */
export const foldDurationsJob = job({
  name: 'hazard:foldDurations',
  payload: z.object({}),
  schedule: '40 3 * * *',
  run: ({ ctx }) => foldDurations(ctx),
});
