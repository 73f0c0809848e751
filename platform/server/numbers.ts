import { randomUUID } from 'node:crypto';
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

/** A number that was asked for and is not known yet. */
export interface ComingNumber {
  /** Stands for it in what is recorded until the transaction's end; nobody else's text holds it. */
  readonly mark: string;
  /** The number itself: to be asked for after the transaction. */
  readonly known: () => Promise<string>;
}

interface Numbering {
  readonly kind: string;
  readonly year: number;
  /** What stands before the serial. */
  readonly head: string;
  /** Serials are filled to this length with leading zeros. */
  readonly digits: number;
}

/**
 * As `nextNumber` for the busiest writes: nothing waits for the answer, so the counter is held for as long as the
 * database needs for the rest of the transaction and not until this process comes to it. Statements sent after it say
 * `givenNumber`, facts its mark. Once in a transaction.
 */
export function sendNumber(tx: TxCtx, { kind, year, head, digits }: Numbering): ComingNumber {
  if (numbered.has(tx)) throw new Error('a transaction sends for one number');
  numbered.add(tx);
  const mark = `number:${randomUUID()}`;
  const answer = tx.send(given({ county: tx.actor.county, kind, year, head, digits, mark }));
  const known = async () => {
    const [row] = await answer;
    if (!row) throw new Error('the database gives a number for each that is asked for');
    return row.number;
  };
  return { mark, known };
}

const numbered = new WeakSet<TxCtx>();
const given = fixedStatement((db, { county, kind, year, head, digits, mark }: Numbering & Marked) => {
  const statement = sql<{ number: string }>`
    select give_number(${county}, ${kind}, ${year}, ${head}, ${digits}, ${mark}) as number`;
  return { compile: () => statement.compile(db) };
});
type Marked = { readonly county: string; readonly mark: string };

/** The number that `sendNumber` asked for, in a statement of the same transaction. */
export const givenNumber = sql<string>`current_setting('zhiben.number')`;

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
