import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { sql } from 'kysely';
import type { EnterpriseChange } from '../domain/enterprise.contract.ts';
import type { EnterpriseFields } from '../domain/enterprise.fields.ts';
import { enterpriseTables } from './enterprise.tables.ts';

/** On what ground fields change: stands beside each of them. */
export interface ChangeGround {
  readonly commandId: string;
  readonly source: EnterpriseChange['source'];
  readonly basis: string;
  readonly effectiveOn: LocalDate;
}

/** Adds a line for each field that changed. */
export async function insertChanges(
  tx: TxCtx,
  ground: ChangeGround,
  changed: readonly {
    readonly id: string;
    readonly before: Readonly<Record<string, unknown>>;
    readonly changes: Partial<EnterpriseFields> & { readonly division?: string };
  }[],
): Promise<void> {
  const rows = changed.flatMap(({ id, before, changes }) =>
    Object.entries(changes).map(([field, after]) => ({
      id: newId(),
      enterpriseId: id,
      field,
      before: before[field] ?? null,
      after,
    })),
  );
  if (rows.length === 0) return;
  const { county, userId, name } = tx.actor;
  await sql`
    insert into enterprise_changes (county, id, enterprise_id, field, before, after, source, basis, effective_on, at,
      by_user, by_name, command_id)
    select ${county}, r.id, r."enterpriseId", r.field, coalesce(r.before, 'null'), coalesce(r.after, 'null'),
      ${ground.source}, ${ground.basis}, ${ground.effectiveOn}::date, ${tx.clock.now()}::timestamptz, ${userId}::uuid,
      ${name}, ${ground.commandId}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (
      id uuid, "enterpriseId" uuid, field text, before jsonb, after jsonb)`.execute(tx.db);
}

/** The history of a file, newest first. The caller has checked that the actor may see it. */
export async function listChanges(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  enterpriseId: string,
  {
    cursor,
    limit,
    field,
  }: { readonly cursor?: string | undefined; readonly limit: number; readonly field?: string | undefined },
) {
  let query = enterpriseTables(ctx.db)
    .selectFrom('enterprise_changes')
    .select([
      'id',
      'field',
      'before',
      'after',
      'source',
      'basis',
      'effective_on as effectiveOn',
      'at',
      'by_name as byName',
      sql<string>`at::text`.as('key'),
    ])
    .where('county', '=', ctx.actor.county)
    .where('enterprise_id', '=', enterpriseId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (field) query = query.where('field', '=', field);
  if (cursor) {
    const [at, id] = decodeCursor(cursor, ['instant', 'id']);
    query = query.where(sql<boolean>`(at, id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  return toPage(await query.execute(), limit, ({ key, id }) => [key, id]);
}

/** The latest change of each field of a file. The caller has checked that the actor may see it. */
export function listOrigins(ctx: Pick<Ctx, 'db' | 'actor'>, enterpriseId: string) {
  return enterpriseTables(ctx.db)
    .selectFrom('enterprise_changes')
    .distinctOn('field')
    .select(['field', 'source', 'basis', 'effective_on as effectiveOn', 'at', 'by_name as byName'])
    .where('county', '=', ctx.actor.county)
    .where('enterprise_id', '=', enterpriseId)
    .orderBy('field')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}
