import { sql } from 'kysely';
import { inScope, type ReadCtx } from './enterprise-filter.queries.ts';

/** Where the enterprises of a township lie on the whole: the mean of their coordinates. */
export interface TownshipCentre {
  readonly township: string;
  readonly longitude: number;
  readonly latitude: number;
}

/** Of the townships in the actor's scope that have an enterprise with coordinates. */
export async function listTownshipCentres({ db, ...ctx }: ReadCtx): Promise<TownshipCentre[]> {
  const { rows } = await sql<TownshipCentre>`
    select enterprises.township, avg(enterprises.longitude)::float8 as longitude, avg(enterprises.latitude)::float8 as latitude
    from enterprises
    where ${inScope(ctx)} and enterprises.merged_into is null
      and enterprises.longitude is not null and enterprises.latitude is not null
    group by 1`.execute(db);
  return rows;
}
