import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { listDivisions } from '@zhiben/slices/division/server';
import { industryName } from '@zhiben/slices/enterprise/domain';
import { GRADE_NAMES, STATUS_NAMES } from '@zhiben/slices/hazard/domain';
import { listReportedEnterprises, listReportedHazards, listReportedIds } from '@zhiben/slices/hazard/server';
import { TASK_STATUS_NAMES } from '@zhiben/slices/plan/domain';
import type { TaskAsOf } from '@zhiben/slices/plan/server';
import type { z } from 'zod';
import type { CellRecord, listCellRecords } from '../domain/dispatch.contract.ts';
import { type Figure, type Indicator, indicatorsOf, isNumber } from '../domain/form.types.ts';
import { asOfInstant, type Period } from '../domain/period.rules.ts';
import type { RowSpec } from '../domain/rows.rules.ts';
import { campaignTasks, hazardFigure, isInState, isInTaskRow } from './count-rows.ts';
import { definitionOf, type OpenForm, openForm } from './open-form.ts';
import { findKeptIds, findReport, listReports, type ReportRow } from './report.queries.ts';

type ReadCtx = Pick<Ctx, 'db' | 'actor' | 'clock'>;

/** What was counted: an indicator in a row, as of an instant, and the ids that were kept if it was reported. */
interface Counted {
  readonly open: OpenForm;
  readonly row: RowSpec;
  readonly indicator: Indicator;
  readonly asOf: Date;
  readonly kept: readonly string[] | null;
}

