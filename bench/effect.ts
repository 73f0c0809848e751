import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemActor } from '@zhiben/platform/domain/actor.ts';
import { addDays, fixedClock, instantOf } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { connect } from '@zhiben/platform/server/db/connect.ts';
import { startEmbeddedPostgres } from '@zhiben/platform/server/db/embedded-postgres.ts';
import { migrate } from '@zhiben/platform/server/db/migrate.ts';
import { testCtx } from '@zhiben/platform/server/test-ctx.ts';
import { copyEffectRecords, keepMonth, type LoadedEffect, recountFrom } from '@zhiben/slices/screening/server';
import { sql } from 'kysely';
import { presentMatrixPage } from '../slices/screening/server/duty-matrix.ts';
import { presentCountyEffect, presentEffect, presentEffects } from '../slices/screening/server/effect.present.ts';

/*
 * node --import tsx bench/effect.ts [enterprises] [computed]: how long the county's view of 双重预防运行效果 takes over the
 * maintained figures of a county of so many enterprises, and how long the night takes to compute them, measured on as
 * many as are given second with a month of a record a day.
 */
const ENTERPRISES = Number(process.argv[2] ?? 100_000);
const COMPUTED = Number(process.argv[3] ?? 2_000);
const COUNTY = '990102';
const MONTH = '2026-10';
const NOW = '2026-11-22T02:00:00Z';

const dir = mkdtempSync(join(tmpdir(), 'zhiben-bench-effect-'));
const server = await startEmbeddedPostgres({ dir, volatile: true });
const owner = connect({ url: server.url, max: 4, as: 'owner' });
try {
  await migrate(owner);
  const ctx = testCtx(owner, systemActor(COUNTY), { clock: fixedClock(NOW) });
  await fill();
  const county = await timed('county view, whole county', () => presentCountyEffect(ctx, { month: MONTH }));
  const [township] = county.townships;
  await timed('county view, one township', () => presentCountyEffect(ctx, { month: MONTH, division: township?.code }));
  await timed('list, lowest first', () => presentEffects(ctx, { month: MONTH, limit: 50 }));
  await timed('list, one test', () => presentEffects(ctx, { month: MONTH, limit: 50, test: 'tooFast' }));
  await timed('list, a trade, not comparable', () =>
    presentEffects(ctx, { month: MONTH, limit: 50, industry: 'chemicals', state: 'not' }),
  );
  const ids = await load();
  await timed('duty matrix, 50 enterprises', () => presentMatrixPage(ctx, { month: MONTH, limit: 50 } as never), 10);
  await timed('one enterprise, from its records', () => presentEffect(ctx, ids[0] ?? '', MONTH), 10);
  const began = performance.now();
  const kept = await keepMonth(ctx, MONTH);
  const seconds = (performance.now() - began) / 1000;
  console.log(`night: ${kept} enterprises in ${seconds.toFixed(1)} s, ${Math.round(kept / seconds)} a second`);
} finally {
  await owner.close();
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
}

/** Twelve months of kept figures: the triggers make the sums as they would. */
async function fill(): Promise<void> {
  const began = performance.now();
  await sql`
    insert into enterprises (county, id, name, credit_code, division, industry, search, status, created_at, updated_at)
    select ${COUNTY}, gen_random_uuid(), '第' || n || '家企业', lpad(n::text, 18, '0'),
      ${COUNTY} || lpad((100 + n % 20)::text, 3, '0') || lpad((n / 20 % 15)::text, 3, '0'),
      (array['industrial-trade', 'chemicals', 'construction', 'commerce', 'education', 'road-transport', 'crowded-place'])[1 + n % 7],
      ''::tsvector, 'operating', now(), now()
    from generate_series(1, ${sql.lit(ENTERPRISES)}) n`.execute(owner.db);
  for (let n = 0; n < 12; n++) {
    await sql`
      insert into effect_months (county, month, enterprise_id, division, industry, done, made_up, missed, excluded,
        guarantor_missed, due, accepted, found, overdue_major, records, records_with_findings, a, b, e, vetoed, tests,
        flags, settings_version, computed_at)
      select county, ('2025-11-01'::date + make_interval(months => ${sql.lit(n)}))::date, id, division, industry, 25, 2, 3,
        0, '{0,0,0}', 2, 1, 1, 0, 27, 5, 45, case when hashtext(name) % 3 = 0 then null else 25 end,
        case when hashtext(name) % 3 = 0 then null else 45 + 25 - abs(hashtext(name) % 40) end, false,
        '{"photoReuse":["u",0,9,null],"tooFast":["c",20,27,null],"flatTimes":["u",0,27,null],"allPassed":["u",22,27,5]}',
        case when hashtext(name) % 25 = 0 then '{tooFast}'::text[] else '{}' end, 0, now()
      from enterprises where county = ${COUNTY}`.execute(owner.db);
  }
  await sql`analyze`.execute(owner.db);
  console.log(`${ENTERPRISES} enterprises, 12 months: loaded in ${((performance.now() - began) / 1000).toFixed(0)} s`);
}

