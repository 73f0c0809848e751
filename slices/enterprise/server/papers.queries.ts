import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { type Selectable, sql } from 'kysely';
import type { PaperRecord } from '../domain/papers.contract.ts';
import { type paperColumns, paperState } from '../domain/papers.rules.ts';
import { type EnterpriseTables, enterpriseTables, json } from './enterprise.tables.ts';

type PaperRow = Selectable<EnterpriseTables['enterprise_papers']>;

/** @param ahead days before the last day by kind, as the county set them */
export function paperOf(
  row: PaperRow,
  on: LocalDate,
  ahead: Readonly<Partial<Record<PaperRecord['kind'], number>>>,
): PaperRecord {
  const paper = {
    id: row.id,
    kind: row.kind,
    title: row.title,
    number: row.number,
    issuer: row.issuer,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    details: row.details as PaperRecord['details'],
    endedOn: row.ended_on,
    endedWhy: row.ended_why,
    recordedAt: row.recorded_at.toISOString(),
    recordedByName: row.recorded_by_name,
  };
  return { ...paper, state: paperState(paper, on, ahead) };
}

/** The papers of some files, newest first. The caller has checked that the actor may see them. */
export function listPapers(ctx: Pick<Ctx, 'db' | 'actor'>, enterpriseIds: readonly string[]): Promise<PaperRow[]> {
  return enterpriseTables(ctx.db)
    .selectFrom('enterprise_papers')
    .selectAll()
    .where('county', '=', ctx.actor.county)
    .where(sql<boolean>`enterprise_id = any(${[...enterpriseIds]}::uuid[])`)
    .orderBy('starts_on', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

export type NewPaper = ReturnType<typeof paperColumns> & { readonly id: string; readonly enterpriseId: string };

export async function insertPapers(tx: TxCtx, papers: readonly NewPaper[]): Promise<void> {
  if (papers.length === 0) return;
  const values = papers.map((paper) => ({
    county: tx.actor.county,
    id: paper.id,
    enterprise_id: paper.enterpriseId,
    kind: paper.kind,
    title: paper.title,
    number: paper.number,
    issuer: paper.issuer,
    starts_on: paper.startsOn,
    ends_on: paper.endsOn,
    details: json(paper.details),
    ended_on: null,
    recorded_at: tx.clock.now(),
    recorded_by: tx.actor.userId,
    recorded_by_name: tx.actor.name,
  }));
  await enterpriseTables(tx.db).insertInto('enterprise_papers').values(values).execute();
}

export async function updatePaperEnd(tx: TxCtx, id: string, endedOn: LocalDate, why: string): Promise<void> {
  await enterpriseTables(tx.db)
    .updateTable('enterprise_papers')
    .set({ ended_on: endedOn, ended_why: why })
    .where('county', '=', tx.actor.county)
    .where('id', '=', id)
    .execute();
}

/** Listings and bans whose last day has passed and that still stand, for the job that ends them. */
export async function listLapsedTerms(ctx: Pick<Ctx, 'db' | 'actor'>, on: LocalDate, limit: number) {
  return enterpriseTables(ctx.db)
    .selectFrom('enterprise_papers')
    .select(['id', 'enterprise_id as enterpriseId', 'kind', 'ends_on as endsOn'])
    .where('county', '=', ctx.actor.county)
    .where(sql<boolean>`kind in ('listing', 'officeBan')`)
    .where('ended_on', 'is', null)
    .where('ends_on', '<', on)
    .limit(limit)
    .execute();
}

/**
 * Bans that stand on somebody of this name, wherever in the county they were decided: who takes on a principal cannot
 * know whose file that was. Of a ban for life only where the industry is the same. The same name is not the same
 * person: the document that decided it tells.
 */
export async function listBansOn(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  { person, industry, on }: { readonly person: string; readonly industry: string; readonly on: LocalDate },
) {
  if (person === '') return [];
  return enterpriseTables(ctx.db)
    .selectFrom('enterprise_papers')
    .select(['id', 'title', 'number', 'issuer', 'starts_on as startsOn', 'ends_on as endsOn'])
    .where('county', '=', ctx.actor.county)
    .where(sql<boolean>`kind = 'officeBan' and ended_on is null`)
    .where(sql<boolean>`details ->> 'person' = ${person}`)
    .where(sql<boolean>`coalesce(details ->> 'industry', ${industry}) = ${industry}`)
    .where('starts_on', '<=', on)
    .where(sql<boolean>`coalesce(ends_on, 'infinity') >= ${on}::date`)
    .orderBy('starts_on', 'desc')
    .limit(5)
    .execute();
}
