import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { systemActor } from '@zhiben/platform/domain/actor.ts';
import { addDays } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { ROWS_HEADER } from '@zhiben/platform/domain/sheet-file.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { readRows } from '@zhiben/platform/server/excel/index.ts';
import { findEnterprise, insertEnterprises } from '@zhiben/slices/enterprise/server';
import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { type TestCounty, testCounty } from 'zhiben/test-county';
import { z } from 'zod';
import type { listDutyMatrix, listDutySlots } from '../domain/duty-matrix.contract.ts';
import type { EffectFacts, getCountyEffect, getEffect, listEffects } from '../domain/effect.contract.ts';
import { computeEffect, DEFAULT_EFFECT_SETTINGS } from '../domain/effect.rules.ts';
import { TESTS, type Test } from '../domain/integrity.contract.ts';
import { countBehind } from './count-days.ts';
import type { ComputedEffect } from './effect.compute.ts';
import { keepMonth } from './effect.keep.ts';
import { saveEffects } from './effect.queries.ts';
import { countIndustryRates, keptIndustryRate } from './effect-source.queries.ts';
import { syncItems } from './sync.actions.ts';
import { itemOf, makeTask, ok } from './test-screening.ts';

const database = testDatabase();
type County = z.output<typeof getCountyEffect.response>;
type One = z.output<typeof getEffect.response>;
const ITEMS = [
  { id: 'door', question: '安全出口、疏散通道是否畅通，有没有被货物、车辆占用' },
  { id: 'valve', question: '储罐根部阀、切断阀的开关状态是否与现场挂牌一致' },
  { id: 'pressure', question: '一号储罐压力读数', kind: 'number' },
  { id: 'level', question: '一号储罐液位读数', kind: 'number' },
  { id: 'heat', question: '一号储罐温度读数', kind: 'number' },
];
const PHOTO = 'ab'.repeat(32);

/** A month of a works on paper: each day at the same minute, at once, with the same readings and one photo. */
function onPaper(task: string, checklistId: string, day: string) {
  const signedAt = `${day}T00:30:10Z`;
  return itemOf('record', {
    taskId: task,
    slotKey: day,
    checklistId,
    edition: 1,
    startedAt: `${day}T00:30:06Z`,
    signedAt,
    signedName: '测试teamLeader',
    answers: ITEMS.map(({ id, kind }) => ({
      item: id,
      ...(id === 'door' && day === '2024-03-05' ? { verdict: 'bad', note: '门口堆着纸箱' } : { verdict: 'ok' }),
      value: kind === 'number' ? 21.5 : null,
      files: id === 'door' ? [PHOTO] : [],
    })),
    findings: [],
  });
}

async function hazard(county: TestCounty, parts: { due: string; accepted?: string; by?: string; major?: boolean }) {
  const { code, enterprises, townships, userIds } = county;
  const id = newId();
  const { due, accepted = null, by = userIds.inspector, major = false } = parts;
  const closed = accepted && !major ? accepted : null;
  await sql`insert into hazards (county, id, number, grade, status, enterprise_id, enterprise_name, division, industry,
      description, place, search, channel, discovered_on, registered_at, registered_by, confirmed_at, committed_at,
      closed_at, closed_by, rectification_due_on)
    values (${code}, ${id}, ${id}, ${major ? 'major' : 'general'}, ${closed ? 'closed' : 'rectifying'}, ${enterprises.chem},
      '示例化工有限公司', ${townships.east}, 'chemicals', '情况', '部位', ''::tsvector, 'selfInspection', '2024-03-01',
      '2024-03-01T02:00:00Z', ${userIds.safety}, '2024-03-01T03:00:00Z', '2024-03-01T04:00:00Z', ${closed},
      ${closed && by}, ${due}::date)`.execute(database.owner.db);
  return id;
}

