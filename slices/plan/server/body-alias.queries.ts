import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { sql } from 'kysely';
import { type LineageTables, lineageTables } from './lineage.tables.ts';
import { type PlanTables, publicInCounty, type ReadCtx } from './plan.tables.ts';

/** The county's own words, each with the task that taught it. */
export function listAliases(ctx: ReadCtx) {
  return ctx.db
    .withTables<LineageTables & PlanTables>()
    .selectFrom('body_aliases')
    .leftJoin('campaign_units', (j) =>
      j
        .onRef('campaign_units.county', '=', 'body_aliases.county')
        .onRef('campaign_units.id', '=', 'body_aliases.learned_from'),
    )
    .select([
      'body_aliases.id',
      'body_aliases.phrase',
      'body_aliases.body_kinds as bodyKinds',
      'body_aliases.body_ids as bodyIds',
      'body_aliases.learned_from as taskId',
      'campaign_units.label',
      'body_aliases.set_at as setAt',
      'body_aliases.set_by_name as setByName',
      'body_aliases.version',
    ])
    .where(publicInCounty(ctx, 'body_aliases'))
    .orderBy('body_aliases.phrase')
    .execute();
}

interface Meaning {
  readonly phrase: string;
  readonly body_kinds: LineageTables['body_aliases']['body_kinds'];
  readonly body_ids: string[];
}

const saidBy = ({ actor, clock }: TxCtx) => ({ set_at: clock.now(), set_by: actor.userId, set_by_name: actor.name });

/** @returns false when the county has a meaning for the word already */
export async function insertAlias(
  tx: TxCtx,
  alias: Meaning & { id: string; learned_from: string | null },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await lineageTables(tx.db)
    .insertInto('body_aliases')
    .values({ ...alias, ...saidBy(tx), county: tx.actor.county })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n;
}

/** @returns whether the version was still the one that was read */
export async function updateAlias(tx: TxCtx, id: string, version: number, meaning: Meaning): Promise<boolean> {
  const { numUpdatedRows } = await lineageTables(tx.db)
    .updateTable('body_aliases')
    .set((eb) => ({ ...meaning, ...saidBy(tx), version: eb('version', '+', 1) }))
    .where('county', '=', tx.actor.county)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function deleteAlias(tx: TxCtx, id: string, version: number): Promise<boolean> {
  const { numDeletedRows } = await lineageTables(tx.db)
    .deleteFrom('body_aliases')
    .where('county', '=', tx.actor.county)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Enough to learn from; older tasks spoke when they were new. */
const MOST_TASKS = 3000;

/** The newest tasks with the words that name who must act, and to whom they were given (nobody: empty). */
export async function listActorWords(ctx: ReadCtx) {
  const { rows } = await sql<{ taskId: string; phrases: string[]; bodyIds: string[] }>`
    select tasks.id as "taskId", array_agg(distinct obligations.actor) as phrases,
      array_remove(array[tasks.lead_body_id] || array(
        select task_supporters.body_id from task_supporters
        where task_supporters.county = tasks.county and task_supporters.task_id = tasks.id), null)::text[] as "bodyIds"
    from (
      select tasks.county, tasks.id, tasks.lead_body_id from tasks
      where ${publicInCounty(ctx, 'tasks')} order by tasks.id desc limit ${MOST_TASKS}
    ) tasks
      join obligations on obligations.county = tasks.county and obligations.unit_id = tasks.id
    where obligations.actor is not null
    group by tasks.county, tasks.id, tasks.lead_body_id`.execute(ctx.db);
  return rows;
}
