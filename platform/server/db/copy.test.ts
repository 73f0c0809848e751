import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { TableCopy, withClient } from './copy.ts';
import { testDatabase } from './test-database.ts';

const database = testDatabase();

test('loads that fail in the middle of a COPY leave a pool that answers', async () => {
  const { owner } = database;
  const failing = () =>
    withClient(owner, async (client) => {
      const copy = new TableCopy(client, 'number_counters', ['county', 'kind', 'year', 'last']);
      await copy.write(['999999', 'fails', 2026, 1]);
      await copy.flush();
      throw new Error('the load fails');
    });
  // More of them than the pool has connections.
  for (let n = 0; n < 3; n++) await expect(failing()).rejects.toThrow('the load fails');
  const { rows } = await sql<{ n: number }>`select 1 as n`.execute(owner.db);
  expect(rows).toEqual([{ n: 1 }]);
});

test('what a load leaves undone is not in the table, what it ends is', async () => {
  const { owner } = database;
  await withClient(owner, async (client) => {
    const copy = new TableCopy(client, 'number_counters', ['county', 'kind', 'year', 'last']);
    await copy.write(['999999', 'ends', 2026, 7]);
    await copy.end();
  });
  const { rows } = await sql<{ kind: string }>`select kind from number_counters where county = '999999'`.execute(
    owner.db,
  );
  expect(rows).toEqual([{ kind: 'ends' }]);
});

test('a row that the database refuses is told at the end, also when the refusal came while nobody waited', async () => {
  const { owner } = database;
  const load = withClient(owner, async (client) => {
    const copy = new TableCopy(client, 'number_counters', ['county', 'kind', 'year', 'last']);
    await copy.write(['999999', 'refused', null, 1]);
    await copy.flush();
    await new Promise((done) => setTimeout(done, 300));
    await copy.end();
  });
  await expect(load).rejects.toThrow('null value in column "year"');
  const { rows } = await sql`select from number_counters where kind = 'refused'`.execute(owner.db);
  expect(rows).toEqual([]);
});
