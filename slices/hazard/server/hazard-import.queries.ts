import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { sql } from 'kysely';
import type { Channel } from '../domain/hazard.terms.ts';
import type { ImportRowStatus, ImportStatus } from '../domain/hazard-import.contract.ts';
import type { ImportProblem, Mapping } from '../domain/hazard-import.rules.ts';
import { hazardTables } from './hazard.tables.ts';
import { type ImportActor, importTables, type SheetRow } from './hazard-import.tables.ts';

type ReadCtx = Pick<Ctx, 'db' | 'actor'>;

/** A sheet with its state; rows apart. */
export interface ImportRecord {
  readonly id: string;
  readonly fileName: string;
  readonly headers: (string | null)[];
  readonly mapping: Mapping;
  readonly status: ImportStatus;
  readonly total: number;
  readonly actor: ImportActor;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly version: number;
}

const columns = [
  'hazard_imports.id',
  'hazard_imports.file_name as fileName',
  'hazard_imports.headers',
  'hazard_imports.mapping',
  'hazard_imports.status',
  'hazard_imports.total',
  'hazard_imports.actor',
  'hazard_imports.created_by as createdBy',
  'hazard_imports.created_at as createdAt',
  'hazard_imports.version',
] as const;

/** The imports that an actor sees: one's own, and all of them for those without a body of their own scope. */
function seen(ctx: ReadCtx) {
  const { county, userId, role } = ctx.actor;
  const all = importTables(ctx.db).selectFrom('hazard_imports').where('hazard_imports.county', '=', county);
  return role === 'departmentOfficer' ? all.where('hazard_imports.created_by', '=', userId) : all;
}

export async function listImports(ctx: ReadCtx, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
  let query = seen(ctx)
    .select(columns)
    .orderBy('hazard_imports.created_at', 'desc')
    .orderBy('hazard_imports.id', 'desc')
    .limit(limit + 1);
  if (cursor) {
    const [at, id] = decodeCursor(cursor, ['instant', 'id']);
    query = query.where(
      sql<boolean>`(hazard_imports.created_at, hazard_imports.id) < (${at}::timestamptz, ${id}::uuid)`,
    );
  }
  return toPage(await query.execute(), limit, (row) => [row.createdAt.toISOString(), row.id]);
}

export function findImport(ctx: ReadCtx, id: string): Promise<ImportRecord | undefined> {
  return seen(ctx).select(columns).where('hazard_imports.id', '=', id).executeTakeFirst();
}

/** As `findImport`, locked against other writers until the transaction ends. */
export function lockImport(tx: TxCtx, id: string): Promise<ImportRecord | undefined> {
  return seen(tx).select(columns).where('hazard_imports.id', '=', id).forUpdate().executeTakeFirst();
}

/** Rows of imports by status. */
export async function countImportRows(
  ctx: ReadCtx,
  ids: readonly string[],
): Promise<Map<string, Partial<Record<ImportRowStatus, number>>>> {
  const counts = new Map<string, Partial<Record<ImportRowStatus, number>>>();
  if (ids.length === 0) return counts;
  const rows = await importTables(ctx.db)
    .selectFrom('hazard_import_rows')
    .select(['import_id as id', 'status', sql<number>`count(*)`.as('count')])
    .where('county', '=', ctx.actor.county)
    .where('import_id', 'in', ids)
    .groupBy(['import_id', 'status'])
    .execute();
  for (const { id, status, count } of rows) counts.set(id, { ...counts.get(id), [status]: count });
  return counts;
}

