import { instantOf, localDate } from '@zhiben/platform/domain/clock.ts';
import { AppError } from '@zhiben/platform/domain/errors.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HazardCommand } from './hazard.commands.ts';
import { foldHazard } from './hazard.fold.ts';
import { beside, id, paths, people, play, type Who } from './hazard.plays.ts';
import { applyCommand } from './hazard.rules.ts';
import { commitment, file, sample } from './hazard.samples.ts';
import { type Hazard, measuresInForce } from './hazard.state.ts';
import { COMMITMENT_KINDS, ENDS } from './hazard.terms.ts';
import { TRANSITIONS } from './hazard.transitions.ts';

test('10,000 random sequences reach no forbidden state, lose no event, and fold to their state', () => {
  const who = fc.constantFrom(...(Object.keys(people) as Who[]));
  const day = fc
    .integer({ min: -2, max: 60 })
    .map((n) => localDate(new Date(Date.parse('2024-03-20T02:00:00Z') + n * 86_400_000)));
  const command: fc.Arbitrary<HazardCommand> = fc.oneof(
    fc.record({ discoveredOn: day }).map(sample.register),
    fc.record({ commitmentsDueOn: day, rectificationDueOn: fc.option(day) }).map(sample.confirm),
    fc.record({ rectificationDueOn: day }).map(sample.judgeGeneral),
    fc.constant(sample.dismiss()),
    fc
      .tuple(fc.subarray([...COMMITMENT_KINDS], { minLength: 1 }), day)
      .map(([kinds, value]) =>
        sample.commit({ commitments: kinds.map((k) => commitment(k, k === 'deadline' ? { value } : {})) }),
      ),
    fc.record({ fundsSpent: fc.option(fc.constant(9)) }).map(sample.reportProgress),
    fc.record({ files: fc.constantFrom<string[]>([file], []) }).map(sample.apply),
    fc
      .record({ finding: fc.constantFrom('合格', ''), files: fc.constantFrom<string[]>([file], []) })
      .map(sample.accept),
    fc.record({ finding: fc.constantFrom('不合格', '') }).map(sample.reject),
    fc.record({ dueOn: day, latestOn: fc.option(day) }).map(sample.applyExtension),
    fc.record({ dueOn: day }).map(sample.approveExtension),
    fc.constantFrom<HazardCommand>(
      sample.close(),
      sample.close(),
      sample.refuseClosure(),
      sample.fileReport(),
      sample.assign(),
      sample.takeInterim(),
      sample.impose(),
      sample.impose({ measure: 'penalty' }),
      sample.lift({ note: '撤销' }),
      sample.lift(),
      sample.refuseExtension(),
      sample.pauseClock(),
      sample.resumeClock(),
      sample.refer(),
      sample.receiveReferral(),
      sample.withdrawReferral(),
      sample.requestShutdown(),
      sample.decideShutdown(),
      sample.decideShutdown({ ordered: false }),
      sample.selectForLookBack(),
      sample.markListed(),
      sample.markListed({ listing: { level: 'city', listedOn: '2024-03-20', delistedOn: '2024-03-21' } }),
      sample.markListed({ listing: null }),
      sample.lookBack(),
      sample.lookBack({ passed: false, reopensAs: file }),
      { kind: 'erase' },
      { kind: 'rewrite' },
      { kind: 'split' },
      { kind: 'postpone', rectificationDueOn: '2030-01-01' },
    ),
  );
  const step = fc.record({ command, who, hours: fc.integer({ min: 0, max: 72 }) });
  const seen: Record<string, number> = {};

  fc.assert(
    fc.property(fc.constantFrom(...Object.values(beside)), fc.array(step, { maxLength: 40 }), (path, steps) => {
      const start = instantOf('2024-03-20', 10).toISOString();
      const begun = play(path, start);
      let state: Hazard | null = begun.state;
      const history = begun.history;
      let now = Date.parse(start) + path.length * 3_600_000;
      for (const { command: given, who: person, hours } of steps) {
        now += hours * 3_600_000;
        const at = new Date(now).toISOString();
        const asked = 'visitedAt' in given ? { ...given, visitedAt: at } : given;
        const before: Hazard | null = state;
        try {
          const { changes, event } = applyCommand(before, asked, {
            at,
            today: localDate(new Date(now)),
            userId: people[person],
            bodyId: 'b1',
          });
          state = { ...(before ?? { id }), ...changes } as Hazard;
          history.push({ ...event, at, by: people[person] });
          const row = TRANSITIONS.find(
            (t) => t.command === asked.kind && t.from === (before?.status ?? null) && t.to === state?.status,
          );
          expect(row).toBeDefined();
          hold(before, state);
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
        }
      }
      expect(foldHazard(id, history)).toEqual(state);
      expect(state?.version).toBe(history.length);
      seen[state?.status ?? 'none'] = (seen[state?.status ?? 'none'] ?? 0) + 1;
    }),
    { numRuns: 10_000 },
  );
  // The sequences do get everywhere; otherwise the property would hold of nothing.
  for (const status of Object.keys(paths)) expect(seen[status] ?? 0).toBeGreaterThan(20);
}, 120_000);

