import { addDays } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testCounty } from 'zhiben/test-county';
import { checkItemSchema } from '../domain/checklist.contract.ts';
import { slotsOf } from '../domain/slots.rules.ts';
import type { Receipt } from '../domain/sync.contract.ts';
import { createChecklist } from './checklists.actions.ts';
import { syncItems } from './sync.actions.ts';
import { createTask } from './tasks.actions.ts';
import { findTask } from './tasks.queries.ts';
import { itemOf, recordBody } from './test-screening.ts';

const database = testDatabase();

/** A network that loses requests and answers, delivers twice, late and in another order: decided by a seeded stream. */
type Fault = 'arrives' | 'request lost' | 'answer lost' | 'delivered twice' | 'delivered again later';
const FAULTS: readonly Fault[] = [
  'arrives',
  'arrives',
  'request lost',
  'answer lost',
  'delivered twice',
  'delivered again later',
];
const DEVICES = ['phone-of-leader', 'phone-of-worker'] as const;
const RECORDS = 2_000;

test('2,000 offline records from two devices over a faulty network: all are in, none twice', async () => {
  const county = await testCounty(database.app, '2024-03-20T02:00:00Z');
  const manager = county.ctxOf('safety');
  const checklistId = newId();
  const items = [checkItemSchema.parse({ id: 'door', question: '安全出口畅通' })];
  await createChecklist(manager, { id: checklistId, name: '清单', origin: 'own', libraryCode: null, items });
  const taskId = newId();
  const schedule = { cycleEvery: 1, cycleUnit: 'hour' as const, startOn: '2024-03-20', endsOn: null, shifts: [] };
  const times = { workStart: '00:00', workEnd: '00:00', workDayType: 0 as const, workType: 0 as const, taskNo: null };
  const who = { level: 'post' as const, assignees: [], dutyCode: null, basis: '', unitId: null, name: '巡检' };
  await createTask(manager, { id: taskId, checklistId, ...schedule, ...times, ...who });
  const task = await findTask(manager, taskId);
  const slots = slotsOf(task?.schedules ?? [], [], { from: '2024-03-20', to: addDays('2024-03-20', 60) });
  county.clock.set('2024-05-20T02:00:00Z');
  const persons = { 'phone-of-leader': 'teamLeader', 'phone-of-worker': 'worker' } as const;

  // Each phone answers 700 slots; 300 of them both, of which every third is answered differently; 600 are beside the plan.
  const journals = DEVICES.map((device, d) => {
    const slotted = slots
      .slice(d * 400, d * 400 + 700)
      .map((slot, n) => ({ slot, differs: d === 1 && n < 300 && n % 3 === 0 }));
    const extras = Array.from({ length: 300 }, (_, n) => ({
      slot: slots[n] ?? expect.fail(),
      extra: true,
      differs: false,
    }));
    const entries = [...slotted.map((one) => ({ ...one, extra: false })), ...extras].map(({ slot, extra, differs }) => {
      const at = new Date(slot.from + 600_000).toISOString();
      const answers = [
        { item: 'door', verdict: differs ? ('bad' as const) : ('ok' as const), note: differs ? '堵' : '' },
      ];
      const slotKey = extra ? null : slot.key;
      const signedName = `测试${persons[device]}`;
      return itemOf(
        'record',
        recordBody({ taskId, checklistId, slotKey, startedAt: at, signedAt: at, signedName, answers }),
      );
    });
    return { device, entries };
  });
  expect(journals.reduce((sum, { entries }) => sum + entries.length, 0)).toBe(RECORDS);

  // The same faults each time: a linear congruence (Numerical Recipes).
  let state = 7;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const pick = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T;
  const receipts = new Map<string, Receipt>();
  const late: (() => Promise<unknown>)[] = [];
  let lost = 0;
  /** One phone, until its journal is empty: an entry leaves it only with a receipt of its own hash. */
  const run = async ({ device, entries }: (typeof journals)[number]) => {
    const ctx = county.ctxOf(persons[device]);
    let waiting = [...entries];
    while (waiting.length > 0) {
      // Not always from the front, and now and then an entry twice in a batch.
      const start = next() < 0.3 ? Math.floor(next() * waiting.length) : 0;
      const batch = waiting.slice(start, start + 1 + Math.floor(next() * 50));
      if (next() < 0.2) batch.reverse();
      if (next() < 0.1 && batch.length < 50) batch.push(batch[0] ?? expect.fail());
      const request = { deviceId: device, deviceAt: county.clock.now().toISOString(), items: batch };
      const fault = pick(FAULTS);
      lost += fault === 'arrives' ? 0 : 1;
      if (fault === 'request lost') continue;
      const answers = await Promise.all(
        fault === 'delivered twice' ? [syncItems(ctx, request), syncItems(ctx, request)] : [syncItems(ctx, request)],
      );
      if (fault === 'delivered again later') late.push(() => syncItems(ctx, request));
      if (fault === 'answer lost') continue;
      for (const { receipts: given } of answers) {
        for (const receipt of given) {
          expect(receipt.outcome, JSON.stringify(receipt.problems)).not.toBe('refused');
          const before = receipts.get(receipt.id);
          if (before) expect(receipt).toEqual(before);
          receipts.set(receipt.id, receipt);
        }
      }
      waiting = waiting.filter(({ id, hash }) => receipts.get(id)?.hash !== hash);
      if (late.length > 3) await late.shift()?.();
    }
  };
  await Promise.all(journals.map(run));
  for (const again of late) await again();
  expect(lost).toBeGreaterThan(30);

  const { code } = county;
  const one = async (query: ReturnType<typeof sql<{ n: number }>>) => (await query.execute(database.app.db)).rows[0]?.n;
  const all = journals.flatMap(({ entries }) => entries);
  expect(new Set(receipts.keys())).toEqual(new Set(all.map(({ id }) => id)));
  expect(await one(sql`select count(*)::int as n from screening_items where county = ${code}`)).toBe(RECORDS);
  expect(await one(sql`select count(distinct slot_key)::int as n from screening_records where county = ${code}`)).toBe(
    1_100,
  );
  expect(await one(sql`select count(*)::int as n from screening_records where county = ${code}`)).toBe(1_100 + 600);
  expect(
    await one(
      sql`select coalesce(sum(jsonb_array_length(merged)), 0)::int as n from screening_records where county = ${code}`,
    ),
  ).toBe(300);
  expect(await one(sql`select count(*)::int as n from screening_conflicts where county = ${code}`)).toBe(100);
  // One fact each, and none for what came again.
  const facts = sql<{ n: number }>`select count(*)::int as n from audit_entries where county = ${code}
    and action in ('screening:sign', 'screening:merge')`;
  expect(await one(facts)).toBe(RECORDS);
  const done = sql<{ n: number }>`select (sum(done) + sum(extra))::int as n from screening_days where county = ${code}`;
  expect(await one(done)).toBe(1_100 + 600);
});
