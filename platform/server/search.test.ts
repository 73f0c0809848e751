import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testDatabase } from './db/test-database.ts';
import { matchesSearch, searchVector, searchVectorText } from './search.ts';

const database = testDatabase();

/** Whether a row of these texts is found by each query, by what an insert and what a COPY make of it. */
async function found(texts: readonly string[], queries: readonly string[]): Promise<boolean[]> {
  const copied = sql<string>`${searchVectorText(texts, new Map())}::tsvector`;
  const columns = queries.map((query, n) => sql`${matchesSearch('search', query)} as ${sql.ref(`q${n}`)}`);
  const { rows } = await sql<Record<string, boolean>>`
    select ${sql.join(columns)} from (values (${searchVector(...texts)}), (${copied})) as t(search)`.execute(
    database.app.db,
  );
  const [inserted, loaded] = rows;
  expect(loaded).toEqual(inserted);
  return queries.map((_, n) => inserted?.[`q${n}`] === true);
}

const ROW = ['车间疏散通道堆放纸箱', '二车间东侧A12', '𠮷野家示范店', '000123', '油'];

test.each([
  ['疏散通道', true],
  ['纸箱', true],
  ['箱', true],
  ['车', true],
  ['散', true],
  ['油', true],
  ['𠮷', true],
  ['𠮷野', true],
  ['侧', true],
  ['a12', true],
  ['A1', true],
  ['0001', true],
  ['０００１', true],
  ['通道 纸箱', true],
  ['通疏', false],
  ['箱二', false],
  ['火', false],
  ['12', false],
  ['，。', false],
])('%s: %s', async (query, expected) => {
  expect(await found(ROW, [query])).toEqual([expected]);
});

test('whatever stands in a text finds it', async () => {
  const text = fc.string({ unit: fc.constantFrom(...'消防除尘积火油气a1'), minLength: 1, maxLength: 24 });
  const part = fc.tuple(fc.nat(), fc.nat());
  await fc.assert(
    fc.asyncProperty(
      fc.array(text, { minLength: 1, maxLength: 3 }),
      fc.array(part, { maxLength: 8 }),
      async (row, parts) => {
        const queries = parts.map(([at, length]) => {
          const whole = [...(row[at % row.length] ?? '')];
          const from = at % whole.length;
          return whole.slice(from, from + 1 + (length % 6)).join('');
        });
        // Latin words are found by their beginning only.
        const fair = queries.filter((query, n) => {
          const whole = row[(parts[n]?.[0] ?? 0) % row.length] ?? '';
          const before = whole.slice(0, (parts[n]?.[0] ?? 0) % [...whole].length).at(-1) ?? '';
          return !(/[a1]$/.test(before) && /^[a1]/.test(query));
        });
        if (fair.length > 0) expect(await found(row, fair)).toEqual(fair.map(() => true));
      },
    ),
    { numRuns: 60 },
  );
});
