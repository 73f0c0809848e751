import { today } from '@zhiben/platform/domain/clock.ts';
import { sql } from 'kysely';
import { inScope, type ReadCtx } from './hazard-filter.queries.ts';

/** What is under way at an enterprise: major hazards, and hazards of any grade whose running limit has lapsed. */
export interface OpenHazards {
  readonly openMajor: number;
  readonly overdue: number;
}

/** By enterprise, of the actor's scope; enterprises with neither are absent. @param ids only these; all without it */
export async function countOpenByEnterprise(ctx: ReadCtx, ids?: readonly string[]): Promise<Map<string, OpenHazards>> {
  if (ids?.length === 0) return new Map();
  const { rows } = await sql<OpenHazards & { id: string }>`
    select hazards.enterprise_id as id,
      count(*) filter (where hazards.grade = 'major')::integer as "openMajor",
      count(*) filter (where hazards.due_on < ${today(ctx.clock)}::date)::integer as overdue
    from hazards
    where ${sql.join(inScope(ctx), sql` and `)} and hazards.closed_at is null and hazards.dismissed_at is null
      and hazards.referred_at is null and hazards.shut_down_at is null
      and (hazards.grade = 'major' or hazards.due_on < ${today(ctx.clock)}::date)
      ${ids ? sql`and hazards.enterprise_id = any(${[...ids]}::uuid[])` : sql``}
    group by 1`.execute(ctx.db);
  return new Map(rows.map(({ id, openMajor, overdue }) => [id, { openMajor, overdue }]));
}
