import { expect, test } from 'vitest';
import { randomOfNth } from './random.ts';

const STEP = 0x6d2b79f5;
const SPREAD = 0x9e3779b1;

/** Of an odd number, modulo 2^32. */
function inverse(odd: number): number {
  let found = odd;
  for (let i = 0; i < 5; i++) found = Math.imul(found, 2 - Math.imul(odd, found));
  return found;
}

test('two sources that come upon the same state draw alike, and yet make different ids', () => {
  const at = new Date('2026-11-01T01:00:00Z');
  const ahead = randomOfNth(0, 4);
  ahead.next();
  // The source that begins where the other has come.
  const other = randomOfNth(0, (Math.imul(inverse(SPREAD), (Math.imul(5, SPREAD) + STEP) | 0) | 0) - 1);
  expect(ahead.next()).toBe(other.next());
  expect(ahead.id(at)).not.toBe(other.id(at));
});
