import { expect, it } from 'vitest';
import { clockWarning } from './device-clock.ts';

const NOW = Date.parse('2026-11-22T02:00:00Z');
const MINUTE = 60_000;

it.each([
  ['never in contact', null, null],
  ['right', { offsetMs: 2000, seenMs: NOW - 1000 }, null],
  ['slow by a day', { offsetMs: 1440 * MINUTE, seenMs: NOW - 1000 }, '慢 24 小时'],
  ['fast by three days', { offsetMs: -3 * 1440 * MINUTE, seenMs: NOW - 1000 }, '快 3 天'],
  ['fast by minutes', { offsetMs: -20 * MINUTE, seenMs: NOW - 1000 }, '快 20 分钟'],
  ['put back since the last contact', { offsetMs: 0, seenMs: NOW + 60 * MINUTE }, '调早'],
])('%s', (_, contact, said) => {
  const warning = clockWarning(contact, NOW);
  if (said === null) expect(warning).toBeNull();
  else expect(warning).toContain(said);
});
