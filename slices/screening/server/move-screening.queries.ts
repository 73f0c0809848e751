import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { type RawBuilder, sql } from 'kysely';
import type { FilePlace } from './file.queries.ts';

type Tx = Pick<TxCtx, 'db' | 'actor' | 'clock'>;

/** What a merge of enterprise files took over, so that it can go back. Records follow their tasks. */
export interface MovedScreening {
  /** The first day whose figures it may have changed; null where nothing was counted. */
  readonly since: LocalDate | null;
  readonly checklists: readonly string[];
  readonly tasks: readonly string[];
  readonly suspensions: readonly string[];
  readonly vetoes: readonly string[];
  readonly commitments: readonly string[];
  readonly statements: readonly string[];
  readonly snapshots: readonly string[];
  readonly rewards: readonly string[];
}

/**
 * What lies with a file. Of the days and months of which the other file has a signed statement itself, its own stays
 * behind: two first versions of one day cannot both be in force.
 */
export async function findMovable(tx: Tx, fromId: string, toId: string): Promise<MovedScreening> {
  const { county } = tx.actor;
  const ids = (table: string, more: RawBuilder<unknown> = sql``) => sql`array(
    select id::text from ${sql.table(table)} t where t.county = ${county} and t.enterprise_id = ${fromId} ${more} order by id)`;
  const unlessSigned = (table: string, of: string) => sql`and not exists (
    select from ${sql.table(table)} k where k.county = ${county} and k.enterprise_id = ${toId}
      and ${sql.ref(`k.${of}`)} = ${sql.ref(`t.${of}`)})`;
  const { rows } = await sql<MovedScreening>`
    select least(
        (select min(day) from screening_days where county = ${county} and enterprise_id = ${fromId}),
        (select min((starts_at at time zone 'Asia/Shanghai')::date) from screening_suspensions
          where county = ${county} and enterprise_id = ${fromId} and withdrawn_at is null)
      )::text as since,
      ${ids('checklists')} as checklists, ${ids('screening_tasks')} as tasks,
      ${ids('screening_suspensions')} as suspensions, ${ids('effect_vetoes')} as vetoes,
      ${ids('safety_commitments', unlessSigned('safety_commitments', 'day'))} as commitments,
      ${ids('monthly_statements', unlessSigned('monthly_statements', 'month'))} as statements,
      ${ids('snapshots')} as snapshots, ${ids('rewards')} as rewards`.execute(tx.db);
  return rows[0] as MovedScreening;
}

/** The files that now hold some tasks, checklists and suspensions. */
export async function findHolders(tx: Tx, { tasks, checklists, suspensions }: MovedScreening): Promise<string[]> {
  const { county } = tx.actor;
  const of = (table: string, ids: readonly string[]) => sql`
    select enterprise_id from ${sql.table(table)} where county = ${county} and id = any(${[...ids]}::uuid[])`;
  const { rows } = await sql<{ id: string }>`
    select enterprise_id as id from (${of('screening_tasks', tasks)} union ${of('checklists', checklists)}
      union ${of('screening_suspensions', suspensions)}) as held order by 1`.execute(tx.db);
  return rows.map(({ id }) => id);
}

/** Gives checklists, tasks with their records, suspensions and conflicts to a file. @returns ids of the records */
export async function updateHolder(
  tx: Tx,
  { tasks, checklists, suspensions }: MovedScreening,
  holders: readonly string[],
  to: FilePlace,
): Promise<string[]> {
  const { county } = tx.actor;
  const now = tx.clock.now();
  const give = (table: string, ids: readonly string[], stamp = sql`, updated_at = ${now}`) =>
    sql`update ${sql.table(table)} set enterprise_id = ${to.id} ${stamp}
      where county = ${county} and id = any(${[...ids]}::uuid[])`.execute(tx.db);
  await give('checklists', checklists, sql``);
  // Other platforms hold these under another enterprise: they count as changed.
  await give('screening_tasks', tasks);
  await give('screening_suspensions', suspensions);
  await sql`update screening_task_measures set changed_at = ${now}
    where county = ${county} and task_id = any(${[...tasks]}::uuid[])`.execute(tx.db);
  // Records are found by the file that holds them: there is no index by task alone.
  const { rows } = await sql<{ id: string }>`
    update screening_records set enterprise_id = ${to.id}, division = ${to.division}, industry = ${to.industry},
      updated_at = ${now}
    where county = ${county} and enterprise_id = any(${[...holders]}::uuid[]) and task_id = any(${[...tasks]}::uuid[])
    returning id`.execute(tx.db);
  const records = rows.map(({ id }) => id);
  await sql`update screening_finding_measures set enterprise_id = ${to.id}, found_at = ${now}
    where county = ${county} and enterprise_id = any(${[...holders]}::uuid[]) and record_id = any(${records}::uuid[])`.execute(
    tx.db,
  );
  await sql`update screening_conflicts set enterprise_id = ${to.id}
    where county = ${county} and record_id = any(${records}::uuid[])`.execute(tx.db);
  // A phone that did not hear of its receipt sends again, now under the file that is kept.
  await sql`update screening_items set enterprise_id = ${to.id}
    where county = ${county} and id = any(array(
      select unnest(${records}::uuid[]) union
      select (m ->> 'itemId')::uuid from screening_records r, jsonb_array_elements(r.merged) as m
      where r.county = ${county} and r.enterprise_id = ${to.id} and r.id = any(${records}::uuid[]) and r.merged <> '[]'))`.execute(
    tx.db,
  );
  return records;
}

/** Gives what was signed or reported to a file; none of it is counted by days. */
export async function updateSigned(
  tx: Tx,
  { vetoes, commitments, statements, snapshots, rewards }: MovedScreening,
  toId: string,
): Promise<void> {
  const tables = {
    effect_vetoes: vetoes,
    safety_commitments: commitments,
    monthly_statements: statements,
    snapshots,
    rewards,
  };
  for (const [table, ids] of Object.entries(tables)) {
    if (ids.length === 0) continue;
    await sql`update ${sql.table(table)} set enterprise_id = ${toId}
      where county = ${tx.actor.county} and id = any(${[...ids]}::uuid[])`.execute(tx.db);
  }
}

/** Contents that some records and reports still wait for are waited for by another file. */
export async function updateWaiting(tx: Tx, subjects: readonly string[], fromIds: readonly string[], toId: string) {
  await sql`update screening_missing_files set enterprise_id = ${toId}
    where county = ${tx.actor.county} and enterprise_id = any(${[...fromIds]}::uuid[])
      and subject_id = any(${[...subjects]}::uuid[])`.execute(tx.db);
}

/** A file that was merged away inspects nothing, and has no effect in the months that may still change. */
export async function deleteFile(tx: Tx, id: string, months: readonly string[]): Promise<void> {
  const { county } = tx.actor;
  const firsts = months.map((month) => `${month}-01`);
  await sql`delete from screening_days where county = ${county} and enterprise_id = ${id}`.execute(tx.db);
  await sql`delete from screening_files where county = ${county} and enterprise_id = ${id}`.execute(tx.db);
  for (const table of ['effect_months', 'effect_answer_prints'])
    await sql`delete from ${sql.table(table)}
      where county = ${county} and enterprise_id = ${id} and month = any(${firsts}::date[])`.execute(tx.db);
}