interface RowPage {
  readonly status?: ImportRowStatus | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export async function listImportRows(ctx: ReadCtx, importId: string, { status, cursor, limit }: RowPage) {
  let query = importTables(ctx.db)
    .selectFrom('hazard_import_rows')
    .select(['row', 'cells', 'status', 'problems', 'hazard_id as hazardId'])
    .where('county', '=', ctx.actor.county)
    .where('import_id', '=', importId)
    .orderBy('row')
    .limit(limit + 1);
  if (status) query = query.where('status', '=', status);
  if (cursor) query = query.where('row', '>', decodeCursor(cursor, ['integer'])[0]);
  return toPage(await query.execute(), limit, (row) => [row.row]);
}

/** The next rows of a status, whole, in the order of the sheet. */
export function takeImportRows(tx: TxCtx, importId: string, status: ImportRowStatus, most: number) {
  return importTables(tx.db)
    .selectFrom('hazard_import_rows')
    .select(['row', 'cells', 'hazard_id as hazardId'])
    .where('county', '=', tx.actor.county)
    .where('import_id', '=', importId)
    .where('status', '=', status)
    .orderBy('row')
    .limit(most)
    .execute();
}

interface NewImport extends Omit<ImportRecord, 'status' | 'version' | 'createdBy'> {
  readonly sha256: string;
  readonly headerRow: number;
}

export async function insertImport(tx: TxCtx, made: NewImport): Promise<void> {
  await importTables(tx.db)
    .insertInto('hazard_imports')
    .values({
      county: tx.actor.county,
      id: made.id,
      file_name: made.fileName,
      file_sha256: made.sha256,
      headers: JSON.stringify(made.headers),
      header_row: made.headerRow,
      mapping: JSON.stringify(made.mapping),
      status: 'mapping',
      total: made.total,
      actor: JSON.stringify(made.actor),
      created_by: tx.actor.userId,
      created_at: made.createdAt,
      moved_at: made.createdAt,
      version: 1,
    })
    .execute();
}

/** What a check found of a row; with the cells when the row is new. */
export interface RowState {
  readonly row: number;
  readonly cells?: SheetRow;
  readonly status: ImportRowStatus;
  readonly problems: readonly ImportProblem[];
}

const ROWS_AT_ONCE = 2000;

export async function insertImportRows(tx: TxCtx, importId: string, rows: readonly RowState[]): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const part = JSON.stringify(rows.slice(from, from + ROWS_AT_ONCE));
    await sql`
      insert into hazard_import_rows (county, import_id, row, cells, status, problems)
      select ${tx.actor.county}, ${importId}, r.row, r.cells, r.status, r.problems
      from jsonb_to_recordset(${part}::jsonb) as r(row integer, cells jsonb, status text, problems jsonb)`.execute(
      tx.db,
    );
  }
}

export async function updateImportRows(tx: TxCtx, importId: string, rows: readonly RowState[]): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const part = JSON.stringify(
      rows.slice(from, from + ROWS_AT_ONCE).map(({ row, status, problems }) => ({ row, status, problems })),
    );
    await sql`
      update hazard_import_rows set status = r.status, problems = r.problems
      from jsonb_to_recordset(${part}::jsonb) as r(row integer, status text, problems jsonb)
      where hazard_import_rows.county = ${tx.actor.county} and hazard_import_rows.import_id = ${importId}
        and hazard_import_rows.row = r.row`.execute(tx.db);
  }
}

/** A row tied to the hazard it became, or what came of it when the import was undone. */
export interface SettledRow {
  readonly row: number;
  readonly status: ImportRowStatus;
  readonly hazardId?: string;
  readonly originalChannel?: Channel | null;
  readonly problems?: readonly ImportProblem[];
}

export async function settleImportRows(tx: TxCtx, importId: string, rows: readonly SettledRow[]): Promise<void> {
  await sql`
    update hazard_import_rows set status = r.status,
      hazard_id = coalesce(r."hazardId", hazard_import_rows.hazard_id),
      original_channel = coalesce(r."originalChannel", hazard_import_rows.original_channel),
      problems = coalesce(r.problems, hazard_import_rows.problems)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(row integer, status text, "hazardId" uuid, "originalChannel" text, problems jsonb)
    where hazard_import_rows.county = ${tx.actor.county} and hazard_import_rows.import_id = ${importId}
      and hazard_import_rows.row = r.row`.execute(tx.db);
}

