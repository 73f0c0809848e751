import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { plannedOnce } from '@zhiben/platform/server/db/connect.ts';
import { fixedPart, fixedStatement } from '@zhiben/platform/server/db/fixed.ts';
import { rowsOf } from '@zhiben/platform/server/db/rows.ts';
import { countUpTo, decodeCursor, SQL_TYPES, toPage, type ValueKind } from '@zhiben/platform/server/http/paging.ts';
import { searchVector } from '@zhiben/platform/server/search.ts';
import { placeRisks } from '@zhiben/slices/risk/server';
import { placeScreening } from '@zhiben/slices/screening/server';
import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type * as contracts from '../domain/enterprise.contract.ts';
import type {
  EnterpriseFilter,
  EnterpriseRow,
  EnterpriseSort,
  SupervisionGrade,
} from '../domain/enterprise.contract.ts';
import type { EnterpriseFields } from '../domain/enterprise.fields.ts';
import { NAME_BLANKS } from '../domain/enterprise-name.ts';
import type { PaperSummary } from '../domain/papers.rules.ts';
import { COLUMN_OF, enterpriseTables } from './enterprise.tables.ts';
import { conditionsOf, inScope, type ReadCtx } from './enterprise-filter.queries.ts';

const row = [
  'enterprises.id',
  'enterprises.name',
  'enterprises.kind',
  'enterprises.credit_code as creditCode',
  'enterprises.local_number as localNumber',
  'enterprises.division',
  'enterprises.industry',
  'enterprises.high_risk as highRisk',
  'enterprises.size',
  'enterprises.employees',
  'enterprises.status',
  'enterprises.supervising_body_id as supervisingBodyId',
  'enterprises.licence_until as licenceUntil',
  'enterprises.insured_until as insuredUntil',
  'enterprises.listed_until as listedUntil',
  'enterprises.standard_level as standardLevel',
  'enterprises.supervision_grade as supervisionGrade',
  'enterprises.updated_at as updatedAt',
] as const;

/** All that a file holds but its papers. */
export const fileColumns = [
  ...row,
  'enterprises.industry_code as industryCode',
  'enterprises.address',
  'enterprises.longitude',
  'enterprises.latitude',
  'enterprises.principal_name as principalName',
  'enterprises.principal_phone as principalPhone',
  'enterprises.controller_name as controllerName',
  'enterprises.safety_manager_name as safetyManagerName',
  'enterprises.safety_manager_phone as safetyManagerPhone',
  'enterprises.safety_organisation as safetyOrganisation',
  'enterprises.oversight_body_ids as oversightBodyIds',
  'enterprises.standard_until as standardUntil',
  'enterprises.graded_on as gradedOn',
  'enterprises.entered_by_name as enteredByName',
  'enterprises.entered_source as enteredSource',
  'enterprises.created_at as createdAt',
  'enterprises.version',
  'enterprises.merged_into as mergedInto',
] as const;

/** What each order sorts by; every one has an index that ends in the id. */
const SORT_BY: Record<
  EnterpriseSort,
  { by: RawBuilder<unknown>; kind: ValueKind; of: (row: ListedEnterprise) => string | number }
> = {
  name: { by: sql`enterprises.name`, kind: 'text', of: (r) => r.name },
  employees: { by: sql`coalesce(enterprises.employees, -1)`, kind: 'integer', of: (r) => r.employees ?? -1 },
  licence: {
    by: sql`coalesce(enterprises.licence_until, 'infinity'::date)`,
    kind: 'day',
    of: (r) => r.licenceUntil ?? 'infinity',
  },
  insured: {
    by: sql`coalesce(enterprises.insured_until, '-infinity'::date)`,
    kind: 'day',
    of: (r) => r.insuredUntil ?? '-infinity',
  },
  grade: { by: sql`coalesce(enterprises.supervision_grade, '')`, kind: 'text', of: (r) => r.supervisionGrade ?? '' },
  updated: { by: sql`enterprises.updated_at`, kind: 'instant', of: (r) => r.updatedKey },
};

export type ListedEnterprise = Omit<EnterpriseRow, 'updatedAt'> & {
  readonly updatedAt: Date;
  readonly updatedKey: string;
};

