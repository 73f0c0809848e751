import type { Connection } from '@zhiben/platform/server/db/connect.ts';
import { TableCopy } from '@zhiben/platform/server/db/copy.ts';
import { searchVectorText } from '@zhiben/platform/server/search.ts';
import { sql } from 'kysely';
import type { PoolClient } from 'pg';
import type { Hazard } from '../domain/hazard.state.ts';
import { copyColumns, copyValues, searchTexts } from './hazard.tables.ts';
import { makeTotals } from './hazard-totals.queries.ts';

/** Whole states in bulk, as the demo county makes them; their events are the caller's to record. */
export function copyHazards(client: PoolClient) {
  const copy = new TableCopy(client, 'hazards', ['county', 'search', ...copyColumns]);
  const held = new Map<string, string>();
  return {
    /** Buffered until `flush`. */
    add: (county: string, hazard: Hazard): void => {
      copy.add([county, searchVectorText(searchTexts(hazard), held), ...copyValues(hazard)]);
    },
    flush: () => copy.flush(),
    end: () => copy.end(),
  };
}

/**
 * Copies with the triggers off that keep the sums of the analysis: those would hold a second copy of all rows until the
 * end of the COPY. `makeSums` makes them afterwards. For empty tables that nobody else writes to meanwhile.
 */
export async function withoutSums<T>({ db }: Connection, work: () => Promise<T>): Promise<T> {
  await sql`alter table hazards disable trigger hazards_sums_insert, disable trigger hazards_durations_insert`.execute(
    db,
  );
  try {
    return await work();
  } finally {
    await sql`alter table hazards enable trigger hazards_sums_insert, enable trigger hazards_durations_insert`.execute(
      db,
    );
  }
}

/** The sums of all rows as the triggers would have kept them; for a county that has none yet. */
export async function makeSums({ db }: Connection): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // Keys are a tenth of what the planner expects, and counting them in memory takes half the time of sorting.
    await sql`set local work_mem = '256MB'`.execute(tx);
    await sql`set local hash_mem_multiplier = 8`.execute(tx);
    await makeTotals(tx);
    await sql`
      insert into hazard_durations (county, month, grade, stage, tenths, township, industry, count)
      select h.county, date_trunc('month', h.closed_at at time zone 'Asia/Shanghai')::date, coalesce(h.grade, ''),
        d.stage, d.tenths, coalesce(h.township, ''), coalesce(h.industry, ''), count(*)
      from hazards h, lateral hazard_durations_of(
        h.registered_at, h.confirmed_at, h.committed_at, h.applied_at, h.closed_at) d
      group by 1, 2, 3, 4, 5, grouping sets ((), (h.township), (h.industry))`.execute(tx);
  });
}
