import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { findEnterprise, insertEnterprises, listEnterprises } from '@zhiben/slices/enterprise/server';
import { expect, test } from 'vitest';
import { type TestCounty, testCounty } from 'zhiben/test-county';
import type { z } from 'zod';
import type { listClassDuties, listDutyEnterprises } from '../domain/index.ts';
import { adoptPlan } from './campaign.actions.ts';
import { importPlan } from './document.actions.ts';
import { announceDutyEvidence } from './duty-evidence.ts';

const database = testDatabase();

const PLAN = `测试县治本攻坚方案

一、主要任务
（一）开展自查自改。高危行业企业主要负责人每月至少组织开展1次重大事故隐患自查自改。
（二）组织应急演练。企业每半年至少开展1次疏散逃生应急演练。
`;

async function duties(county: TestCounty) {
  const clerk = county.ctxOf('clerk');
  const { id: documentId } = await importPlan(clerk, { bytes: Buffer.from(PLAN), fileName: 'plan.txt' });
  const part = { ownerBodyId: county.bodies.office, startsOn: '2024-01-01', endsOn: '2024-12-31' };
  const { id } = await adoptPlan(clerk, { id: newId(), commandId: newId(), documentId, name: '治本攻坚', ...part });
  const list = async () =>
    (await county.as('clerk').get(`/api/campaigns/${id}/class-duties`)).json() as z.output<
      typeof listClassDuties.response
    >;
  const enterprises = async (obligationId: string, query = '') =>
    (
      await county.as('clerk').get(`/api/campaigns/${id}/class-duties/${obligationId}/enterprises${query}`)
    ).json() as z.output<typeof listDutyEnterprises.response>;
  return { id, list, enterprises };
}

test('a duty on a class of enterprises takes in those of the rule; where nothing would know, nothing is said to be undone', async () => {
  const county = await testCounty(database.app);
  const { id, list, enterprises } = await duties(county);
  const { rows } = await list();
  expect(rows.map((row) => [row.rule.highRisk, row.enterprises.count, row.confirmedByName])).toEqual([
    [true, 2, null],
    [null, 3, null],
  ]);
  const [monthly, drills] = rows;
  // Records of self-inspection show what the principal led; of drills nothing is kept yet.
  expect(rows.map(({ source }) => source)).toEqual(['主要负责人带队检查记录', null]);
  const led = await enterprises(monthly?.obligationId ?? '');
  expect(led.rows).toHaveLength(2);
  expect(led.rows[0]?.periods.map((p) => [p.startsOn, p.count, p.state])).toEqual([
    ['2024-01-01', 0, 'notDone'],
    ['2024-02-01', 0, 'notDone'],
    ['2024-03-01', 0, 'running'],
  ]);
  const unknown = await enterprises(drills?.obligationId ?? '');
  expect(unknown.rows[0]?.periods.map((p) => [p.startsOn, p.count, p.state])).toEqual([
    ['2024-01-01', null, 'unknown'],
  ]);

  const url = `/api/campaigns/${id}/class-duties/${monthly?.obligationId}`;
  const body = { commandId: newId(), version: 0, rule: { industries: ['chemicals', 'construction'], highRisk: null } };
  expect((await county.as('officer').send('PUT', url, body)).statusCode).toBe(403);
  expect((await county.as('clerk').send('PUT', url, body)).statusCode).toBe(200);
  expect((await county.as('clerk').send('PUT', url, { ...body, commandId: newId() })).statusCode).toBe(409);
  expect((await list()).rows[0]).toMatchObject({ enterprises: { count: 2 }, confirmedByName: '测试clerk', version: 1 });
  // Several industries follow one another, page by page.
  const first = await enterprises(monthly?.obligationId ?? '', '?limit=1');
  const second = await enterprises(monthly?.obligationId ?? '', `?limit=1&cursor=${first.nextCursor}`);
  expect([...first.rows, ...second.rows].map((row) => row.name)).toEqual(['示例化工有限公司', '示例建筑有限公司']);
  expect(second.nextCursor).toBeNull();
});

test('a source that another slice announces fills the periods of each enterprise', async () => {
  const county = await testCounty(database.app);
  const { list, enterprises } = await duties(county);
  const [, halfYearly] = (await list()).rows;
  announceDutyEvidence({
    key: 'test:drills',
    label: '应急演练记录',
    answers: ({ quote }) => quote.includes('演练'),
    list: async (_, { enterpriseIds }) =>
      enterpriseIds.includes(county.enterprises.chem)
        ? [{ enterpriseId: county.enterprises.chem, on: '2024-02-10' }]
        : [],
  });
  expect((await list()).rows.map((row) => row.source)).toEqual(['主要负责人带队检查记录', '应急演练记录']);
  const { rows } = await enterprises(halfYearly?.obligationId ?? '');
  const stateOf = (id: string) => rows.find((row) => row.id === id)?.periods.map((p) => [p.startsOn, p.count, p.state]);
  expect(stateOf(county.enterprises.chem)).toEqual([['2024-01-01', 1, 'done']]);
  expect(stateOf(county.enterprises.shop)).toEqual([['2024-01-01', 0, 'running']]);
});

test('a rule by size and grade takes in each enterprise once; what nobody entered meets no such condition', async () => {
  const county = await testCounty(database.app);
  const { id, list, enterprises } = await duties(county);
  await county.ctxOf('clerk').transaction(async (tx) => {
    const known = await listEnterprises(tx, { limit: 1 });
    const model = await findEnterprise(tx, known.rows[0]?.id ?? '');
    if (!model) throw new Error('the test county has enterprises');
    const variants = [
      { name: '甲厂', size: 'small', supervisionGrade: 'C' },
      { name: '乙厂', size: 'small', supervisionGrade: 'A' },
      { name: '丙厂', size: 'micro', supervisionGrade: 'D' },
    ] as const;
    await insertEnterprises(
      tx,
      variants.map((variant, n) => ({ ...model, ...variant, id: newId(), creditCode: null, localNumber: `测-${n}` })),
    );
    tx.record({ id: newId(), action: 'test:enter', subject: { kind: 'enterprise', id: model.id }, data: {} });
  });
  const [monthly] = (await list()).rows;
  const url = `/api/campaigns/${id}/class-duties/${monthly?.obligationId}`;
  let version = 0;
  const taken = async (conditions: object) => {
    const rule = { industries: [], highRisk: null, ...conditions };
    expect((await county.as('clerk').send('PUT', url, { commandId: newId(), version, rule })).statusCode).toBe(200);
    version += 1;
    const { count } = (await list()).rows[0]?.enterprises ?? {};
    return [count, (await enterprises(monthly?.obligationId ?? '')).rows.map((row) => row.name).sort()];
  };
  expect(await taken({})).toEqual([6, expect.arrayContaining(['示例木器厂'])]);
  expect(await taken({ sizes: ['small', 'micro'] })).toEqual([3, ['丙厂', '乙厂', '甲厂']]);
  expect(await taken({ grades: ['C', 'D'] })).toEqual([2, ['丙厂', '甲厂']]);
  expect(await taken({ sizes: ['small'], grades: ['C', 'D'] })).toEqual([1, ['甲厂']]);
  expect(await taken({ sizes: ['large'] })).toEqual([0, []]);
});
