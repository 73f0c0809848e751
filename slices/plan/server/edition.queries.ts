import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { searchVector } from '@zhiben/platform/server/search.ts';
import { type Insertable, type RawBuilder, sql } from 'kysely';
import type { EditionCounts } from '../domain/edition.rules.ts';
import { type LineageTables, lineageTables } from './lineage.tables.ts';
import { type PlanTables, publicInCounty, type ReadCtx, tables } from './plan.tables.ts';

/** A campaign with its edition; with `lock` it stays as it is until the transaction ends. */
export function findEdition(ctx: ReadCtx, campaignId: string, { lock = false } = {}) {
  return tables(ctx.db)
    .selectFrom('campaigns')
    .select([
      'campaigns.id',
      'campaigns.name',
      'campaigns.document_id as documentId',
      'campaigns.edition',
      'campaigns.version',
      'campaigns.starts_on as startsOn',
      'campaigns.ends_on as endsOn',
      'campaigns.adopted_at as adoptedAt',
      'campaigns.adopted_by as adoptedBy',
      'campaigns.adopted_by_name as adoptedByName',
    ])
    .where(publicInCounty(ctx, 'campaigns'))
    .where('campaigns.id', '=', campaignId)
    .$if(lock, (q) => q.forUpdate())
    .executeTakeFirst();
}

/** The editions of a campaign that has more than one, newest first. */
export function listEditions(ctx: ReadCtx, campaignId: string) {
  return ctx.db
    .withTables<PlanTables & LineageTables>()
    .selectFrom('campaign_editions')
    .innerJoin('plan_documents', (j) =>
      j
        .onRef('plan_documents.county', '=', 'campaign_editions.county')
        .onRef('plan_documents.id', '=', 'campaign_editions.document_id'),
    )
    .select([
      'campaign_editions.edition',
      'campaign_editions.document_id as documentId',
      'plan_documents.title',
      'campaign_editions.adopted_at as adoptedAt',
      'campaign_editions.adopted_by_name as adoptedByName',
      'campaign_editions.counts',
    ])
    .where(publicInCounty(ctx, 'campaign_editions'))
    .where('campaign_editions.campaign_id', '=', campaignId)
    .orderBy('campaign_editions.edition', 'desc')
    .execute();
}

/** Tasks whose clauses later editions left out, newest first. */
export function listRepealed(ctx: ReadCtx, campaignId: string) {
  return tables(ctx.db)
    .selectFrom('tasks')
    .innerJoin('campaign_units', (j) =>
      j.onRef('campaign_units.county', '=', 'tasks.county').onRef('campaign_units.id', '=', 'tasks.id'),
    )
    .select(['tasks.id as taskId', 'campaign_units.path', 'campaign_units.label'])
    .select(sql<LocalDate>`campaign_units.repealed_on`.as('repealedOn'))
    .where(publicInCounty(ctx, 'tasks'))
    .where('tasks.campaign_id', '=', campaignId)
    .where('campaign_units.repealed_on', 'is not', null)
    .orderBy('campaign_units.repealed_on', 'desc')
    .orderBy('campaign_units.ordinal')
    .execute();
}

/** How many reports each task of a campaign has. */
export async function countReports(ctx: ReadCtx, campaignId: string): Promise<Map<string, number>> {
  const rows = await tables(ctx.db)
    .selectFrom('task_progress')
    .innerJoin('tasks', (j) =>
      j.onRef('tasks.county', '=', 'task_progress.county').onRef('tasks.id', '=', 'task_progress.task_id'),
    )
    .select(['task_progress.task_id as id', ({ fn }) => fn.countAll<number>().as('count')])
    .where(publicInCounty(ctx, 'tasks'))
    .where('tasks.campaign_id', '=', campaignId)
    .groupBy('task_progress.task_id')
    .execute();
  return new Map(rows.map(({ id, count }) => [id, Number(count)]));
}

/** More than any plan has clauses or duties. */
const ROOM = 10_000_000;

/** Clauses and duties of an edition make room: numbers in the text are given anew, each edition left its own thousands. */
export async function makeRoom(
  tx: TxCtx,
  { campaignId, edition }: { campaignId: string; edition: number },
): Promise<void> {
  for (const table of ['campaign_units', 'obligations'] as const) {
    await sql`update ${sql.table(table)} set ordinal = ordinal + ${ROOM * edition}
      where county = ${tx.actor.county} and campaign_id = ${campaignId} and repealed_on is null`.execute(tx.db);
  }
}

