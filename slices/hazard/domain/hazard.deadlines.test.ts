import { expect, test } from 'vitest';
import { deadlineMoves } from './hazard.deadlines.ts';
import { closed, dismissed, play } from './hazard.plays.ts';

test.each([
  ['dismissed', dismissed],
  ['closed', closed],
])('the half year of a suspension no longer runs when the hazard is %s', (_, path) => {
  const { state } = play(path.slice(0, -1));
  const last = play(path).history.at(-1);
  if (!last) throw new Error('something happened');
  const moves = deadlineMoves(state, last, new Date(last.at));
  expect(moves).toContainEqual({ do: 'cancel', purpose: 'suspension' });
});
