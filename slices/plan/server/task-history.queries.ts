import { localDate } from '@zhiben/platform/domain/clock.ts';
import { sql } from 'kysely';
import { putsOffHolidays } from '../domain/due.rules.ts';
import type { TaskHistory } from '../domain/task-status.rules.ts';
import { occurrenceTables } from './occurrence.tables.ts';
import type { ReadCtx } from './plan.tables.ts';

/** Everything the state of tasks rests on: of some tasks, or of all of a campaign. */
export async function listTaskHistories(
  ctx: ReadCtx,
  of: { campaignId: string } | { taskIds: readonly string[] },
): Promise<Map<string, TaskHistory>> {
  const db = occurrenceTables(ctx.db);
  const { county } = ctx.actor;
  const chosen = db
    .selectFrom('tasks')
    .innerJoin('campaigns', (j) =>
      j.onRef('campaigns.county', '=', 'tasks.county').onRef('campaigns.id', '=', 'tasks.campaign_id'),
    )
    .where('tasks.county', '=', county)
    .$if('campaignId' in of, (q) => q.where('tasks.campaign_id', '=', (of as { campaignId: string }).campaignId))
    .$if('taskIds' in of, (q) =>
      q.where('tasks.id', '=', sql<string>`any(${(of as { taskIds: string[] }).taskIds}::uuid[])`),
    );
  const tasks = await chosen
    .select([
      'tasks.id',
      'tasks.assigned_on as assignedOn',
      'tasks.added_on as addedOn',
      'tasks.repealed_on as repealedOn',
      'campaigns.starts_on as startsOn',
      'campaigns.ends_on as endsOn',
      'campaigns.adopted_at as adoptedAt',
    ])
    .execute();
  const duties = await db
    .selectFrom('obligations')
    .select(['id', 'unit_id as taskId', 'kind', 'deadline', 'frequency', 'quote'])
    .where('county', '=', county)
    .where('repealed_on', 'is', null)
    .where('unit_id', 'in', chosen.select('tasks.id'))
    .execute();
  const progress = await db
    .selectFrom('task_progress')
    .select([
      'id',
      'task_id as taskId',
      'filed_at as filedAt',
      'claims_completion as claimsCompletion',
      'outcome',
      'decided_at as decidedAt',
    ])
    .where('county', '=', county)
    .where('task_id', 'in', chosen.select('tasks.id'))
    .execute();
  const owners = await db
    .selectFrom('obligation_owners')
    .select(['obligation_id as dutyId', 'body_id as bodyId', 'since_on as sinceOn', 'until_on as untilOn'])
    .where('county', '=', county)
    .where('task_id', 'in', chosen.select('tasks.id'))
    .execute();
  const settled = await db
    .selectFrom('obligation_occurrences')
    .leftJoin('progress_occurrences', (j) =>
      j
        .onRef('progress_occurrences.county', '=', 'obligation_occurrences.county')
        .onRef('progress_occurrences.occurrence_id', '=', 'obligation_occurrences.id'),
    )
    .select([
      'task_id as taskId',
      'obligation_id as dutyId',
      'body_id as bodyId',
      'progress_id as progressId',
      'waived_on as waivedOn',
      sql<string>`coalesce(ends_on, due_on)`.as('through'),
    ])
    .where('obligation_occurrences.county', '=', county)
    .where('task_id', 'in', chosen.select('tasks.id'))
    .where(({ or, eb }) => or([eb('progress_id', 'is not', null), eb('waived_on', 'is not', null)]))
    .execute();
  const ownersOf = groupBy(owners, (owner) => owner.dutyId);
  const answersOf = groupBy(settled, (answer) => answer.progressId ?? '');
  const waiversOf = groupBy(settled, (answer) => (answer.waivedOn === null ? '' : answer.taskId));
  const dutiesOf = groupBy(
    duties.map(({ quote, ...duty }) => ({
      ...duty,
      putsOff: putsOffHolidays(quote),
      owners: ownersOf.get(duty.id) ?? [],
    })),
    (duty) => duty.taskId,
  );
  const progressOf = groupBy(
    progress.map(({ filedAt, decidedAt, ...p }) => ({
      ...p,
      filedOn: localDate(filedAt),
      decidedOn: decidedAt && localDate(decidedAt),
      answers: answersOf.get(p.id) ?? [],
    })),
    (p) => p.taskId,
  );
  return new Map(
    tasks.map(({ id, assignedOn, addedOn, repealedOn, startsOn, endsOn, adoptedAt }) => [
      id,
      {
        assignedOn,
        repealedOn,
        endsOn,
        startsOn: [startsOn, addedOn ?? localDate(adoptedAt)].sort()[1] ?? startsOn,
        duties: dutiesOf.get(id) ?? [],
        progress: progressOf.get(id) ?? [],
        waivers: (waiversOf.get(id) ?? []).flatMap((w) => (w.waivedOn ? [{ ...w, waivedOn: w.waivedOn }] : [])),
      },
    ]),
  );
}

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
