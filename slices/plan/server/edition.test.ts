import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { describe, expect, test } from 'vitest';
import { type TestCounty, testCounty } from 'zhiben/test-county';
import type { z } from 'zod';
import type { Campaign, CampaignUnit, listEditions, previewEdition, Task } from '../domain/index.ts';
import { adoptPlan } from './campaign.actions.ts';
import { campaignFigures } from './campaign-figures.ts';
import { importPlan } from './document.actions.ts';
import { adoptEdition } from './edition.actions.ts';

const database = testDatabase();

const FIRST = `测试县安全生产治本攻坚行动方案

一、主要任务
（一）组织企业自查。县应急管理局2024年6月底前组织企业完成重大事故隐患自查自改。
（二）完善举报奖励。东乡镇2024年底前设立安全生产举报电话并向社会公布，落实奖励资金。
（三）推进数据建库。县应急管理局2024年9月底前完成重大事故隐患数据库建设，实现部门之间数据联网。
（四）整治消防通道。西乡镇2024年10月底前完成商业街区消防通道整治。
`;

/** One moved and kept, one with a later date, one left out, one new. */
const SECOND = `测试县安全生产治本攻坚行动方案（修订版）

一、主要任务
（一）完善举报奖励。东乡镇2024年底前设立安全生产举报电话并向社会公布，落实奖励资金。
（二）组织企业自查。县应急管理局2024年8月底前组织企业完成重大事故隐患自查自改。
（三）整治消防通道。西乡镇2024年10月底前完成商业街区消防通道整治。
（四）加强烟花爆竹管控。县应急管理局2024年11月底前组织打击非法储存烟花专项执法。
`;

const imported = async (county: TestCounty, text: string) =>
  (await importPlan(county.ctxOf('clerk'), { bytes: Buffer.from(text), fileName: 'plan.txt' })).id;

async function assigned(county: TestCounty) {
  const clerk = county.ctxOf('clerk');
  const first = await imported(county, FIRST);
  const part = { ownerBodyId: county.bodies.office, startsOn: '2024-03-01', endsOn: '2024-12-31' };
  const { id } = await adoptPlan(clerk, {
    id: newId(),
    commandId: newId(),
    documentId: first,
    name: '治本攻坚',
    ...part,
  });
  const units = (await county.as('clerk').get(`/api/campaigns/${id}/tree`)).json().units as CampaignUnit[];
  const taskOf = (label: string) => units.find((unit) => unit.label === label)?.id ?? '';
  const give = (label: string, leadBodyId: string) => ({
    taskId: taskOf(label),
    version: 1,
    leadBodyId,
    supportingBodyIds: [],
  });
  const assignments = [
    give('组织企业自查', county.bodies.emergency),
    give('完善举报奖励', county.bodies.east),
    give('推进数据建库', county.bodies.emergency),
    give('整治消防通道', county.bodies.west),
  ];
  const given = await county.as('clerk').post('/api/tasks/assign', { commandId: newId(), assignments });
  expect(given.statusCode, given.body).toBe(200);
  return { id, first, taskOf, second: await imported(county, SECOND) };
}

const task = async (county: TestCounty, id: string) =>
  (await county.as('leader').get(`/api/tasks/${id}`)).json() as Task;
const campaign = async (county: TestCounty, id: string) =>
  (await county.as('leader').get(`/api/campaigns/${id}`)).json() as Campaign;
const preview = async (county: TestCounty, id: string, documentId: string) =>
  (await county.as('clerk').get(`/api/campaigns/${id}/editions/${documentId}`)).json() as z.output<
    typeof previewEdition.response
  >;

function report(county: TestCounty, taskId: string, part: object = {}) {
  const body = { id: newId(), commandId: newId(), happenedOn: '2024-03-20', text: '已部署。', ...part };
  return county.as('officer').post(`/api/tasks/${taskId}/progress`, body);
}

function upgrade(county: TestCounty, id: string, documentId: string, part: object = {}) {
  return county
    .as('clerk')
    .post(`/api/campaigns/${id}/editions`, { commandId: newId(), version: 1, documentId, ...part });
}

