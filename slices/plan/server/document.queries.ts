import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { countUpTo, decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { matchesSearch, searchVector } from '@zhiben/platform/server/search.ts';
import { type Insertable, type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type * as contracts from '../domain/document.contract.ts';
import { type PlanTables, publicInCounty, type ReadCtx, tables } from './plan.tables.ts';

type Filter = z.output<typeof contracts.countPlans.query>;

function filtered(ctx: ReadCtx, { q, adopted }: Filter) {
  let query = tables(ctx.db)
    .selectFrom('plan_documents')
    .leftJoin('campaigns', (j) =>
      j
        .onRef('campaigns.county', '=', 'plan_documents.county')
        // Its present document, or an earlier edition: either way it is adopted.
        .on(
          sql<boolean>`(campaigns.document_id = plan_documents.id or campaigns.id = (select e.campaign_id
            from campaign_editions e where e.county = plan_documents.county and e.document_id = plan_documents.id))`,
        ),
    )
    .where(publicInCounty(ctx, 'plan_documents'));
  if (q) query = query.where(matchesSearch('plan_documents.search', q));
  if (adopted) query = query.where('campaigns.id', adopted === 'true' ? 'is not' : 'is', null);
  return query;
}

const row = [
  'plan_documents.id',
  'plan_documents.title',
  'plan_documents.doc_number as docNumber',
  'plan_documents.issuer',
  'plan_documents.dated_on as datedOn',
  'plan_documents.period_from as periodFrom',
  'plan_documents.period_to as periodTo',
  'plan_documents.format',
  'plan_documents.section_count as sections',
  'plan_documents.obligation_count as obligations',
  'plan_documents.imported_at as importedAt',
  'campaigns.id as campaignId',
] as const;

export async function listPlans(ctx: ReadCtx, query: z.output<typeof contracts.listPlans.query>) {
  const { cursor, limit, ...filter } = query;
  let rows = filtered(ctx, filter)
    .select(row)
    .orderBy('plan_documents.imported_at', 'desc')
    .orderBy('plan_documents.id', 'desc')
    .limit(limit + 1);
  if (cursor) {
    const [at, id] = decodeCursor(cursor, ['instant', 'id']);
    rows = rows.where(
      sql<boolean>`(plan_documents.imported_at, plan_documents.id) < (${at}::timestamptz, ${id}::uuid)`,
    );
  }
  const page = await rows.execute();
  const shown = page.map((plan) => ({ ...plan, importedAt: plan.importedAt.toISOString() }));
  return toPage(shown, limit, (plan) => [plan.importedAt, plan.id]);
}

export function countPlans(ctx: ReadCtx, filter: Filter) {
  return countUpTo(ctx.db, filtered(ctx, filter).select('plan_documents.id'));
}

/** A document with its text and reading, or undefined. */
export function findPlan(ctx: ReadCtx, id: string) {
  return filtered(ctx, {})
    .select([
      ...row,
      'campaigns.name as campaignName',
      'plan_documents.sha256',
      'plan_documents.file_name as fileName',
      'plan_documents.bytes',
      'plan_documents.text',
      'plan_documents.reading',
      'plan_documents.read_at as readAt',
      'plan_documents.version',
    ])
    .where('plan_documents.id', '=', id)
    .executeTakeFirst();
}

/** The document with these bytes, if it was imported before. */
export function findPlanByContent(ctx: Pick<Ctx, 'db' | 'actor'>, sha256: string) {
  return tables(ctx.db)
    .selectFrom('plan_documents')
    .select(['id', 'title'])
    .where('county', '=', ctx.actor.county)
    .where('sha256', '=', sha256)
    .executeTakeFirst();
}

type NewPlan = Omit<
  Insertable<PlanTables['plan_documents']>,
  'county' | 'search' | 'imported_at' | 'imported_by' | 'read_at'
>;

/** @returns false when the same bytes were imported at the same moment */
export async function insertPlan(tx: TxCtx, plan: NewPlan): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx.db)
    .insertInto('plan_documents')
    .values({
      ...plan,
      county: tx.actor.county,
      search: searchVector(plan.title, plan.doc_number ?? '', plan.issuer ?? '') as RawBuilder<string>,
      read_at: tx.clock.now(),
      imported_at: tx.clock.now(),
      imported_by: tx.actor.userId,
    })
    .onConflict((c) => c.columns(['county', 'sha256']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n;
}
