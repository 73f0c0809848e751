import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { sql } from 'kysely';
import type { ClauseLink } from '../domain/inheritance.rules.ts';
import type { PlanLevel } from '../domain/lineage.rules.ts';
import { type LineageTables, lineageTables } from './lineage.tables.ts';
import { type PlanTables, publicInCounty, type ReadCtx } from './plan.tables.ts';

const tables = (ctx: Pick<ReadCtx, 'db'>) => ctx.db.withTables<PlanTables & LineageTables>();

/** A document with its level and parent; both null where nobody has said. */
export function findLineage(ctx: ReadCtx, documentId: string) {
  return described(ctx).where('plan_documents.id', '=', documentId).executeTakeFirst();
}

/** The plans that carry out a document, as they were named. */
export function listChildren(ctx: ReadCtx, documentId: string) {
  return described(ctx)
    .where('plan_lineage.parent_id', '=', documentId)
    .orderBy('plan_documents.title')
    .orderBy('plan_documents.id')
    .execute();
}

const described = (ctx: ReadCtx) =>
  tables(ctx)
    .selectFrom('plan_documents')
    .leftJoin('plan_lineage', (j) =>
      j
        .onRef('plan_lineage.county', '=', 'plan_documents.county')
        .onRef('plan_lineage.document_id', '=', 'plan_documents.id'),
    )
    .select([
      'plan_documents.id',
      'plan_documents.title',
      'plan_documents.issuer',
      'plan_lineage.level',
      'plan_lineage.parent_id as parentId',
      'plan_lineage.body_id as bodyId',
      'plan_lineage.version',
    ])
    .where(publicInCounty(ctx, 'plan_documents'));

/** The plans above a document, from the nearest upwards. */
export async function listAncestors(ctx: ReadCtx, documentId: string) {
  const { rows } = await sql<{ id: string; title: string; level: PlanLevel | null }>`
    with recursive above (id, depth) as (
      select parent_id, 1 from plan_lineage where county = ${ctx.actor.county} and document_id = ${documentId}::uuid
      union
      select plan_lineage.parent_id, depth + 1 from plan_lineage join above on plan_lineage.document_id = above.id
        where plan_lineage.county = ${ctx.actor.county} and depth < 10
    )
    select plan_documents.id, plan_documents.title, plan_lineage.level
    from above
      join plan_documents on plan_documents.county = ${ctx.actor.county} and plan_documents.id = above.id
      left join plan_lineage on plan_lineage.county = plan_documents.county and plan_lineage.document_id = plan_documents.id
    where ${publicInCounty(ctx, 'plan_documents')}
    order by above.depth`.execute(ctx.db);
  return rows;
}

type Setting = Omit<LineageTables['plan_lineage'], 'county' | 'version' | 'set_at' | 'set_by' | 'set_by_name'>;

/** @returns the new version, or undefined when somebody changed it since `version` was read (0: nobody had said) */
export async function setLineage(tx: TxCtx, setting: Setting, version: number): Promise<number | undefined> {
  const { county, userId, name } = tx.actor;
  const said = { set_at: tx.clock.now(), set_by: userId, set_by_name: name };
  const { document_id: documentId, level, parent_id, body_id } = setting;
  const query =
    version === 0
      ? lineageTables(tx.db)
          .insertInto('plan_lineage')
          .values({ ...setting, ...said, county })
          .onConflict((c) => c.columns(['county', 'document_id']).doNothing())
          .returning('version')
      : lineageTables(tx.db)
          .updateTable('plan_lineage')
          .set((eb) => ({ level, parent_id, body_id, ...said, version: eb('version', '+', 1) }))
          .where('county', '=', county)
          .where('document_id', '=', documentId)
          .where('version', '=', version)
          .returning('version');
  return (await query.executeTakeFirst())?.version;
}

/** Decisions on the clauses of a pair of plans. */
export function listLinks(ctx: ReadCtx, documentId: string, parentId: string): Promise<ClauseLink[]> {
  return lineageTables(ctx.db)
    .selectFrom('clause_links')
    .select(['parent_clause as parentClause', 'clause', 'decision', 'reason'])
    .where(publicInCounty(ctx, 'clause_links'))
    .where('document_id', '=', documentId)
    .where('parent_id', '=', parentId)
    .orderBy('decided_at')
    .execute();
}

interface LinkDecision {
  readonly parentClause: string;
  readonly clause: string;
  readonly decision: ClauseLink['decision'] | 'undecided';
  readonly reason: string;
}

/** Keeps the newest word on each pair; waiving a clause and confirming a counterpart exclude each other. */
export async function saveLinks(
  tx: TxCtx,
  pair: { documentId: string; parentId: string },
  decisions: readonly LinkDecision[],
): Promise<void> {
  const { county, userId, name } = tx.actor;
  const db = lineageTables(tx.db);
  for (const { parentClause, clause, decision, reason } of decisions) {
    await db
      .deleteFrom('clause_links')
      .where('county', '=', county)
      .where('document_id', '=', pair.documentId)
      .where('parent_id', '=', pair.parentId)
      .where('parent_clause', '=', parentClause)
      .where((eb) =>
        eb.or([
          eb('clause', '=', clause),
          ...(decision === 'confirmed' ? [eb('decision', '=', 'waived')] : []),
          ...(decision === 'waived' ? [eb('decision', '=', 'confirmed')] : []),
        ]),
      )
      .execute();
    if (decision === 'undecided') continue;
    await db
      .insertInto('clause_links')
      .values({
        county,
        document_id: pair.documentId,
        parent_id: pair.parentId,
        parent_clause: parentClause,
        clause,
        decision,
        reason,
        decided_at: tx.clock.now(),
        decided_by: userId,
        decided_by_name: name,
      })
      .execute();
  }
}

/** Where in its document the clauses begin that a body leads or supports; null when the document has no campaign. */
export async function listStartsOfBody(ctx: ReadCtx, documentId: string, bodyId: string): Promise<number[] | null> {
  const db = tables(ctx);
  const campaign = await db
    .selectFrom('campaigns')
    .select('campaigns.id')
    .where(publicInCounty(ctx, 'campaigns'))
    .where('campaigns.document_id', '=', documentId)
    .executeTakeFirst();
  if (!campaign) return null;
  const rows = await db
    .selectFrom('tasks')
    .innerJoin('campaign_units', (j) =>
      j.onRef('campaign_units.county', '=', 'tasks.county').onRef('campaign_units.id', '=', 'tasks.id'),
    )
    .select('campaign_units.span_start as start')
    .where('tasks.county', '=', ctx.actor.county)
    .where('tasks.campaign_id', '=', campaign.id)
    .where('tasks.repealed_on', 'is', null)
    .where((eb) =>
      eb.or([
        eb('tasks.lead_body_id', '=', bodyId),
        eb.exists(
          eb
            .selectFrom('task_supporters')
            .select('task_supporters.task_id')
            .whereRef('task_supporters.county', '=', 'tasks.county')
            .whereRef('task_supporters.task_id', '=', 'tasks.id')
            .where('task_supporters.body_id', '=', bodyId),
        ),
      ]),
    )
    .execute();
  return rows.map((row) => row.start);
}
