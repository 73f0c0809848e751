import { expect, it } from 'vitest';
import { slicesToRenew } from './live.ts';

const id = '01a200d7-cbf4-79b3-9b65-8f07a87bc33c';

it.each([
  [JSON.stringify({ kind: 'hazard', id, action: 'hazard:accept' }), ['hazard', 'notify']],
  [JSON.stringify({ kind: 'task', id, action: 'plan:report' }), ['plan', 'task', 'notify']],
  [JSON.stringify({ kind: 'task', id: 'no id', action: 'plan:report' }), []],
  ['{}', []],
  ['not json', []],
])('%s renews %j', (data, slices) => {
  expect(slicesToRenew(data)).toEqual(slices);
});
