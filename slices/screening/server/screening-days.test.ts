import { addDays, instantOf, localDate } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testCounty } from 'zhiben/test-county';
import { checkItemSchema } from '../domain/checklist.contract.ts';
import { figuresOf } from '../domain/figures.rules.ts';
import { slotsOf } from '../domain/slots.rules.ts';
import { createChecklist } from './checklists.actions.ts';
import { countBehind } from './count-days.ts';
import { listCounted, listDays } from './days.queries.ts';
import { endSuspension, fileSuspension } from './suspensions.actions.ts';
import { listCountedSuspensions } from './suspensions.queries.ts';
import { syncItems } from './sync.actions.ts';
import { createTask, editTask, removeTask } from './tasks.actions.ts';
import { findTask, listCountedTasks, listTasksOf } from './tasks.queries.ts';
import { DEVICE, ITEMS, itemOf, recordBody } from './test-screening.ts';

const database = testDatabase();

const plan = fc.constantFrom(
  { cycleUnit: 'day' as const, workDayType: 0 as const },
  { cycleUnit: 'day' as const, workDayType: 1 as const },
  { cycleUnit: 'week' as const, workDayType: 0 as const },
  { cycleUnit: 'month' as const, workDayType: 0 as const },
);
const nth = fc.nat(20);
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('check' as const),
      task: nth,
      back: fc.nat(9),
      late: fc.nat(4),
      beside: fc.nat(1),
      finds: fc.constantFrom(true, false, false, false),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pass' as const), hours: fc.integer({ min: 1, max: 60 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('plan' as const), plan }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('replan' as const), task: nth, plan }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('giveUp' as const), task: nth }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('stop' as const),
      from: fc.integer({ min: -100, max: 40 }),
      hours: fc.integer({ min: 5, max: 90 }),
    }),
  },
);

