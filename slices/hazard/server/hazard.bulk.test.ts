import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testCounty } from 'zhiben/test-county';
import { copyHazards, makeSums, withoutSums } from './hazard.bulk.ts';
import { findHazard } from './hazard.queries.ts';
import { foldSums } from './hazard-totals.queries.ts';
import { HazardPlay } from './test-hazard.ts';

const database = testDatabase();

async function kept() {
  const { db } = database.owner;
  const durations = await sql<{ sum: string }>`
    select to_jsonb(s) - 'count' as key, sum(count) as sum from hazard_durations s group by 1 having sum(count) <> 0
    order by (to_jsonb(s) - 'count')::text`.execute(db);
  const totals = await sql`
    select * from hazard_totals where registered <> 0 or closed <> 0 or closed_on_time <> 0 or left_open <> 0
    order by part, township, industry, channel, criterion_code, month, grade, stock`.execute(db);
  return { durations: durations.rows, totals: totals.rows };
}

test('a copy without the triggers leaves the sums that the triggers leave', async () => {
  const play = new HazardPlay(await testCounty(database.app));
  const closed = await play.at('closed');
  const open = await play.at('clue');
  const leader = play.county.ctxOf('leader');
  const hazards = await Promise.all([closed, open].map((id) => findHazard(leader, id)));
  await foldSums(leader);
  const before = await kept();
  expect(before.durations.length).toBeGreaterThan(0);
  expect(before.totals.length).toBeGreaterThan(0);

  await sql`truncate hazard_sums, hazard_totals, hazard_durations, hazards cascade`.execute(database.owner.db);
  await withoutSums(database.owner, async () => {
    const client = await database.owner.pool.connect();
    try {
      const copy = copyHazards(client);
      for (const hazard of hazards) if (hazard) copy.add(play.county.code, hazard);
      await copy.end();
    } finally {
      client.release();
    }
  });
  await makeSums(database.owner);
  expect(await kept()).toEqual(before);
});
