import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { describe, expect, test } from 'vitest';
import { type Person, type TestCounty, testCounty } from 'zhiben/test-county';
import {
  adoptPlan,
  assignTasks,
  importPlan,
  layOutAhead,
  listTasksAsOf,
  reportProgress,
  verifyProgress,
} from './index.ts';
import { listAnswerable } from './occurrence.queries.ts';
import { issueEscalation, sendDigests } from './reminder.actions.ts';
import { findTaskParties } from './task.queries.ts';

const database = testDatabase();

const PLAN = `示例县安全生产治本攻坚行动方案
一、主要任务
（一）开展风险隐患排查。每月22日前报送排查情况。
（二）开展宣传。2024年5月底前印发宣传方案。
`;

/** Two tasks of the eastern township, assigned on 20 March 2024. */
async function campaign() {
  const county = await testCounty(database.app, '2024-03-20T02:00:00Z');
  const clerk = county.ctxOf('clerk');
  const { id: documentId } = await importPlan(clerk, { bytes: Buffer.from(PLAN), fileName: 'plan.txt' });
  const ownerBodyId = county.bodies.office;
  const period = { startsOn: '2024-03-01', endsOn: '2024-12-15' };
  const { id } = await adoptPlan(clerk, {
    id: newId(),
    commandId: newId(),
    documentId,
    name: '治本攻坚',
    ownerBodyId,
    ...period,
  });
  const tasks = (await listTasksAsOf(clerk, id, '2024-03-20')).filter((task) => task.path.length === 2);
  const assignments = tasks.map(({ id: taskId }) => ({
    taskId,
    version: 1,
    leadBodyId: county.bodies.east,
    supportingBodyIds: [],
  }));
  await assignTasks(clerk, { commandId: newId(), assignments });
  const [monthly = '', dated = ''] = tasks.map((task) => task.id);
  return { county, clerk, monthly, dated };
}

async function inbox(county: TestCounty, person: Person, kind: string): Promise<string[]> {
  const { rows } = await database.owner.pool.query(
    'select title from notifications where county = $1 and user_id = $2 and kind = $3 order by created_at',
    [county.code, county.userIds[person], kind],
  );
  return rows.map((row) => row.title);
}

async function answer(county: TestCounty, taskId: string, dueOn: string) {
  const ctx = county.ctxOf('east');
  const one = (await listAnswerable(ctx, taskId)).find((row) => row.dueOn === dueOn);
  const id = newId();
  await reportProgress(ctx, taskId, {
    id,
    commandId: newId(),
    happenedOn: '2024-03-20',
    text: '已报。',
    occurrenceIds: [one?.id ?? ''],
  });
  const decision = { commandId: newId(), outcome: 'verified' as const, reason: '' };
  await verifyProgress(county.ctxOf('clerk'), { taskId, progressId: id }, decision);
}

