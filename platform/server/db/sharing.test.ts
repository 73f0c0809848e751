import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { plannedOnce } from './connect.ts';
import { testDatabase } from './test-database.ts';

const database = testDatabase();

const backend = async () => {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(plannedOnce(database.app.db));
  return rows[0]?.pid;
};
const many = (n: number) => Promise.all(Array.from({ length: n }, backend));

test('reads that are sent together share a connection, a few pages’ worth; those sent later find it free again', async () => {
  expect(new Set(await many(7)).size).toBe(1);
  expect(new Set(await many(30)).size).toBe(3);
  // More rounds than there are connections: none was kept.
  for (let round = 0; round < 30; round++) await many(15);
  expect(new Set([await backend(), await backend(), await backend()]).size).toBe(1);
});

test('one that fails takes none of the others with it', async () => {
  const failing = sql`select 1 / ${0}::integer`.execute(plannedOnce(database.app.db));
  const settled = await Promise.allSettled([backend(), failing, backend()]);
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await backend()).toBeTypeOf('number');
});
