import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { sql } from 'kysely';
import type { MeasureInput } from '../domain/risk.contract.ts';
import type { ReadCtx } from './file.queries.ts';
import { riskTables } from './risk.tables.ts';

export function listMeasures(ctx: ReadCtx, enterpriseId: string, eventId?: string) {
  let rows = riskTables(ctx.db)
    .selectFrom('risk_measures')
    .where('county', '=', ctx.actor.county)
    .where('enterprise_id', '=', enterpriseId)
    .where('removed_at', 'is', null)
    .select(['id', 'event_id as eventId', 'data_source as dataSource', 'class1', 'class2', 'class3', 'content'])
    .orderBy('event_id')
    .orderBy('position')
    .orderBy('id');
  if (eventId) rows = rows.where('event_id', '=', eventId);
  return rows.execute();
}

/** Makes the measures of an event what is given, in that order; those left out are marked as removed. */
export async function writeMeasures(
  tx: TxCtx,
  event: { readonly id: string; readonly enterpriseId: string },
  measures: readonly MeasureInput[],
): Promise<void> {
  const db = riskTables(tx.db);
  const now = tx.clock.now();
  const { county } = tx.actor;
  const kept = measures.map(({ id }) => id);
  await db
    .updateTable('risk_measures')
    .set({ removed_at: now, updated_at: now })
    .where('county', '=', county)
    .where('event_id', '=', event.id)
    .where('enterprise_id', '=', event.enterpriseId)
    .where('removed_at', 'is', null)
    .where(sql<boolean>`not id = any(${kept}::uuid[])`)
    .execute();
  if (measures.length === 0) return;
  const values = measures.map(({ id, dataSource, class1, class2, class3, content }, position) => ({
    county,
    id,
    enterprise_id: event.enterpriseId,
    event_id: event.id,
    data_source: dataSource,
    class1,
    class2,
    class3,
    content,
    position,
    updated_at: now,
    removed_at: null,
  }));
  const written = await db
    .insertInto('risk_measures')
    .values(values)
    .onConflict((c) =>
      c
        .columns(['county', 'id'])
        .doUpdateSet((eb) => ({
          data_source: eb.ref('excluded.data_source'),
          class1: eb.ref('excluded.class1'),
          class2: eb.ref('excluded.class2'),
          class3: eb.ref('excluded.class3'),
          content: eb.ref('excluded.content'),
          position: eb.ref('excluded.position'),
          updated_at: eb.ref('excluded.updated_at'),
          removed_at: null,
        }))
        // An id of another event's measure is not moved over.
        .whereRef('risk_measures.event_id', '=', 'excluded.event_id'),
    )
    .returning('id')
    .execute();
  if (written.length < measures.length) throw new MeasureIdTaken();
}

/** A client-made measure id that belongs to another event. */
export class MeasureIdTaken extends Error {}
