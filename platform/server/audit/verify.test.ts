import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../domain/actor.ts';
import { newId } from '../../domain/ids.ts';
import { testDatabase } from '../db/test-database.ts';
import { testCtx } from '../test-ctx.ts';
import { linkHash } from './chain.ts';
import { makeCheckpoint } from './checkpoint.ts';
import { type FaultKind, verifyChain, verifyChains } from './verify.ts';

const database = testDatabase();
let counties = 0;

/** A county with 12 entries, attested up to 5 and up to 9, and three more. */
async function chain(): Promise<string> {
  counties += 1;
  const county = String(991000 + counties);
  const ctx = testCtx(database.app, systemActor(county));
  for (let n = 1; n <= 12; n++) {
    await ctx.transaction(async (tx) => {
      tx.record({ id: newId(), action: 'test:write', subject: { kind: 'test', id: newId() }, data: { n } });
    });
    if (n === 5 || n === 9) await makeCheckpoint(ctx);
  }
  return county;
}

const tamper = (statement: ReturnType<typeof sql>) => statement.execute(database.owner.db);

async function faults(county: string): Promise<[FaultKind, number][]> {
  const report = await verifyChain(database.app.db, county);
  return report.faults.map(({ kind, seq }): [FaultKind, number] => [kind, seq]);
}

test('an untouched chain is whole', async () => {
  const county = await chain();
  const steps: number[] = [];
  const report = await verifyChain(database.app.db, county, ({ done }) => steps.push(done));
  expect(report).toMatchObject({ county, entries: 12, checkpoints: 2, faults: [] });
  expect(steps.at(-1)).toBe(12);
});

