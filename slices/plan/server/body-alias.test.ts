import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { expect, test } from 'vitest';
import { type TestCounty, testCounty } from 'zhiben/test-county';
import type { z } from 'zod';
import type { listBodyAliases } from '../domain/index.ts';
import { adoptPlan } from './campaign.actions.ts';
import { importPlan } from './document.actions.ts';

const database = testDatabase();

const PLAN = `测试县道路交通安全整治方案

一、主要任务
（一）开展联合执法。道安专委会每月至少开展1次联合执法检查。
（二）整治隐患路段。道安专委会2024年底前完成隐患路段治理。
`;

async function adopted(county: TestCounty): Promise<string> {
  const clerk = county.ctxOf('clerk');
  const { id: documentId } = await importPlan(clerk, { bytes: Buffer.from(PLAN), fileName: 'plan.txt' });
  const part = { ownerBodyId: county.bodies.office, startsOn: '2024-03-01', endsOn: '2024-12-31' };
  return (await adoptPlan(clerk, { id: newId(), commandId: newId(), documentId, name: '道路整治', ...part })).id;
}

const list = async (county: TestCounty) =>
  (await county.as('clerk').get('/api/body-aliases')).json() as z.output<typeof listBodyAliases.response>;

async function proposals(county: TestCounty, campaignId: string) {
  const answer = await county.as('clerk').get(`/api/campaigns/${campaignId}/proposals`);
  return answer.json().rows as {
    taskId: string;
    version: number;
    leadBodyId: string | null;
    supportingBodyIds: string[];
  }[];
}

test('a word that nobody knew is learned from an assignment, confirmed, used, changed and forgotten', async () => {
  const county = await testCounty(database.app);
  const campaignId = await adopted(county);
  const clerk = county.as('clerk');
  const { emergency, housing, east } = county.bodies;
  const [first, second] = await proposals(county, campaignId);
  expect(first?.leadBodyId).toBeNull();
  expect((await list(county)).unknown).toMatchObject([{ phrase: '道安专委会', tasks: 2, bodyIds: [] }]);

  const assignments = [
    { taskId: first?.taskId, version: first?.version, leadBodyId: emergency, supportingBodyIds: [east] },
  ];
  expect((await clerk.post('/api/tasks/assign', { commandId: newId(), assignments })).statusCode).toBe(200);
  const [lesson] = (await list(county)).unknown;
  expect(lesson).toMatchObject({ phrase: '道安专委会', bodyIds: [emergency, east], taskIds: [first?.taskId] });
  // A suggestion changes nothing by itself.
  expect((await proposals(county, campaignId))[0]?.leadBodyId).toBeNull();

  const alias = {
    id: newId(),
    commandId: newId(),
    phrase: '道安专委会',
    bodyIds: [housing],
    learnedFrom: first?.taskId,
  };
  expect((await clerk.post('/api/body-aliases', alias)).statusCode).toBe(200);
  expect((await clerk.post('/api/body-aliases', alias)).statusCode).toBe(200); // resent
  expect((await clerk.post('/api/body-aliases', { ...alias, id: newId(), commandId: newId() })).statusCode).toBe(409);
  expect(await proposals(county, campaignId)).toMatchObject([{ taskId: second?.taskId, leadBodyId: housing }]);
  const { rows, unknown } = await list(county);
  expect(unknown).toEqual([]);
  expect(rows).toMatchObject([
    { phrase: '道安专委会', learnedFrom: { taskId: first?.taskId, label: '开展联合执法' }, version: 1 },
  ]);

  const change = { commandId: newId(), version: 1, phrase: '道安专委会', bodyKinds: ['township'] };
  expect((await clerk.send('PUT', `/api/body-aliases/${alias.id}`, change)).statusCode).toBe(200);
  const [grouped] = await proposals(county, campaignId);
  expect(grouped?.supportingBodyIds.sort()).toEqual([county.bodies.east, county.bodies.west].sort());
  const stale = { ...change, commandId: newId() };
  expect((await clerk.send('PUT', `/api/body-aliases/${alias.id}`, stale)).statusCode).toBe(409);

  const removal = { commandId: newId(), version: 2 };
  expect((await clerk.post(`/api/body-aliases/${alias.id}/removal`, removal)).statusCode).toBe(200);
  expect((await proposals(county, campaignId))[0]?.leadBodyId).toBeNull();
});

test('a duty is owed by the bodies that the county’s own words mean', async () => {
  const county = await testCounty(database.app);
  const clerk = county.as('clerk');
  const { emergency, housing, east } = county.bodies;
  const alias = { id: newId(), commandId: newId(), phrase: '道安专委会', bodyIds: [housing, east] };
  expect((await clerk.post('/api/body-aliases', alias)).statusCode).toBe(200);
  const [, second] = await proposals(county, await adopted(county));
  const { taskId = '', version } = second ?? {};
  const assignments = [{ taskId, version, leadBodyId: emergency, supportingBodyIds: [housing, east] }];
  expect((await clerk.post('/api/tasks/assign', { commandId: newId(), assignments })).statusCode).toBe(200);
  const owed = (await clerk.get(`/api/tasks/${taskId}/occurrences`)).json().rows as { bodyId: string }[];
  expect(owed.map(({ bodyId }) => bodyId).sort()).toEqual([housing, east].sort());
});

test('words belong to the county, and only the office sets them', async () => {
  const [county, other] = [await testCounty(database.app), await testCounty(database.app)];
  const alias = { id: newId(), commandId: newId(), phrase: '道安专委会', bodyIds: [county.bodies.emergency] };
  expect((await county.as('officer').post('/api/body-aliases', alias)).statusCode).toBe(403);
  expect((await county.as('clerk').post('/api/body-aliases', alias)).statusCode).toBe(200);
  expect((await list(other)).rows).toEqual([]);
  const foreign = { ...alias, id: newId(), commandId: newId(), phrase: '别的', bodyIds: [other.bodies.emergency] };
  expect((await county.as('clerk').post('/api/body-aliases', foreign)).statusCode).toBe(404);
  const removal = { commandId: newId(), version: 1 };
  expect((await other.as('clerk').post(`/api/body-aliases/${alias.id}/removal`, removal)).statusCode).toBe(404);
  expect((await list(county)).shipped.map((word) => word.phrase).join()).toContain('各乡镇');
});

test('a task in the territorial and in the sector line is counted once in all, and once for each body', async () => {
  const county = await testCounty(database.app);
  const campaignId = await adopted(county);
  const { emergency, east, west } = county.bodies;
  const tasks = await proposals(county, campaignId);
  const assignments = tasks.map(({ taskId, version }) => ({
    taskId,
    version,
    leadBodyId: emergency,
    supportingBodyIds: [east, west],
  }));
  await county.as('clerk').post('/api/tasks/assign', { commandId: newId(), assignments });
  const campaign = (await county.as('clerk').get(`/api/campaigns/${campaignId}`)).json();
  expect(campaign.tally.total).toBe(2);
  const lines = campaign.byBody.map((b: { bodyId: string; tally: { total: number }; supporting: number }) => [
    b.bodyId,
    b.tally.total,
    b.supporting,
  ]);
  expect(lines.sort()).toEqual(
    [
      [emergency, 2, 0],
      [east, 0, 2],
      [west, 0, 2],
    ].sort(),
  );
  expect(campaign.byAction.reduce((sum: number, a: { tally: { total: number } }) => sum + a.tally.total, 0)).toBe(2);
});
