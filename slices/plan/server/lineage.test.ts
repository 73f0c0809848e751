import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { describe, expect, test } from 'vitest';
import { type TestCounty, testCounty } from 'zhiben/test-county';
import type { z } from 'zod';
import type { getInheritance, InheritedClause, Lineage } from '../domain/index.ts';
import { importPlan } from './document.actions.ts';

const database = testDatabase();

const CITY = `测试市安全生产治本攻坚行动方案

一、主要任务
（一）开展企业自查。企业主要负责人每月至少组织开展1次重大事故隐患自查自改。
（二）完善举报奖励。2024年底前各县区设立安全生产举报电话并向社会公布，落实奖励资金。
（三）推进数据建库。2024年底前完成重大事故隐患数据库建设，实现部门之间数据联网。
（四）组织应急演练。生产经营单位每半年至少开展1次疏散逃生应急演练。
`;

const COUNTY = `测试县安全生产治本攻坚行动实施方案

一、主要任务
（一）组织应急演练。生产经营单位每半年至少开展1次疏散逃生应急演练。
（二）开展企业自查。企业主要负责人每季度至少组织开展1次重大事故隐患自查自改。
（三）推进数据建库。2025年6月底前完成重大事故隐患数据库建设，实现部门之间数据联网。
（四）整治占用消防通道。各乡镇每周巡查商业街区的消防通道。
`;

type Inheritance = z.output<typeof getInheritance.response>;

async function pair(county: TestCounty) {
  const [city, own] = [await imported(county, CITY), await imported(county, COUNTY)];
  const linked = await link(county, own, { level: 'county', parentId: city, parentLevel: 'city' });
  expect(linked.statusCode, linked.body).toBe(200);
  return { city, own };
}

const imported = async (county: TestCounty, text: string) =>
  (await importPlan(county.ctxOf('clerk'), { bytes: Buffer.from(text), fileName: 'plan.txt' })).id;

function link(county: TestCounty, id: string, part: object) {
  return county.as('clerk').send('PUT', `/api/plans/${id}/lineage`, { commandId: newId(), version: 0, ...part });
}

const inheritance = async (county: TestCounty, id: string) =>
  (await county.as('east').get(`/api/plans/${id}/inheritance`)).json() as Inheritance;

const lineage = async (county: TestCounty, id: string) =>
  (await county.as('leader').get(`/api/plans/${id}/lineage`)).json() as Lineage;

function decide(county: TestCounty, id: string, decisions: object[], commandId = newId()) {
  return county.as('clerk').post(`/api/plans/${id}/inheritance`, { commandId, decisions });
}

const row = ({ rows }: Inheritance, label: string): InheritedClause => {
  const found = rows.find((r) => r.label === label);
  if (!found) throw new Error(`no clause ${label}`);
  return found;
};

const confirmOf = ({ key, links }: InheritedClause) => ({
  parentClause: key,
  clause: links[0]?.clause ?? '',
  decision: 'confirmed',
});