/** A month of one record a day, six answers each, by COPY. */
async function load(): Promise<string[]> {
  const { rows } = await sql<{ id: string; name: string; division: string; industry: string }>`
    select id, name, division, industry from enterprises where county = ${COUNTY} order by name, id limit ${COMPUTED}`.execute(
    owner.db,
  );
  const client = await owner.pool.connect();
  const from = `${MONTH}-01`;
  try {
    for (let n = 0; n < rows.length; n += 200) {
      await copyEffectRecords(
        client,
        COUNTY,
        rows.slice(n, n + 200).map((place) => screeningOf(place, from)),
      );
    }
  } finally {
    client.release();
  }
  const ctx = testCtx(owner, systemActor(COUNTY), { clock: fixedClock(NOW) });
  await recountFrom(
    ctx,
    rows.map((place) => ({ ...place, daysUntil: null })),
    from,
  );
  await sql`analyze`.execute(owner.db);
  return rows.map(({ id }) => id);
}

function screeningOf(place: LoadedEffect['place'], from: string): LoadedEffect {
  const [checklistId, taskId, byUser] = [newId(), newId(), newId()];
  const items = ['a', 'b', 'c', 'd', 'e', 'f'].map((id, n) => ({
    id,
    question: '设备防护罩、联锁装置是否有效，现场有没有积尘、堆物',
    method: '',
    basis: '',
    kind: n < 3 ? ('yes-no' as const) : ('number' as const),
    unit: '',
    low: null,
    high: null,
    choices: [],
    photo: 'optional' as const,
    photoBasis: '',
    measureId: null,
    criterion: null,
  }));
  const schedule = {
    cycleEvery: 1,
    cycleUnit: 'day' as const,
    startOn: from,
    endsOn: null,
    workStart: null,
    workEnd: null,
  };
  const schedules = [{ ...schedule, shifts: [], workDayType: 0 as const, since: from, until: null }];
  const records = Array.from({ length: 30 }, (_, n) => {
    const day = addDays(from, n);
    const signedAt = new Date(instantOf(day, 9).getTime() + ((n * 7919) % 50) * 60_000);
    const answers = items.map(({ id, kind }, i) => ({
      item: id,
      value: kind === 'number' ? 20 + ((n * i * 7919) % 97) / 10 : null,
      verdict: 'ok' as const,
      note: '',
      files: i === 0 ? [createHash('sha256').update(`${taskId}${n}`).digest('hex')] : [],
    }));
    const hash = createHash('sha256').update(JSON.stringify(answers)).digest('hex');
    const startedAt = new Date(signedAt.getTime() - 240_000);
    return {
      id: newId(),
      taskId,
      slotKey: day,
      slotDay: day,
      state: 'done' as const,
      startedAt,
      signedAt,
      hash,
      answers,
      findings: [],
    };
  });
  const task = {
    id: taskId,
    checklistId,
    name: '班组日查',
    level: 'team' as const,
    schedules,
    workType: 0 as const,
    taskNo: null,
    dutyCode: 'L01',
    basis: '',
  };
  const checklists = [{ id: checklistId, name: '日查', items }];
  return { place, since: instantOf(from), byName: '甲', byUser, checklists, tasks: [task], records };
}

async function timed<T>(what: string, run: () => Promise<T>, times = 30): Promise<T> {
  const taken: number[] = [];
  let answer = await run();
  for (let n = 0; n < times; n++) {
    const began = performance.now();
    answer = await run();
    taken.push(performance.now() - began);
  }
  taken.sort((a, b) => a - b);
  const at = (share: number) => (taken[Math.min(taken.length - 1, Math.floor(share * taken.length))] ?? 0).toFixed(1);
  console.log(`${what}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`);
  return answer;
}
