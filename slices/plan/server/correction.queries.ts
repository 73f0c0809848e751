import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { Correction } from '../domain/correction.contract.ts';
import { type ReadCtx, tables } from './plan.tables.ts';

/** The corrections of a document that the actor was found to see, in their order. */
export async function listCorrections(ctx: ReadCtx, documentId: string): Promise<Correction[]> {
  const rows = await tables(ctx.db)
    .selectFrom('plan_corrections')
    .select(['id', 'version', 'operation', 'made_at as madeAt', 'made_by as madeBy', 'made_by_name as madeByName'])
    .where('county', '=', ctx.actor.county)
    .where('document_id', '=', documentId)
    .orderBy('version')
    .execute();
  return rows.map((row) => ({ ...row, madeAt: row.madeAt.toISOString() }));
}

/** Holds the document until the end of the transaction: corrections, readings and the adoption wait for each other. */
export async function lockDocument(tx: TxCtx, documentId: string): Promise<void> {
  await tables(tx.db)
    .selectFrom('plan_documents')
    .select('id')
    .where('county', '=', tx.actor.county)
    .where('id', '=', documentId)
    .forUpdate()
    .execute();
}

export async function insertCorrection(tx: TxCtx, documentId: string, correction: Correction): Promise<void> {
  const { id, version, operation, madeAt, madeBy, madeByName } = correction;
  await tables(tx.db)
    .insertInto('plan_corrections')
    .values({
      county: tx.actor.county,
      id,
      document_id: documentId,
      version,
      operation: JSON.stringify(operation),
      made_at: new Date(madeAt),
      made_by: madeBy,
      made_by_name: madeByName,
    })
    .execute();
  await setVersion(tx, documentId, { version });
}

export async function replaceReading(tx: TxCtx, documentId: string, version: number, reading: string): Promise<void> {
  await setVersion(tx, documentId, { version, reading, read_at: tx.clock.now() });
}

async function setVersion(
  tx: TxCtx,
  documentId: string,
  changes: { version: number; reading?: string; read_at?: Date },
): Promise<void> {
  await tables(tx.db)
    .updateTable('plan_documents')
    .set(changes)
    .where('county', '=', tx.actor.county)
    .where('id', '=', documentId)
    .execute();
}

export async function hasCorrection(ctx: ReadCtx, id: string): Promise<boolean> {
  const row = await tables(ctx.db)
    .selectFrom('plan_corrections')
    .select('id')
    .where('county', '=', ctx.actor.county)
    .where('id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
}
