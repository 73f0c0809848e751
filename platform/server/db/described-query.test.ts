import { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { GatheringClient } from './pipelined.ts';
import { testDatabase } from './test-database.ts';

const database = testDatabase();
let pool: Pool;
let described = 0;

/** Counts what asks the database for the shape of rows. */
class CountingClient extends GatheringClient {
  constructor(...args: ConstructorParameters<typeof GatheringClient>) {
    super(...args);
    const line = (this as unknown as { connection: { describe(...asked: unknown[]): void } }).connection;
    const describe = line.describe.bind(line);
    line.describe = (...asked) => {
      described += 1;
      describe(...asked);
    };
  }

  /** However many statements other tests of the worker have sent. */
  protected override nameOf(text: string): string {
    return text.replaceAll(/\W+/g, '_').slice(0, 60);
  }
}

beforeAll(async () => {
  await database.owner.pool.query('create table things (id integer primary key, name text, made date)');
  await database.owner.pool.query('grant all on things to public');
  // One connection: what it has been told it knows.
  pool = new Pool({ connectionString: database.url, max: 1, pipeline: true, Client: CountingClient });
});
afterAll(() => pool.end());
beforeEach(async () => {
  await pool.query('delete from things where id > $1', [0]);
  await pool.query('insert into things values ($1, $2, $3)', [1, '甲', '2024-03-20']);
  described = 0;
});

const read = (id: number) => pool.query('select id, name, made from things where id = $1', [id]);

test('rows are told once a connection and read the same from then on', async () => {
  const first = await read(1);
  const told = described;
  const [again, none, third] = [await read(1), await read(2), await read(1)];
  expect(told).toBe(1);
  expect(described).toBe(told);
  expect(first.rows).toEqual([{ id: 1, name: '甲', made: '2024-03-20' }]);
  expect([again.rows, none.rows, third.rows]).toEqual([first.rows, [], first.rows]);
  expect(again.fields.map(({ name }) => name)).toEqual(['id', 'name', 'made']);
});

test('what answers with no rows says how many it touched, each time', async () => {
  const rename = (name: string) => pool.query('update things set name = $1 where id = 1', [name]);
  expect([(await rename('乙')).rowCount, (await rename('丙')).rowCount]).toEqual([1, 1]);
  expect(described).toBe(1);
  expect((await read(1)).rows[0].name).toBe('丙');
});

test('rows without columns are rows', async () => {
  const there = () => pool.query('select from things where id = $1', [1]);
  expect([(await there()).rows.length, (await there()).rows.length]).toEqual([1, 1]);
});

test('the same statement sent many times before its first answer came', async () => {
  const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => pool.query('select $1::integer as n', [i])));
  expect(answers.map(({ rows }) => rows)).toEqual(Array.from({ length: 30 }, (_, n) => [{ n }]));
});

test('one that failed is answered when it goes well', async () => {
  const divide = (by: number) => pool.query('select 12 / $1::integer as n', [by]);
  const failed = await divide(0).catch((error) => error);
  expect(failed.code).toBe('22012');
  expect((await divide(4)).rows).toEqual([{ n: 3 }]);
  const later = await divide(0).catch((error) => error);
  expect(later.code).toBe('22012');
  expect((await divide(3)).rows).toEqual([{ n: 4 }]);
});

test('where the table has changed, PostgreSQL refuses rather than answer with other columns', async () => {
  const all = () => pool.query('select * from things where id = $1', [1]);
  await all();
  await database.owner.pool.query('alter table things add colour text');
  await expect(all()).rejects.toThrow('cached plan must not change result type');
});