describe('what an owner of the database can do is found', () => {
  test('a changed body', async () => {
    const county = await chain();
    await tamper(sql`update audit_entries set body = replace(body, '"n":7', '"n":8') where county = ${county}`);
    expect(await faults(county)).toEqual([['alteredBody', 7]]);
  });

  test.each(['action', 'subject_kind', 'subject_id', 'actor_id', 'at', 'id'])('a changed column %s', async (column) => {
    const county = await chain();
    const value = { action: 'x', subject_kind: 'x', at: '2001-01-01' }[column] ?? newId();
    await tamper(sql`update audit_entries set ${sql.ref(column)} = ${value} where county = ${county} and seq = 3`);
    expect(await faults(county)).toEqual([['alteredColumns', 3]]);
  });

  test('a removed entry', async () => {
    const county = await chain();
    await tamper(sql`delete from audit_entries where county = ${county} and seq = 4`);
    expect(await faults(county)).toEqual([
      ['missing', 4],
      ['checkpointMismatch', 5],
    ]);
  });

  test('a removed first entry', async () => {
    const county = await chain();
    await tamper(sql`delete from audit_entries where county = ${county} and seq = 1`);
    expect((await faults(county))[0]).toEqual(['missing', 1]);
  });

  test('two entries in each other’s place', async () => {
    const county = await chain();
    await tamper(sql`update audit_entries set seq = seq + 1000 where county = ${county} and seq in (10, 11)`);
    await tamper(sql`update audit_entries set seq = 1021 - seq where county = ${county} and seq > 1000`);
    expect(await faults(county)).toEqual([
      ['wrongPredecessor', 10],
      ['reordered', 10],
    ]);
  });

  test('a cut tail, by head and by checkpoint', async () => {
    const county = await chain();
    await tamper(sql`delete from audit_entries where county = ${county} and seq > 10`);
    expect(await faults(county)).toEqual([['tailCut', 11]]);
    await tamper(sql`update audit_heads set seq = 8, hash = (
      select hash from audit_entries where county = ${county} and seq = 8) where county = ${county}`);
    await tamper(sql`delete from audit_entries where county = ${county} and seq > 8`);
    expect(await faults(county)).toEqual([['tailCut', 9]]); // head moved back with it: the checkpoint of 9 knows
  });

  test('a moved, a changed and a removed head', async () => {
    const county = await chain();
    await tamper(sql`update audit_heads set seq = 11 where county = ${county}`);
    expect(await faults(county)).toEqual([['headMismatch', 11]]);
    await tamper(sql`update audit_heads set seq = 12, hash = '\\x00' where county = ${county}`);
    expect(await faults(county)).toEqual([['headMismatch', 12]]);
    await tamper(sql`delete from audit_heads where county = ${county}`);
    expect(await faults(county)).toEqual([['headMismatch', 12]]);
  });

  test('an entry forged with its own hash', async () => {
    const county = await chain();
    await forge(county, 11, 11);
    expect(await faults(county)).toEqual([['wrongPredecessor', 12]]);
  });

  test('a whole tail forged with all hashes and the head, by the checkpoint', async () => {
    const county = await chain();
    await forge(county, 7, 12);
    expect(await faults(county)).toEqual([['checkpointMismatch', 9]]);
  });

  test('a changed checkpoint', async () => {
    const county = await chain();
    await tamper(sql`update audit_checkpoints set merkle_root = sha256('x') where county = ${county} and seq = 5`);
    expect(await faults(county)).toEqual([['checkpointMismatch', 5]]);
  });

  test('everything removed but the checkpoints', async () => {
    const county = await chain();
    await tamper(sql`delete from audit_entries where county = ${county}`);
    await tamper(sql`delete from audit_heads where county = ${county}`);
    expect(await faults(county)).toEqual([['tailCut', 1]]);
  });

  /** Rewrites `from` … `to` as somebody would who knows how links are made, and the head with the last. */
  async function forge(county: string, from: number, to: number): Promise<void> {
    const { rows } = await sql<{ seq: number; body: string; prev_hash: Buffer; hash: Buffer }>`
      select seq, body, prev_hash, hash from audit_entries
      where county = ${county} and seq between ${from} and ${to} order by seq`.execute(database.owner.db);
    let prev = rows[0]?.prev_hash as Buffer;
    for (const { seq, body } of rows) {
      const text = seq === from ? body.replace('"data":{', '"data":{"forged":true,') : body;
      const hash = linkHash('sha256', prev, text);
      await tamper(sql`update audit_entries set body = ${text}, prev_hash = ${prev}, hash = ${hash}
        where county = ${county} and seq = ${seq}`);
      prev = hash;
    }
    if (to === 12) await tamper(sql`update audit_heads set hash = ${prev} where county = ${county}`);
  }
});

test('all counties are verified, each with its own report', async () => {
  const found: string[] = [];
  for await (const report of verifyChains(database.app.db)) found.push(report.county);
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (select county from audit_heads union select county from audit_checkpoints) c`.execute(
    database.app.db,
  );
  expect(found).toHaveLength(rows[0]?.n as number);
});

describe('checkpoints', () => {
  beforeAll(() => expect(counties).toBeGreaterThan(0));

  test('are made once for the same entries, and not in a county without any', async () => {
    const county = await chain();
    const ctx = testCtx(database.app, systemActor(county));
    const first = await makeCheckpoint(ctx);
    expect(first).toMatchObject({ seq: 12, fromSeq: 10 });
    expect(await makeCheckpoint(ctx)).toMatchObject({ seq: 12, merkleRoot: first?.merkleRoot });
    const twice = await Promise.all([makeCheckpoint(ctx), makeCheckpoint(ctx)]);
    expect(twice.map((c) => c?.seq)).toEqual([12, 12]);
    expect(await makeCheckpoint(testCtx(database.app, systemActor('999999')))).toBeNull();
  });

  test('are refused over a gap', async () => {
    const county = await chain();
    await tamper(sql`delete from audit_entries where county = ${county} and seq = 11`);
    const ctx = testCtx(database.app, systemActor(county));
    await expect(makeCheckpoint(ctx)).rejects.toThrow(`audit chain of ${county}: no entry 11`);
  });
});
