import type { FieldProblem } from '@zhiben/platform/domain/errors.ts';
import type { Scope } from '@zhiben/platform/domain/scope.ts';
import type { SheetMapping } from '@zhiben/platform/domain/sheet-mapping.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { Db } from '@zhiben/platform/server/db/connect.ts';
import type { SheetHead } from '@zhiben/platform/server/excel/index.ts';
import { decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { type Generated, type Selectable, sql } from 'kysely';
import type { EnterpriseFields } from '../domain/enterprise.fields.ts';
import type { EnterpriseImport, ImportRow } from '../domain/enterprise-import.contract.ts';
import type { ReadFields } from '../domain/enterprise-import.rules.ts';
import type { SheetColumnKey } from '../domain/enterprise-sheet.ts';
import { type EnterpriseFile, fileColumns } from './enterprise.queries.ts';
import { enterpriseTables, json } from './enterprise.tables.ts';

/** Who imports: the job works in this person's name and scope. */
export interface Importer {
  readonly userId: string;
  readonly name: string;
  readonly role: string;
  readonly bodyId: string | null;
  readonly scope: Scope;
}

type ImportTables = {
  enterprise_imports: {
    county: string;
    id: string;
    file_name: string;
    actor: unknown;
    state: Generated<EnterpriseImport['state']>;
    headers: Generated<unknown>;
    samples: Generated<unknown>;
    header_row: number | null;
    mapping: unknown;
    mapping_version: Generated<number>;
    rows_about: number | null;
    moved_at: Date;
    read_rows: Generated<number>;
    new_rows: Generated<number>;
    changed_rows: Generated<number>;
    same_rows: Generated<number>;
    bad_rows: Generated<number>;
    applied_rows: Generated<number>;
    overtaken_rows: Generated<number>;
    problem: Generated<string>;
    started_at: Date;
    started_by: string;
    started_by_name: string;
    ended_at: Date | null;
  };
  enterprise_import_rows: {
    county: string;
    import_id: string;
    row: number;
    outcome: ImportRow['outcome'];
    name: string;
    enterprise_id: string | null;
    fields: unknown;
    changes: unknown;
    faults: unknown;
    state: Generated<ImportRow['state']>;
  };
  enterprise_import_mappings: { county: string; signature: string; mapping: unknown; used_at: Date };
};
const tables = (db: Db) => db.withTables<ImportTables>();
type ReadCtx = Pick<Ctx, 'db' | 'actor'>;
export type ImportState = Selectable<ImportTables['enterprise_imports']>;
export type Mapping = SheetMapping<SheetColumnKey>;

export async function insertImport(tx: TxCtx, id: string, fileName: string): Promise<void> {
  const { county, userId, name, role, bodyId, scope } = tx.actor;
  const importer: Importer = { userId, name, role, bodyId, scope };
  await tables(tx.db)
    .insertInto('enterprise_imports')
    .values({
      county,
      id,
      file_name: fileName,
      actor: json(importer),
      header_row: null,
      mapping: null,
      rows_about: null,
      moved_at: tx.clock.now(),
      started_at: tx.clock.now(),
      started_by: userId,
      started_by_name: name,
      ended_at: null,
    })
    .execute();
}

/** An import of the actor's own. */
export function findImport(ctx: ReadCtx, id: string): Promise<ImportState | undefined> {
  return tables(ctx.db)
    .selectFrom('enterprise_imports')
    .selectAll()
    .where('county', '=', ctx.actor.county)
    .where('id', '=', id)
    .where('started_by', '=', ctx.actor.userId)
    .executeTakeFirst();
}

/** An import of whomever, for the jobs. */
export function findAnyImport(ctx: ReadCtx, id: string): Promise<ImportState | undefined> {
  return tables(ctx.db)
    .selectFrom('enterprise_imports')
    .selectAll()
    .where('county', '=', ctx.actor.county)
    .where('id', '=', id)
    .executeTakeFirst();
}

export function listImports(ctx: ReadCtx): Promise<ImportState[]> {
  return tables(ctx.db)
    .selectFrom('enterprise_imports')
    .selectAll()
    .where('county', '=', ctx.actor.county)
    .where('started_by', '=', ctx.actor.userId)
    .orderBy('started_at', 'desc')
    .limit(20)
    .execute();
}

/** @returns false when the import is no longer in the state that this follows */
export async function updateImport(
  ctx: ReadCtx,
  id: string,
  from: EnterpriseImport['state'],
  set: Partial<Pick<ImportState, 'state' | 'problem' | 'ended_at' | 'moved_at'>>,
): Promise<boolean> {
  const { numUpdatedRows } = await tables(ctx.db)
    .updateTable('enterprise_imports')
    .set(set)
    .where('county', '=', ctx.actor.county)
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Keeps what the sheet says of its columns. @returns false when the import has moved on meanwhile */
export async function updateHead(
  ctx: ReadCtx,
  id: string,
  { headers, samples, headerRow, rowsAbout }: SheetHead,
  { mapping, state }: { readonly mapping: Mapping; readonly state: ImportState['state'] },
): Promise<boolean> {
  const { numUpdatedRows } = await tables(ctx.db)
    .updateTable('enterprise_imports')
    .set({
      headers: json(headers),
      samples: json(samples),
      header_row: headerRow,
      rows_about: rowsAbout,
      mapping: json(mapping),
      state,
    })
    .where('county', '=', ctx.actor.county)
    .where('id', '=', id)
    .where('state', '=', 'checking')
    .where('mapping', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Begins the checking anew under another mapping. @returns false when the import is neither mapped nor checked */
export async function remap(tx: TxCtx, id: string, mapping: Mapping): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx.db)
    .updateTable('enterprise_imports')
    .set({
      mapping: json(mapping),
      mapping_version: sql<number>`mapping_version + 1`,
      state: 'checking',
      moved_at: tx.clock.now(),
      read_rows: 0,
      new_rows: 0,
      changed_rows: 0,
      same_rows: 0,
      bad_rows: 0,
    })
    .where('county', '=', tx.actor.county)
    .where('id', '=', id)
    .where('started_by', '=', tx.actor.userId)
    .where('state', 'in', ['mapping', 'checked'])
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await dropStaged(tx, id);
  return true;
}

export async function dropStaged(ctx: ReadCtx, importId: string): Promise<void> {
  await tables(ctx.db)
    .deleteFrom('enterprise_import_rows')
    .where('county', '=', ctx.actor.county)
    .where('import_id', '=', importId)
    .execute();
}

/** Which column was what, the last time a sheet of this county had the same headers. */
export async function findMapping(ctx: ReadCtx, signature: string): Promise<Mapping | undefined> {
  const row = await tables(ctx.db)
    .selectFrom('enterprise_import_mappings')
    .select('mapping')
    .where('county', '=', ctx.actor.county)
    .where('signature', '=', signature)
    .executeTakeFirst();
  return row?.mapping as Mapping | undefined;
}

export async function keepMapping(tx: TxCtx, signature: string, mapping: Mapping): Promise<void> {
  const kept = { mapping: json(mapping), used_at: tx.clock.now() };
  await tables(tx.db)
    .insertInto('enterprise_import_mappings')
    .values({ county: tx.actor.county, signature, ...kept })
    .onConflict((c) => c.columns(['county', 'signature']).doUpdateSet(kept))
    .execute();
}

/** Imports in some states that have stood still since. */
export function listImportsStanding(ctx: ReadCtx, states: readonly ImportState['state'][], since: Date) {
  return tables(ctx.db)
    .selectFrom('enterprise_imports')
    .select(['id', 'state'])
    .where('county', '=', ctx.actor.county)
    .where('state', 'in', states)
    .where('moved_at', '<', since)
    .execute();
}

/**
 * Counts the staged rows of an import anew, at the end of its checking or entering; on the way each batch adds its own,
 * or 50,000 rows would be counted a hundred times.
 */
export async function countStaged(ctx: ReadCtx & Pick<Ctx, 'clock'>, id: string): Promise<void> {
  await sql`
    update enterprise_imports i set read_rows = c.read, new_rows = c.new, changed_rows = c.changed,
      same_rows = c.same, bad_rows = c.bad, applied_rows = c.applied, overtaken_rows = c.overtaken,
      moved_at = ${ctx.clock.now()}
    from (
      select count(*)::int as read, (count(*) filter (where outcome = 'new'))::int as new,
        (count(*) filter (where outcome = 'changed'))::int as changed,
        (count(*) filter (where outcome = 'same'))::int as same, (count(*) filter (where outcome = 'bad'))::int as bad,
        (count(*) filter (where state = 'applied'))::int as applied,
        (count(*) filter (where state = 'overtaken'))::int as overtaken
      from enterprise_import_rows where county = ${ctx.actor.county} and import_id = ${id}
    ) c where i.county = ${ctx.actor.county} and i.id = ${id}`.execute(ctx.db);
}

/** The last row of the sheet that was staged, 0 before the first: the checking goes on behind it. And the codes up to there. */
export async function readStaged(ctx: ReadCtx, id: string): Promise<{ last: number; rowOfCode: Map<string, number> }> {
  const { rows } = await sql<{ row: number; code: string | null }>`
    select row, case when outcome <> 'bad' then fields->>'creditCode' end as code from enterprise_import_rows
    where county = ${ctx.actor.county} and import_id = ${id} order by row`.execute(ctx.db);
  return {
    last: rows.at(-1)?.row ?? 0,
    rowOfCode: new Map(rows.flatMap(({ code, row }) => (code === null ? [] : [[code, row] as const]))),
  };
}

export interface StagedRow {
  readonly row: number;
  readonly outcome: ImportRow['outcome'];
  readonly name: string;
  readonly enterpriseId: string | null;
  readonly fields: ReadFields | Record<string, never>;
  readonly changes: Partial<EnterpriseFields>;
  readonly faults: readonly FieldProblem[];
}

/**
 * Stages rows as long as the import is being checked under this mapping; a row that another process staged is left.
 * @returns false when the checking is over or began anew
 */
export async function insertStaged(
  ctx: ReadCtx & Pick<Ctx, 'clock'>,
  importId: string,
  mappingVersion: number,
  rows: readonly StagedRow[],
): Promise<boolean> {
  // The lock lets a new mapping wait until these rows are there to be dropped with the others.
  const { rows: open } = await sql`
    with open as (
      select from enterprise_imports
      where county = ${ctx.actor.county} and id = ${importId} and state = 'checking' and mapping_version = ${mappingVersion}
      for no key update
    ), staged as (
      insert into enterprise_import_rows (county, import_id, row, outcome, name, enterprise_id, fields, changes, faults)
      select ${ctx.actor.county}, ${importId}, r.row, r.outcome, r.name, r."enterpriseId", r.fields, r.changes, r.faults
      from open, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (
        row integer, outcome text, name text, "enterpriseId" uuid, fields jsonb, changes jsonb, faults jsonb)
      on conflict do nothing
      returning outcome
    ), counted as (
      update enterprise_imports i set read_rows = i.read_rows + c.read, new_rows = i.new_rows + c.new,
        changed_rows = i.changed_rows + c.changed, same_rows = i.same_rows + c.same, bad_rows = i.bad_rows + c.bad,
        moved_at = ${ctx.clock.now()}
      from (
        select count(*)::int as read, (count(*) filter (where outcome = 'new'))::int as new,
          (count(*) filter (where outcome = 'changed'))::int as changed,
          (count(*) filter (where outcome = 'same'))::int as same, (count(*) filter (where outcome = 'bad'))::int as bad
        from staged
      ) c where i.county = ${ctx.actor.county} and i.id = ${importId} and exists (select from open)
    ) select from open`.execute(ctx.db);
  return open.length > 0;
}

export async function listStaged(
  ctx: ReadCtx,
  importId: string,
  { outcome, cursor, limit }: { outcome: ImportRow['outcome']; cursor?: string | undefined; limit: number },
) {
  let query = tables(ctx.db)
    .selectFrom('enterprise_import_rows')
    .select(['row', 'outcome', 'name', 'enterprise_id as enterpriseId', 'fields', 'changes', 'faults', 'state'])
    .where('county', '=', ctx.actor.county)
    .where('import_id', '=', importId)
    .where('outcome', '=', outcome)
    .orderBy('row')
    .limit(limit + 1);
  if (cursor) query = query.where('row', '>', decodeCursor(cursor, ['integer'])[0]);
  return toPage(await query.execute(), limit, ({ row }) => [row]);
}

export async function hasWaiting(ctx: ReadCtx, importId: string): Promise<boolean> {
  const row = await tables(ctx.db)
    .selectFrom('enterprise_import_rows')
    .select('row')
    .where('county', '=', ctx.actor.county)
    .where('import_id', '=', importId)
    .where('state', '=', 'waiting')
    .where('outcome', 'in', ['new', 'changed'])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The next good rows that wait, locked. */
export function lockWaiting(tx: TxCtx, importId: string, limit: number) {
  return tables(tx.db)
    .selectFrom('enterprise_import_rows')
    .select(['row', 'outcome', 'enterprise_id as enterpriseId', 'fields', 'changes'])
    .where('county', '=', tx.actor.county)
    .where('import_id', '=', importId)
    .where('state', '=', 'waiting')
    .where('outcome', 'in', ['new', 'changed'])
    .orderBy('row')
    .limit(limit)
    .forUpdate()
    .execute();
}

/** Says of rows what came of them, in the row itself and in the counts of the import. */
export async function markStaged(
  tx: TxCtx,
  importId: string,
  rows: readonly number[],
  state: 'applied' | 'overtaken',
): Promise<void> {
  if (rows.length === 0) return;
  await tables(tx.db)
    .updateTable('enterprise_import_rows')
    .set({ state })
    .where('county', '=', tx.actor.county)
    .where('import_id', '=', importId)
    .where(sql<boolean>`row = any(${[...rows]}::int[])`)
    .execute();
  const column = state === 'applied' ? 'applied_rows' : 'overtaken_rows';
  await tables(tx.db)
    .updateTable('enterprise_imports')
    .set({ [column]: sql<number>`${sql.ref(column)} + ${rows.length}`, moved_at: tx.clock.now() })
    .where('county', '=', tx.actor.county)
    .where('id', '=', importId)
    .execute();
}

/** Files of the county that rows of a sheet may speak of: by code, local number or exact name. */
export function listMatching(
  ctx: ReadCtx,
  { codes, numbers, names }: { codes: readonly string[]; numbers: readonly string[]; names: readonly string[] },
): Promise<EnterpriseFile[]> {
  const pick = () =>
    enterpriseTables(ctx.db)
      .selectFrom('enterprises')
      .select(fileColumns)
      .where('enterprises.county', '=', ctx.actor.county)
      .where('enterprises.merged_into', 'is', null);
  return pick()
    .where(sql<boolean>`enterprises.credit_code = any(${[...codes]})`)
    .union(pick().where(sql<boolean>`enterprises.local_number = any(${[...numbers]})`))
    .union(pick().where(sql<boolean>`enterprises.name = any(${[...names]})`))
    .execute();
}
