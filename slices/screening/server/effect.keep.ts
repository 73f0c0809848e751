import { addMonths } from '@zhiben/platform/domain/calendar.ts';
import { today } from '@zhiben/platform/domain/clock.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { job } from '@zhiben/platform/server/slice.ts';
import { findEnterprises } from '@zhiben/slices/enterprise/server';
import { z } from 'zod';
import { daysOver, monthsInMotion } from '../domain/effect-month.rules.ts';
import { monthSchema } from '../domain/statement.contract.ts';
import { computeEffects, shareFacts } from './effect.compute.ts';
import { saveEffects } from './effect.queries.ts';
import { dropOldPrints, listScreened, replacePrints, type ScreenedEnterprise } from './effect-source.queries.ts';

const BATCH = 250;
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Computes and keeps a month of the whole county, or of some enterprises: all that inspect themselves, and all that had
 * hazards to cure. Running twice changes nothing but the time of it.
 * @param ctx of the system: what is kept is the same for everybody
 * @returns how many enterprises
 */
export async function keepMonth(ctx: Ctx, month: string, only?: readonly string[]): Promise<number> {
  const days = daysOver(month, today(ctx.clock));
  if (!days) return 0;
  const { shared, version } = await shareFacts(ctx, month, days);
  let count = 0;
  const seen = new Set<string>();
  const keep = async (enterprises: readonly ScreenedEnterprise[]) => {
    if (enterprises.length === 0) return;
    const effects = await computeEffects(ctx, enterprises, shared);
    await saveEffects(ctx, month, version, effects);
    await replacePrints(ctx, month, new Map(effects.map(({ enterpriseId, prints }) => [enterpriseId, prints])));
    count += effects.length;
  };
  if (only) {
    await keep(await placesOf(ctx, only));
    return count;
  }
  for (let after = FIRST; ; ) {
    const batch = await listScreened(ctx, after, BATCH);
    for (const { enterpriseId } of batch) seen.add(enterpriseId);
    await keep(batch);
    const last = batch.at(-1);
    if (!last || batch.length < BATCH) break;
    after = last.enterpriseId;
  }
  const others = [...shared.hazards.keys()].filter((id) => !seen.has(id)).sort();
  for (let from = 0; from < others.length; from += BATCH) {
    await keep(await placesOf(ctx, others.slice(from, from + BATCH)));
  }
  return count;
}

async function placesOf(ctx: Ctx, ids: readonly string[]): Promise<ScreenedEnterprise[]> {
  const found = await findEnterprises(ctx, ids);
  return found.map(({ id, division, industry }) => ({ enterpriseId: id, division, industry }));
}

/** At night, after the slots of the day are settled. */
export const keepEffectJob = job({
  name: 'screening:keepEffect',
  schedule: '50 3 * * *',
  payload: z.object({ month: monthSchema.optional(), enterpriseId: z.uuid().optional() }),
  run: async ({ ctx, payload: { month, enterpriseId } }) => {
    const day = today(ctx.clock);
    const months = month === undefined ? monthsInMotion(day) : [month];
    for (const one of months) await keepMonth(ctx, one, enterpriseId === undefined ? undefined : [enterpriseId]);
    await dropOldPrints(ctx, addMonths(`${day.slice(0, 7)}-01`, -2).slice(0, 7));
  },
});
