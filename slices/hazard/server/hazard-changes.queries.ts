import { sql } from 'kysely';
import { inScope, type ReadCtx } from './hazard-filter.queries.ts';

/** What happened to the hazards of the actor's scope in a span of time. */
export interface HazardChanges {
  readonly registered: number;
  /** Of those, judged to be major by now. */
  readonly major: number;
  readonly closed: number;
}

/** @param from first instant that counts; `to` the first that no longer does */
export async function countChanges(ctx: ReadCtx, from: Date, to: Date): Promise<HazardChanges> {
  const scope = sql.join(inScope(ctx), sql` and `);
  const { rows } = await sql<HazardChanges>`
    select registered.count as registered, registered.major, closed.count as closed
    from
      (select count(*) as count, count(*) filter (where hazards.grade = 'major') as major from hazards
        where ${scope} and hazards.registered_at >= ${from} and hazards.registered_at < ${to}) as registered,
      (select count(*) as count from hazards
        where ${scope} and hazards.closed_at >= ${from} and hazards.closed_at < ${to}) as closed`.execute(ctx.db);
  return rows[0] ?? { registered: 0, major: 0, closed: 0 };
}
