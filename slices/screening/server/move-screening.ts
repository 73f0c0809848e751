import { today } from '@zhiben/platform/domain/clock.ts';
import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { placeFiles } from '@zhiben/platform/server/files/index.ts';
import { enqueue } from '@zhiben/platform/server/jobs/index.ts';
import { monthsInMotion } from '../domain/effect-month.rules.ts';
import { countDays } from './count-days.ts';
import { keepEffectJob } from './effect.keep.ts';
import { type FilePlace, lockFile, lockOpened } from './file.queries.ts';
import {
  deleteFile,
  findHolders,
  findMovable,
  type MovedScreening,
  updateHolder,
  updateSigned,
  updateWaiting,
} from './move-screening.queries.ts';

export type { MovedScreening } from './move-screening.queries.ts';

/**
 * Gives the self-inspection of a file that disappears to the one that is kept: checklists, tasks with their records and
 * slots, suspensions, commitments and statements, reports of workers and their rewards, vetoes. The two files are one
 * enterprise: where one says that the whole of it stood still, the tasks of both stood still.
 */
export async function moveScreening(tx: TxCtx, fromId: string, to: FilePlace): Promise<MovedScreening> {
  await lockOpened(tx, fromId);
  const moved = await findMovable(tx, fromId, to.id);
  await give(tx, moved, to, fromId);
  await deleteFile(tx, fromId, monthsInMotion(today(tx.clock)));
  return moved;
}

/** Gives back what a merge took over, wherever it lies now, with what was signed for it since. */
export async function giveScreening(tx: TxCtx, moved: MovedScreening, to: FilePlace): Promise<void> {
  await give(tx, moved, to);
}

async function give(tx: TxCtx, moved: MovedScreening, to: FilePlace, fromId?: string): Promise<void> {
  const holders = (await findHolders(tx, moved)).filter((id) => id !== to.id);
  await updateSigned(tx, moved, to.id);
  let records: string[] = [];
  if (holders.length > 0) {
    const file = await lockFile(tx, to);
    const others = [];
    for (const id of holders) others.push(await lockOpened(tx, id));
    records = await updateHolder(tx, moved, holders, to);
    for (const held of [file, ...others]) if (held && held.id !== fromId) await countDays(tx, held, moved.since);
  }
  const subjects = [...records, ...moved.snapshots, ...moved.statements];
  const { id: enterpriseId, division, industry } = to;
  await placeFiles(tx, subjects, { county: tx.actor.county, division, industry, enterpriseId });
  await updateWaiting(tx, subjects, holders, to.id);
  for (const id of [to.id, ...holders].filter((one) => one !== fromId))
    await enqueue(tx, keepEffectJob, { enterpriseId: id }, { key: `/${id}` });
}
