import { sql } from 'kysely';
import { pino } from 'pino';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { systemActor } from '../../domain/actor.ts';
import { systemClock } from '../../domain/clock.ts';
import { newId } from '../../domain/ids.ts';
import type { Ctx, TxCtx } from '../ctx.ts';
import { testDatabase } from '../db/test-database.ts';
import { defineSlice, type Job, job } from '../slice.ts';
import { testCtx, testServices } from '../test-ctx.ts';
import { type EnqueueOptions, enqueue, type JobRunner, startJobs } from './index.ts';
import { inShanghai, scheduleItems } from './schedule.ts';

const database = testDatabase();
const running: JobRunner[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((runner) => runner.stop()));
});

async function start(jobs: readonly Job[]): Promise<JobRunner> {
  const slices = [defineSlice({ name: 'test', routes: [], permissions: {}, jobs })];
  const log = pino({ level: 'silent' });
  const runner = await startJobs({ slices, connection: database.app, clock: systemClock, log, services: testServices });
  running.push(runner);
  return runner;
}

const note = (tx: TxCtx) =>
  tx.record({ id: newId(), action: 'test:write', subject: { kind: 'test', id: newId() }, data: {} });

function add(county: string, toRun: Job, payload: unknown, options: EnqueueOptions = {}, fail = false): Promise<void> {
  return testCtx(database.app, systemActor(county)).transaction(async (tx) => {
    note(tx);
    await enqueue(tx, toRun, payload, options);
    if (fail) throw new Error('rolled back');
  });
}

async function eventually<T>(look: () => T | Promise<T>, good: (value: T) => boolean): Promise<T> {
  const giveUpAt = Date.now() + 10_000;
  for (;;) {
    const value = await look();
    if (good(value) || Date.now() > giveUpAt) return value;
    await new Promise((done) => setTimeout(done, 20));
  }
}

const waiting = async () => {
  const { rows } = await sql<{ attempts: number; last_error: string | null }>`
    select attempts, last_error from graphile_worker.jobs`.execute(database.app.db);
  return rows;
};

/** A job that remembers how it was run. */
function witness(name: string, more: Partial<Job> = {}) {
  const seen: { county: string; actor: string; payload: unknown; ctx: Ctx }[] = [];
  const made = job({
    name,
    payload: z.object({ n: z.number().default(0) }),
    run: async ({ ctx, payload }) => {
      seen.push({ county: ctx.actor.county, actor: ctx.actor.role, payload, ctx });
    },
    ...more,
  });
  return { seen, job: made };
}

test('a job runs after commit, as the system in its county; one rolled back never', async () => {
  const { seen, job: counted } = witness('test:count');
  await expect(add('990401', counted, { n: 1 }, {}, true)).rejects.toThrow('rolled back');
  await start([counted]);
  await add('990401', counted, { n: 2 });
  await add('990402', counted, { n: 3 });
  await eventually(
    () => seen,
    (s) => s.length === 2,
  );
  await eventually(waiting, (w) => w.length === 0);
  expect(seen.map((s) => [s.county, s.actor, s.payload]).sort()).toEqual([
    ['990401', 'system', { n: 2 }],
    ['990402', 'system', { n: 3 }],
  ]);
  expect(seen[0]?.ctx.requestId).toMatch(/^job-\d+$/);
});

test('a payload that the job does not declare is refused before it is queued', async () => {
  const { job: counted } = witness('test:count');
  await expect(add('990401', counted, { n: 'x' })).rejects.toThrow(z.ZodError);
  expect(await waiting()).toEqual([]);
});

test('of two jobs with one key in a county the later stays', async () => {
  const { seen, job: keyed } = witness('test:keyed');
  await add('990401', keyed, { n: 1 }, { key: 'a' });
  await add('990401', keyed, { n: 2 }, { key: 'a' });
  await add('990402', keyed, { n: 3 }, { key: 'a' });
  await start([keyed]);
  await eventually(
    () => seen,
    (s) => s.length === 2,
  );
  await eventually(waiting, (w) => w.length === 0);
  expect(seen.map((s) => [s.county, s.payload]).sort()).toEqual([
    ['990401', { n: 2 }],
    ['990402', { n: 3 }],
  ]);
});

