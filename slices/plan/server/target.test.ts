import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { expect, test } from 'vitest';
import { type Person, type TestCounty, testCounty } from 'zhiben/test-county';
import type { z } from 'zod';
import { HazardPlay } from '../../hazard/server/test-hazard.ts';
import type { getTargetTrend, listTargets, Target } from '../domain/index.ts';
import { adoptPlan } from './campaign.actions.ts';
import { importPlan } from './document.actions.ts';

const database = testDatabase();

const PLAN = `测试县治本攻坚方案

一、主要目标
2024年底前基本消除2023年及以前排查发现的重大事故隐患存量。全县生产安全事故总起数和死亡总人数与2023年相比实现“双下降”。

二、主要任务
（一）开展自查自改。2024年底前组织企业完成重大事故隐患自查自改。
`;

async function adopted(county: TestCounty): Promise<string> {
  const clerk = county.ctxOf('clerk');
  const { id: documentId } = await importPlan(clerk, { bytes: Buffer.from(PLAN), fileName: 'plan.txt' });
  const part = { ownerBodyId: county.bodies.office, startsOn: '2023-12-01', endsOn: '2024-12-31' };
  return (await adoptPlan(clerk, { id: newId(), commandId: newId(), documentId, name: '治本攻坚', ...part })).id;
}

type Targets = z.output<typeof listTargets.response>;

const targets = async (county: TestCounty, id: string, on = '', person: Person = 'officer') =>
  (await county.as(person).get(`/api/campaigns/${id}/targets${on && `?on=${on}`}`)).json() as Targets;

const stock = (found: Targets): Target => {
  const row = found.rows.find((one) => one.formula === 'majorStockCleared');
  if (!row) throw new Error('no stock target');
  return row;
};

test('the stock is what was registered by then, whatever day of discovery is typed, and its records open from the value', async () => {
  const county = await testCounty(database.app, '2023-12-31T10:30:00Z');
  const play = new HazardPlay(county);
  const id = await adopted(county);
  const open = await play.at('rectifying');
  await play.at('notified');
  county.clock.set('2023-12-31T16:30:00Z'); // half past midnight in Shanghai
  // Found in 2023, as somebody types in 2024: not of the stock, since it was registered later.
  await play.at('rectifying', { discoveredOn: '2023-12-20' });

  const before = stock(await targets(county, id));
  expect(before).toMatchObject({
    done: 0,
    of: 2,
    value: 0,
    goal: 100,
    cohortThrough: '2023-12-31',
    reached: false,
    version: 0,
  });
  await play.do('safety', open, 'apply', { statement: '已更换', files: [await play.photo('safety')] });
  await play.do('inspector2', open, 'accept', await play.visit('inspector2'));
  await play.do('officer', open, 'close', { opinion: '同意销号' });

  const found = await targets(county, id);
  const row = stock(found);
  expect(row).toMatchObject({ done: 1, of: 2, value: 50, confirmedByName: null });
  // The value as of the day before stays what it was.
  expect(stock(await targets(county, id, '2023-12-31'))).toMatchObject({ value: 0, of: 2 });
  expect(row.records?.count).toBe(1);
  const query = new URLSearchParams(row.records?.query).toString();
  expect((await county.as('officer').get(`/api/hazards/count?${query}`)).json().count).toBe(1);

  const accidents = found.rows.find((one) => one.formula === 'accidentsFall');
  expect(accidents).toMatchObject({ value: null, reached: null, records: null });
  expect(accidents?.why).toContain('暂无数据来源');

  const trend = (
    await county.as('officer').get(`/api/campaigns/${id}/targets/${row.obligationId}/trend`)
  ).json() as z.output<typeof getTargetTrend.response>;
  expect(trend.points).toEqual([
    { on: '2023-12-31', value: 0 },
    { on: '2024-01-01', value: 50 },
  ]);
});

test('nothing provable is no zero; the office confirms or changes the formula', async () => {
  const county = await testCounty(database.app);
  const id = await adopted(county);
  const row = stock(await targets(county, id));
  expect(row).toMatchObject({ value: null, reached: null, of: 0 });
  expect(row.why).toContain('存量无法证明');
  const url = `/api/campaigns/${id}/targets/${row.obligationId}`;
  const body = { commandId: newId(), version: 0, formula: 'majorOverdue', goal: 0 };
  expect((await county.as('officer').send('PUT', url, body)).statusCode).toBe(403);
  expect((await county.as('clerk').send('PUT', url, { ...body, formula: 'majorStockCleared' })).statusCode).toBe(422);
  expect((await county.as('clerk').send('PUT', url, body)).statusCode).toBe(200);
  expect((await county.as('clerk').send('PUT', url, { ...body, commandId: newId() })).statusCode).toBe(409);
  const found = (await targets(county, id)).rows.find((one) => one.obligationId === row.obligationId);
  expect(found).toMatchObject({
    formula: 'majorOverdue',
    value: 0,
    reached: true,
    version: 1,
    confirmedByName: '测试clerk',
  });
});
