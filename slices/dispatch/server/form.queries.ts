import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { Form } from '../domain/dispatch.contract.ts';
import { type ReadCtx, tables } from './dispatch.tables.ts';

const row = [
  'dispatch_forms.id',
  'dispatch_forms.definition_code as definitionCode',
  'dispatch_forms.campaign_id as campaignId',
  'dispatch_forms.campaign_name as campaignName',
  'dispatch_forms.counts_from as countsFrom',
  'dispatch_forms.first_period as firstPeriod',
  'dispatch_forms.last_period as lastPeriod',
] as const;

/** Which forms a county uses is known to everybody in it who works with forms; the figures are what is scoped. */
const visible = (ctx: ReadCtx) =>
  tables(ctx.db).selectFrom('dispatch_forms').where('dispatch_forms.county', '=', ctx.actor.county);

/** Forms in use, newest first. There are a handful in a county. */
export function listForms(ctx: ReadCtx): Promise<Form[]> {
  return visible(ctx).select(row).orderBy('started_at', 'desc').orderBy('id', 'desc').limit(100).execute();
}

export function findFormInUse(ctx: ReadCtx, id: string): Promise<Form | undefined> {
  return visible(ctx).select(row).where('dispatch_forms.id', '=', id).executeTakeFirst();
}

/** @returns false when the form is in use for that campaign already */
export async function insertForm(tx: TxCtx, form: Form): Promise<boolean> {
  const inserted = await tables(tx.db)
    .insertInto('dispatch_forms')
    .values({
      county: tx.actor.county,
      id: form.id,
      definition_code: form.definitionCode,
      campaign_id: form.campaignId,
      campaign_name: form.campaignName,
      counts_from: form.countsFrom,
      first_period: form.firstPeriod,
      last_period: form.lastPeriod,
      started_at: tx.clock.now(),
      started_by: tx.actor.userId,
    })
    .onConflict((c) => c.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}
