import { instantOf, today } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { type TestCounty, testCounty } from 'zhiben/test-county';
import { adoptPlan, assignTasks, enterFilings, importPlan, listTasksAsOf, type PastFiling } from './index.ts';
import { listTaskOccurrences } from './occurrence.queries.ts';
import { reportProgress, verifyProgress } from './progress.actions.ts';
import { listReceipts } from './receipt.queries.ts';
import { refreshTasks } from './task.actions.ts';
import { findTask, findTaskParties } from './task.queries.ts';

const database = testDatabase();
const PLAN = '一、主要任务\n（一）开展风险隐患排查。各乡镇每月22日前报送排查情况。';
const LATER = '2024-06-30T02:00:00Z';

/** Filed on time and verified, filed late and returned, filed and not looked at yet. */
const COURSE = [
  { month: '2024-03', on: '2024-03-20', person: 'east', outcome: 'verified', decidedOn: '2024-03-24' },
  { month: '2024-04', on: '2024-04-25', person: 'east', outcome: 'returned', decidedOn: '2024-04-26' },
  { month: '2024-05', on: '2024-05-21', person: 'east', outcome: null, decidedOn: '' },
  { month: '2024-03', on: '2024-03-21', person: 'west', outcome: 'verified', decidedOn: '2024-03-22' },
] as const;

async function taskOf(county: TestCounty): Promise<string> {
  const clerk = county.ctxOf('clerk');
  const { office, east, west } = county.bodies;
  const { id: documentId } = await importPlan(clerk, { bytes: Buffer.from(PLAN), fileName: 'plan.txt' });
  const period = { startsOn: '2024-03-01', endsOn: '2024-12-15' };
  const campaign = { id: newId(), commandId: newId(), documentId, name: '治本攻坚', ownerBodyId: office, ...period };
  const { id } = await adoptPlan(clerk, campaign);
  const task = (await listTasksAsOf(clerk, id, '2024-12-31')).find((one) => one.path.length === 2);
  const [parties] = await findTaskParties(clerk, [task?.id ?? '']);
  if (!parties) throw new Error('the plan has a task');
  const { id: taskId, version } = parties;
  const assignment = { taskId, version, leadBodyId: office, supportingBodyIds: [east, west] };
  await assignTasks(clerk, { commandId: newId(), assignments: [assignment] });
  return taskId;
}

async function periodOf(county: TestCounty, taskId: string, { month, person }: (typeof COURSE)[number]) {
  const all = await listTaskOccurrences(county.ctxOf('clerk'), taskId, today(county.clock));
  const found = all.find((one) => one.bodyId === county.bodies[person] && one.dueOn.startsWith(month));
  if (!found) throw new Error(`${person} owes ${month}`);
  return found;
}

async function byActions(county: TestCounty, taskId: string): Promise<void> {
  const deeds: { at: Date; act: () => Promise<unknown> }[] = [];
  for (const step of COURSE) {
    const { id: occurrenceId } = await periodOf(county, taskId, step);
    const progressId = newId();
    const report = { happenedOn: step.on, text: '已报送。', occurrenceIds: [occurrenceId] };
    const file = { id: progressId, commandId: newId(), ...report };
    deeds.push({
      at: instantOf(step.on, 10),
      act: () => reportProgress(county.ctxOf(step.person), taskId, file),
    });
    if (!step.outcome) continue;
    const decision = { commandId: newId(), outcome: step.outcome, reason: step.outcome === 'returned' ? '缺数据' : '' };
    deeds.push({
      at: instantOf(step.decidedOn, 16),
      act: () => verifyProgress(county.ctxOf('clerk'), { taskId, progressId }, decision),
    });
  }
  for (const { at, act } of deeds.sort((a, b) => a.at.getTime() - b.at.getTime())) {
    county.clock.set(at);
    await act();
  }
  // The next due day moves with the days; in bulk it is worked out on the last.
  county.clock.set(LATER);
  await county.ctxOf('clerk').transaction(async (tx) => {
    tx.record({ id: newId(), action: 'test:refresh', subject: { kind: 'task', id: taskId }, data: {} });
    await refreshTasks(tx, [taskId]);
  });
}