export async function updateImport(
  tx: TxCtx,
  id: string,
  { status, mapping, actor }: { status?: ImportStatus; mapping?: Mapping; actor?: ImportActor },
): Promise<void> {
  await importTables(tx.db)
    .updateTable('hazard_imports')
    .set({
      ...(status === undefined ? {} : { status }),
      ...(mapping === undefined ? {} : { mapping: JSON.stringify(mapping) }),
      ...(actor === undefined ? {} : { actor: JSON.stringify(actor) }),
      moved_at: tx.clock.now(),
      version: sql`version + 1`,
    })
    .where('county', '=', tx.actor.county)
    .where('id', '=', id)
    .execute();
}

/** Imports that a job should be at work on and that stand still: their process ended in the middle. */
export async function listStalledImports(ctx: Pick<Ctx, 'db' | 'actor'>, since: Date): Promise<string[]> {
  const rows = await importTables(ctx.db)
    .selectFrom('hazard_imports')
    .select('id')
    .where('county', '=', ctx.actor.county)
    .where('status', 'in', ['running', 'undoing'])
    .where('moved_at', '<', since)
    .execute();
  return rows.map(({ id }) => id);
}

export async function findMapping(ctx: ReadCtx, signature: string): Promise<Mapping | undefined> {
  const row = await importTables(ctx.db)
    .selectFrom('hazard_import_mappings')
    .select('mapping')
    .where('county', '=', ctx.actor.county)
    .where('signature', '=', signature)
    .executeTakeFirst();
  return row?.mapping;
}

export async function keepMapping(tx: TxCtx, signature: string, mapping: Mapping): Promise<void> {
  const kept = { mapping: JSON.stringify(mapping), used_at: tx.clock.now() };
  await importTables(tx.db)
    .insertInto('hazard_import_mappings')
    .values({ county: tx.actor.county, signature, ...kept })
    .onConflict((c) => c.columns(['county', 'signature']).doUpdateSet(kept))
    .execute();
}

/** Numbers of registered hazards of some enterprises on some days, by what makes two reports the same. */
export async function listSameHazards(
  ctx: ReadCtx,
  { enterpriseIds, from, to }: { enterpriseIds: readonly string[]; from: string; to: string },
) {
  if (enterpriseIds.length === 0) return [];
  return hazardTables(ctx.db)
    .selectFrom('hazards')
    .select(['number', 'enterprise_id as enterpriseId', 'discovered_on as discoveredOn', 'description'])
    .where('county', '=', ctx.actor.county)
    .where('enterprise_id', 'in', [...enterpriseIds])
    .where('discovered_on', '>=', from)
    .where('discovered_on', '<=', to)
    .where('dismissed_at', 'is', null)
    .execute();
}

/** Where a hazard came from, when it was imported. */
export async function findImportOrigin(ctx: ReadCtx, hazardId: string) {
  return importTables(ctx.db)
    .selectFrom('hazard_import_rows')
    .innerJoin('hazard_imports', (join) =>
      join
        .onRef('hazard_imports.county', '=', 'hazard_import_rows.county')
        .onRef('hazard_imports.id', '=', 'hazard_import_rows.import_id'),
    )
    .select([
      'hazard_imports.file_name as fileName',
      'hazard_import_rows.row',
      'hazard_import_rows.original_channel as originalChannel',
    ])
    .where('hazard_import_rows.county', '=', ctx.actor.county)
    .where('hazard_import_rows.hazard_id', '=', hazardId)
    .executeTakeFirst();
}

/** The origins that imported hazards had before, by hazard. */
export async function listOriginalChannels(ctx: ReadCtx, hazardIds: readonly string[]): Promise<Map<string, Channel>> {
  if (hazardIds.length === 0) return new Map();
  const rows = await importTables(ctx.db)
    .selectFrom('hazard_import_rows')
    .select(['hazard_id as id', 'original_channel as channel'])
    .where('county', '=', ctx.actor.county)
    .where('hazard_id', 'in', [...hazardIds])
    .execute();
  return new Map(rows.flatMap(({ id, channel }) => (id && channel ? [[id, channel] as const] : [])));
}
