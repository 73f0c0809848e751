import { addDays, instantOf } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testCounty } from 'zhiben/test-county';
import { makePartitions } from './partitions.queries.ts';
import { countRecordRows, FEW, type ListedRecord, listRecordRows } from './records.queries.ts';
import { copyScreening, type LoadedScreening } from './screening.bulk.ts';

const database = testDatabase();

test('records by the name of an enterprise: every one once, in order, whether few or many bear the name', async () => {
  const county = await testCounty(database.app);
  await makePartitions(database.owner, '2023-07-01', 12);
  const places = await sql<LoadedScreening['place']>`select id, name, division, industry from enterprises
    where county = ${county.code} order by name`.execute(database.owner.db);
  const signer = { id: newId(), name: '示例班长' };
  const loaded = places.rows.map((place, n): LoadedScreening => {
    const [checklistId, taskId] = [newId(), newId()];
    const task = { checklistId, id: taskId, name: '日查', level: 'team' as const, dutyCode: null, basis: '' };
    return {
      place,
      since: instantOf('2023-07-01'),
      checklists: [{ id: checklistId, name: '清单', libraryCode: null, items: [] }],
      tasks: [{ ...task, schedules: [], assignees: [], taskNo: null, workType: 0 }],
      suspensions: [],
      // Thick at both ends, with months between that hold nothing.
      records: [0, 1, 2, 3, 20, 33, 34, 90, 200, 201, 230, 240].map((day) => {
        const slotDay = addDays('2023-07-01', day + n);
        const at = instantOf(slotDay);
        const signed = { slotDay, slotKey: slotDay, state: 'done' as const, startedAt: at, signedAt: at, signer };
        return { id: newId(), taskId, ...signed, answers: [], findings: [] };
      }),
    };
  });
  const client = await database.owner.pool.connect();
  try {
    await copyScreening(client, loaded, { county: county.code, byUser: signer.id, byName: signer.name });
  } finally {
    client.release();
  }
  const [first] = places.rows;
  const words = ['示例', first?.name ?? '', '没有这样的企业'];
  const cases = [
    ['clerk', '-day'],
    ['clerk', 'day'],
    ['east', '-day'],
  ] as const;
  for (const [person, sort] of cases) {
    const ctx = county.ctxOf(person);
    const walk = async (query: object, few?: number) => {
      const rows: ListedRecord[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof listRecordRows>> = await listRecordRows(
          ctx,
          { sort, limit: 7, ...query, ...(cursor && { cursor }) },
          few,
        );
        rows.push(...page.rows);
        cursor = page.nextCursor;
      } while (cursor);
      return rows.map(({ id }) => id);
    };
    const all = (await listRecordRows(ctx, { sort, limit: 200 })).rows;
    for (const q of words) {
      const expected = all.filter(({ enterpriseName }) => enterpriseName.includes(q)).map(({ id }) => id);
      for (const few of [0, FEW]) {
        expect(await walk({ q }, few), `${person} ${sort} ${q} ${few}`).toEqual(expected);
        expect(await countRecordRows(ctx, { q }, few)).toEqual({ count: expected.length, exact: true });
      }
    }
    const late = all.filter(({ slotDay }) => slotDay >= '2023-10-01' && slotDay <= '2024-02-20');
    expect(await walk({ q: '示例', from: '2023-10-01', to: '2024-02-20' })).toEqual(late.map(({ id }) => id));
  }
});
