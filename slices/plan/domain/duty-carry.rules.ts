import { quoteLikeness } from './likeness.rules.ts';
import type { ReadDuty } from './reading.contract.ts';

type Stated = Pick<ReadDuty, 'quote' | 'kind' | 'deadline' | 'frequency' | 'count'>;

/** Less alike than this, two sentences are two duties. */
const SAME_DUTY_FROM = 0.5;

/**
 * Which duties of a clause go on under a new edition: asked for by the same date, rate and count in much the same
 * words. Their filings stay with them. All others end, and the new ones begin.
 * @returns positions in both lists
 */
export function carryDuties(before: readonly Stated[], after: readonly Stated[]): { before: number; after: number }[] {
  const pairs = before
    .flatMap((old, i) =>
      after.map((young, j) => ({ i, j, score: asksTheSame(old, young) ? quoteLikeness(old.quote, young.quote) : 0 })),
    )
    .filter((pair) => pair.score >= SAME_DUTY_FROM)
    .sort((a, b) => b.score - a.score || a.i - b.i || a.j - b.j);
  const [takenBefore, takenAfter] = [new Set<number>(), new Set<number>()];
  return pairs.flatMap(({ i, j }) => {
    if (takenBefore.has(i) || takenAfter.has(j)) return [];
    takenBefore.add(i);
    takenAfter.add(j);
    return [{ before: i, after: j }];
  });
}

function asksTheSame(a: Stated, b: Stated): boolean {
  const rate = ({ frequency: f }: Stated) => (f ? [f.per, f.atLeast, f.every ?? 1, f.dueDay ?? ''].join() : '');
  return a.kind === b.kind && a.deadline === b.deadline && a.count === b.count && rate(a) === rate(b);
}
