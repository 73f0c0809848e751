import { divisionRange } from '@zhiben/platform/domain/scope.ts';
import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { fixedStatement } from '@zhiben/platform/server/db/fixed.ts';
import { rowsOf } from '@zhiben/platform/server/db/rows.ts';
import { decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { whereInScope } from '@zhiben/platform/server/scope.ts';
import { sql } from 'kysely';
import type { CountedSuspension } from '../domain/figures.rules.ts';
import { fileScope, type ReadCtx } from './file.queries.ts';
import { screeningTables } from './screening.tables.ts';

function rows(ctx: ReadCtx) {
  return screeningTables(ctx.db)
    .selectFrom('screening_suspensions as s')
    .innerJoin('screening_files', (j) =>
      j.onRef('screening_files.county', '=', 's.county').onRef('screening_files.enterprise_id', '=', 's.enterprise_id'),
    )
    .where(whereInScope(ctx.actor.scope, fileScope))
    .select([
      's.id',
      's.enterprise_id as enterpriseId',
      'screening_files.name as enterpriseName',
      'screening_files.division',
      's.unit_id as unitId',
      's.unit_name as unitName',
      's.starts_at as startsAt',
      's.ends_at as endsAt',
      's.reason',
      's.filed_at as filedAt',
      's.filed_by_name as filedByName',
      's.filed_late as filedLate',
      's.withdrawn_at as withdrawnAt',
      's.version',
    ]);
}
export type SuspensionRow = NonNullable<Awaited<ReturnType<typeof findSuspension>>>;

export function findSuspension(ctx: ReadCtx, id: string) {
  return rows(ctx).where('s.id', '=', id).executeTakeFirst();
}

export async function listSuspensionRows(
  ctx: ReadCtx,
  { enterpriseId, cursor, limit }: { enterpriseId: string; cursor?: string | undefined; limit: number },
) {
  let found = rows(ctx)
    .where('s.enterprise_id', '=', enterpriseId)
    .select(sql<string>`s.starts_at::text`.as('startsKey'))
    .orderBy('s.starts_at', 'desc')
    .orderBy('s.id', 'desc')
    .limit(limit + 1);
  if (cursor) {
    const [at, id] = decodeCursor(cursor, ['instant', 'id']);
    found = found.where(sql<boolean>`(s.starts_at, s.id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  return toPage(await found.execute(), limit, (row) => [row.startsKey, row.id]);
}

/** Which of some enterprises are filed as suspended as a whole at an instant. */
export async function listSuspendedWhole(
  ctx: ReadCtx,
  enterpriseIds: readonly string[],
  at: Date,
): Promise<Set<string>> {
  const found = await screeningTables(ctx.db)
    .selectFrom('screening_suspensions')
    .where('county', '=', ctx.actor.county)
    .where(sql<boolean>`enterprise_id = any(${[...enterpriseIds]}::uuid[])`)
    .where('unit_id', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('starts_at', '<=', at)
    .where('ends_at', '>', at)
    .select('enterprise_id as id')
    .execute();
  return new Set(found.map(({ id }) => id));
}

export interface SuspensionFilter {
  readonly division?: string | undefined;
  readonly industry?: string | undefined;
  readonly state?: 'now' | 'late' | undefined;
}

/** Of all enterprises in scope, what was filed or changed last first: that is what regulators look out for. */
export async function listAllSuspensions(
  ctx: ReadCtx,
  { division, industry, state }: SuspensionFilter,
  { cursor, limit, now }: { cursor?: string | undefined; limit: number; now: Date },
) {
  let found = rows(ctx)
    .select(sql<string>`s.updated_at::text`.as('updatedKey'))
    .orderBy('s.updated_at', 'desc')
    .orderBy('s.id', 'desc')
    .limit(limit + 1);
  if (division) {
    const range = divisionRange(division);
    found = found.where('screening_files.division', '>=', range.from).where('screening_files.division', '<', range.to);
  }
  if (industry) found = found.where('screening_files.industry', '=', industry);
  if (state === 'late') found = found.where('s.filed_late', '=', true);
  if (state === 'now')
    found = found.where('s.withdrawn_at', 'is', null).where('s.starts_at', '<=', now).where('s.ends_at', '>', now);
  if (cursor) {
    const [at, id] = decodeCursor(cursor, ['instant', 'id']);
    found = found.where(sql<boolean>`(s.updated_at, s.id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  return toPage(await found.execute(), limit, (row) => [row.updatedKey, row.id]);
}

/** Those in force, by enterprise, as figures need them. Years of them are few. */
export async function listCountedSuspensions(
  ctx: ReadCtx,
  enterpriseIds: readonly string[],
): Promise<Map<string, CountedSuspension[]>> {
  const found = await rowsOf(ctx, countedOf({ county: ctx.actor.county, enterpriseIds }));
  const byEnterprise = new Map<string, CountedSuspension[]>();
  for (const { enterpriseId, unitId, startsAt, endsAt } of found) {
    const one = { unitId, from: startsAt.getTime(), to: endsAt.getTime() };
    byEnterprise.set(enterpriseId, [...(byEnterprise.get(enterpriseId) ?? []), one]);
  }
  return byEnterprise;
}

const countedOf = fixedStatement(
  (db, { county, enterpriseIds }: { county: string; enterpriseIds: readonly string[] }) =>
    screeningTables(db)
      .selectFrom('screening_suspensions')
      .where('county', '=', county)
      .where(sql<boolean>`enterprise_id = any(${enterpriseIds}::uuid[])`)
      .where('withdrawn_at', 'is', null)
      .select(['enterprise_id as enterpriseId', 'unit_id as unitId', 'starts_at as startsAt', 'ends_at as endsAt']),
);

interface NewSuspension {
  readonly id: string;
  readonly enterpriseId: string;
  readonly unitId: string | null;
  readonly unitName: string | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly reason: string;
  readonly filedLate: boolean;
}

export async function insertSuspension(tx: TxCtx, one: NewSuspension): Promise<void> {
  const now = tx.clock.now();
  await screeningTables(tx.db)
    .insertInto('screening_suspensions')
    .values({
      county: tx.actor.county,
      id: one.id,
      enterprise_id: one.enterpriseId,
      unit_id: one.unitId,
      unit_name: one.unitName,
      starts_at: one.startsAt,
      ends_at: one.endsAt,
      reason: one.reason,
      filed_at: now,
      filed_by: tx.actor.userId,
      filed_by_name: tx.actor.name,
      filed_late: one.filedLate,
      withdrawn_at: null,
      updated_at: now,
    })
    .execute();
}

export async function updateSuspension(
  tx: TxCtx,
  before: { readonly id: string; readonly version: number },
  set: { readonly ends_at: Date } | { readonly withdrawn_at: Date },
): Promise<void> {
  await screeningTables(tx.db)
    .updateTable('screening_suspensions')
    .set({ ...set, version: before.version + 1, updated_at: tx.clock.now() })
    .where('county', '=', tx.actor.county)
    .where('id', '=', before.id)
    .execute();
}
