import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HashAlgorithm } from './chain.ts';
import { MerkleTree } from './merkle.ts';

const h = (algorithm: HashAlgorithm, prefix: number, ...parts: Buffer[]) =>
  createHash(algorithm)
    .update(Buffer.concat([Buffer.of(prefix), ...parts]))
    .digest();

/** The definition of RFC 9162 §2.1.1, word for word. */
function treeHash(algorithm: HashAlgorithm, leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 1) return h(algorithm, 0, leaves[0] as Buffer);
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return h(algorithm, 1, treeHash(algorithm, leaves.slice(0, k)), treeHash(algorithm, leaves.slice(k)));
}

const links = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { minLength: 1, maxLength: 70 });

test('root and paths are those of RFC 9162, for both algorithms', () => {
  fc.assert(
    fc.property(links, fc.constantFrom<HashAlgorithm>('sha256', 'sm3'), fc.nat(), (arrays, algorithm, mask) => {
      const leaves = arrays.map((a) => Buffer.from(a));
      const tree = new MerkleTree(algorithm);
      const wanted = (i: number) => (mask >> (i % 31)) % 2 === 1;
      for (const [i, leaf] of leaves.entries()) tree.append(leaf, wanted(i));
      const { root, paths } = tree.finish();
      expect(root.equals(treeHash(algorithm, leaves))).toBe(true);
      for (const [i, leaf] of leaves.entries()) {
        const path = paths.get(i);
        expect(path !== undefined).toBe(wanted(i));
        if (!path) continue;
        const up = path.reduce(
          (node, { side, hash }) => {
            const sibling = Buffer.from(hash, 'hex');
            return side === 'left' ? h(algorithm, 1, sibling, node) : h(algorithm, 1, node, sibling);
          },
          h(algorithm, 0, leaf),
        );
        expect(up.equals(root)).toBe(true);
      }
    }),
  );
});
