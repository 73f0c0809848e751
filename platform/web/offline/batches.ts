/** How much goes into one request. */
export interface BatchLimits {
  readonly items: number;
  readonly bytes: number;
}

/**
 * The first batch of what waits, in order: as many as fit, and always at least one.
 * @param sizeOf bytes of one on the line
 */
export function firstBatch<T>(waiting: readonly T[], sizeOf: (one: T) => number, { items, bytes }: BatchLimits): T[] {
  const batch: T[] = [];
  let sum = 0;
  for (const one of waiting.slice(0, items)) {
    sum += sizeOf(one);
    if (batch.length > 0 && sum > bytes) break;
    batch.push(one);
  }
  return batch;
}

const FIRST_MS = 2_000;
const LONGEST_MS = 300_000;

/**
 * How long to wait after so many failures in a row: doubling, up to five minutes, each phone by its own chance so that
 * a server that comes back is not met by all at once.
 * @param random 0 to 1
 */
export function backOffMs(failures: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 20));
  return Math.round(full / 2 + (full / 2) * random);
}
