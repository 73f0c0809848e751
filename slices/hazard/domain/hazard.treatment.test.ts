import { expect, test } from 'vitest';
import type { Hazard } from './hazard.state.ts';
import { proposeTreatment } from './hazard.treatment.ts';

const facts = {
  grade: 'major',
  status: 'rectifying',
  discoveredOn: '2024-03-01',
  registeredAt: '2024-03-01T02:00:00.000Z',
  returnedCount: 0,
  rectificationDueOn: '2024-04-01',
  appliedAt: null,
  closedAt: null,
} as const;
const closed = { status: 'closed', closedAt: '2024-03-20T02:00:00.000Z' } as const;
const propose = (over: Partial<Hazard>, overdue = false) =>
  proposeTreatment({ ...facts, channel: 'import', ...over }, { seq: 7, overdue, recurs: 0 });

test.each([
  ['selfInspection', 'noPenalty'],
  ['lowerLevelReport', 'notListed'],
  ['departmentInspection', 'heavier'],
  ['higherLevelSupervision', 'listedAndExposed'],
  ['tipOff', 'listedAndExposed'],
  ['media', 'listedAndExposed'],
  ['accidentInvestigation', 'accountability'],
  ['import', 'ordinary'],
] as const)('what came by %s is proposed for %s, with its clause and its place in the chain', (channel, treatment) => {
  const proposal = propose({ channel });
  expect(proposal?.treatment).toBe(treatment);
  expect(proposal?.clauses[0]).toContain('三、（五）');
  expect(proposal?.proof.join()).toContain('审计链第 7 条');
});

test('leniency waits until it is cured and ends with the limit; a general one is not weighed', () => {
  expect(propose({ channel: 'selfInspection' })?.reservations).toEqual(['尚未整治到位，整治到位后才适用']);
  expect(propose({ channel: 'selfInspection', ...closed })?.reservations).toEqual([]);
  expect(propose({ channel: 'selfInspection', ...closed }, true)?.reservations).toEqual([
    '整改已超过期限，不适用从宽处置',
  ]);
  expect(propose({ channel: 'departmentInspection', grade: 'general' })).toBeNull();
});
