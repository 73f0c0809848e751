import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testCounty } from 'zhiben/test-county';
import { copyHazards, withoutSums } from './hazard.bulk.ts';
import { findHazard } from './hazard.queries.ts';
import { HazardPlay } from './test-hazard.ts';

const database = testDatabase();

/** Every row of a table of sums, added up by its key. */
async function sumsOf(table: 'hazard_sums' | 'hazard_durations') {
  const { rows } = await sql<{ sum: string }>`
    select to_jsonb(s) - 'count' as key, sum(count) as sum from ${sql.table(table)} s group by 1 having sum(count) <> 0
    order by 1::text`.execute(database.owner.db);
  return rows;
}

test('a copy without the triggers leaves the sums that the triggers leave', async () => {
  const play = new HazardPlay(await testCounty(database.app));
  const closed = await play.at('closed');
  const open = await play.at('clue');
  const leader = play.county.ctxOf('leader');
  const hazards = await Promise.all([closed, open].map((id) => findHazard(leader, id)));
  const kept = { sums: await sumsOf('hazard_sums'), durations: await sumsOf('hazard_durations') };
  expect(kept.durations.length).toBeGreaterThan(0);

  await sql`truncate hazard_sums, hazard_durations, hazards cascade`.execute(database.owner.db);
  await withoutSums(database.owner, async () => {
    const client = await database.owner.pool.connect();
    try {
      const copy = copyHazards(client);
      for (const hazard of hazards) if (hazard) await copy.write(play.county.code, hazard);
      await copy.end();
    } finally {
      client.release();
    }
  });
  expect({ sums: await sumsOf('hazard_sums'), durations: await sumsOf('hazard_durations') }).toEqual(kept);
});
