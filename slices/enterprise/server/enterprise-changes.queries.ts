import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { sql } from 'kysely';
import type { EnterpriseChange } from '../domain/enterprise.contract.ts';
import type { EnterpriseFields } from '../domain/enterprise.fields.ts';
import { enterpriseTables, json } from './enterprise.tables.ts';

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
  const at = tx.clock.now();
  const rows = changed.flatMap(({ id, before, changes }) =>
    Object.entries(changes).map(([field, value]) => ({
      county: tx.actor.county,
      id: newId(),
      enterprise_id: id,
      field,
      before: json(before[field] ?? null),
      after: json(value),
      source: ground.source,
      basis: ground.basis,
      effective_on: ground.effectiveOn,
      at,
      by_user: tx.actor.userId,
      by_name: tx.actor.name,
      command_id: ground.commandId,
    })),
  );
  for (let from = 0; from < rows.length; from += 1000) {
    await enterpriseTables(tx.db)
      .insertInto('enterprise_changes')
      .values(rows.slice(from, from + 1000))
      .execute();
  }
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
