import type { Db } from '../db/connect.ts';
import { type AuditBody, GENESIS, linkHash } from './chain.ts';
import { MerkleTree } from './merkle.ts';
import {
  type ChainRow,
  type CheckpointRow,
  listCheckpoints,
  listCounties,
  readEnds,
  streamEntries,
} from './verify.queries.ts';

/**
 * What can be wrong with a chain:
 * alteredBody: the recorded bytes no longer give their hash · alteredColumns: the look-up columns tell another story
 * than the bytes · reordered: an entry stands at another place than its bytes say · missing: a seq is not there ·
 * wrongPredecessor: an entry does not continue the one before · tailCut: head or a checkpoint know entries that are
 * gone · headMismatch: the head is not the last link · checkpointMismatch: a checkpoint attests other entries.
 */
export type FaultKind =
  | 'alteredBody'
  | 'alteredColumns'
  | 'reordered'
  | 'missing'
  | 'wrongPredecessor'
  | 'tailCut'
  | 'headMismatch'
  | 'checkpointMismatch';

interface Fault {
  readonly kind: FaultKind;
  readonly seq: number;
  readonly sentence: string;
}

export interface ChainReport {
  readonly county: string;
  readonly entries: number;
  readonly headHash: string | null;
  readonly checkpoints: number;
  /** The first fault of each kind, by seq; empty when the chain is whole. */
  readonly faults: readonly Fault[];
}

interface Progress {
  readonly county: string;
  readonly done: number;
  readonly total: number;
}

/** Verifies the chains of all counties, or of one, one after the other. */
export async function* verifyChains(
  db: Db,
  options: { county?: string; onProgress?: (progress: Progress) => void } = {},
): AsyncGenerator<ChainReport> {
  const counties = options.county === undefined ? await listCounties(db) : [options.county];
  for (const county of counties) yield await verifyChain(db, county, options.onProgress);
}

/**
 * Reads a county's chain once, in batches; memory stays flat however long it is, and writers go on undisturbed.
 * Each entry is held against the recorded hash before it, so that one alteration shows as one fault.
 */
export async function verifyChain(
  db: Db,
  county: string,
  onProgress: (progress: Progress) => void = () => {},
): Promise<ChainReport> {
  const ends = await readEnds(db, county);
  const end = Math.max(ends.headSeq ?? 0, ends.lastSeq ?? 0);
  const found = new FaultList();
  const checkpoints = (await listCheckpoints(db, county)).reverse();
  const attested = new CheckpointWatch(checkpoints, end, found);

  let entries = 0;
  let expected = 1;
  let last: { seq: number; hash: Buffer } = { seq: 0, hash: GENESIS };
  for await (const rows of streamEntries(db, county, end)) {
    for (const row of rows) {
      if (row.seq !== expected) found.add('missing', expected, `缺少第 ${expected} 条记录`);
      else if (!row.prev_hash.equals(last.hash)) {
        found.add('wrongPredecessor', row.seq, `第 ${row.seq} 条记录与前一条不衔接`);
      }
      checkEntry(county, row, found);
      attested.take(row);
      last = row;
      expected = row.seq + 1;
    }
    entries += rows.length;
    onProgress({ county, done: last.seq, total: end });
  }
  attested.finish();
  checkHead(ends, last, found);
  return {
    county,
    entries,
    headHash: ends.headHash?.toString('hex') ?? null,
    checkpoints: checkpoints.length,
    faults: found.list(),
  };
}

class FaultList {
  readonly #first = new Map<FaultKind, Fault>();

