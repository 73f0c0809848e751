import { readFileSync } from 'node:fs';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { expect, test } from 'vitest';
import { testCounty } from 'zhiben/test-county';
import { TASK_STATUSES, taskStatus } from '../domain/index.ts';
import {
  adoptPlan,
  assignTasks,
  campaignFigures,
  importPlan,
  listTasksAsOf,
  reportProgress,
  verifyProgress,
} from './index.ts';
import { countTasks, findTask, findTaskParties, listTasks } from './task.queries.ts';

const database = testDatabase();
const bytes = readFileSync(new URL('../fixtures/xupu-2023.txt', import.meta.url));

async function campaign() {
  const county = await testCounty(database.app);
  const clerk = county.ctxOf('clerk');
  const { id: documentId } = await importPlan(clerk, { bytes, fileName: 'xupu.txt' });
  const { id } = await adoptPlan(clerk, {
    id: newId(),
    commandId: newId(),
    documentId,
    name: '专项排查整治',
    ownerBodyId: county.bodies.office,
    startsOn: '2024-03-01',
    endsOn: '2024-12-15',
  });
  const tasks = await listTasksAsOf(clerk, id, '2024-03-20');
  const give = async (ids: readonly string[], leadBodyId: string) =>
    assignTasks(clerk, {
      commandId: newId(),
      assignments: (await findTaskParties(clerk, ids)).map((task) => ({
        taskId: task.id,
        version: task.version,
        leadBodyId,
        supportingBodyIds: [],
      })),
    });
  const file = async (taskId: string, happenedOn: string) =>
    reportProgress(county.ctxOf('east'), taskId, {
      id: newId(),
      commandId: newId(),
      happenedOn,
      text: '完成',
      figures: [],
      obligationIds: [],
      claimsCompletion: true,
      fileIds: [],
    });
  const accept = (taskId: string, progressId: string) =>
    verifyProgress(clerk, { taskId, progressId }, { commandId: newId(), outcome: 'verified', reason: '' });
  return { county, clerk, id, tasks, give, file, accept };
}

test('the status in SQL and in the rule are one', async () => {
  const { county, clerk, tasks } = await campaign();
  const states = ['2024-06-09', '2024-06-18', '2024-06-17', '2024-06-10'].flatMap((dueOn) =>
    [county.bodies.east, null].flatMap((lead) =>
      [null, '2024-06-01'].flatMap((pendingOn) =>
        [null, '2024-06-05'].map((doneOn) => ({ dueOn, lead, pendingOn, doneOn })),
      ),
    ),
  );
  for (const [i, { dueOn, lead, pendingOn, doneOn }] of states.slice(0, tasks.length).entries()) {
    await database.owner.pool.query(
      `update tasks set due_on = $2, lead_body_id = $3, assigned_on = case when $3::uuid is null then null else date '2024-03-20' end,
        pending_on = $4, done_on = $5 where id = $1`,
      [tasks[i]?.id, dueOn, lead, pendingOn, doneOn],
    );
  }
  const closed = tasks.at(-1)?.id;
  await database.owner.pool.query(`update tasks set done_on = '2024-06-05', repealed_on = '2024-06-05' where id = $1`, [
    closed,
  ]);
  const today = '2024-06-10';
  const all = await listTasks(clerk, { limit: 200 }, today);
  const seen = new Set<string>();
  for (const status of TASK_STATUSES) {
    const found = (await listTasks(clerk, { limit: 200, status }, today)).rows.map((task) => task.id).sort();
    const expected = all.rows.filter((task) => task.status === status).map((task) => task.id);
    expect(found, status).toEqual(expected.sort());
    expect((await countTasks(clerk, { status }, today)).count).toBe(found.length);
    if (found.length > 0) seen.add(status);
  }
  expect([...seen]).toEqual([...TASK_STATUSES]);
});

