import { addDays, today } from '@zhiben/platform/domain/clock.ts';
import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { listBodies } from '@zhiben/slices/division/server';
import { LAID_AHEAD_DAYS, layOut } from '../domain/due.rules.ts';
import { dutyOwners } from '../domain/duty-owner.rules.ts';
import { answeredAsOf } from '../domain/occurrence.rules.ts';
import { listAliases } from './body-alias.queries.ts';
import { holdRunning } from './campaign-closing.queries.ts';
import {
  beginOwnerships,
  endOwnerships,
  insertOccurrences,
  listDutyActors,
  listFilings,
  listToLay,
  type ToLay,
  updateAnswered,
} from './occurrence-upkeep.queries.ts';

interface Given {
  readonly taskId: string;
  readonly leadBodyId: string;
  readonly supportingBodyIds: readonly string[];
}

/** Puts the duties of newly assigned tasks on their bodies and lays out what each owes; what others owed ends. */
export async function assignDuties(tx: TxCtx, given: readonly Given[]): Promise<void> {
  const on = today(tx.clock);
  const [bodies, aliases] = [await listBodies(tx), await listAliases(tx)];
  const taskIds = given.map((task) => task.taskId);
  const ended: { dutyId: string; bodyId: string }[] = [];
  const begun: { dutyId: string; bodyId: string; taskId: string; alone: boolean }[] = [];
  for (const duty of await listDutyActors(tx, taskIds)) {
    const task = given.find((one) => one.taskId === duty.taskId);
    if (!task) continue;
    const wanted = dutyOwners(duty.actor, task, bodies, aliases);
    for (const { bodyId } of duty.owners) if (!wanted.includes(bodyId)) ended.push({ dutyId: duty.id, bodyId });
    for (const bodyId of wanted) {
      if (duty.owners.some((owner) => owner.bodyId === bodyId)) continue;
      begun.push({ dutyId: duty.id, bodyId, taskId: task.taskId, alone: wanted.length === 1 });
    }
  }
  await endOwnerships(tx, ended, on);
  await beginOwnerships(tx, begun, on);
  await layOutDuties(tx, await listToLay(tx, addDays(on, LAID_AHEAD_DAYS), { taskIds }));
}

/**
 * Lays out the occurrences of ownerships as far ahead as their kind asks; nothing of campaigns that have ended.
 * @returns how many were new
 */
export async function layOutDuties(tx: TxCtx, owners: readonly ToLay[]): Promise<number> {
  if (owners.length === 0) return 0;
  const running = await holdRunning(
    tx,
    owners.map((owner) => owner.campaignId),
  );
  const on = today(tx.clock);
  const laid = owners.flatMap((owner) => {
    if (!running.has(owner.campaignId)) return [];
    const run = { from: owner.sinceOn, endsOn: owner.endsOn };
    const { periods, laidThrough } = layOut(owner.duty, run, owner.laidThrough, on);
    return [{ ...owner, periods, through: laidThrough }];
  });
  return insertOccurrences(tx, laid);
}

/** Brings occurrences in step with the filings that answer them. */
export async function settleOccurrences(tx: TxCtx, occurrenceIds: readonly string[]): Promise<void> {
  if (occurrenceIds.length === 0) return;
  const on = today(tx.clock);
  const filings = await listFilings(tx, occurrenceIds);
  await updateAnswered(tx, new Map([...filings].map(([id, of]) => [id, answeredAsOf(of, on)])));
}