/** Clauses that are left out stand in the document they were in; work that was not done is closed. */
export async function repealUnits(
  tx: TxCtx,
  { ids, documentId, on }: { ids: readonly string[]; documentId: string; on: LocalDate },
): Promise<void> {
  const { county } = tx.actor;
  await sql`update campaign_units set repealed_on = ${on}::date, document_id = ${documentId}::uuid
    where county = ${county} and id = any(${[...ids]}::uuid[])`.execute(tx.db);
  await sql`update tasks set repealed_on = ${on}::date, done_on = ${on}::date, version = version + 1
    where county = ${county} and id = any(${[...ids]}::uuid[]) and done_on is null`.execute(tx.db);
}

/** A kept clause as the new edition has it. */
export async function updateUnit(
  tx: TxCtx,
  unit: Omit<Insertable<PlanTables['campaign_units']>, 'county' | 'search' | 'campaign_id'>,
): Promise<void> {
  const { id, ...columns } = unit;
  await tables(tx.db)
    .updateTable('campaign_units')
    .set({ ...columns, search: searchVector(unit.label) as RawBuilder<string> })
    .where('county', '=', tx.actor.county)
    .where('id', '=', id)
    .execute();
}

/** Where kept tasks are counted now; those whose words changed get a new version. */
export async function updateActions(
  tx: TxCtx,
  tasks: readonly { readonly id: string; readonly actionId: string; readonly changed: boolean }[],
): Promise<void> {
  await sql`
    update tasks set action_id = given.action, version = version + given.changed::int
    from unnest(${tasks.map((t) => t.id)}::uuid[], ${tasks.map((t) => t.actionId)}::uuid[],
      ${tasks.map((t) => t.changed)}::boolean[]) as given (id, action, changed)
    where tasks.county = ${tx.actor.county} and tasks.id = given.id`.execute(tx.db);
}

export async function markAdded(tx: TxCtx, ids: readonly string[], on: LocalDate): Promise<void> {
  await sql`update tasks set added_on = ${on}::date
    where county = ${tx.actor.county} and id = any(${[...ids]}::uuid[])`.execute(tx.db);
}

export async function updateDuty(
  tx: TxCtx,
  id: string,
  columns: Partial<Insertable<PlanTables['obligations']>>,
): Promise<void> {
  await tables(tx.db)
    .updateTable('obligations')
    .set(columns)
    .where('county', '=', tx.actor.county)
    .where('id', '=', id)
    .execute();
}

/** Duties that the new edition no longer states: nothing of them falls due any more. */
export async function repealDuties(tx: TxCtx, ids: readonly string[], on: LocalDate): Promise<void> {
  await sql`update obligations set repealed_on = ${on}::date, due_on = null
    where county = ${tx.actor.county} and id = any(${[...ids]}::uuid[])`.execute(tx.db);
}

interface NewEdition {
  readonly campaignId: string;
  readonly documentId: string;
  readonly counts: EditionCounts;
  readonly before: NonNullable<Awaited<ReturnType<typeof findEdition>>>;
}

/** Enters the edition, and with the second also the first, from the campaign's own adoption. */
export async function insertEdition(tx: TxCtx, { campaignId, documentId, counts, before }: NewEdition): Promise<void> {
  const { county, userId, name } = tx.actor;
  const first = {
    county,
    campaign_id: campaignId,
    edition: before.edition,
    document_id: before.documentId,
    adopted_at: before.adoptedAt,
    adopted_by: before.adoptedBy,
    adopted_by_name: before.adoptedByName,
    counts: '{}',
  };
  await lineageTables(tx.db)
    .insertInto('campaign_editions')
    .values(first)
    .onConflict((c) => c.columns(['county', 'campaign_id', 'edition']).doNothing())
    .execute();
  await lineageTables(tx.db)
    .insertInto('campaign_editions')
    .values({
      ...first,
      edition: before.edition + 1,
      document_id: documentId,
      adopted_at: tx.clock.now(),
      adopted_by: userId,
      adopted_by_name: name,
      counts: JSON.stringify(counts),
    })
    .execute();
  await tables(tx.db)
    .updateTable('campaigns')
    .set((eb) => ({ document_id: documentId, edition: before.edition + 1, version: eb('version', '+', 1) }))
    .where('county', '=', county)
    .where('id', '=', campaignId)
    .execute();
}