  add(kind: FaultKind, seq: number, sentence: string): void {
    if (!this.#first.has(kind)) this.#first.set(kind, { kind, seq, sentence });
  }

  list(): Fault[] {
    return [...this.#first.values()].sort((a, b) => a.seq - b.seq);
  }
}

function checkEntry(county: string, row: ChainRow, found: FaultList): void {
  const { seq } = row;
  if (!linkHash(row.algorithm, row.prev_hash, row.body).equals(row.hash)) {
    found.add('alteredBody', seq, `第 ${seq} 条记录的内容被改动`);
  }
  const body = parse(row.body);
  if (!body) {
    found.add('alteredBody', seq, `第 ${seq} 条记录的内容无法读取`);
    return;
  }
  if (body.seq !== seq) found.add('reordered', seq, `第 ${seq} 条记录原为第 ${body.seq} 条`);
  const same =
    body.county === county &&
    body.id === row.id &&
    Date.parse(body.at) === row.at.getTime() &&
    body.actor?.id === row.actor_id &&
    body.action === row.action &&
    body.subject?.kind === row.subject_kind &&
    body.subject.id === row.subject_id;
  if (!same) found.add('alteredColumns', seq, `第 ${seq} 条记录的检索字段与内容不符`);
}

function parse(text: string): AuditBody | null {
  try {
    return JSON.parse(text) as AuditBody | null;
  } catch {
    return null;
  }
}

function checkHead(
  { headSeq, headHash, lastSeq }: Awaited<ReturnType<typeof readEnds>>,
  last: { seq: number; hash: Buffer },
  found: FaultList,
): void {
  if (headSeq === null || headHash === null) {
    if (lastSeq !== null) found.add('headMismatch', last.seq, '链尾标记不存在');
    return;
  }
  if (headSeq > last.seq) found.add('tailCut', last.seq + 1, `第 ${last.seq + 1} 至 ${headSeq} 条记录被截去`);
  else if (headSeq < last.seq || !headHash.equals(last.hash)) {
    found.add('headMismatch', headSeq, '链尾标记与最后一条记录不符');
  }
}

interface OpenCheckpoint {
  readonly checkpoint: CheckpointRow;
  readonly tree: MerkleTree;
  count: number;
}

/** Holds the entries against the checkpoints as they stream by. Checkpoints may overlap. */
class CheckpointWatch {
  readonly #waiting: CheckpointRow[];
  readonly #found: FaultList;
  #open: OpenCheckpoint[] = [];

  constructor(checkpoints: readonly CheckpointRow[], end: number, found: FaultList) {
    this.#found = found;
    for (const { seq } of checkpoints) {
      if (seq > end) found.add('tailCut', end + 1, `校验点所载第 ${end + 1} 至 ${seq} 条记录已不存在`);
    }
    this.#waiting = checkpoints.filter(({ seq }) => seq <= end).sort((a, b) => a.fromSeq - b.fromSeq);
  }

  take({ seq, hash }: { seq: number; hash: Buffer }): void {
    for (let next = this.#waiting[0]; next && next.fromSeq <= seq; next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#open.push({ checkpoint: next, tree: new MerkleTree(next.algorithm), count: 0 });
    }
    if (this.#open.length === 0) return;
    for (const open of this.#open) {
      if (seq > open.checkpoint.seq) continue;
      open.tree.append(hash);
      open.count += 1;
      if (seq === open.checkpoint.seq) this.#close(open, hash);
    }
    this.#open = this.#open.filter(({ checkpoint }) => checkpoint.seq > seq);
  }

  #close({ checkpoint, tree, count }: OpenCheckpoint, hash: Buffer): void {
    const { seq, fromSeq, headHash, merkleRoot } = checkpoint;
    const whole = count === seq - fromSeq + 1;
    if (whole && headHash.equals(hash) && merkleRoot.equals(tree.finish().root)) return;
    this.#found.add('checkpointMismatch', seq, `第 ${fromSeq} 至 ${seq} 条记录与当时的校验点不符`);
  }

  /** Entries at which a checkpoint should have closed were not there. */
  finish(): void {
    for (const { seq, fromSeq } of [...this.#open.map((o) => o.checkpoint), ...this.#waiting]) {
      this.#found.add('checkpointMismatch', seq, `第 ${fromSeq} 至 ${seq} 条记录与当时的校验点不符`);
    }
  }
}