describe('the digest of the day', () => {
  test('one message a person and day, also when the job starts again; none for what is done', async () => {
    const { county, clerk, monthly, dated } = await campaign();
    await county.as('east').post('/api/tasks/acknowledge', { commandId: newId() });
    const digests = () => inbox(county, 'east', 'plan:digest');
    expect(await sendDigests(clerk)).toBe(0); // two days ahead is none of the days
    county.clock.set('2024-03-21T00:30:00Z');
    expect(await sendDigests(clerk)).toBe(1);
    expect(await sendDigests(clerk)).toBe(0);
    expect(await digests()).toEqual(['到期提醒：7 天内到期 1 项']);
    expect(await inbox(county, 'west', 'plan:digest')).toEqual([]);
    await answer(county, monthly, '2024-03-22');
    county.clock.set('2024-03-22T00:30:00Z');
    expect(await sendDigests(clerk)).toBe(0);

    county.clock.set('2024-04-23T00:30:00Z');
    await layOutAhead(clerk);
    expect(await sendDigests(clerk)).toBe(1);
    expect((await digests()).at(-1)).toBe('到期提醒：逾期 1 项');
    county.clock.set('2024-05-31T00:30:00Z');
    expect(await sendDigests(clerk)).toBe(1);
    expect((await digests()).at(-1)).toBe('到期提醒：逾期 1 项，今天到期 1 项，缺报 1 期');
    await answer(county, dated, '2024-05-31');
    county.clock.set('2024-06-01T00:30:00Z');
    await sendDigests(clerk);
    expect((await digests()).filter((title) => title.includes('今天到期'))).toHaveLength(1);
  });

  test('two runs at once remind once', async () => {
    const { county, clerk } = await campaign();
    county.clock.set('2024-03-21T02:30:00Z');
    const sent = await Promise.all([sendDigests(clerk), sendDigests(clerk)]);
    expect(sent.reduce((a, b) => a + b)).toBe(1);
    expect(await inbox(county, 'east', 'plan:digest')).toHaveLength(1);
  });

  test('what was not acknowledged within a day is brought up', async () => {
    const { county, clerk } = await campaign();
    county.clock.set('2024-03-27T02:30:00Z');
    await sendDigests(clerk);
    expect(await inbox(county, 'east', 'plan:digest')).toEqual(['到期提醒：逾期 1 项，未签收 2 项']);
  });

  test('the county sets its days; the others’ version is refused', async () => {
    const { county, clerk } = await campaign();
    const put = (person: Person, part: object = {}) =>
      county.as(person).send('PUT', '/api/reminder-settings', {
        commandId: newId(),
        version: 0,
        aheadDays: [2, 5],
        overdueEvery: 3,
        escalateAfter: 10,
        ...part,
      });
    expect((await county.as('east').get('/api/reminder-settings')).json()).toMatchObject({
      aheadDays: [7, 3, 1],
      version: 0,
      abilities: { edit: false },
    });
    expect((await put('east')).statusCode).toBe(403);
    expect((await put('clerk', { aheadDays: [0] })).json().fields[0].path).toContain('aheadDays');
    expect((await put('clerk')).json()).toMatchObject({ aheadDays: [5, 2], version: 1, abilities: { edit: true } });
    expect((await put('clerk')).json().code).toBe('app/version-conflict');
    expect((await put('clerk', { version: 1, escalateAfter: 20 })).json()).toMatchObject({
      escalateAfter: 20,
      version: 2,
    });
    expect(await sendDigests(clerk)).toBe(1); // two days ahead
  });
});

