import { auditError, type Checkpoint, type Proof } from '../../domain/audit.contract.ts';
import { appError } from '../../domain/errors.ts';
import { inScope, type Scope } from '../../domain/scope.ts';
import type { Ctx } from '../ctx.ts';
import type { AuditBody } from './chain.ts';
import { makeCheckpoint } from './checkpoint.ts';
import { MerkleTree, type ProofStep } from './merkle.ts';
import { type ChainRow, type CheckpointRow, findEntries, listCheckpoints, streamLinks } from './verify.queries.ts';

const MOST_ENTRIES = 1000;

/**
 * The entries of some subjects, or of some commands, with what proves them: for each a Merkle path to a checkpoint.
 * Entries newer than the last checkpoint get one made for them.
 * @throws app/not-found when there are none or one lies outside the actor's scope; audit/too-many-entries
 */
export async function exportProof(
  ctx: Ctx,
  which: { subjectIds: readonly string[] } | { entryIds: readonly string[] },
): Promise<Proof> {
  const { county, scope } = ctx.actor;
  const entries = await findEntries(ctx.db, county, which, MOST_ENTRIES + 1);
  if (entries.length > MOST_ENTRIES) throw auditError('too-many-entries', { limit: MOST_ENTRIES });
  const visible = entries.every(({ body }) => isVisible(scope, JSON.parse(body) as AuditBody));
  if (entries.length === 0 || !visible) throw appError('not-found', { what: '审计记录' });

  const groups = groupByCheckpoint(entries, await checkpointsFor(ctx, entries));
  const proved: Proof['entries'] = [];
  for (const [checkpoint, members] of groups) {
    const paths = await pathsTo(ctx, checkpoint, members);
    for (const entry of members) proved.push(proveEntry(entry, checkpoint, paths));
  }
  return {
    format: 'zhiben-proof/1',
    county,
    exportedAt: ctx.clock.now().toISOString(),
    checkpoints: [...groups.keys()].map(presentCheckpoint),
    entries: proved.sort((a, b) => a.seq - b.seq),
  };
}

/** Entries that say where they lie are shown within that; others concern the county and are for those who see all of it. */
function isVisible(scope: Scope, { placement }: AuditBody): boolean {
  if (placement) return inScope(scope, placement);
  return scope.enterpriseId === null && scope.industries === null && /^0*$/.test(scope.division.slice(6));
}

async function checkpointsFor(ctx: Ctx, entries: readonly ChainRow[]): Promise<CheckpointRow[]> {
  const newest = entries.at(-1)?.seq ?? 0;
  const [last] = await listCheckpoints(ctx.db, ctx.actor.county, { limit: 1 });
  if (!last || last.seq < newest) await makeCheckpoint(ctx);
  return (await listCheckpoints(ctx.db, ctx.actor.county)).reverse();
}

function groupByCheckpoint(entries: readonly ChainRow[], checkpoints: readonly CheckpointRow[]) {
  const groups = new Map<CheckpointRow, ChainRow[]>();
  for (const entry of entries) {
    const covering = checkpoints.find((c) => c.fromSeq <= entry.seq && entry.seq <= c.seq);
    if (!covering) throw new Error(`audit chain: no checkpoint covers entry ${entry.seq}`);
    groups.set(covering, [...(groups.get(covering) ?? []), entry]);
  }
  return groups;
}

async function pathsTo(
  { db, actor }: Ctx,
  { algorithm, fromSeq, seq }: CheckpointRow,
  members: readonly ChainRow[],
): Promise<ReadonlyMap<number, readonly ProofStep[]>> {
  const wanted = new Set(members.map((entry) => entry.seq));
  const tree = new MerkleTree(algorithm);
  let at = fromSeq;
  for await (const link of streamLinks(db, actor.county, fromSeq, seq)) tree.append(link, wanted.has(at++));
  return tree.finish().paths;
}

function proveEntry(
  { seq, algorithm, body, prev_hash, hash }: ChainRow,
  checkpoint: CheckpointRow,
  paths: ReadonlyMap<number, readonly ProofStep[]>,
): Proof['entries'][number] {
  const path = [...(paths.get(seq - checkpoint.fromSeq) ?? [])];
  const links = { prevHash: prev_hash.toString('hex'), hash: hash.toString('hex') };
  return { seq, algorithm, body, ...links, checkpoint: checkpoint.seq, path };
}

export function presentCheckpoint({ seq, fromSeq, at, algorithm, headHash, merkleRoot }: CheckpointRow): Checkpoint {
  const hashes = { headHash: headHash.toString('hex'), merkleRoot: merkleRoot.toString('hex') };
  return { seq, fromSeq, at: at.toISOString(), algorithm, ...hashes };
}
