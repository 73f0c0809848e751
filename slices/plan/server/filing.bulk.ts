import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { AuditFact } from '@zhiben/platform/server/audit/chain.ts';
import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { listBodies } from '@zhiben/slices/division/server';
import { sql } from 'kysely';
import { settleOccurrences } from './occurrence.upkeep.ts';
import { tables } from './plan.tables.ts';
import { placementOf, refreshTasks } from './task.actions.ts';
import { findTaskParties } from './task.queries.ts';

interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

/** A filing as a body once made it, and what the office then said. */
export interface PastFiling {
  readonly id: string;
  readonly commandId: string;
  readonly taskId: string;
  readonly bodyId: string;
  readonly by: Person;
  readonly at: Date;
  readonly text: string;
  readonly happenedOn: LocalDate;
  readonly dutyIds: readonly string[];
  readonly occurrenceIds: readonly string[];
  readonly decision: {
    readonly commandId: string;
    readonly by: Person;
    readonly at: Date;
    readonly outcome: 'verified' | 'returned';
    readonly reason: string;
  } | null;
}

interface PastFact {
  readonly fact: AuditFact;
  readonly by: Person;
  readonly at: Date;
}

/**
 * Enters filings of the past as `reportProgress` and `verifyProgress` would have, one after the other, but all at once:
 * for loaders, who vouch that each occurrence is its task's and answered by its own body. Nobody is notified.
 * @returns what is to stand in the chain, in the order of time
 */
export async function enterFilings(tx: TxCtx, filings: readonly PastFiling[]): Promise<PastFact[]> {
  const { county } = tx.actor;
  const taskIds = [...new Set(filings.map((filing) => filing.taskId))];
  if (taskIds.length === 0) return [];
  const tasks = await findTaskParties(tx, taskIds, { lock: true });
  const bodies = new Map((await listBodies(tx)).map((body) => [body.id, body]));
  for (let at = 0; at < filings.length; at += ROWS) await insertFilings(tx, filings.slice(at, at + ROWS));
  const answers = filings.flatMap(({ id, occurrenceIds }) => occurrenceIds.map((occurrence) => ({ id, occurrence })));
  await sql`
    insert into progress_occurrences (county, progress_id, occurrence_id)
    select ${county}, * from unnest(${answers.map((a) => a.id)}::uuid[], ${answers.map((a) => a.occurrence)}::uuid[])
  `.execute(tx.db);
  await settleOccurrences(
    tx,
    answers.map((answer) => answer.occurrence),
  );
  await acknowledge(tx, filings);
  await refreshTasks(tx, taskIds);

  const parties = new Map(tasks.map((task) => [task.id, { ...task }]));
  const facts = inTime(filings).map(({ by, at, taskId, said }) => {
    const task = parties.get(taskId);
    if (!task) throw new Error(`no task ${taskId} in the county`);
    task.version += 1;
    const { id, action, data } = said;
    const placement = placementOf(tx, task.leadBodyId === null ? undefined : bodies.get(task.leadBodyId));
    return {
      by,
      at,
      fact: { id, action, subject: { kind: 'task', id: taskId, version: task.version }, data, placement },
    };
  });
  await sql`
    update tasks set version = given.version
    from unnest(${taskIds}::uuid[], ${taskIds.map((id) => parties.get(id)?.version)}::int[]) as given (id, version)
    where county = ${county} and tasks.id = given.id`.execute(tx.db);
  return facts;
}

/** Rows of one statement; PostgreSQL takes 65,535 parameters. */
const ROWS = 1_000;

async function insertFilings(tx: TxCtx, filings: readonly PastFiling[]): Promise<void> {
  const { county } = tx.actor;
  const rows = filings.map(({ id, taskId, bodyId, by, at, text, happenedOn, dutyIds, decision }) => ({
    county,
    id,
    task_id: taskId,
    body_id: bodyId,
    happened_on: happenedOn,
    text,
    figures: '[]',
    obligation_ids: [...dutyIds],
    claims_completion: false,
    filed_at: at,
    filed_by: by.id,
    filed_by_name: by.name,
    outcome: decision?.outcome ?? null,
    reason: decision?.reason || null,
    decided_at: decision?.at ?? null,
    decided_by: decision?.by.id ?? null,
    decided_by_name: decision?.by.name ?? null,
  }));
  await tables(tx.db).insertInto('task_progress').values(rows).execute();
}

/** Who files has read what he was given. */
async function acknowledge(tx: TxCtx, filings: readonly PastFiling[]): Promise<void> {
  await sql`
    update task_receipts set acknowledged_at = first.at, acknowledged_by = first.by, acknowledged_by_name = first.name
    from (
      select distinct on (body, task) * from unnest(${filings.map((f) => f.bodyId)}::uuid[],
        ${filings.map((f) => f.taskId)}::uuid[], ${filings.map((f) => f.at)}::timestamptz[],
        ${filings.map((f) => f.by.id)}::uuid[], ${filings.map((f) => f.by.name)}::text[])
        as given (body, task, at, by, name)
      order by body, task, at
    ) as first
    where county = ${tx.actor.county} and body_id = first.body and task_id = first.task
      and acknowledged_at is null`.execute(tx.db);
}

/** Filings and decisions as they followed each other, with the words of the actions' facts. */
function inTime(filings: readonly PastFiling[]) {
  const said = filings.flatMap((filing) => {
    const { commandId, taskId, id, bodyId, by, at, decision, happenedOn, text, dutyIds, occurrenceIds } = filing;
    const what = { happenedOn, text, figures: [], obligationIds: dutyIds, occurrenceIds, claimsCompletion: false };
    const filed = { id: commandId, action: 'plan:report', data: { progressId: id, bodyId, ...what, evidence: [] } };
    const facts = [{ by, at, taskId, said: filed }];
    if (!decision) return facts;
    const { outcome, reason } = decision;
    const action = outcome === 'verified' ? 'plan:verify' : 'plan:return';
    const decided = { id: decision.commandId, action, data: { progressId: id, reason, claimsCompletion: false } };
    return [...facts, { by: decision.by, at: decision.at, taskId, said: decided }];
  });
  return said.sort((a, b) => a.at.getTime() - b.at.getTime());
}