describe('the office', () => {
  test('sees who has not answered, with contacts, and reminds each body once a day', async () => {
    const { county } = await campaign();
    const rows = async () => (await county.as('clerk').get('/api/unanswered')).json().rows;
    expect(await rows()).toMatchObject([
      {
        bodyId: county.bodies.east,
        unacknowledged: 2,
        overdue: 0,
        dueSoon: 1,
        contacts: [{ name: '测试east' }],
        remindedAt: null,
      },
    ]);
    const remind = (person: Person, bodyIds: string[], commandId = newId()) =>
      county.as(person).post('/api/reminders', { commandId, bodyIds });
    expect((await remind('east', [county.bodies.east])).statusCode).toBe(403);
    expect((await remind('clerk', [newId()])).json().code).toBe('app/not-found');
    const both = [county.bodies.east, county.bodies.west];
    expect((await remind('clerk', both)).json()).toEqual({ reminded: 1, skipped: 1 });
    expect((await remind('clerk', both)).json()).toEqual({ reminded: 0, skipped: 2 });
    expect(await inbox(county, 'east', 'plan:manual')).toEqual(['催办：7 天内到期 1 项，未签收 2 项']);
    expect((await rows())[0]).toMatchObject({ remindedByName: '测试clerk', remindedAt: '2024-03-20T02:00:00.000Z' });
    expect((await county.as('east').get('/api/unanswered')).statusCode).toBe(403);
  });

  test('a body acknowledges one task or all; who reports has acknowledged', async () => {
    const { county, monthly, dated } = await campaign();
    const task = async (id: string) => (await county.as('east').get(`/api/tasks/${id}`)).json().acknowledged;
    expect([await task(monthly), (await county.as('west').get(`/api/tasks/${monthly}`)).json().acknowledged]).toEqual([
      false,
      null,
    ]);
    const acknowledge = (part: object) =>
      county.as('east').post('/api/tasks/acknowledge', { commandId: newId(), ...part });
    expect((await acknowledge({ taskIds: [monthly] })).json()).toEqual({ acknowledged: 1 });
    expect((await acknowledge({ taskIds: [monthly] })).json()).toEqual({ acknowledged: 0 });
    expect([await task(monthly), await task(dated)]).toEqual([true, false]);
    await answer(county, dated, '2024-05-31');
    expect(await task(dated)).toBe(true);
  });

  test('who has neither read nor answered is seen apart, and reminded of that alone', async () => {
    const { county, clerk, monthly, dated } = await campaign();
    const { east, west } = county.bodies;
    const tasks = await findTaskParties(clerk, [monthly]);
    const assignments = tasks.map(({ id: taskId, version }) => ({
      taskId,
      version,
      leadBodyId: east,
      supportingBodyIds: [west],
    }));
    county.clock.set('2024-03-20T05:00:00Z');
    await assignTasks(clerk, { commandId: newId(), assignments });
    await answer(county, dated, '2024-05-31'); // answered without having acknowledged: read
    const silent = async () =>
      (await county.as('clerk').get('/api/unanswered')).json().rows.map((row: { bodyId: string }) => row);
    expect(await silent()).toMatchObject([
      { bodyId: east, unacknowledged: 1, unacknowledgedSince: '2024-03-20T02:00:00.000Z' },
      { bodyId: west, unacknowledged: 1, unacknowledgedSince: '2024-03-20T05:00:00.000Z' },
    ]);
    const waiting = async () =>
      (await county.as('east').get('/api/tasks?unacknowledged=true')).json().rows.map((row: { id: string }) => row.id);
    expect(await waiting()).toEqual([monthly]);
    await county.as('east').post('/api/tasks/acknowledge', { commandId: newId() });
    expect(await waiting()).toEqual([]);
    const { receipts } = (await county.as('clerk').get(`/api/tasks/${monthly}`)).json();
    expect(receipts).toMatchObject([
      { bodyId: west, acknowledgedAt: null, acknowledgedByName: null },
      { bodyId: east, acknowledgedAt: '2024-03-20T05:00:00.000Z', acknowledgedByName: '测试east' },
    ]);
    const remind = { commandId: newId(), bodyIds: [east, west], about: 'receipts' };
    expect((await county.as('clerk').post('/api/reminders', remind)).json()).toEqual({ reminded: 1, skipped: 1 });
    expect(await inbox(county, 'west', 'plan:manual')).toEqual(['催办：未签收 1 项']);
    expect(await inbox(county, 'east', 'plan:manual')).toEqual([]);
  });

  test('the system proposes an escalation, the office issues it, leaders and the body are told', async () => {
    const { county, clerk } = await campaign();
    const { east } = county.bodies;
    const escalate = async (bodyId: string) => {
      return issueEscalation(clerk, { commandId: newId(), bodyId, text: '请镇主要负责人于三日内督促落实。' });
    };
    await expect(escalate(east)).rejects.toMatchObject({ code: 'plan/not-escalatable' });
    county.clock.set('2024-04-07T02:00:00Z'); // 16 days after the 22nd
    await escalate(east);
    expect(await inbox(county, 'east', 'plan:escalation')).toEqual(['提级：东乡镇人民政府 1 项事项逾期超过 15 天']);
    await expect(escalate(east)).rejects.toMatchObject({ code: 'plan/not-escalatable' });
  });
});