const withoutPlate = ({ version: _, listingLevel: _l, listedOn: _o, delistedOn: _d, ...rest }: Hazard) => rest;

/** What must never be false of a state and the one before it. */
function hold(before: Hazard | null, after: Hazard): void {
  if (after.status === 'closed') {
    expect(after.rectifiedBy).not.toContain(after.closedBy);
    expect(after.appliedAt).not.toBeNull();
    expect(after.closedBy).not.toBe(after.appliedBy);
    expect(after.grade).not.toBeNull();
    const { acceptedBy, closedBy, registeredBy } = after;
    if (after.grade === 'major') {
      expect(after.committedAt).not.toBeNull();
      expect(acceptedBy).not.toBe(registeredBy);
      expect(after.rectifiedBy).not.toContain(acceptedBy);
      expect(closedBy).not.toBe(acceptedBy);
      expect(measuresInForce(after)).toEqual([]);
    } else expect(closedBy).not.toBe(registeredBy);
  }
  if (after.status === 'rectifying' && after.grade === 'major') expect(Object.keys(after.commitments)).toHaveLength(5);
  const stands = after.course.pausedOn || ['clue', 'accepted'].includes(after.status) || ENDS.has(after.status);
  expect(after.dueOn === null).toBe(Boolean(stands));
  expect([after.closedAt, after.dismissedAt, after.referredAt, after.shutDownAt].filter(Boolean)).toHaveLength(
    ENDS.has(after.status) ? 1 : 0,
  );
  if (!before) return;
  if (ENDS.has(before.status)) {
    expect(after.status).toBe(before.status);
    // A closed one is looked at again; of the others nothing moves but the plate, which still comes down.
    if (before.status !== 'closed') expect(withoutPlate(after)).toEqual(withoutPlate(before));
  }
  const origin = ({ channel, discoveredOn, registeredAt, registeredBy, description, place, number }: Hazard) => [
    channel,
    discoveredOn,
    registeredAt,
    registeredBy,
    description,
    place,
    number,
  ];
  expect(origin(after)).toEqual(origin(before));
  if (before.grade) expect(after.grade).toBe(before.grade);
  if (before.originalDueOn) expect(after.originalDueOn).toBe(before.originalDueOn);
  // Only an approved extension or the end of a pause moves the day, and then the first one is kept.
  const [day, next] = [dayOf(before), dayOf(after)];
  if (day && next !== day) {
    expect(after.originalDueOn).toBe(before.originalDueOn ?? day);
    const isLater = (next ?? '') > day;
    expect(isLater && (after.extendedCount === before.extendedCount + 1 || before.course.pausedOn)).toBeTruthy();
  }
  if (after.course.pausedOn) expect(after.rectificationDueOn).toBeNull();
}

/** The day of rectification, also of those whose clock stands still. */
const dayOf = ({ rectificationDueOn, course }: Hazard) => rectificationDueOn ?? course.pausedDueOn;