test('a job that fails waits for another attempt with its error', async () => {
  const { job: failing } = witness('test:fail', { run: () => Promise.reject(new Error('邮件服务器没有应答')) });
  await add('990401', failing, {});
  await start([failing]);
  const [row] = await eventually(waiting, (w) => (w[0]?.attempts ?? 0) > 0 && w[0]?.last_error !== null);
  expect(row?.last_error).toContain('邮件服务器没有应答');
  await sql`select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs))`.execute(database.app.db);
});

test('stopping waits for the job that runs, and the rest of the queue is kept', async () => {
  let ended = false;
  const slow = witness('test:slow', {
    run: async () => {
      await new Promise((done) => setTimeout(done, 400));
      ended = true;
    },
  }).job;
  await add('990401', slow, {});
  const runner = await start([slow]);
  await eventually(
    () =>
      sql<{ n: number }>`select count(*) as n from graphile_worker.jobs where locked_at is not null`.execute(
        database.app.db,
      ),
    ({ rows }) => rows[0]?.n === 1,
  );
  running.length = 0;
  await runner.stop();
  await runner.ended;
  expect(ended).toBe(true);
  await add('990401', slow, {});
  expect(await waiting()).toHaveLength(1);
  await sql`select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs))`.execute(database.app.db);
});

test('by the clock a job runs once in every county that has records', async () => {
  const { seen, job: nightly } = witness('test:nightly', { schedule: '10 0 * * *' });
  await start([nightly]);
  await sql`select graphile_worker.add_job('test:nightly', '{"_cron":{"ts":"2024-03-01T16:10:00Z"}}'::json)`.execute(
    database.app.db,
  );
  const { rows } = await sql<{ county: string }>`select county from audit_heads order by 1`.execute(database.app.db);
  await eventually(
    () => seen,
    (s) => s.length === rows.length,
  );
  expect(seen.map((s) => s.county).sort()).toEqual(rows.map((r) => r.county));
  expect(seen[0]?.payload).toEqual({ n: 0 });
});

test('two jobs of one name stop the start', async () => {
  const { job: one } = witness('test:same');
  await expect(start([one, one])).rejects.toThrow('two jobs are named test:same');
});

describe('crontabs are read in Asia/Shanghai', () => {
  const digest = (iso: string) => {
    const at = new Date(iso);
    const [month, date, hour, min] = [at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes()];
    return { month, date, hour, min, dow: at.getUTCDay() };
  };
  test.each([
    ['10 0 * * *', '2024-03-01T16:10:00Z', true], // 00:10 of 2 March
    ['10 0 * * *', '2024-03-01T00:10:00Z', false],
    ['30 3 * * *', '2024-03-01T19:30:00Z', true],
    ['0 9 * * 1', '2024-03-04T01:00:00Z', true], // Monday
    ['0 1 * * 1', '2024-03-03T17:00:00Z', true], // Monday there, Sunday in UTC
    ['0 1 * * 0', '2024-03-03T17:00:00Z', false],
    ['0 0 1 * *', '2024-02-29T16:00:00Z', true], // 1 March of a leap year
    ['0 0 29 2 *', '2024-02-28T16:00:00Z', true],
    ['0 0 1 1 *', '2023-12-31T16:00:00Z', true],
    ['*/15 8-18 * * *', '2024-03-01T10:45:00Z', true],
  ])('%s at %s: %s', (schedule, at, runs) => {
    const { job: timed } = witness('test:timed', { schedule });
    const [item] = scheduleItems([timed], () => new Date(at));
    expect(item?.match(digest(at))).toBe(runs);
  });

  test('for every hour of a year the digest is that of the wall clock', () => {
    for (let at = Date.UTC(2024, 0, 1); at < Date.UTC(2025, 0, 1); at += 3_600_000) {
      const wall = new Date(at + 8 * 3_600_000);
      const now = new Date(at);
      expect(inShanghai(digest(now.toISOString()), now)).toEqual(digest(wall.toISOString()));
    }
  });
});