describe('a county plan under a city plan', () => {
  test('clauses find their counterparts by likeness, gaps and contradictions stand out', async () => {
    const county = await testCounty(database.app);
    const { own } = await pair(county);
    const found = await inheritance(county, own);
    expect(found.rows.map((r) => [r.label, r.state])).toEqual([
      ['开展企业自查', 'proposed'],
      ['完善举报奖励', 'gap'],
      ['推进数据建库', 'proposed'],
      ['组织应急演练', 'proposed'],
    ]);
    expect(row(found, '开展企业自查').contradictions.map((c) => c.kind)).toEqual(['weakerRate']);
    expect(row(found, '推进数据建库').contradictions.map((c) => c.kind)).toEqual(['laterDate']);
    expect(row(found, '组织应急演练').contradictions).toEqual([]);
    expect(found.clauses.filter((c) => c.own).map((c) => c.label)).toEqual(['整治占用消防通道']);
    expect(found.coverage).toMatchObject({ owed: 4, confirmed: 0, open: 4, contradicting: 0 });
  });

  test('what a person confirms, refuses and waives counts, on both sides of the pair', async () => {
    const county = await testCounty(database.app);
    const { city, own } = await pair(county);
    const before = await inheritance(county, own);
    const decisions = [
      confirmOf(row(before, '开展企业自查')),
      { ...confirmOf(row(before, '推进数据建库')), decision: 'refused' },
      { parentClause: row(before, '完善举报奖励').key, clause: '', decision: 'waived', reason: '举报电话由市统一设立' },
    ];
    const commandId = newId();
    expect((await decide(county, own, decisions, commandId)).json()).toEqual({ decided: 3 });
    // A resend changes nothing, also after other decisions.
    expect((await decide(county, own, decisions, commandId)).json()).toEqual({ decided: 3 });

    const after = await inheritance(county, own);
    expect(after.rows.map((r) => r.state)).toEqual(['confirmed', 'waived', 'gap', 'proposed']);
    expect(row(after, '完善举报奖励').reason).toBe('举报电话由市统一设立');
    const coverage = { owed: 4, confirmed: 1, waived: 1, open: 2, contradicting: 1 };
    expect(after.coverage).toEqual(coverage);
    const above = await lineage(county, city);
    expect(above.children).toEqual([expect.objectContaining({ id: own, level: 'county', coverage })]);
    expect((await lineage(county, own)).ancestors.map((a) => a.id)).toEqual([city]);

    // By hand: a clause that nobody proposed; then the decision is taken back.
    const answer = after.clauses.find((c) => c.label === '整治占用消防通道')?.key ?? '';
    const byHand = { parentClause: row(after, '完善举报奖励').key, clause: answer };
    await decide(county, own, [{ ...byHand, decision: 'confirmed' }]);
    expect(row(await inheritance(county, own), '完善举报奖励').state).toBe('confirmed');
    await decide(county, own, [{ ...byHand, decision: 'undecided' }]);
    expect(row(await inheritance(county, own), '完善举报奖励').state).toBe('gap');

    const entries = await county.as('admin').get(`/api/audit/entries?subjectId=${own}`);
    if (entries.statusCode === 200) expect(entries.body).toContain('plan:inherit');
  });

  test('the plan of a body owes only the clauses in which the body has a part', async () => {
    const county = await testCounty(database.app);
    const { city } = await pair(county);
    const adoption = {
      id: newId(),
      commandId: newId(),
      documentId: city,
      version: 1,
      name: '治本攻坚',
      ownerBodyId: county.bodies.office,
      startsOn: '2024-03-01',
      endsOn: '2025-12-31',
    };
    expect((await county.as('clerk').post('/api/campaigns', adoption)).statusCode).toBe(200);
    const { units } = (await county.as('clerk').get(`/api/campaigns/${adoption.id}/tree`)).json();
    const task = units.find((u: { label: string }) => u.label === '完善举报奖励').id;
    const assignments = [
      { taskId: task, version: 1, leadBodyId: county.bodies.emergency, supportingBodyIds: [county.bodies.east] },
    ];
    await county.as('clerk').post('/api/tasks/assign', { commandId: newId(), assignments });

    const township = await imported(county, COUNTY.replaceAll('测试县', '东乡镇'));
    await link(county, township, { level: 'township', parentId: city, bodyId: county.bodies.east });
    const found = await inheritance(county, township);
    expect(found.coverage).toMatchObject({ owed: 1, open: 1 });
    expect(row(found, '完善举报奖励').state).toBe('gap');
    // What it does beyond that is proposed all the same, and nothing more is owed.
    expect(row(found, '开展企业自查').state).toBe('proposed');
  });
});

test('levels descend: no circle, no plan under one of its own level, no change over another', async () => {
  const county = await testCounty(database.app);
  const { city, own } = await pair(county);
  expect((await link(county, city, { version: 1, level: 'city', parentId: own })).json().code).toBe(
    'lineage/not-above',
  );
  expect((await link(county, city, { version: 1, level: 'township' })).json().code).toBe('lineage/not-below');
  expect((await link(county, own, { version: 0, level: 'township', parentId: city })).statusCode).toBe(409);
  expect((await link(county, own, { version: 1, level: 'county', parentId: newId() })).statusCode).toBe(404);
  const alone = await imported(county, COUNTY.replaceAll('测试县', '另一县'));
  const decision = { parentClause: 'x', clause: 'y', decision: 'confirmed' };
  expect((await decide(county, alone, [decision])).json().code).toBe('lineage/no-parent');
  expect((await decide(county, own, [decision])).statusCode).toBe(404);
  const waived = { parentClause: 'x', clause: '', decision: 'waived' };
  expect((await decide(county, own, [waived])).statusCode).toBe(422);
});

test('the report goes out as a sheet', async () => {
  const county = await testCounty(database.app);
  const { own } = await pair(county);
  const sheet = await county.as('viewer').get(`/api/plans/${own}/inheritance/export`);
  expect(sheet.statusCode).toBe(200);
  expect(sheet.rawPayload.subarray(0, 2).toString()).toBe('PK');
});