test('a month: planned and done, hazards due and accepted, what is worth checking, a veto, parameters, and who sees it', async () => {
  // People sign in at the end of the story; its beginning lies before.
  const county = await testCounty(database.app, '2024-04-12T02:00:00Z');
  county.clock.set('2024-02-28T01:00:00Z');
  const { chem, site } = county.enterprises;
  const checklistId = newId();
  ok(await county.as('safety').post('/api/checklists', { id: checklistId, name: '日查', origin: 'own', items: ITEMS }));
  const task = await makeTask(county, checklistId, { startOn: '2024-03-01', dutyCode: 'D122' });
  const lead = {
    level: 'principal',
    workType: 1,
    taskNo: 1,
    cycleUnit: 'month',
    startOn: '2024-03-01',
    dutyCode: 'D103',
  };
  const monthly = await makeTask(county, checklistId, { ...lead, name: '主要负责人月查' });
  const open = await hazard(county, { due: '2024-03-20' });
  await hazard(county, { due: '2024-03-15', accepted: '2024-03-14T02:00:00Z' });
  await hazard(county, { due: '2024-05-15', accepted: '2024-03-14T02:01:00Z' });
  await hazard(county, { due: '2024-04-15' });

  // 28 of 31 days, sent when the network was back; three days and the principal's month are missed.
  const days = Array.from({ length: 28 }, (_, n) => addDays('2024-03-01', n));
  county.clock.set('2024-03-29T02:00:00Z');
  const items = days.map((day) => onPaper(task, checklistId, day));
  const { receipts } = await syncItems(county.ctxOf('teamLeader'), {
    deviceId: 'test-device-1',
    deviceAt: '2024-03-29T02:00:00Z',
    items: items as never,
  });
  expect(receipts.map(({ outcome }) => outcome)).toEqual(days.map(() => 'accepted'));
  county.clock.set('2024-04-12T02:00:00Z');
  await countBehind(county.ctxOf('safety'));
  const system = county.ctxOf('clerk').as(systemActor(county.code));
  expect(await keepMonth(system, '2024-03')).toBe(1);
  const counted = await countIndustryRates(system, { from: '2024-03-01', to: '2024-03-31' }, 1);
  expect(counted.get('chemicals')).toBeCloseTo(100 / 28, 6);
  expect(await keptIndustryRate(system, '2024-03', 'chemicals', 1)).toEqual(counted);

  const url = `/api/enterprises/${chem}/screening-effect?month=2024-03`;
  const one = async (person: 'officer' | 'safety' = 'officer') => ok<One>(await county.as(person).get(url));
  const { facts, result, tests, steps } = await one();
  expect(facts).toMatchObject({ done: 28, madeUp: 0, missed: 4, due: 3, accepted: 2, found: 4, overdueMajor: 0 });
  expect(facts.guarantorMissed).toEqual({ principal: 1, technical: 0, operator: 0 });
  expect(result).toMatchObject({ a: 43.75, b: 33.33, alpha: 1, e: 77.08 });
  expect(steps.map(({ code }) => code)).toEqual(['unaccepted', 'missed']);
  const states = Object.fromEntries(tests.map(({ test: name, state }) => [name, state]));
  expect(states).toEqual({
    photoReuse: 'check',
    sameAnswers: 'check',
    tooFast: 'check',
    flatTimes: 'check',
    allPassed: 'few',
    splitTasks: 'few',
    acceptClumps: 'few',
    selfAccepted: 'usual',
  });
  const { opens = [] } = tests.find((one) => one.test === 'photoReuse') ?? {};
  const opened = await county.as('officer').get(`/api/screening-records/${opens[0]?.id}`);
  expect([opens.length, opened.statusCode]).toEqual([27, 200]);

  // What is kept says the same as what is computed afresh; the sums are of these rows.
  const listed = async (query = '') =>
    ok<z.output<typeof listEffects.response>>(
      await county.as('clerk').get(`/api/screening-effect/enterprises?month=2024-03${query}`),
    ).rows;
  expect(await listed()).toMatchObject([
    { id: chem, a: 43.75, b: 33.33, e: 77.08, vetoed: false, done: 28, missed: 4 },
  ]);
  expect((await listed())[0]?.flags.toSorted()).toEqual(['flatTimes', 'photoReuse', 'sameAnswers', 'tooFast']);
  expect(await listed('&test=tooFast&q=化工')).toHaveLength(1);
  expect(await listed('&test=splitTasks')).toHaveLength(0);
  const sums = ok<County>(await county.as('clerk').get('/api/screening-effect?month=2024-03'));
  expect(sums.total).toMatchObject({ enterprises: 1, comparable: 1, e: 77.08, missed: 4, flagged: 1, vetoed: 0 });
  expect(sums.townships).toMatchObject([{ code: county.townships.east, e: 77.08 }]);
  expect(sums.tests.find((sum) => sum.test === 'tooFast')).toEqual({ test: 'tooFast', judged: 1, flagged: 1 });
  expect(ok<County>(await county.as('west').get('/api/screening-effect?month=2024-03')).total.enterprises).toBe(0);
  expect(ok<County>(await county.as('builder').get('/api/screening-effect?month=2024-03')).total.enterprises).toBe(0);

  // The lost points lead to their records.
  const hazards = ok<{ rows: { id: string }[] }>(
    await county
      .as('officer')
      .get(`/api/hazards?enterpriseId=${chem}&rectificationTo=2024-03-31&status=rectifying&status=applied`),
  );
  expect(hazards.rows.map(({ id }) => id)).toEqual([open]);
  const slots = async (duty: string) =>
    ok<z.output<typeof listDutySlots.response>>(
      await county.as('officer').get(`/api/enterprises/${chem}/duty-slots?duty=${duty}&month=2024-03`),
    );
  expect((await slots('D103')).rows).toEqual([
    {
      title: '主要负责人月查',
      path: `/screening-tasks/${monthly}`,
      period: '2024-03',
      day: '2024-03-31',
      state: 'missed',
      recordPath: null,
    },
  ]);
  const daily = await slots('D122');
  expect([daily.cell.state, daily.cell.done, daily.cell.missed, daily.rows[0]?.recordPath]).toEqual([
    'missed',
    28,
    3,
    `/screening-records/${items[0]?.id}`,
  ]);
  const matrix = ok<z.output<typeof listDutyMatrix.response>>(
    await county.as('officer').get('/api/duty-matrix?month=2024-03'),
  );
  const row = matrix.rows.find(({ id }) => id === chem);
  expect(Object.entries(row?.cells ?? {}).map(([code, { state }]) => [code, state])).toEqual([
    ['D122', 'missed'],
    ['D103', 'missed'],
  ]);
  expect(matrix.duties.find(({ code }) => code === 'D103')?.source).not.toBe('');
  const sheet = await county.as('officer').get('/api/duty-matrix/export?month=2024-03');
  expect([sheet.statusCode, sheet.rawPayload.subarray(0, 2).toString()]).toEqual([200, 'PK']);

  // A veto is a person's decision; it shows at once, and in what is kept once that is computed again.
  const body = { id: newId(), month: '2024-03', reason: '发生亡人事故', basis: '某县办法第 8 条' };
  const vetoes = `/api/enterprises/${chem}/screening-effect/vetoes`;
  expect((await county.as('inspector').post(vetoes, body)).statusCode).toBe(403);
  expect((await county.as('officer').post(`/api/enterprises/${site}/screening-effect/vetoes`, body)).statusCode).toBe(
    404,
  );
  expect((await county.as('officer').post(vetoes, { ...body, month: '2024-05' })).statusCode).toBe(422);
  ok(await county.as('officer').post(vetoes, body));
  ok(await county.as('officer').post(vetoes, body)); // sent again
  expect((await one('safety')).result).toMatchObject({ a: 43.75, b: 33.33, alpha: 0, e: 0 });
  await keepMonth(system, '2024-03', [chem]);
  expect(await listed('&state=veto')).toMatchObject([{ id: chem, e: 0, vetoed: true }]);
  const withdraw = { commandId: newId(), why: '事故与企业无关' };
  ok(await county.as('clerk').post(`/api/screening-effect/vetoes/${body.id}/withdraw`, withdraw));
  expect(
    (
      await county
        .as('clerk')
        .post(`/api/screening-effect/vetoes/${body.id}/withdraw`, { ...withdraw, commandId: newId() })
    ).statusCode,
  ).toBe(409);

  const settings = { ...DEFAULT_EFFECT_SETTINGS, guarantor: { principal: 5, technical: 0, operator: 0 } };
  const set = { commandId: newId(), version: 0, settings, basis: '某县〔2024〕3 号' };
  expect((await county.as('officer').post('/api/screening-effect/settings', set)).statusCode).toBe(403);
  ok(await county.as('clerk').post('/api/screening-effect/settings', set));
  expect(
    (await county.as('clerk').post('/api/screening-effect/settings', { ...set, commandId: newId() })).statusCode,
  ).toBe(409);
  expect((await one()).result).toMatchObject({ a: 38.75, e: 72.08 });
  await keepMonth(system, '2024-03');
  expect(await listed()).toMatchObject([{ id: chem, e: 72.08, vetoed: false }]);

  // A county does not fit on one page of the export: all of it comes, each once, the works with its duties among them.
  const serials = Array.from({ length: 450 }, (_, n) => String(n).padStart(3, '0'));
  await county.ctxOf('clerk').transaction(async (tx) => {
    const like = (await findEnterprise(tx, chem)) as NonNullable<Awaited<ReturnType<typeof findEnterprise>>>;
    const files = serials.map((n) => ({ ...like, id: newId(), name: `导出企业 ${n}`, creditCode: null }));
    await insertEnterprises(tx, files);
    const subject = { kind: 'import', id: newId() };
    tx.record({ id: subject.id, action: 'enterprise:importRows', subject, data: {} });
  });
  const whole = await county.as('officer').get('/api/duty-matrix/export?month=2024-03');
  expect(Number(whole.headers[ROWS_HEADER])).toBeGreaterThan(450);
  const file = join(mkdtempSync(join(tmpdir(), 'zhiben-matrix-')), 'matrix.xlsx');
  writeFileSync(file, whole.rawPayload);
  const header = matrix.duties.find(({ code }) => code === 'D122')?.name ?? '';
  const read: { name?: string; daily?: string | undefined }[] = [];
  for await (const { cells } of readRows(file, {
    name: { header: '单位名称', schema: z.string() },
    daily: { header, schema: z.string().optional() },
  }))
    read.push(cells);
  rmSync(dirname(file), { recursive: true });
  expect(read).toHaveLength(Number(whole.headers[ROWS_HEADER]));
  expect(new Set(read.map((line) => line.name)).size).toBe(read.length);
  expect(read.filter((line) => line.name?.startsWith('导出企业'))).toHaveLength(450);
  expect(read.flatMap((line) => line.daily ?? [])).toEqual(['有缺漏 28/31']);
});

