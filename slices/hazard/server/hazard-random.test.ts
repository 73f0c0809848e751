import { addDays, localDate } from '@zhiben/platform/domain/clock.ts';
import { AppError } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { listTimeline } from '@zhiben/platform/server/audit/audit.queries.ts';
import { listDeadlines } from '@zhiben/platform/server/calendar/deadline.queries.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Person, testCounty } from 'zhiben/test-county';
import { registerSchema } from '../domain/hazard.commands.ts';
import { RECORD_COMMANDS, type RecordCommand } from '../domain/hazard.policy.ts';
import { commitment } from '../domain/hazard.samples.ts';
import { duePurpose, foldHazard, type HazardEvent, type Occasion } from '../domain/hazard.state.ts';
import { COMMITMENT_KINDS } from '../domain/hazard.terms.ts';
import { giveCommand, registerHazard } from './hazard.actions.ts';
import { findHazard } from './hazard.queries.ts';
import { HazardPlay } from './test-hazard.ts';

const database = testDatabase();
const people = [
  'officer',
  'inspector',
  'inspector2',
  'builder',
  'clerk',
  'safety',
  'principal',
] as const satisfies readonly Person[];

/*
 * The rules alone are held to 10,000 sequences in domain/hazard.rules.test.ts. This holds what is stored to them: the
 * row is the fold of the chain, and the ledger of deadlines says what the row says.
 */
test('after any commands by anybody the row, the chain and the deadlines agree', async () => {
  const play = new HazardPlay(await testCounty(database.app));
  const { county } = play;
  const step = fc.record({
    kind: fc.constantFrom(...RECORD_COMMANDS),
    person: fc.constantFrom(...people),
    kinds: fc.subarray([...COMMITMENT_KINDS], { minLength: 1 }),
    days: fc.integer({ min: -1, max: 40 }),
    withFile: fc.boolean(),
    isStale: fc.boolean(),
  });
  const seen = new Map<string, number>();

  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      // By the action, not over HTTP: the clock runs away from every session.
      const found = registerSchema.parse(play.finding());
      const { id } = await registerHazard(county.ctxOf('inspector'), found);
      for (const { kind, person, kinds, days, withFile, isStale } of steps) {
        play.hour(1 + Math.max(0, days));
        const now = county.clock.now();
        const on = addDays(localDate(now), days);
        const photo = withFile ? [await play.photo(person)] : [];
        const bodies: Record<RecordCommand, object> = {
          confirm: {
            criterionCode: 'CH-12',
            basis: '',
            notes: '',
            commitmentsDueOn: on,
            rectificationDueOn: days % 2 ? on : null,
            files: photo,
          },
          judgeGeneral: { notes: '', rectificationDueOn: on },
          dismiss: { reason: '不构成' },
          commit: { commitments: kinds.map((k) => commitment(k, k === 'deadline' ? { value: on } : {})) },
          reportProgress: { report: '进展', percent: null, fundsSpent: days < 0 ? null : days, files: photo },
          apply: { statement: '已整改', fundsSpent: null, files: photo },
          accept: {
            place: '罐区',
            longitude: null,
            latitude: null,
            visitedAt: now.toISOString(),
            participants: [],
            finding: '合格',
            files: photo,
          },
          reject: {
            place: '罐区',
            longitude: null,
            latitude: null,
            visitedAt: now.toISOString(),
            participants: [],
            finding: '不合格',
            files: photo,
          },
        };
        const ctx = county.ctxOf(person);
        const version = (await findHazard(county.ctxOf('leader'), id))?.version ?? 0;
        const body = {
          ...bodies[kind],
          commandId: newId(),
          expectedVersion: isStale && days > 30 ? version - 1 : version,
        };
        try {
          await giveCommand(ctx, id, kind, body as never);
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
        }
      }
      const leader = county.ctxOf('leader');
      const row = await findHazard(leader, id);
      const history = (await listTimeline(leader.db, county.code, id)).map(({ at, actor, action, data }) => {
        const { evidence: _, ...own } = data;
        return { at, by: actor.id, action, data: own } as unknown as HazardEvent & Occasion;
      });
      expect(foldHazard(id, history)).toEqual(row);
      if (!row) throw new Error('the row is there');
      seen.set(row.status, (seen.get(row.status) ?? 0) + 1);

      const open = (await listDeadlines(leader, county.code, id)).filter((d) => d.state === 'running');
      const due = duePurpose(row);
      expect(open.find((d) => d.purpose === due)?.dueOn ?? null).toBe(row.dueOn);
      const rectification = open.find((d) => d.purpose === 'rectification')?.dueOn;
      if (row.closedAt || row.dismissedAt) expect(open).toEqual([]);
      else expect(rectification ?? null).toBe(row.rectificationDueOn);
    }),
    { numRuns: 150 },
  );
  for (const status of ['notified', 'rectifying', 'applied', 'dismissed'])
    expect(seen.get(status) ?? 0).toBeGreaterThan(0);
}, 300_000);
