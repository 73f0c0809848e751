import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testCounty } from 'zhiben/test-county';
import { sweepSessions } from './session.jobs.ts';
import { minutesLater, signedIn, testUser } from './test-user.ts';

const database = testDatabase();

test('the nightly sweep deletes sessions that ended, and running it twice is harmless', async () => {
  const county = await testCounty(database.app);
  const ended = await testUser(county);
  await signedIn(county.app, ended.account);
  minutesLater(county, 13 * 60);
  const live = await testUser(county);
  const own = await signedIn(county.app, live.account);
  for (let run = 0; run < 2; run++) await sweepSessions.run({ ctx: county.ctxOf('admin'), payload: {} });
  const { rows } = await sql<{ user_id: string }>`select user_id from sessions`.execute(database.owner.db);
  expect(rows).toEqual([{ user_id: live.id }]);
  expect((await own.get('/api/account')).statusCode).toBe(200);
});
