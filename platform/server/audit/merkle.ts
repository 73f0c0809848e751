import { createHash } from 'node:crypto';
import type { HashAlgorithm } from './chain.ts';

/** One step of a proof: the sibling's hash and the side on which it stands. */
export interface ProofStep {
  readonly side: 'left' | 'right';
  readonly hash: string;
}

interface Node {
  readonly height: number;
  readonly hash: Buffer;
  /** Leaves below for which a path is wanted. */
  readonly marks: readonly Mark[];
}

interface Mark {
  readonly index: number;
  readonly path: ProofStep[];
}

/**
 * The Merkle tree of RFC 9162 §2.1 over link hashes, built as they stream by: memory grows with the logarithm of
 * their number, plus the paths asked for. Leaves and nodes are hashed with 0 and 1 in front so that neither can pass
 * for the other; the tail of a number that is no power of two hangs unpaired until the end.
 */
export class MerkleTree {
  readonly #algorithm: HashAlgorithm;
  readonly #peaks: Node[] = [];
  #size = 0;

  constructor(algorithm: HashAlgorithm) {
    this.#algorithm = algorithm;
  }

  /** @param wanted whether the path from this leaf to the root will be asked for */
  append(link: Buffer, wanted = false): void {
    const marks = wanted ? [{ index: this.#size, path: [] }] : [];
    let node: Node = { height: 0, hash: this.#hash(0, link), marks };
    for (let left = this.#peaks.at(-1); left?.height === node.height; left = this.#peaks.at(-1)) {
      this.#peaks.pop();
      node = this.#join(left, node);
    }
    this.#peaks.push(node);
    this.#size += 1;
  }

  /** Ends the tree: its root, and for each wanted leaf, by index from 0, the siblings on the way up. */
  finish(): { root: Buffer; paths: ReadonlyMap<number, readonly ProofStep[]> } {
    const root = this.#peaks.reduceRight((right, left) => this.#join(left, right));
    return { root: root.hash, paths: new Map(root.marks.map(({ index, path }) => [index, path])) };
  }

  #join(left: Node, right: Node): Node {
    for (const { path } of left.marks) path.push({ side: 'right', hash: right.hash.toString('hex') });
    for (const { path } of right.marks) path.push({ side: 'left', hash: left.hash.toString('hex') });
    const hash = this.#hash(1, left.hash, right.hash);
    return { height: left.height + 1, hash, marks: [...left.marks, ...right.marks] };
  }

  #hash(prefix: 0 | 1, ...parts: Buffer[]): Buffer {
    return createHash(this.#algorithm)
      .update(Buffer.concat([Buffer.of(prefix), ...parts]))
      .digest();
  }
}