describe('a new edition', () => {
  test('the preview says what becomes of each clause and changes nothing', async () => {
    const county = await testCounty(database.app);
    const { id, second } = await assigned(county);
    const { rows, counts } = await preview(county, id, second);
    expect(counts).toEqual({ unchanged: 2, changed: 1, removed: 1, added: 1 });
    expect(new Map(rows.map((row) => [(row.after ?? row.before)?.label, row.change]))).toEqual(
      new Map([
        ['完善举报奖励', 'unchanged'],
        ['组织企业自查', 'changed'],
        ['推进数据建库', 'removed'],
        ['整治消防通道', 'unchanged'],
        ['加强烟花爆竹管控', 'added'],
      ]),
    );
    expect((await campaign(county, id)).tally.total).toBe(4);
  });

  test('tasks, bodies and reports stay with kept clauses; what is left out is closed, what is new has no body', async () => {
    const county = await testCounty(database.app);
    const { id, first, second, taskOf } = await assigned(county);
    const kept = taskOf('组织企业自查');
    const gone = taskOf('推进数据建库');
    expect((await report(county, kept)).statusCode).toBe(200);
    expect((await task(county, kept)).dueOn).toBe('2024-06-30');

    const commandId = newId();
    const done = await upgrade(county, id, second, { commandId });
    expect(done.statusCode, done.body).toBe(200);
    const result = { edition: 2, counts: { unchanged: 2, changed: 1, removed: 1, added: 1 } };
    expect(done.json()).toEqual(result);
    expect((await upgrade(county, id, second, { commandId })).json()).toEqual(result);

    const after = await task(county, kept);
    expect(after).toMatchObject({
      path: ['一', '（二）'],
      leadBodyId: county.bodies.emergency,
      dueOn: '2024-08-31',
      documentId: second,
    });
    expect(after.text).toContain('2024年8月底前');
    expect(after.progress).toHaveLength(1);
    expect(after.obligations.map((duty) => duty.deadline)).toEqual(['2024-08-31']);
    expect(after.history.map((entry) => entry.action)).toContain('plan:amend');

    const closed = await task(county, gone);
    expect(closed).toMatchObject({
      status: 'repealed',
      documentId: first,
      abilities: { report: false, assign: false },
    });
    expect(closed.text).toContain('数据库建设');
    expect((await report(county, gone)).statusCode).toBe(409);

    const { tally, documentId } = await campaign(county, id);
    expect(documentId).toBe(second);
    expect(tally).toMatchObject({ total: 4, unassigned: 1, repealed: 1, done: 0 });
    const tree = (await county.as('east').get(`/api/campaigns/${id}/tree`)).json().units as CampaignUnit[];
    expect(tree.filter((unit) => unit.task).map((unit) => unit.label)).toEqual([
      '完善举报奖励',
      '组织企业自查',
      '整治消防通道',
      '加强烟花爆竹管控',
    ]);
    const editions = (await county.as('east').get(`/api/campaigns/${id}/editions`)).json() as z.output<
      typeof listEditions.response
    >;
    expect(editions.rows.map((e) => [e.edition, e.documentId, e.counts?.changed])).toEqual([
      [2, second, 1],
      [1, first, undefined],
    ]);
    expect(editions.repealed).toEqual([expect.objectContaining({ taskId: gone, repealedOn: '2024-03-20' })]);
    // The first edition belongs to the campaign as before and cannot be adopted again.
    expect((await county.as('clerk').get(`/api/plans/${first}`)).json()).toMatchObject({
      campaignId: id,
      abilities: { adopt: false },
    });
  });

  test('a duty that asks for the same keeps its filings; one with another date is owed anew', async () => {
    const county = await testCounty(database.app);
    const { id, second, taskOf } = await assigned(county);
    const same = await task(county, taskOf('整治消防通道'));
    const changed = await task(county, taskOf('组织企业自查'));
    await upgrade(county, id, second);
    expect((await task(county, same.id)).obligations.map((duty) => duty.id)).toEqual(
      same.obligations.map((duty) => duty.id),
    );
    expect((await task(county, changed.id)).obligations.map((duty) => duty.id)).not.toEqual(
      changed.obligations.map((duty) => duty.id),
    );
    const { rows } = await database.owner.pool.query<{ withdrawn: boolean; due: string }>(
      `select withdrawn_on is not null as withdrawn, due_on::text as due from obligation_occurrences where task_id = $1 order by due_on`,
      [changed.id],
    );
    expect(rows).toEqual([
      { withdrawn: true, due: '2024-06-30' },
      { withdrawn: false, due: '2024-08-31' },
    ]);
  });

  test('figures of days before the edition stay what they were', async () => {
    const county = await testCounty(database.app);
    const { id, second } = await assigned(county);
    const leader = county.ctxOf('leader');
    const before = await campaignFigures(leader, id, '2024-03-20');
    county.clock.set('2024-04-10T02:00:00Z');
    await adoptEdition(county.ctxOf('clerk'), id, { commandId: newId(), version: 1, documentId: second });
    expect(await campaignFigures(leader, id, '2024-03-20')).toEqual(before);
    expect(await campaignFigures(leader, id, '2024-04-10')).toMatchObject({ total: 4, unassigned: 1, repealed: 1 });
  });

  test('a third edition brings a clause back as new work, and a stale or foreign one is refused', async () => {
    const county = await testCounty(database.app);
    const { id, first, second } = await assigned(county);
    expect((await upgrade(county, id, second, { version: 7 })).statusCode).toBe(409);
    expect((await upgrade(county, id, first)).json().code).toBe('lineage/same-edition');
    expect((await upgrade(county, newId(), second)).statusCode).toBe(404);
    await upgrade(county, id, second);
    expect((await upgrade(county, id, first, { version: 2 })).json().code).toBe('lineage/same-edition');
    const third = await imported(county, FIRST.replace('行动方案', '行动方案（第三版）'));
    expect((await upgrade(county, id, third, { version: 2 })).json().counts).toEqual({
      unchanged: 2,
      changed: 1,
      removed: 1,
      added: 1,
    });
    expect((await campaign(county, id)).tally).toMatchObject({ total: 4, repealed: 2 });
    const other = await assigned(await testCounty(database.app));
    expect((await upgrade(county, other.id, third, { version: 3 })).statusCode).toBe(404);
  });
});
