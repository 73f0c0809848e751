import type { Ctx } from '../ctx.ts';
import { MerkleTree } from './merkle.ts';
import {
  type CheckpointRow,
  findCheckpoint,
  insertCheckpoint,
  listCheckpoints,
  readEnds,
  streamLinks,
} from './verify.queries.ts';

/**
 * Attests the entries since the last checkpoint of the actor's county: the head's hash and the Merkle root over their
 * links. Printed and kept elsewhere, it holds whoever could rewrite the whole database to what was there that day.
 * Two made at once may overlap, which does no harm.
 * @returns the new checkpoint, or the last one when nothing came since; null in a county without entries
 */
export async function makeCheckpoint(
  ctx: Pick<Ctx, 'db' | 'actor' | 'clock' | 'services'>,
): Promise<CheckpointRow | null> {
  const { db, clock } = ctx;
  const { county } = ctx.actor;
  const [last = null] = await listCheckpoints(db, county, { limit: 1 });
  const { headSeq, headHash } = await readEnds(db, county);
  const fromSeq = (last?.seq ?? 0) + 1;
  if (headSeq === null || headHash === null || headSeq < fromSeq) return last;
  const algorithm = ctx.services.hashAlgorithm;
  const tree = new MerkleTree(algorithm);
  for await (const link of streamLinks(db, county, fromSeq, headSeq)) tree.append(link);
  const { root } = tree.finish();
  const made = { seq: headSeq, fromSeq, at: clock.now(), algorithm, headHash, merkleRoot: root };
  if (await insertCheckpoint(db, county, made)) return made;
  return (await findCheckpoint(db, county, headSeq)) ?? null;
}
