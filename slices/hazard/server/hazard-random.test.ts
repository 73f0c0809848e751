import { addDays, localDate } from '@zhiben/platform/domain/clock.ts';
import { AppError } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { listDeadlines } from '@zhiben/platform/server/calendar/deadline.queries.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Person, testCounty } from 'zhiben/test-county';
import { registerSchema } from '../domain/hazard.commands.ts';
import { foldHazard } from '../domain/hazard.fold.ts';
import { abilitiesOf, type HazardActor, RECORD_COMMANDS, type RecordCommand } from '../domain/hazard.policy.ts';
import { commitment } from '../domain/hazard.samples.ts';
import { duePurpose, type Hazard, measuresInForce } from '../domain/hazard.state.ts';
import { COMMITMENT_KINDS, ENDS, STATUSES, type Status } from '../domain/hazard.terms.ts';
import { giveCommand, registerHazard } from './hazard.actions.ts';
import { hazardActor } from './hazard.present.ts';
import { findHazard } from './hazard.queries.ts';
import { listWrongDurations } from './hazard-analysis.queries.ts';
import { listWrongTotals } from './hazard-totals.queries.ts';
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
type Someone = (typeof people)[number];

/** Of what is allowed these are taken oftener: what stands beside the way is more, and would leave few to get far. */
const WEIGHTS: Partial<Record<RecordCommand, number>> = {
  confirm: 4,
  commit: 6,
  apply: 6,
  accept: 6,
  close: 4,
  requestShutdown: 2,
  decideShutdown: 6,
};

/** A command that the record allows to somebody now; null where nothing is left to do. */
function chooseAllowed(hazard: Hazard, actors: ReadonlyMap<Someone, HazardActor>, choice: number) {
  const allowed = new Map<RecordCommand, Someone[]>();
  for (const [person, actor] of actors) {
    const abilities = abilitiesOf(actor, hazard);
    for (const kind of RECORD_COMMANDS) if (abilities[kind]) allowed.set(kind, [...(allowed.get(kind) ?? []), person]);
  }
  const kinds = [...allowed.keys()].flatMap((kind) => Array<RecordCommand>(WEIGHTS[kind] ?? 1).fill(kind));
  const kind = kinds[choice % kinds.length];
  const able = (kind && allowed.get(kind)) ?? [];
  const person = able[Math.floor(choice / kinds.length) % able.length];
  return kind && person ? { kind, person } : null;
}

/*
 * The rules alone are held to 10,000 sequences in domain/hazard.rules.test.ts. This holds what is stored to them: the
 * row is the fold of the chain, and the ledger of deadlines says what the row says. Half of the steps are anything by
 * anybody and mostly refused; the other half are allowed, so that every state is reached many times in every run.
 */
test('after any commands by anybody the row, the chain and the deadlines agree', async () => {
  const play = new HazardPlay(await testCounty(database.app));
  const { county } = play;
  const actors = new Map<Someone, HazardActor>();
  for (const person of people) actors.set(person, await hazardActor(county.ctxOf(person)));
  const step = fc.record({
    kind: fc.constantFrom(...RECORD_COMMANDS),
    person: fc.constantFrom(...people),
    kinds: fc.subarray([...COMMITMENT_KINDS], { minLength: 1 }),
    days: fc.integer({ min: -1, max: 40 }),
    withFile: fc.boolean(),
    isStale: fc.boolean(),
    isAllowed: fc.boolean(),
    choice: fc.nat(),
  });
  const reached = new Map<Status, number>();

  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 30 }), async (steps) => {
      // By the action, not over HTTP: the clock runs away from every session.
      const found = registerSchema.parse(play.finding());
      const { id } = await registerHazard(county.ctxOf('inspector'), found);
      for (const any of steps) {
        const before = await findHazard(county.ctxOf('leader'), id);
        if (!before) throw new Error('the row is there');
        const chosen = any.isAllowed ? chooseAllowed(before, actors, any.choice) : null;
        const { kind, person } = chosen ?? any;
        const days = chosen ? Math.max(1, any.days) : any.days;
        const kinds = chosen && days % 2 ? COMMITMENT_KINDS : any.kinds;
        play.hour(1 + Math.max(0, days));
        const now = county.clock.now();
        const on = addDays(localDate(now), days);
        const ordered = before.rectificationDueOn;
        const photo = chosen || any.withFile ? [await play.photo(person)] : [];
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
          commit: {
            commitments: kinds.map((k) =>
              commitment(k, k === 'deadline' ? { value: ordered && ordered < on ? ordered : on } : {}),
            ),
          },
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
          lift: { no: measuresInForce(before)[0]?.no ?? 1 + (days & 1), note: '撤销', files: [] },
          applyExtension: { dueOn: addDays(on, 60), reason: '到货晚', interim: '值守', files: [] },
          approveExtension: { dueOn: addDays(on, 50), reason: '属实', document: '延批1号' },
          refuseExtension: { reason: '不成立' },
          pauseClock: { reason: '山洪', source: '防指1号', files: [] },
          resumeClock: { note: '恢复' },
          refer: { authority: '消防', reason: '职责', document: '移1号', files: [] },
          receiveReferral: { receivedOn: localDate(now), receiver: '收件人', document: '回执', files: [] },
          withdrawReferral: { reason: '不接收' },
          requestShutdown: { government: '县政府', grounds: '拒改', document: '请1号', files: [] },
          decideShutdown: {
            ordered: days % 3 > 0,
            decidedOn: localDate(now),
            document: '决1号',
            note: '',
            files: [],
          },
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
        const isStale = !chosen && any.isStale && days > 30;
        const body = {
          ...bodies[kind],
          commandId: newId(),
          expectedVersion: isStale ? before.version - 1 : before.version,
        };
        try {
          const { status } = await giveCommand(ctx, id, kind, body as never);
          if (status !== before.status) reached.set(status, (reached.get(status) ?? 0) + 1);
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
        }
      }
      const leader = county.ctxOf('leader');
      const row = await findHazard(leader, id);
      const history = await play.history(id);
      expect(foldHazard(id, history)).toEqual(row);
      if (!row) throw new Error('the row is there');

      const open = (await listDeadlines(leader, county.code, id)).filter((d) => d.state === 'running');
      const due = duePurpose(row);
      expect(open.find((d) => d.purpose === due)?.dueOn ?? null).toBe(row.dueOn);
      const rectification = open.find((d) => d.purpose === 'rectification')?.dueOn;
      if (ENDS.has(row.status)) expect(open).toEqual([]);
      else if (!row.course.pausedOn) expect(rectification ?? null).toBe(row.rectificationDueOn);
    }),
    // The first failure is said at once: to shrink it plays the database for minutes.
    { numRuns: 80, endOnFailure: true },
  );
  // What the analysis adds up by triggers is what a slow recount of the records gives.
  expect(await listWrongTotals(county.ctxOf('admin'))).toEqual([]);
  expect(await listWrongDurations(county.ctxOf('admin'))).toEqual([]);
  for (const status of STATUSES) if (status !== 'clue') expect(reached.get(status) ?? 0, status).toBeGreaterThan(0);
}, 300_000);
