import { plannedOnce } from '@zhiben/platform/server/db/connect.ts';
import { sql } from 'kysely';
import type { HazardLink } from '../domain/hazard.contract.ts';
import type { Hazard } from '../domain/hazard.state.ts';
import { hazardTables } from './hazard.tables.ts';
import { inScope, type ReadCtx } from './hazard-filter.queries.ts';

/** How far a record looks about: enough to see a pattern. */
const SHOWN = 10;

function selectLinks(ctx: Pick<ReadCtx, 'db' | 'actor'>) {
  return hazardTables(plannedOnce(ctx.db))
    .selectFrom('hazards')
    .select([
      'hazards.id',
      'hazards.number',
      sql<string>`left(hazards.description, 200)`.as('description'),
      'hazards.place',
      'hazards.status',
      'hazards.grade',
      'hazards.registered_at as registeredAt',
      'hazards.closed_at as closedAt',
    ])
    .where(sql<boolean>`${sql.join(inScope(ctx), sql` and `)}`);
}

type LinkRow = Awaited<ReturnType<ReturnType<typeof selectLinks>['execute']>>[number];

function presentLink(row: LinkRow): HazardLink {
  return {
    id: row.id,
    number: row.number,
    description: row.description,
    place: row.place,
    status: row.status,
    grade: row.grade,
    registeredAt: row.registeredAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
  };
}

/** Some hazards by id, as far as the actor may see them. */
export async function listLinks(ctx: Pick<ReadCtx, 'db' | 'actor'>, ids: readonly string[]): Promise<HazardLink[]> {
  if (ids.length === 0) return [];
  return (await selectLinks(ctx).where('hazards.id', 'in', ids).execute()).map(presentLink);
}

type Self = Pick<Hazard, 'id' | 'enterpriseId' | 'criterionCode' | 'registeredAt'>;

/** What a hazard is looked about from, or undefined outside the actor's scope. */
export async function findSelf(ctx: Pick<ReadCtx, 'db' | 'actor'>, id: string): Promise<Self | undefined> {
  const row = await hazardTables(plannedOnce(ctx.db))
    .selectFrom('hazards')
    .select([
      'hazards.id',
      'hazards.enterprise_id as enterpriseId',
      'hazards.criterion_code as criterionCode',
      'hazards.registered_at as registeredAt',
    ])
    .where(sql<boolean>`${sql.join(inScope(ctx), sql` and `)}`)
    .where('hazards.id', '=', id)
    .executeTakeFirst();
  return row && { ...row, registeredAt: row.registeredAt.toISOString() };
}

/** 复发: what was registered before at the same enterprise under the same criterion and was not dismissed, newest first. */
export async function listRecurrence(ctx: Pick<ReadCtx, 'db' | 'actor'>, hazard: Self): Promise<HazardLink[]> {
  if (hazard.criterionCode === null) return [];
  const rows = await selectLinks(ctx)
    .where('hazards.enterprise_id', '=', hazard.enterpriseId)
    .where('hazards.criterion_code', '=', hazard.criterionCode)
    .where('hazards.registered_at', '<', new Date(hazard.registeredAt))
    .where('hazards.dismissed_at', 'is', null)
    .orderBy('hazards.registered_at', 'desc')
    .limit(SHOWN)
    .execute();
  return rows.map(presentLink);
}

/** Other hazards of the same enterprise, newest first. */
export async function listOfEnterprise(ctx: Pick<ReadCtx, 'db' | 'actor'>, hazard: Self): Promise<HazardLink[]> {
  const rows = await selectLinks(ctx)
    .where('hazards.enterprise_id', '=', hazard.enterpriseId)
    .where('hazards.id', '!=', hazard.id)
    .orderBy('hazards.registered_at', 'desc')
    .limit(SHOWN)
    .execute();
  return rows.map(presentLink);
}

/** Others under the same criterion, newest first. */
export async function listOfCriterion(ctx: Pick<ReadCtx, 'db' | 'actor'>, hazard: Self): Promise<HazardLink[]> {
  if (hazard.criterionCode === null) return [];
  const rows = await selectLinks(ctx)
    .where('hazards.criterion_code', '=', hazard.criterionCode)
    .where('hazards.id', '!=', hazard.id)
    .orderBy('hazards.registered_at', 'desc')
    .orderBy('hazards.id', 'desc')
    .limit(SHOWN)
    .execute();
  return rows.map(presentLink);
}

/** The ids of an enterprise's hazards, newest first, as many as its patterns are looked for in. */
export async function listIdsOfEnterprise(
  ctx: Pick<ReadCtx, 'db' | 'actor'>,
  enterpriseId: string,
  limit: number,
): Promise<string[]> {
  const rows = await selectLinks(ctx)
    .where('hazards.enterprise_id', '=', enterpriseId)
    .orderBy('hazards.registered_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}