test('pages follow one another by due day without gap or repetition', async () => {
  const { clerk, tasks } = await campaign();
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listTasks(clerk, { limit: 5, cursor }, '2024-03-20');
    ids.push(...page.rows.map((task) => task.id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(new Set(ids).size).toBe(tasks.length);
  expect(ids).toHaveLength(tasks.length);
});

test('my body’s worklist holds what it leads and supports, in order, without what waits or is done', async () => {
  const { county, clerk, tasks, file, accept } = await campaign();
  const { east, west } = county.bodies;
  const ids = tasks.map((task) => task.id);
  const assignments = ids.map((taskId, i) => {
    const [leadBodyId, supportingBodyIds] = i % 3 === 0 ? [east, [west]] : i % 3 === 1 ? [west, [east]] : [west, []];
    return { taskId, version: 1, leadBodyId, supportingBodyIds };
  });
  await assignTasks(clerk, { commandId: newId(), assignments });
  const led = ids.filter((_, i) => i % 3 === 0);
  await file(led[0] as string, '2024-03-20');
  const finished = led[1] as string;
  await accept(finished, (await file(finished, '2024-03-20')).id);

  const ctx = county.ctxOf('east');
  const filter = { mine: 'true', open: 'true', pending: 'false' } as const;
  const seen: { id: string; dueOn: string; myPart: string | null }[] = [];
  let cursor: string | undefined;
  do {
    const page = await listTasks(ctx, { ...filter, limit: 4, cursor }, '2024-03-20');
    seen.push(...page.rows);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  const parts = (part: string) => seen.filter((task) => task.myPart === part).map((task) => task.id);
  expect(parts('lead').sort()).toEqual(led.slice(2).sort());
  expect(parts('supporting').sort()).toEqual(ids.filter((_, i) => i % 3 === 1).sort());
  expect(seen.map((task) => task.dueOn)).toEqual(seen.map((task) => task.dueOn).sort());
  expect((await countTasks(ctx, filter, '2024-03-20')).count).toBe(seen.length);
  // The partner sees the same tasks in the same state: what a report changes reaches supporters too.
  const partner = await listTasks(county.ctxOf('west'), { mine: 'true', open: 'true', limit: 200 }, '2024-03-20');
  expect(partner.rows.find((task) => task.id === led[0])?.status).toBe('awaitingVerification');
  expect(partner.rows.some((task) => task.id === finished)).toBe(false);
  const waiting = await listTasks(county.ctxOf('west'), { mine: 'true', pending: 'true', limit: 200 }, '2024-03-20');
  expect(waiting.rows.map((task) => task.id)).toEqual([led[0]]);
  const named = await listTasks(ctx, { ...filter, q: '信息报送', limit: 200 }, '2024-03-20');
  expect(named.rows.length).toBeLessThan(seen.length);
});

test('figures of a past day do not move with what happens later', async () => {
  const { county, clerk, id, tasks, give, file, accept } = await campaign();
  const [a, b, c] = tasks.map((task) => task.id);
  if (!a || !b || !c) throw new Error('the plan has tasks');
  await give([a, b], county.bodies.east);
  county.clock.set('2024-04-10T02:00:00Z');
  const { id: progressId } = await file(a, '2024-04-10');
  county.clock.set('2024-04-20T02:00:00Z');
  await accept(a, progressId);
  await give([c], county.bodies.west);
  county.clock.set('2025-01-10T02:00:00Z');

  const on = (day: string) => campaignFigures(clerk, id, day);
  expect((await on('2024-03-19')).total).toBe(0);
  expect(await on('2024-03-20')).toMatchObject({ total: 28, unassigned: 26, done: 0 });
  expect(await on('2024-04-15')).toMatchObject({ unassigned: 26, awaitingVerification: 1, done: 0 });
  expect(await on('2024-04-20')).toMatchObject({ unassigned: 25, awaitingVerification: 0, done: 1 });
  expect(await on('2025-01-10')).toMatchObject({ unassigned: 25, overdue: 2, done: 1 });
  for (const task of await listTasksAsOf(clerk, id, '2025-01-10')) {
    const stored = await findTask(clerk, task.id);
    const state = { ...task, assigned: task.leadBodyId !== null, pendingOn: stored?.pendingOn ?? null };
    expect({ dueOn: stored?.dueOn, doneOn: stored?.doneOn }).toEqual({ dueOn: task.dueOn, doneOn: task.doneOn });
    expect(taskStatus(state, '2025-01-10')).toBe(task.status);
  }
});
