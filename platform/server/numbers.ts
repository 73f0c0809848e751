import { sql } from 'kysely';
import type { TxCtx } from './ctx.ts';
import type { Connection } from './db/connect.ts';
import { fixedStatement } from './db/fixed.ts';

/**
 * The next number of a kind in the actor's county and year: 1, 2, 3 … without gaps. The counter stays locked until
 * commit, so take the number late in the transaction.
 */
export function nextNumber(tx: TxCtx, kind: string, year: number): Promise<number> {
  return nextNumbers(tx, kind, year, 1);
}

/** As `nextNumber` for several at once: the first of `count` numbers that follow one another. */
export async function nextNumbers(tx: TxCtx, kind: string, year: number, count: number): Promise<number> {
  const [row] = await tx.send(advanced({ county: tx.actor.county, kind, year, count }));
  return (row as { last: number }).last - count + 1;
}

type Advance = { county: string; kind: string; year: number; count: number };
const advanced = fixedStatement((db, { county, kind, year, count }: Advance) => {
  const statement = sql<{ last: number }>`
    insert into number_counters (county, kind, year, last) values (${county}, ${kind}, ${year}, ${count})
    on conflict (county, kind, year) do update set last = number_counters.last + excluded.last
    returning last`;
  return { compile: () => statement.compile(db) };
});

/** Sets the last number given of each year, for loaders that number by themselves. */
export async function setNumbers(
  { db }: Connection,
  county: string,
  kind: string,
  last: ReadonlyMap<number, number>,
): Promise<void> {
  for (const [year, number] of last) {
    await sql`
      insert into number_counters (county, kind, year, last) values (${county}, ${kind}, ${year}, ${number})
      on conflict (county, kind, year) do update set last = excluded.last`.execute(db);
  }
}
