import { createHash } from 'node:crypto';
import { addDays, instantOf } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { listCheckpoints } from '@zhiben/platform/server/audit/verify.queries.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import type { z } from 'zod';
import { hazardError } from '../domain/hazard.errors.ts';
import type { drawLookBacks, LookBackDraw } from '../domain/hazard-look-back.contract.ts';
import { selectForLookBack } from './hazard.actions.ts';
import {
  countDone,
  type DrawRow,
  findDraw,
  insertDraw,
  listClosedIds,
  listDraws,
  scopeKey,
} from './hazard-look-back.queries.ts';

/** Checkpoints are made daily; further back nobody draws. */
const SEARCHED = 1000;
/** More than this many visits from one draw nobody makes. */
const MOST_DRAWN = 500;

/** Lot of a hazard: who doubts a draw computes it with any tool that knows sha256. */
export const lotOf = (seed: string, id: string): string => sha256(`${seed}:${id}`);

/** The ids with the smallest lots. @param share percent, of which at least one is drawn */
export function drawLots(seed: string, ids: readonly string[], share: number): string[] {
  const count = Math.ceil((ids.length * share) / 100);
  const lots = ids.map((id) => ({ id, lot: lotOf(seed, id) })).sort((a, b) => (a.lot < b.lot ? -1 : 1));
  return lots.slice(0, count).map(({ id }) => id);
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Draws once from what was closed in a period of the actor's scope, and gives each of the drawn its day.
 * @throws hazard/no-checkpoint, hazard/drawn-already, hazard/nothing-to-draw, app/id-taken
 */
export async function makeDraw(ctx: Ctx, draw: z.output<typeof drawLookBacks.body>): Promise<LookBackDraw> {
  const { id, closedFrom, closedTo, share, dueOn } = draw;
  const known = await findDraw(ctx, id);
  if (known) return presentDraw(ctx, known);
  const { county, userId, name } = ctx.actor;
  const after = addDays(closedTo, 1);
  const end = instantOf(after);
  const checkpoints = await listCheckpoints(ctx.db, county, { limit: SEARCHED });
  const first = checkpoints.filter(({ at }) => at >= end).at(-1);
  if (!first) throw hazardError('no-checkpoint', { after: closedTo });
  const seed = first.headHash.toString('hex');
  try {
    await ctx.transaction(async (tx) => {
      const ids = await listClosedIds(tx, closedFrom, closedTo);
      if (ids.length === 0) throw hazardError('nothing-to-draw', {});
      const drawn = drawLots(seed, ids, share).slice(0, MOST_DRAWN);
      const population = { population: ids.length, population_hash: sha256(ids.join('\n')) };
      const made = { made_by: userId, made_by_name: name, made_at: tx.clock.now() };
      const period = { closed_from: closedFrom, closed_to: closedTo, share, due_on: dueOn };
      const checkpoint = { checkpoint_seq: first.seq, seed };
      await insertDraw(tx, { id, scope: scopeKey(tx), ...period, ...checkpoint, ...population, drawn, ...made });
      tx.record({
        id,
        action: 'hazard:draw',
        subject: { kind: 'hazardLookBackDraw', id },
        data: { closedFrom, closedTo, share, dueOn, checkpointSeq: first.seq, seed, ...population, drawn },
      });
      for (const hazardId of drawn) await selectForLookBack(tx, hazardId, { drawId: id, dueOn, factId: newId() });
    });
  } catch (error) {
    const { constraint } = error as { constraint?: string };
    if (constraint === 'hazard_look_back_draws_once') throw hazardError('drawn-already', {});
    if (constraint === 'hazard_look_back_draws_pkey') throw appError('id-taken', {}); // by people of another scope
    throw error;
  }
  const made = await findDraw(ctx, id);
  if (!made) throw appError('not-found', { what: '这次抽查' });
  return presentDraw(ctx, made);
}

export async function presentDraws(ctx: Ctx, page: { cursor?: string | undefined; limit: number }) {
  const { rows, nextCursor } = await listDraws(ctx, page);
  return { rows: await Promise.all(rows.map((row) => presentDraw(ctx, row))), nextCursor };
}

async function presentDraw(ctx: Ctx, draw: DrawRow): Promise<LookBackDraw> {
  const { done, failed } = await countDone(ctx, draw.drawn);
  return {
    id: draw.id,
    closedFrom: draw.closedFrom,
    closedTo: draw.closedTo,
    share: draw.share,
    dueOn: draw.dueOn,
    checkpointSeq: draw.checkpointSeq,
    seed: draw.seed,
    population: draw.population,
    populationHash: draw.populationHash,
    drawn: draw.drawn,
    doneCount: done,
    failedCount: failed,
    madeByName: draw.madeByName,
    madeAt: draw.madeAt.toISOString(),
  };
}
