import type { SlotView } from '@zhiben/slices/screening/domain';
import { expect, it } from 'vitest';
import { sayUntil, slotStateAt } from './slot-now.ts';

const slot: SlotView = {
  taskId: '0193aaaa-0000-7000-8000-000000000001',
  slotKey: '2026-11-22',
  day: '2026-11-22',
  from: '2026-11-21T16:00:00.000Z',
  to: '2026-11-22T16:00:00.000Z',
  makeUpUntil: '2026-11-23T16:00:00.000Z',
  state: 'coming',
  recordId: null,
};

it.each([
  ['before it begins', '2026-11-21T15:59:59Z', 'coming'],
  ['at its first instant', '2026-11-21T16:00:00Z', 'due'],
  ['at its end', '2026-11-22T16:00:00Z', 'overdue'],
  ['when it can no longer be made up', '2026-11-23T16:00:00Z', 'missed'],
] as const)('%s', (_, now, state) => {
  expect(slotStateAt(slot, new Date(now))).toBe(state);
});

it.each(['done', 'made-up', 'excluded'] as const)('%s stays, whatever the hour', (state) => {
  expect(slotStateAt({ ...slot, state }, new Date('2027-01-01T00:00:00Z'))).toBe(state);
});

it('midnight is the end of its day', () => {
  expect(sayUntil('2026-11-22T16:00:00.000Z', '2026-11-22')).toBe('今天 24:00 前');
  expect(sayUntil('2026-11-23T08:00:00.000Z', '2026-11-22')).toBe('11-23 16:00 前');
});
