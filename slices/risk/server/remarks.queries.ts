import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { ReadCtx } from './file.queries.ts';
import { riskTables } from './risk.tables.ts';

const columns = [
  'id',
  'event_id as eventId',
  'enterprise_id as enterpriseId',
  'kind',
  'words',
  'at',
  'by_name as byName',
  'answer',
  'answered_at as answeredAt',
  'answered_by_name as answeredByName',
] as const;

/** Of an event that the actor may see. */
export function listRemarks(ctx: ReadCtx, eventId: string) {
  return riskTables(ctx.db)
    .selectFrom('risk_remarks')
    .where('county', '=', ctx.actor.county)
    .where('event_id', '=', eventId)
    .select(columns)
    .orderBy('at', 'desc')
    .limit(100)
    .execute();
}

/** Whoever asks checks that the actor may see its event. */
export function findRemark(ctx: ReadCtx, id: string) {
  return riskTables(ctx.db)
    .selectFrom('risk_remarks')
    .where('county', '=', ctx.actor.county)
    .where('id', '=', id)
    .select(columns)
    .executeTakeFirst();
}

export async function insertRemark(
  tx: TxCtx,
  remark: {
    readonly id: string;
    readonly eventId: string;
    readonly enterpriseId: string;
    readonly kind: 'comment' | 'return';
    readonly words: string;
  },
): Promise<void> {
  await riskTables(tx.db)
    .insertInto('risk_remarks')
    .values({
      county: tx.actor.county,
      id: remark.id,
      event_id: remark.eventId,
      enterprise_id: remark.enterpriseId,
      kind: remark.kind,
      words: remark.words,
      at: tx.clock.now(),
      by_user: tx.actor.userId,
      by_name: tx.actor.name,
      answered_at: null,
      answered_by_name: null,
    })
    .execute();
  if (remark.kind === 'return') await setReturned(tx, remark.eventId, tx.clock.now());
}

export async function updateRemark(tx: TxCtx, id: string, eventId: string, answer: string): Promise<void> {
  const db = riskTables(tx.db);
  const { county, name } = tx.actor;
  await db
    .updateTable('risk_remarks')
    .set({ answer, answered_at: tx.clock.now(), answered_by_name: name })
    .where('county', '=', county)
    .where('id', '=', id)
    .execute();
  const open = await db
    .selectFrom('risk_remarks')
    .select('id')
    .where('county', '=', county)
    .where('event_id', '=', eventId)
    .where('kind', '=', 'return')
    .where('answered_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  if (!open) await setReturned(tx, eventId, null);
}

async function setReturned(tx: TxCtx, eventId: string, at: Date | null): Promise<void> {
  await riskTables(tx.db)
    .updateTable('risk_events')
    .set({ returned_at: at, updated_at: tx.clock.now() })
    .where('county', '=', tx.actor.county)
    .where('id', '=', eventId)
    .execute();
}
