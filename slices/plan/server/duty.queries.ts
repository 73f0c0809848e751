import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { sql } from 'kysely';
import type { z } from 'zod';
import type * as contracts from '../domain/duty.contract.ts';

type Duty = Omit<z.output<typeof contracts.addDuty.body>, 'commandId'>;

/**
 * A duty of a person's own words: it has no place in the text, so its span is the empty one where its clause begins.
 * @returns false when the id is taken
 */
export async function insertDuty(
  tx: TxCtx,
  task: { readonly id: string; readonly campaignId: string },
  { id, quote, actor, per, dueDay, deadline }: Duty,
): Promise<boolean> {
  const frequency = per && { per, atLeast: 1, ...(dueDay === null ? {} : { dueDay: String(dueDay) }) };
  const { rows } = await sql`
    insert into obligations (county, id, campaign_id, unit_id, ordinal, kind, quote, span_start, span_end, deadline,
      frequency, actor, actor_source, confidence)
    select units.county, ${id}::uuid, units.campaign_id, units.id,
      (select coalesce(max(ordinal), 0) + 1 from obligations o
        where o.county = units.county and o.campaign_id = units.campaign_id),
      ${per === null ? 'deadline' : 'recurring'}, ${quote}, units.span_start, units.span_start, ${deadline}::date,
      ${frequency && JSON.stringify(frequency)}::jsonb, ${actor || null}, ${actor ? 'explicit' : null}, 1
    from campaign_units units
    where units.county = ${tx.actor.county} and units.campaign_id = ${task.campaignId} and units.id = ${task.id}
    on conflict (county, id) do nothing
    returning id`.execute(tx.db);
  return rows.length > 0;
}
