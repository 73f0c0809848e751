import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { whereInScope } from '@zhiben/platform/server/scope.ts';
import { sql } from 'kysely';
import type { Report } from '../domain/dispatch.contract.ts';
import type { Figure, Source } from '../domain/form.types.ts';
import type { Period } from '../domain/period.rules.ts';
import type { SubmissionKind } from '../domain/report.rules.ts';
import { type ReadCtx, tables } from './dispatch.tables.ts';

const row = [
  'dispatch_reports.id',
  'dispatch_reports.form_id as formId',
  'dispatch_reports.period',
  'dispatch_reports.body_id as bodyId',
  'dispatch_reports.revision',
  'dispatch_reports.kind',
  'dispatch_reports.status',
  'dispatch_reports.definition_version as definitionVersion',
  'dispatch_reports.as_of as asOf',
  'dispatch_reports.digest',
  'dispatch_reports.note',
  'dispatch_reports.responsible_name as responsibleName',
  'dispatch_reports.phone',
  'dispatch_reports.submitted_at as submittedAt',
  'dispatch_reports.submitted_by as submittedBy',
  'dispatch_reports.submitted_by_name as submittedByName',
  'dispatch_reports.returned_at as returnedAt',
  'dispatch_reports.returned_by_name as returnedByName',
  'dispatch_reports.return_reason as returnReason',
  'dispatch_reports.version',
] as const;

/**
 * Reports of bodies whose whole supervision the actor sees. Which bodies those are, `coversBody` says: industries of a
 * body are a list, so the comparison is made there and arrives here as `bodyIds`.
 */
const visible = (ctx: ReadCtx, bodyIds: readonly string[]) =>
  tables(ctx.db)
    .selectFrom('dispatch_reports')
    .where(whereInScope(ctx.actor.scope, { county: 'dispatch_reports.county', division: 'dispatch_reports.division' }))
    .where(sql<boolean>`dispatch_reports.body_id = any(${[...bodyIds]}::uuid[])`);

export type ReportRow = Awaited<ReturnType<typeof listReports>>[number];

/** All revisions of a form's reports in some periods, by body, the latest revision first. */
export function listReports(ctx: ReadCtx, formId: string, periods: readonly Period[], bodyIds: readonly string[]) {
  return visible(ctx, bodyIds)
    .select(row)
    .where('dispatch_reports.form_id', '=', formId)
    .where('dispatch_reports.period', 'in', periods)
    .orderBy('dispatch_reports.body_id')
    .orderBy('dispatch_reports.period')
    .orderBy('dispatch_reports.revision', 'desc')
    .execute();
}

export function findReport(ctx: ReadCtx, id: string, bodyIds: readonly string[]) {
  return visible(ctx, bodyIds).select(row).where('dispatch_reports.id', '=', id).executeTakeFirst();
}

/** Holds a body's report of a period until commit, also when there is no row to lock yet. */
export async function lockAnswer(tx: TxCtx, formId: string, period: Period, bodyId: string): Promise<void> {
  const key = `dispatch:${tx.actor.county}:${formId}:${period}:${bodyId}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx.db);
}

export interface NewReport {
  readonly id: string;
  readonly formId: string;
  readonly period: Period;
  readonly bodyId: string;
  readonly division: string;
  readonly revision: number;
  readonly kind: SubmissionKind;
  readonly definitionVersion: number;
  readonly asOf: Date;
  readonly digest: string;
  readonly note: string;
  readonly responsibleName: string;
  readonly phone: string;
}

export async function insertReport(tx: TxCtx, report: NewReport): Promise<void> {
  await tables(tx.db)
    .insertInto('dispatch_reports')
    .values({
      county: tx.actor.county,
      id: report.id,
      form_id: report.formId,
      period: report.period,
      body_id: report.bodyId,
      division: report.division,
      revision: report.revision,
      kind: report.kind,
      definition_version: report.definitionVersion,
      as_of: report.asOf,
      digest: report.digest,
      note: report.note,
      responsible_name: report.responsibleName,
      phone: report.phone,
      submitted_at: tx.clock.now(),
      submitted_by: tx.actor.userId,
      submitted_by_name: tx.actor.name,
    })
    .execute();
}

/** A cell as it is frozen. `recordIds` is null where there are too many to keep, or none to list. */
export interface FrozenCell {
  readonly indicator: string;
  readonly indicatorVersion: number;
  readonly figure: Figure;
  readonly source: Source;
  readonly recordIds: readonly string[] | null;
}

export async function insertCells(tx: TxCtx, reportId: string, cells: readonly FrozenCell[]): Promise<void> {
  const values = cells.map(({ indicator, indicatorVersion, figure, source, recordIds }) => ({
    county: tx.actor.county,
    report_id: reportId,
    indicator,
    indicator_version: indicatorVersion,
    value: typeof figure === 'number' ? figure : null,
    absent: typeof figure === 'number' ? null : figure,
    source: JSON.stringify(source) as unknown as Source,
    record_ids: recordIds ? [...recordIds] : null,
  }));
  await tables(tx.db).insertInto('dispatch_cells').values(values).execute();
}

/** The figures of reports, by report id. The caller has found the reports in the actor's scope. */
export async function listFigures(
  ctx: ReadCtx,
  reportIds: readonly string[],
): Promise<Map<string, Record<string, Figure>>> {
  const cells = await tables(ctx.db)
    .selectFrom('dispatch_cells')
    .select(['report_id as reportId', 'indicator', 'value', 'absent'])
    .where('county', '=', ctx.actor.county)
    .where(sql<boolean>`report_id = any(${[...reportIds]}::uuid[])`)
    .execute();
  const byReport = new Map<string, Record<string, Figure>>(reportIds.map((id) => [id, {}]));
  for (const { reportId, indicator, value, absent } of cells) {
    const figures = byReport.get(reportId);
    if (figures) figures[indicator] = absent ?? Number(value);
  }
  return byReport;
}

/** The ids kept with a cell; null where there are none. The caller has found the report in the actor's scope. */
export async function findKeptIds(ctx: ReadCtx, reportId: string, indicator: string): Promise<string[] | null> {
  const cell = await tables(ctx.db)
    .selectFrom('dispatch_cells')
    .select('record_ids as recordIds')
    .where('county', '=', ctx.actor.county)
    .where('report_id', '=', reportId)
    .where('indicator', '=', indicator)
    .executeTakeFirst();
  return cell?.recordIds ?? null;
}

/** @returns false when the report changed since it was read */
export async function markReturned(tx: TxCtx, id: string, version: number, reason: string): Promise<boolean> {
  const updated = await tables(tx.db)
    .updateTable('dispatch_reports')
    .set({
      status: 'returned',
      returned_at: tx.clock.now(),
      returned_by: tx.actor.userId,
      returned_by_name: tx.actor.name,
      return_reason: reason,
      version: version + 1,
    })
    .where('county', '=', tx.actor.county)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}

export function presentReport(report: ReportRow): Report {
  return {
    ...report,
    asOf: report.asOf.toISOString(),
    submittedAt: report.submittedAt.toISOString(),
    returnedAt: report.returnedAt?.toISOString() ?? null,
  };
}
