import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { systemActor } from '../domain/actor.ts';
import { newId } from '../domain/ids.ts';
import { listTimeline } from './audit/audit.queries.ts';
import { verifyChain } from './audit/verify.ts';
import { testDatabase } from './db/test-database.ts';
import { givenNumber, nextNumber, sendNumber } from './numbers.ts';
import { testCtx, testServices } from './test-ctx.ts';

const database = testDatabase();
const NUMBERING = { kind: 'test', year: 2026, head: '测-2026-', digits: 3 };

/** Sends for a number, records it, and reads it in a statement of the same transaction. */
async function numbered(county: string, { fails = false, services = testServices } = {}) {
  const subject = { kind: 'test', id: newId() };
  const sent = await testCtx(database.app, systemActor(county), { services }).transaction(async (tx) => {
    const coming = sendNumber(tx, NUMBERING);
    const read = tx.send({ compile: () => sql<{ number: string }>`select ${givenNumber} as number`.compile(tx.db) });
    tx.record({
      id: newId(),
      action: 'test:write',
      subject,
      data: { number: coming.mark, said: `编号为${coming.mark}` },
    });
    if (fails) throw new Error('rule');
    return { coming, read };
  });
  const [fact] = await listTimeline(database.app.db, county, subject.id);
  return { number: await sent.coming.known(), read: (await sent.read)[0]?.number, recorded: fact?.data };
}

test.each(['sha256', 'sm3'] as const)(
  'what is recorded, read and answered is the number (%s)',
  async (hashAlgorithm) => {
    const county = hashAlgorithm === 'sm3' ? '990121' : '990122';
    const services = { ...testServices, hashAlgorithm };
    for (const number of ['测-2026-001', '测-2026-002']) {
      expect(await numbered(county, { services })).toEqual({
        number,
        read: number,
        recorded: { number, said: `编号为${number}` },
      });
    }
    expect(await verifyChain(database.app.db, county)).toMatchObject({ entries: 2, faults: [] });
  },
);

test('numbers taken at once, some in vain, have no gaps, and go on with those that are waited for', async () => {
  const county = '990123';
  const taken = await Promise.allSettled(
    Array.from({ length: 60 }, (_, n) => numbered(county, { fails: n % 4 === 0 })),
  );
  const numbers = taken.flatMap((one) => (one.status === 'fulfilled' ? [one.value.number] : []));
  expect(numbers.sort()).toEqual(Array.from({ length: 45 }, (_, n) => `测-2026-${String(n + 1).padStart(3, '0')}`));
  const next = await testCtx(database.app, systemActor(county)).transaction(async (tx) => {
    tx.record({ id: newId(), action: 'test:write', subject: { kind: 'test', id: newId() }, data: {} });
    return nextNumber(tx, NUMBERING.kind, NUMBERING.year);
  });
  expect(next).toBe(46);
});

test('a serial that outgrows its digits keeps them all', async () => {
  const county = '990124';
  await sql`insert into number_counters values (${county}, 'test', 2026, 999)`.execute(database.app.db);
  expect((await numbered(county)).number).toBe('测-2026-1000');
});

test('nothing of a number is left on the connection for the transaction behind it', async () => {
  const county = '990125';
  await Promise.all(Array.from({ length: 30 }, () => numbered(county)));
  const left = await Promise.all(
    Array.from({ length: 30 }, () =>
      sql<{ mark: string | null }>`select current_setting('zhiben.number_mark', true) as mark`.execute(database.app.db),
    ),
  );
  expect(new Set(left.map(({ rows }) => rows[0]?.mark || null))).toEqual(new Set([null]));
});

test('a second number in one transaction is a mistake', async () => {
  const twice = testCtx(database.app, systemActor('990126')).transaction(async (tx) => {
    sendNumber(tx, NUMBERING);
    sendNumber(tx, NUMBERING);
  });
  await expect(twice).rejects.toThrow('one number');
});