async function inBulk(county: TestCounty, taskId: string) {
  county.clock.set(LATER);
  const clerk = county.ctxOf('clerk');
  const personOf = (person: 'east' | 'west' | 'clerk') => {
    const { userId: id, name, role } = county.ctxOf(person).actor;
    return { id, name, role };
  };
  const filings: PastFiling[] = [];
  for (const step of COURSE) {
    const { id, obligationId } = await periodOf(county, taskId, step);
    const { outcome } = step;
    const decided = { commandId: newId(), by: personOf('clerk'), at: instantOf(step.decidedOn || step.on, 16) };
    filings.push({
      id: newId(),
      commandId: newId(),
      taskId,
      bodyId: county.bodies[step.person],
      by: personOf(step.person),
      at: instantOf(step.on, 10),
      text: '已报送。',
      happenedOn: step.on,
      dutyIds: [obligationId],
      occurrenceIds: [id],
      decision: outcome && { ...decided, outcome, reason: outcome === 'returned' ? '缺数据' : '' },
    });
  }
  return clerk.transaction(async (tx) => {
    tx.record({ id: newId(), action: 'test:enter', subject: { kind: 'task', id: taskId }, data: {} });
    return enterFilings(tx, filings);
  });
}

/** What stands afterwards, without the ids that differ. */
async function standing(county: TestCounty, taskId: string) {
  const clerk = county.ctxOf('clerk');
  const task = await findTask(clerk, taskId);
  const names = new Map(Object.entries(county.bodies).map(([name, id]) => [id, name]));
  const occurrences = await listTaskOccurrences(clerk, taskId, today(county.clock));
  const { rows: reports } = await sql<Record<string, unknown>>`
    select happened_on, text, claims_completion, filed_at, filed_by_name, outcome, reason, decided_at, decided_by_name
    from task_progress where county = ${county.code} order by filed_at`.execute(database.app.db);
  return {
    reports,
    task: { dueOn: task?.dueOn, doneOn: task?.doneOn, version: task?.version },
    occurrences: occurrences
      .map(({ bodyId, dueOn, filedOn, verifiedOn, returnedOn, status }) =>
        [names.get(bodyId), dueOn, filedOn, verifiedOn, returnedOn, status].join(' '),
      )
      .sort(),
    receipts: (await listReceipts(clerk, taskId))
      .map(({ bodyId, acknowledgedAt }) => `${names.get(bodyId)} ${acknowledgedAt !== null}`)
      .sort(),
  };
}

test('filings entered in bulk leave what the actions leave, one after the other, and the same facts', async () => {
  const played = await testCounty(database.app, '2024-03-18T02:00:00Z');
  const entered = await testCounty(database.app, '2024-03-18T02:00:00Z');
  const playedTask = await taskOf(played);
  const enteredTask = await taskOf(entered);
  await byActions(played, playedTask);
  const facts = await inBulk(entered, enteredTask);
  expect(await standing(entered, enteredTask)).toEqual(await standing(played, playedTask));

  const { rows } = await sql<{ body: string }>`
    select body from audit_entries where county = ${played.code} and action in ('plan:report', 'plan:verify', 'plan:return')
  `.execute(database.app.db);
  const said = (action: string, version: unknown, data: object, at: string, name: string) => {
    const what = { ...data, progressId: '', bodyId: '', obligationIds: [], occurrenceIds: [] };
    return { action, version, data: what, at, name };
  };
  const inOrder = rows.map(({ body }) => JSON.parse(body)).sort((a, b) => a.at.localeCompare(b.at));
  expect(
    facts.map(({ fact, at, by }) => said(fact.action, fact.subject.version, fact.data, at.toISOString(), by.name)),
  ).toEqual(inOrder.map((one) => said(one.action, one.subject.version, one.data, one.at, one.actor.name)));
});