const points = fc.option(
  fc.integer({ min: 0, max: 5000 }).map((n) => n / 100),
  { nil: null },
);
const some = fc.integer({ min: 0, max: 9 });
const state = fc.constantFrom('few' as const, 'usual' as const, 'check' as const);

test('whatever is computed again, moved or removed, the sums equal the slow recount', async () => {
  const county = await testCounty(database.app, '2024-04-12T02:00:00Z');
  const { code, enterprises, townships } = county;
  const ctx = county.ctxOf('clerk');
  const place = fc.record({
    id: fc.constantFrom(...Object.values(enterprises)),
    division: fc.constantFrom(townships.east, townships.west, `${code}000000`),
    industry: fc.constantFrom('chemicals', 'construction'),
  });
  const effect = fc
    .record({
      place,
      a: points,
      b: points,
      vetoed: fc.boolean(),
      counts: fc.array(some, { minLength: 8, maxLength: 8 }),
      tests: fc.array(state, { minLength: 8, maxLength: 8 }),
    })
    .map(({ place: { id, division, industry }, a, b, vetoed, counts, tests }): ComputedEffect => {
      const [done = 0, madeUp = 0, missed = 0, excluded = 0, accepted = 0, extra = 0, records = 0, found = 0] = counts;
      const guarantorMissed = { principal: 0, technical: 0, operator: 0 };
      const facts: EffectFacts = {
        done,
        madeUp,
        missed,
        excluded,
        guarantorMissed,
        due: accepted + extra,
        accepted,
        found,
        overdueMajor: 0,
        vetoes: [],
      };
      const e = vetoed ? 0 : a === null || b === null ? null : Math.round((a + b) * 100) / 100;
      const judged = Object.fromEntries(
        TESTS.map((name, n) => [name, { state: tests[n] ?? 'few', seen: 1, of: 2, expected: null, opens: [] }]),
      ) as unknown as Record<Test, ComputedEffect['judged'][Test]>;
      const result = {
        ...computeEffect(facts, DEFAULT_EFFECT_SETTINGS),
        a,
        b,
        e,
        alpha: vetoed ? (0 as const) : (1 as const),
      };
      return {
        enterpriseId: id,
        division,
        industry,
        facts,
        result,
        counted: { completed: done + (extra % 2) * madeUp, deductedA: extra, deductedB: found },
        judged,
        records,
        recordsWithFindings: Math.min(records, found),
        prints: [],
      };
    });
  const db = database.owner.db;
  const step = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('save' as const),
        month: fc.constantFrom('2024-02', '2024-03'),
        effects: fc.uniqueArray(effect, { selector: (one) => one.enterpriseId, maxLength: 3 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('delete' as const), month: fc.constantFrom('2024-02', '2024-03') }),
    },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 6 }), async (steps) => {
      for (const one of steps) {
        if (one.kind === 'save') await saveEffects(ctx, one.month, 0, one.effects);
        else
          await sql`delete from effect_months where county = ${code} and month = ${`${one.month}-01`}::date`.execute(
            db,
          );
      }
      const { rows: kept } = await sql`
        select month, division, industry, enterprises, comparable, e, a_count, a, b_count, b, vetoed, flagged, done,
          made_up, missed, excluded, due, accepted, records, records_with_findings, counted_completed,
          counted_accepted, deducted_a, deducted_b
        from effect_sums where county = ${code} and enterprises <> 0 order by 1, 2, 3`.execute(db);
      const { rows: counted } = await sql`
        select month, division, industry, count(*)::int as enterprises, count(e)::int as comparable,
          coalesce(sum(e), 0) as e, count(a)::int as a_count, coalesce(sum(a), 0) as a, count(b)::int as b_count,
          coalesce(sum(b), 0) as b, count(*) filter (where vetoed)::int as vetoed,
          count(*) filter (where cardinality(flags) > 0)::int as flagged, sum(done)::int as done,
          sum(made_up)::int as made_up, sum(missed)::int as missed, sum(excluded)::int as excluded, sum(due)::int as due,
          sum(accepted)::int as accepted, sum(records)::int as records,
          sum(records_with_findings)::int as records_with_findings,
          coalesce(sum(completed) filter (where not vetoed), 0) as counted_completed,
          coalesce(sum(accepted) filter (where not vetoed), 0) as counted_accepted,
          coalesce(sum(deducted_a * (done + made_up + missed)) filter (where not vetoed), 0) as deducted_a,
          coalesce(sum(deducted_b * due) filter (where not vetoed), 0) as deducted_b
        from effect_months where county = ${code} group by 1, 2, 3 order by 1, 2, 3`.execute(db);
      expect(kept).toEqual(counted);
      const { rows: left } = await sql`select 1 from effect_sums where county = ${code} and enterprises = 0
        and (comparable, e, a, b, vetoed, flagged, done, due, counted_completed, deducted_a, deducted_b)
          <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)`.execute(db);
      expect(left).toEqual([]);
      const { rows: tests } = await sql`
        select month, division, industry, test, judged, flagged from effect_test_sums
        where county = ${code} and (judged, flagged) <> (0, 0) order by 1, 2, 3, 4`.execute(db);
      const { rows: judged } = await sql`
        select month, division, industry, t.key as test, count(*)::int as judged,
          count(*) filter (where t.value ->> 0 = 'c')::int as flagged
        from effect_months, jsonb_each(tests) as t where county = ${code} group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(
        db,
      );
      expect(tests).toEqual(judged);
    }),
    { numRuns: 25, seed: 11 },
  );
});