interface Page {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/**
 * The records behind a figure as the form shows it: a reported one by the ids kept with it, else by its filter as of
 * the same instant. Either way only those in the actor's scope.
 * @throws app/not-found for a row, column or report that the actor does not see, or a column without records
 */
export async function cellRecords(
  ctx: ReadCtx,
  formId: string,
  period: Period,
  { row: rowKey, indicator: code, report: reportId, ...page }: z.output<typeof listCellRecords.query>,
) {
  const open = await openForm(ctx, formId);
  const row = open.rows.find(({ key }) => key === rowKey);
  if (!row) throw appError('not-found', { what: '调度表的这一行' });
  const report = await standingReport(ctx, open, row, period, reportId);
  const definition = report ? definitionOf(open.form, report.definitionVersion) : open.definition;
  const indicator = indicatorsOf(definition).find((i) => i.code === code);
  if (!indicator) throw appError('not-found', { what: '调度表的这一列' });
  const now = ctx.clock.now();
  const kept = report ? await findKeptIds(ctx, report.id, code) : null;
  const asOf = report ? report.asOf : asOfInstant(period, open.form, definition.cycle, now);
  const records = await listRecords(ctx, { open, row, indicator, asOf, kept }, page);
  return { ...records, asOf: asOf.toISOString() };
}

async function standingReport(ctx: ReadCtx, open: OpenForm, row: RowSpec, period: Period, reportId?: string) {
  const bodyIds = row.bodyId === null ? [] : [row.bodyId];
  if (reportId === undefined) {
    const [latest] = await listReports(ctx, open.form.id, [period], bodyIds);
    return latest?.status === 'submitted' ? latest : undefined;
  }
  const report: ReportRow | undefined = await findReport(ctx, reportId, bodyIds);
  if (report?.formId !== open.form.id || report.period !== period) throw appError('not-found', { what: '这份报表' });
  return report;
}

async function listRecords(ctx: ReadCtx, counted: Counted, page: Page) {
  const { open, row, indicator, asOf, kept } = counted;
  const figure = hazardFigure(indicator, open.form, asOf, row);
  if (figure?.measure === 'enterprises') return listEnterprises(ctx, { filter: figure.filter, ids: kept }, page);
  if (figure) {
    const isMoney = figure.measure === 'fundsPlanned';
    const filter = isMoney ? { ...figure.filter, state: figure.filter.state ?? ('committed' as const) } : figure.filter;
    return listHazards(ctx, kept ? { ids: kept } : { filter }, isMoney, page);
  }
  const { source } = indicator;
  if (source.kind !== 'tasks') throw appError('not-found', { what: '这一列的记录' });
  const tasks = await tasksOf(ctx, counted, source.state);
  return pageOfTasks(tasks, page);
}

async function listHazards(
  ctx: ReadCtx,
  reported: Parameters<typeof listReportedHazards>[1],
  isMoney: boolean,
  page: Page,
) {
  const [found, placeName] = [await listReportedHazards(ctx, reported, page), await placeNames(ctx)];
  const rows = found.rows.map((hazard): CellRecord => {
    const { id, number, description, enterpriseName, division, industry, grade, status, rectificationDueOn } = hazard;
    const facts = [
      enterpriseName,
      placeName(division),
      industryName(industry),
      ...(grade ? [GRADE_NAMES[grade]] : []),
      STATUS_NAMES[status],
      ...(rectificationDueOn ? [`整改期限 ${rectificationDueOn}`] : []),
    ];
    return { kind: 'hazard', id, number, title: description, facts, amount: isMoney ? hazard.fundsPlanned : null };
  });
  return { rows, nextCursor: found.nextCursor };
}

async function listEnterprises(ctx: ReadCtx, which: Parameters<typeof listReportedEnterprises>[1], page: Page) {
  const [found, placeName] = [await listReportedEnterprises(ctx, which, page), await placeNames(ctx)];
  const rows = found.rows.map(({ id, name, division, industry, hazards }): CellRecord => {
    const facts = [placeName(division), industryName(industry), `${hazards} 项`];
    return { kind: 'enterprise', id, number: null, title: name, facts, amount: null };
  });
  return { rows, nextCursor: found.nextCursor };
}

/** The tasks that a cell counts, by the ids kept with a report, else as they stood. */
async function tasksOf(ctx: ReadCtx, { open, row, asOf, kept }: Counted, state: 'all' | 'done' | 'overdue') {
  const tasks = await campaignTasks(ctx, open.form, asOf);
  if (kept) return tasks.filter(({ id }) => kept.includes(id));
  return row.bodyId === null ? [] : tasks.filter((task) => isInTaskRow(task, row) && isInState(task, state));
}

/** Tasks come in the order of the plan, a few hundred at most; the cursor is the last one's id. */
function pageOfTasks(tasks: readonly TaskAsOf[], { cursor, limit }: Page) {
  const last = cursor === undefined ? undefined : decodeCursor(cursor, ['id'])[0];
  const from = last === undefined ? 0 : tasks.findIndex(({ id }) => id === last) + 1;
  const page = toPage(tasks.slice(from, from + limit + 1), limit, ({ id }) => [id]);
  const rows = page.rows.map(({ id, path, label, status, dueOn, doneOn }): CellRecord => {
    const facts = [path.join(''), TASK_STATUS_NAMES[status], doneOn ? `${doneOn} 完成` : `期限 ${dueOn}`];
    return { kind: 'task', id, number: null, title: label, facts, amount: null };
  });
  return { rows, nextCursor: page.nextCursor };
}

async function placeNames(ctx: ReadCtx): Promise<(division: string) => string> {
  const names = new Map((await listDivisions(ctx)).map(({ code, name }) => [code, name]));
  return (division) => {
    const township = `${division.slice(0, 9)}000`;
    const [outer, inner] = [names.get(township) ?? township, names.get(division)];
    return inner && division !== township ? `${outer}${inner}` : outer;
  };
}

/** Above so many records a report keeps their filter and instant instead of their ids. */
const KEPT_IDS = 5_000;

/** The ids behind a cell, to be kept with a report; null where there are none to list or too many to keep. */
export async function recordIds(
  ctx: ReadCtx,
  { form }: Pick<OpenForm, 'form'>,
  { row, indicator, asOf, value, tasks }: Valued,
): Promise<readonly string[] | null> {
  const { source } = indicator;
  if (!isNumber(value)) return null;
  const figure = hazardFigure(indicator, form, asOf, row);
  if (figure) {
    if (figure.measure !== 'fundsPlanned' && value > KEPT_IDS) return null;
    const ids = value === 0 ? [] : await listReportedIds(ctx, figure, KEPT_IDS + 1);
    return ids.length > KEPT_IDS ? null : ids;
  }
  if (source.kind !== 'tasks') return null;
  return tasks.filter((task) => isInTaskRow(task, row) && isInState(task, source.state)).map(({ id }) => id);
}

interface Valued {
  readonly row: RowSpec;
  readonly indicator: Indicator;
  readonly asOf: Date;
  readonly value: Figure;
  /** The campaign's tasks as of the same instant. */
  readonly tasks: readonly TaskAsOf[];
}
