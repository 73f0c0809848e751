import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { type Person, testCounty } from 'zhiben/test-county';
import { prefilled } from '../domain/commitment.rules.ts';
import { figuresOf } from '../domain/figures.rules.ts';
import { countBehind } from './count-days.ts';
import { listCounted, listDays } from './days.queries.ts';
import { keepMonth } from './effect.keep.ts';
import { moveScreening } from './move-screening.ts';
import { makeTicket } from './snapshot-anonymous.ts';
import { listCountedSuspensions } from './suspensions.queries.ts';
import { listCountedTasks } from './tasks.queries.ts';
import { itemOf, makeChecklist, makeTask, ok, recordBody, sync } from './test-screening.ts';

const database = testDatabase();

test('when files merge, self-inspection goes to the one that is kept and back; figures equal the recount', async () => {
  const county = await testCounty(database.app); // 2024-03-20, 10:00
  const { chem, shop } = county.enterprises;
  const get = async <T>(person: Person | null, url: string) => ok<T>(await county.as(person).get(url));
  const post = async <T>(person: Person | null, url: string, body: object) =>
    ok<T>(await county.as(person).post(url, body));
  const bare = newId();
  const file = { id: bare, kind: 'smallSite', name: '示例木器厂', industry: 'industrial-trade' };
  await post('clerk', '/api/enterprises', { ...file, division: county.townships.west });

  // What people of a works do in three days: one check, one slot that is missed, a stop, what they say and report.
  const checklistId = await makeChecklist(county);
  const taskId = await makeTask(county, checklistId, { startOn: '2024-03-20' });
  const item = itemOf('record', recordBody({ taskId, checklistId }));
  await sync(county.as('teamLeader'), [item]);
  const stop = { from: '2024-03-21T16:00:00Z', to: '2024-03-22T16:00:00Z', unitId: null, reason: '检修' };
  await post('safety', '/api/screening-suspensions', { id: newId(), ...stop });
  const counts = { ...prefilled(null), units: 3, run: 3 };
  const commitment = { id: newId(), counts, words: '承诺', isPublic: true };
  await post('principal', '/api/commitments', commitment);
  const snapshot = { id: newId(), kind: 'proposal', words: '加一道护栏', place: '一车间', files: [] };
  await post('worker', '/api/snapshots', snapshot);
  county.clock.set('2024-04-08T02:00:00Z');
  await sql`update sessions set expires_at = '2030-01-01', created_at = '2029-12-31' where county = ${county.code}`.execute(
    database.owner.db,
  );
  const statement = `/api/statements/${chem}/2024-03`;
  const { figures } = await get<{ figures: { code: string; value: number | null }[] }>('safety', statement);
  const seen = Object.fromEntries(figures.map(({ code, value }) => [code, value]));
  await post('safety', statement, { id: newId(), words: '报告', seen });

  const clerk = county.ctxOf('clerk');
  const range = { from: '2024-03-01', to: '2024-04-08' };
  /** Of the days of a file: due, done, made up, missed, excluded. */
  const daysOf = async (id: string) => {
    await countBehind(clerk);
    const given = {
      tasks: (await listCountedTasks(clerk, [id])).get(id) ?? [],
      suspensions: (await listCountedSuspensions(clerk, [id])).get(id) ?? [],
      records: await listCounted(clerk, id, range),
    };
    const kept = await listDays(clerk, id, range);
    const slow = figuresOf(given, range, county.clock.now().getTime(), 7);
    expect(kept).toEqual([...slow.days.values()].sort((a, b) => (a.day < b.day ? -1 : 1)));
    const sum = (of: 'due' | 'done' | 'missed' | 'excluded') => kept.reduce((total, day) => total + day[of], 0);
    return [sum('due'), sum('done'), sum('missed'), sum('excluded')];
  };
  const sums = async () => {
    const { rows } = await sql<{ due: number; done: number }>`
      select sum(due)::int as due, sum(done)::int as done, sum(missed)::int as missed, sum(excluded)::int as excluded
      from screening_sums where county = ${county.code}`.execute(clerk.db);
    return rows[0];
  };
  const before = await daysOf(chem);
  expect(before).toEqual([19, 1, 16, 1]);
  const all = await sums();
  await keepMonth(clerk, '2024-04');

  // People who sign in stand against a merge: all of it reaches the bare file by the way that a merge takes.
  const placeOf = async (id: string) => {
    const { name, division, industry } = await get<Record<'name' | 'division' | 'industry', string>>(
      'clerk',
      `/api/enterprises/${id}`,
    );
    return { id, name, division, industry };
  };
  const place = await placeOf(bare);
  await clerk.transaction(async (tx) => {
    await moveScreening(tx, chem, place);
    tx.record({ id: newId(), action: 'screening:test', subject: { kind: 'enterprise', id: bare }, data: {} });
  });
  expect(await daysOf(bare)).toEqual(before);
  await keepMonth(clerk, '2024-04');

  const shown = async (id: string) => {
    const url = `enterpriseId=${id}`;
    const rows = async (path: string) => (await get<{ rows: unknown[] }>('clerk', path)).rows.length;
    const { rows: months } = await sql`select from effect_months where enterprise_id = ${id}`.execute(clerk.db);
    return {
      tasks: await rows(`/api/screening-tasks?${url}`),
      records: await rows(`/api/screening-records?${url}`),
      suspensions: await rows(`/api/screening-suspensions?${url}`),
      commitments: await rows(`/api/commitments?${url}`),
      statements: await rows(`/api/statements?${url}`),
      effect: months.length,
    };
  };
  const whole = { tasks: 1, records: 1, suspensions: 1, commitments: 1, statements: 1 };
  const reason = '重复建档';
  const merge = await post<{ mergeId: string }>('clerk', `/api/enterprises/${shop}/merge`, {
    commandId: newId(),
    goneId: bare,
    reason,
  });
  expect(await daysOf(shop)).toEqual(before);
  expect(await sums()).toEqual(all);
  expect(await shown(shop)).toMatchObject(whole);
  const { rows: left } = await sql`select from effect_months where enterprise_id = ${bare}`.execute(clerk.db);
  expect(left).toEqual([]);
  const record = await get<{ enterpriseId: string }>('clerk', `/api/screening-records/${item.id}`);
  expect(record.enterpriseId).toBe(shop);
  const ticket = makeTicket(clerk.services, { county: county.code, enterpriseId: bare, dropNumber: 1 });
  // The address of the file that is gone leads to the one that is kept, and so does the one on the wall.
  expect(await get('clerk', `/api/statements/${bare}/2024-03`)).toMatchObject({ enterpriseId: shop, isDraft: false });
  expect(await get(null, `/api/public/snapshots/place?ticket=${ticket}`)).toMatchObject({
    enterpriseName: (await placeOf(shop)).name,
  });

  await post('clerk', `/api/enterprise-merges/${merge.mergeId}/undo`, { commandId: newId() });
  expect(await daysOf(bare)).toEqual(before);
  expect(await daysOf(shop)).toEqual([0, 0, 0, 0]);
  expect(await sums()).toEqual(all);
  expect(await shown(bare)).toMatchObject(whole);
  expect(await shown(shop)).toEqual({ tasks: 0, records: 0, suspensions: 0, commitments: 0, statements: 0, effect: 0 });
  // What was signed is still never rewritten.
  const rewrite = sql`update safety_commitments set words = '改' where id = ${commitment.id}`.execute(
    database.owner.db,
  );
  await expect(rewrite).rejects.toThrow(/stays as it is/);
});
