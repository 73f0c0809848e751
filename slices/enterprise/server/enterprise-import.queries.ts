import type { FieldProblem } from '@zhiben/platform/domain/errors.ts';
import type { Scope } from '@zhiben/platform/domain/scope.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { Db } from '@zhiben/platform/server/db/connect.ts';
import { decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { type Generated, type Selectable, sql } from 'kysely';
import type { EnterpriseFields } from '../domain/enterprise.fields.ts';
import type { EnterpriseImport, ImportRow } from '../domain/enterprise-import.contract.ts';
import type { ReadFields } from '../domain/enterprise-import.rules.ts';
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
};
const tables = (db: Db) => db.withTables<ImportTables>();
type ReadCtx = Pick<Ctx, 'db' | 'actor'>;
type ImportState = Selectable<ImportTables['enterprise_imports']>;

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
  set: Partial<Pick<ImportState, 'state' | 'problem' | 'ended_at'>>,
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

/** Counts the staged rows into the import: what the screen shows as progress. */
export async function countStaged(ctx: ReadCtx, id: string): Promise<void> {
  await sql`
    update enterprise_imports i set read_rows = c.read, new_rows = c.new, changed_rows = c.changed,
      same_rows = c.same, bad_rows = c.bad, applied_rows = c.applied, overtaken_rows = c.overtaken
    from (
      select count(*)::int as read, (count(*) filter (where outcome = 'new'))::int as new,
        (count(*) filter (where outcome = 'changed'))::int as changed,
        (count(*) filter (where outcome = 'same'))::int as same, (count(*) filter (where outcome = 'bad'))::int as bad,
        (count(*) filter (where state = 'applied'))::int as applied,
        (count(*) filter (where state = 'overtaken'))::int as overtaken
      from enterprise_import_rows where county = ${ctx.actor.county} and import_id = ${id}
    ) c where i.county = ${ctx.actor.county} and i.id = ${id}`.execute(ctx.db);
}

/** The last row of the sheet that was staged; 0 before the first: the checking goes on behind it. */
export async function lastStaged(ctx: ReadCtx, id: string): Promise<number> {
  const { rows } = await sql<{ last: number | null }>`
    select max(row) as last from enterprise_import_rows
    where county = ${ctx.actor.county} and import_id = ${id}`.execute(ctx.db);
  return rows[0]?.last ?? 0;
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

export async function insertStaged(ctx: ReadCtx, importId: string, rows: readonly StagedRow[]): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map((row) => ({
    county: ctx.actor.county,
    import_id: importId,
    row: row.row,
    outcome: row.outcome,
    name: row.name,
    enterprise_id: row.enterpriseId,
    fields: json(row.fields),
    changes: json(row.changes),
    faults: json(row.faults),
  }));
  await tables(ctx.db).insertInto('enterprise_import_rows').values(values).execute();
}

/** A row with the same credit code earlier in the sheet. */
export async function stagedCodes(
  ctx: ReadCtx,
  importId: string,
  codes: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ code: string; row: number }>`
    select fields->>'creditCode' as code, row from enterprise_import_rows
    where county = ${ctx.actor.county} and import_id = ${importId} and outcome <> 'bad'
      and fields->>'creditCode' = any(${[...codes]})`.execute(ctx.db);
  return new Map(rows.map(({ code, row }) => [code, row]));
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
  if (cursor) query = query.where('row', '>', decodeCursor(cursor, 1)[0] as number);
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

export async function markStaged(tx: TxCtx, importId: string, rows: readonly number[], state: ImportRow['state']) {
  if (rows.length === 0) return;
  await tables(tx.db)
    .updateTable('enterprise_import_rows')
    .set({ state })
    .where('county', '=', tx.actor.county)
    .where('import_id', '=', importId)
    .where('row', 'in', rows)
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