test('whatever happens, the kept days equal the slow recount and the sums equal the days', async () => {
  const county = await testCounty(database.app, '2024-03-18T01:00:00Z');
  const ctx = county.ctxOf('safety');
  const { code, clock } = county;
  const enterpriseId = county.enterprises.chem;
  const checklistId = newId();
  const items = ITEMS.map((item) => checkItemSchema.parse(item));
  await createChecklist(ctx, { id: checklistId, name: '清单', origin: 'own', libraryCode: null, items });
  const first = '2024-03-18';
  let most = 0;
  const fields = (over: { cycleUnit: 'day' | 'week' | 'month'; workDayType: 0 | 1 }) => ({
    checklistId,
    unitId: null,
    name: '任务',
    level: 'company' as const,
    cycleEvery: 1,
    startOn: first,
    endsOn: null,
    workStart: null,
    workEnd: null,
    shifts: [],
    workType: 0 as const,
    taskNo: null,
    assignees: [],
    dutyCode: null,
    basis: '',
    ...over,
  });
  const taskAt = async (n: number) => {
    const tasks = await listTasksOf(ctx, enterpriseId);
    return tasks.length > 0 ? tasks[n % tasks.length] : undefined;
  };
  await createTask(ctx, { id: newId(), ...fields({ cycleUnit: 'day', workDayType: 0 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 9 }), async (steps) => {
      for (const one of steps) {
        const now = clock.now();
        const today = localDate(now);
        if (one.kind === 'pass') clock.set(new Date(now.getTime() + one.hours * 3_600_000));
        if (one.kind === 'plan' && (await listTasksOf(ctx, enterpriseId)).length < 5)
          await createTask(ctx, { id: newId(), ...fields(one.plan) });
        if (one.kind === 'stop') {
          const from = new Date(now.getTime() + one.from * 3_600_000);
          const to = new Date(from.getTime() + one.hours * 3_600_000);
          const id = newId();
          const window = { from: from.toISOString(), to: to.toISOString(), unitId: null, reason: '检修' };
          await fileSuspension(ctx, { id, ...window });
          // Every other one ends sooner than it was filed for.
          if (one.hours % 2 === 0 && to > now) {
            const middle = new Date((from.getTime() + to.getTime()) / 2).toISOString();
            await endSuspension(ctx, id, { commandId: newId(), version: 1, to: middle });
          }
        }
        const task = 'task' in one ? await taskAt(one.task) : undefined;
        if (!task) continue;
        if (one.kind === 'replan')
          await editTask(ctx, task.id, { commandId: newId(), version: task.version, ...fields(one.plan) });
        if (one.kind === 'giveUp')
          await removeTask(ctx, task.id, { commandId: newId(), version: task.version, reason: '不用了' });
        if (one.kind === 'check') {
          const { schedules } = (await findTask(ctx, task.id)) ?? task;
          const slots = slotsOf(schedules, [], { from: addDays(today, -one.back), to: addDays(today, 31) });
          const [slot] = slots;
          if (!slot) continue;
          // In the slot, or some days after it.
          const at = Math.min(slot.from + 3_600_000 + one.late * 86_400_000, now.getTime());
          const told = new Date(at).toISOString();
          const found = () => (one.finds ? [{ id: newId(), words: '通道堆物', place: '车间' }] : []);
          const bodyOf = (slotKey: string | null) =>
            recordBody({
              taskId: task.id,
              checklistId,
              slotKey,
              startedAt: told,
              signedAt: told,
              signedName: '测试safety',
              findings: found(),
            });
          const keys = [slot.key, ...Array.from({ length: one.beside }, () => null)];
          const items = keys.map((key) => itemOf('record', bodyOf(key)));
          const { receipts } = await syncItems(ctx, { deviceId: DEVICE, deviceAt: now.toISOString(), items });
          for (const { outcome } of receipts) expect(outcome).toMatch(/accepted|merged/);
        }
      }
      await countBehind(ctx);
      const range = { from: first, to: localDate(clock.now()) };
      const given = {
        tasks: (await listCountedTasks(ctx, [enterpriseId])).get(enterpriseId) ?? [],
        suspensions: (await listCountedSuspensions(ctx, [enterpriseId])).get(enterpriseId) ?? [],
        records: await listCounted(ctx, enterpriseId, range),
      };
      const slow = figuresOf(given, range, clock.now().getTime(), 7);
      const kept = await listDays(ctx, enterpriseId, { from: '2000-01-01', to: '2100-01-01' });
      expect(kept).toEqual([...slow.days.values()].sort((a, b) => (a.day < b.day ? -1 : 1)));
      most = Math.max(
        most,
        kept.reduce((sum, { missed }) => sum + missed, 0),
      );
      const figures = sql.raw(
        'sum(due)::int, sum(done)::int, sum(made_up)::int, sum(missed)::int, sum(excluded)::int, sum(extra)::int, sum(findings)::int',
      );
      const sums =
        await sql`select month::text, division, industry, due, done, made_up, missed, excluded, extra, findings
        from screening_sums where county = ${code}
          and (due, done, made_up, missed, excluded, extra, findings) <> (0, 0, 0, 0, 0, 0, 0) order by 1`.execute(
          ctx.db,
        );
      const grouped =
        await sql`select month::text, division, industry, due, done, made_up, missed, excluded, extra, findings
        from (select date_trunc('month', day)::date as month, division, industry, ${figures} from screening_days
          where county = ${code} group by 1, 2, 3) as d(month, division, industry, due, done, made_up, missed, excluded, extra, findings)
        where (due, done, made_up, missed, excluded, extra, findings) <> (0, 0, 0, 0, 0, 0, 0) order by 1`.execute(
          ctx.db,
        );
      expect(sums.rows).toEqual(grouped.rows);
    }),
    { numRuns: 15, seed: 20_240_318 },
  );
  expect(most, 'slots that were missed on the way').toBeGreaterThan(3);
  // Time alone: after a month nobody came, all that was open is missed.
  clock.set(instantOf(addDays(localDate(clock.now()), 40)));
  expect(await countBehind(ctx)).toBe(1);
  expect(await countBehind(ctx), 'counted once').toBe(0);
});
