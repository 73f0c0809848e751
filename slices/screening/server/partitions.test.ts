import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testCounty } from 'zhiben/test-county';
import { screeningSlice } from './index.ts';
import { itemOf, makeChecklist, makeTask, ok, recordBody, sync } from './test-screening.ts';

const database = testDatabase();

test('a month that has records already gets its room, and they move in; a second start changes nothing', async () => {
  const county = await testCounty(database.app);
  const checklistId = await makeChecklist(county);
  const taskId = await makeTask(county, checklistId);
  const send = async (slotKey: string) => {
    const [receipt] = await sync(county.as('teamLeader'), [
      itemOf('record', recordBody({ taskId, checklistId, slotKey })),
    ]);
    expect(receipt?.outcome).toBe('accepted');
  };
  const kept = async () => {
    const { rows } = await sql`select tableoid::regclass::text as room, slot_key, enterprise_name, township
      from screening_records where county = ${county.code} order by slot_key`.execute(database.app.db);
    return rows;
  };
  const list = async () => ok(await county.as('clerk').get('/api/screening-records'));
  await send('2024-03-20');
  const [before] = await kept();
  expect(before).toMatchObject({ room: 'screening_records_default' });
  const listed = await list();

  // Two processes that start at the same moment.
  const start = () => screeningSlice.atStart?.({ db: database.app.db, clock: county.clock });
  await Promise.all([start(), start()]);
  await start();
  expect(await kept()).toEqual([{ ...(before as object), room: 'screening_records_202403' }]);
  expect(await list()).toEqual(listed);

  await send('2024-03-19');
  expect(await kept()).toMatchObject([{ room: 'screening_records_202403' }, { room: 'screening_records_202403' }]);
  const { rows } = await sql<{ indexes: number }>`select distinct count(*) as indexes from pg_indexes
    where tablename = any(array['screening_records_202403', 'screening_records_202405', 'screening_records'])
    group by tablename`.execute(database.owner.db);
  expect(rows).toHaveLength(1);
});