export async function listEnterprises(ctx: ReadCtx, query: z.output<typeof contracts.listEnterprises.query>) {
  const { cursor, limit, sort = 'name', ...filter } = query;
  const descending = sort.startsWith('-');
  const { by, kind, of } = SORT_BY[sort.replace('-', '') as EnterpriseSort];
  const direction = descending ? 'desc' : 'asc';
  let rows = enterpriseTables(ctx.db)
    .selectFrom('enterprises')
    .where(conditionsOf(ctx, filter))
    .select(row)
    // Microseconds: a Date has only thousandths, and would repeat rows at the edge of a page.
    .select(sql<string>`enterprises.updated_at::text`.as('updatedKey'))
    .orderBy(by, direction)
    .orderBy('enterprises.id', direction)
    .limit(limit + 1);
  if (cursor) {
    const [value, id] = decodeCursor(cursor, [kind, 'id']);
    const beyond = descending ? sql`<` : sql`>`;
    rows = rows.where(sql<boolean>`(${by}, enterprises.id) ${beyond} (${value}::${SQL_TYPES[kind]}, ${id}::uuid)`);
  }
  return toPage(await rows.execute(), limit, (listed) => [of(listed), listed.id]);
}

export function countEnterprises(ctx: ReadCtx, filter: EnterpriseFilter) {
  const found = enterpriseTables(ctx.db).selectFrom('enterprises').where(conditionsOf(ctx, filter));
  return countUpTo(ctx.db, found.select('enterprises.id'));
}

