import { addDays, localDate } from '@zhiben/platform/domain/clock.ts';
import { AppError } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { listDeadlines } from '@zhiben/platform/server/calendar/deadline.queries.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Person, testCounty } from 'zhiben/test-county';
import { registerSchema } from '../domain/hazard.commands.ts';
import { RECORD_COMMANDS, type RecordCommand } from '../domain/hazard.policy.ts';
import { commitment } from '../domain/hazard.samples.ts';
import { duePurpose, foldHazard } from '../domain/hazard.state.ts';
import { COMMITMENT_KINDS, ENDS } from '../domain/hazard.terms.ts';
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
    // What leads on comes oftener than what ends, or few would get far.
    kind: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...RECORD_COMMANDS) },
      { weight: 2, arbitrary: fc.constantFrom('confirm', 'commit', 'apply', 'accept', 'close', 'applyExtension') },
    ) as fc.Arbitrary<RecordCommand>,
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
            participants: ['同行'],
            finding: '合格',
            files: photo,
          },
          reject: {
            place: '罐区',
            longitude: null,
            latitude: null,
            visitedAt: now.toISOString(),
            participants: ['同行'],
            finding: '不合格',
            files: photo,
          },
          close: { opinion: '同意', files: [] },
          refuseClosure: { reason: '照片不清' },
          fileReport: { target: 'department', reportedOn: localDate(now), how: '书面', content: '情况', files: [] },
          assign: { bodyId: county.bodies.emergency, reason: '承办' },
          takeInterim: { measure: 'interim', text: '值守', files: photo },
          impose: {
            measure: days % 2 ? 'suspension' : 'penalty',
            text: '停用',
            document: '现决1号',
            untilOn: null,
            approvedBy: '',
            noticeAt: null,
            effectiveAt: null,
            urgent: false,
            files: photo,
          },
          lift: { no: 1 + (days & 1), note: '撤销', files: [] },
          applyExtension: { dueOn: addDays(on, 60), reason: '到货晚', interim: '值守', files: [] },
          approveExtension: { dueOn: addDays(on, 50), reason: '属实', document: '延批1号' },
          refuseExtension: { reason: '不成立' },
          pauseClock: { reason: '山洪', source: '防指1号', files: [] },
          resumeClock: { note: '恢复' },
          refer: { authority: '消防', reason: '职责', document: '移1号', files: [] },
          receiveReferral: { receivedOn: localDate(now), receiver: '收件人', document: '回执', files: [] },
          withdrawReferral: { reason: '不接收' },
          requestShutdown: { government: '县政府', grounds: '拒改', document: '请1号', files: [] },
          decideShutdown: { ordered: days > 30, decidedOn: localDate(now), document: '决1号', note: '', files: [] },
          lookBack: {
            place: '罐区',
            longitude: null,
            latitude: null,
            visitedAt: now.toISOString(),
            participants: ['同行'],
            finding: '合格',
            files: photo,
            passed: true,
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
      const history = await play.history(id);
      expect(foldHazard(id, history)).toEqual(row);
      if (!row) throw new Error('the row is there');
      seen.set(row.status, (seen.get(row.status) ?? 0) + 1);

      const open = (await listDeadlines(leader, county.code, id)).filter((d) => d.state === 'running');
      const due = duePurpose(row);
      expect(open.find((d) => d.purpose === due)?.dueOn ?? null).toBe(row.dueOn);
      const rectification = open.find((d) => d.purpose === 'rectification')?.dueOn;
      if (ENDS.has(row.status)) expect(open).toEqual([]);
      else if (!row.course.pausedOn) expect(rectification ?? null).toBe(row.rectificationDueOn);
    }),
    { numRuns: 150 },
  );
  for (const status of ['notified', 'rectifying', 'applied', 'dismissed'])
    expect(seen.get(status) ?? 0).toBeGreaterThan(0);
}, 300_000);