/** How many rows there are, counted no further than `most`. */
export async function countRows(ctx: ReadCtx, filter: EnterpriseFilter, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select from enterprises where ${conditionsOf(ctx, filter)} limit ${most}
    ) as counted`.execute(ctx.db);
  return rows[0]?.count ?? 0;
}

/** An enterprise in the actor's scope, or undefined; a file that was merged away is not found. */
export async function findEnterprise(ctx: ReadCtx, id: string) {
  const found = await findFile(ctx, id);
  return found?.mergedInto === null ? found : undefined;
}

/** As `findEnterprise`, also of a file that was merged into another. */
export function findFile(ctx: ReadCtx, id: string) {
  return files(ctx.db).where(inScope(ctx)).where('enterprises.id', '=', id).executeTakeFirst();
}
/** As `findFile` for many, in no order; those that are not found or were merged away are left out. */
export function listFiles(ctx: ReadCtx, ids: readonly string[]): Promise<EnterpriseFile[]> {
  return files(ctx.db)
    .where(inScope(ctx))
    .where('enterprises.merged_into', 'is', null)
    .where(sql<boolean>`enterprises.id = any(${[...ids]}::uuid[])`)
    .execute();
}
const files = fixedPart((db) => enterpriseTables(db).selectFrom('enterprises').select(fileColumns));
export type EnterpriseFile = NonNullable<Awaited<ReturnType<typeof findFile>>>;

/** As `findEnterprise` for many, in no order; those that are not found are left out. */
export function findEnterprises(ctx: ReadCtx, ids: readonly string[]) {
  return placements({ ...ctx, db: plannedOnce(ctx.db) })
    .where(sql<boolean>`enterprises.id = any(${[...ids]}::uuid[])`)
    .execute();
}

/**
 * The enterprises in the actor's scope that carry one of some credit codes, or one of some names as `plainName` writes
 * them: for whoever meets enterprises by name, without reading the whole register.
 */
export function listNamedEnterprises(
  ctx: ReadCtx,
  { codes, plainNames }: { readonly codes: readonly string[]; readonly plainNames: readonly string[] },
) {
  // `translate` takes out what `\s` takes out in plainName and NFKC has not made a blank.
  const plain = sql`translate(normalize(enterprises.name, NFKC), ${NAME_BLANKS}, '')`;
  return placements(ctx)
    .where(sql<boolean>`(enterprises.credit_code = any(${[...codes]}) or ${plain} = any(${[...plainNames]}))`)
    .execute();
}

const placements = (ctx: ReadCtx) => placed(ctx.db).where(inScope(ctx)).where('enterprises.merged_into', 'is', null);
const placed = fixedPart((db) =>
  enterpriseTables(db)
    .selectFrom('enterprises')
    .select([
      'enterprises.id',
      'enterprises.name',
      'enterprises.credit_code as creditCode',
      'enterprises.division',
      'enterprises.industry',
    ]),
);

/** Locks a file in the actor's scope for a write. */
export function lockFile(tx: TxCtx, id: string): Promise<EnterpriseFile | undefined> {
  return enterpriseTables(tx.db)
    .selectFrom('enterprises')
    .where(inScope(tx))
    .select(fileColumns)
    .where('enterprises.id', '=', id)
    .where('enterprises.merged_into', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

/**
 * Keeps a file from being locked for a write until the end of the transaction, as a row that refers to it does anyway:
 * for those who lock rows of their own that a change of the file goes on to lock, so that both come in one order.
 */
export async function holdEnterprise(tx: TxCtx, id: string): Promise<void> {
  await rowsOf(tx, held({ county: tx.actor.county, id }));
}
const held = fixedStatement((db, { county, id }: { county: string; id: string }) =>
  enterpriseTables(db)
    .selectFrom('enterprises')
    .select('id')
    .where('county', '=', county)
    .where('id', '=', id)
    .forKeyShare(),
);

/** The files of some ids, whatever the actor's scope: for jobs of the county. */
export function lockFiles(tx: TxCtx, ids: readonly string[]): Promise<EnterpriseFile[]> {
  return enterpriseTables(tx.db)
    .selectFrom('enterprises')
    .select(fileColumns)
    .where('enterprises.county', '=', tx.actor.county)
    .where(sql<boolean>`enterprises.id = any(${[...ids]}::uuid[])`)
    .orderBy('enterprises.id')
    .forUpdate()
    .execute();
}

/** Who carries a credit code in the county, whatever the actor's scope. */
export function findByCode(ctx: Pick<Ctx, 'db' | 'actor'>, code: string) {
  return enterpriseTables(ctx.db)
    .selectFrom('enterprises')
    .select(['id', 'name', 'division', 'industry'])
    .where('county', '=', ctx.actor.county)
    .where('credit_code', '=', code)
    .executeTakeFirst();
}

/** The name of an enterprise of the actor's county, for headings; says nothing else of it. */
export async function getEnterpriseName(ctx: Pick<Ctx, 'db' | 'actor'>, id: string): Promise<string | undefined> {
  const found = await enterpriseTables(plannedOnce(ctx.db))
    .selectFrom('enterprises')
    .select('name')
    .where('county', '=', ctx.actor.county)
    .where('id', '=', id)
    .executeTakeFirst();
  return found?.name;
}

export async function listMergedIds(ctx: Pick<Ctx, 'db' | 'actor'>, id: string): Promise<string[]> {
  const rows = await enterpriseTables(ctx.db)
    .selectFrom('enterprises')
    .select('id')
    .where('county', '=', ctx.actor.county)
    .where('merged_into', '=', id)
    .execute();
  return rows.map((found) => found.id);
}

/** What an enterprise is entered with. */
export interface NewEnterprise {
  readonly id: string;
  readonly name: string;
  readonly creditCode: string | null;
  readonly division: string;
  readonly industry: string;
  readonly address: string;
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly employees: number | null;
  readonly highRisk: boolean;
  readonly principalName: string;
  readonly principalPhone: string;
  readonly controllerName: string;
  readonly supervisingBodyId: string | null;
  readonly kind?: EnterpriseRow['kind'];
  readonly localNumber?: string | null;
  readonly industryCode?: string | null;
  readonly size?: EnterpriseRow['size'];
  readonly status?: EnterpriseRow['status'];
  readonly safetyManagerName?: string;
  readonly safetyManagerPhone?: string;
  readonly safetyOrganisation?: string;
  readonly oversightBodyIds?: readonly string[];
  readonly summary?: PaperSummary;
  readonly supervisionGrade?: SupervisionGrade | null;
  readonly gradedOn?: LocalDate | null;
}

export async function insertEnterprises(
  tx: TxCtx,
  rows: readonly NewEnterprise[],
  source: 'staff' | 'import' = 'import',
): Promise<void> {
  if (rows.length === 0) return;
  const now = tx.clock.now();
  const values = rows.map((row) => ({
    county: tx.actor.county,
    id: row.id,
    name: row.name,
    kind: row.kind ?? ('registered' as const),
    credit_code: row.creditCode,
    local_number: row.localNumber ?? null,
    division: row.division,
    industry: row.industry,
    industry_code: row.industryCode ?? null,
    address: row.address,
    longitude: row.longitude,
    latitude: row.latitude,
    size: row.size ?? null,
    employees: row.employees,
    high_risk: row.highRisk,
    principal_name: row.principalName,
    principal_phone: row.principalPhone,
    controller_name: row.controllerName,
    safety_manager_name: row.safetyManagerName ?? '',
    safety_manager_phone: row.safetyManagerPhone ?? '',
    safety_organisation: row.safetyOrganisation ?? '',
    supervising_body_id: row.supervisingBodyId,
    oversight_body_ids: sql<string[]>`${[...(row.oversightBodyIds ?? [])]}::uuid[]`,
    status: row.status ?? ('operating' as const),
    licence_until: row.summary?.licenceUntil ?? null,
    insured_until: row.summary?.insuredUntil ?? null,
    listed_until: row.summary?.listedUntil ?? null,
    standard_level: row.summary?.standardLevel ?? null,
    standard_until: row.summary?.standardUntil ?? null,
    supervision_grade: row.supervisionGrade ?? null,
    graded_on: row.gradedOn ?? null,
    entered_by_name: tx.actor.name,
    entered_source: source,
    search: searchOf(row),
    created_at: now,
    updated_at: now,
    merged_into: null,
  }));
  await enterpriseTables(tx.db).insertInto('enterprises').values(values).execute();
}

const searchOf = (row: { name: string; creditCode: string | null; localNumber?: string | null; address: string }) =>
  searchVector(row.name, row.creditCode ?? '', row.localNumber ?? '', row.address) as RawBuilder<string>;

/** What a write changes in the row of a file. */
export type FileUpdate = Partial<EnterpriseFields> & {
  readonly division?: string;
  readonly summary?: PaperSummary;
  readonly mergedInto?: string | null;
  readonly localNumber?: string | null;
  readonly supervisionGrade?: SupervisionGrade | null;
  readonly gradedOn?: LocalDate;
};

/** Writes the changes, with search text, time and version. */
export async function updateFile(tx: TxCtx, before: EnterpriseFile, update: FileUpdate): Promise<void> {
  const { division, summary, mergedInto, localNumber, supervisionGrade, gradedOn, ...fields } = update;
  const set: Record<string, unknown> = { version: before.version + 1, updated_at: tx.clock.now() };
  for (const [field, value] of Object.entries(fields)) {
    set[COLUMN_OF[field as keyof typeof COLUMN_OF]] =
      field === 'oversightBodyIds' ? sql`${value as string[]}::uuid[]` : value;
  }
  if (division !== undefined) set.division = division;
  if (mergedInto !== undefined) set.merged_into = mergedInto;
  if (localNumber !== undefined) set.local_number = localNumber;
  if (supervisionGrade !== undefined) set.supervision_grade = supervisionGrade;
  if (gradedOn !== undefined) set.graded_on = gradedOn;
  if (summary) {
    set.licence_until = summary.licenceUntil;
    set.insured_until = summary.insuredUntil;
    set.listed_until = summary.listedUntil;
    set.standard_level = summary.standardLevel;
    set.standard_until = summary.standardUntil;
  }
  if (
    fields.name !== undefined ||
    fields.creditCode !== undefined ||
    fields.address !== undefined ||
    localNumber !== undefined
  ) {
    set.search = searchOf({ ...before, ...fields, ...(localNumber === undefined ? {} : { localNumber }) });
  }
  await enterpriseTables(tx.db)
    .updateTable('enterprises')
    .set(set)
    .where('county', '=', tx.actor.county)
    .where('id', '=', before.id)
    .execute();
  if (division === undefined && !['name', 'industry', 'longitude', 'latitude'].some((field) => field in fields)) return;
  const { id, name, industry, longitude, latitude } = { ...before, ...fields };
  const place = { id, name, division: division ?? before.division, industry, longitude, latitude };
  await placeRisks(tx, [place]);
  await placeScreening(tx, [place]);
}
