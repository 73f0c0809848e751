import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { systemActor } from '../../domain/actor.ts';
import { newId } from '../../domain/ids.ts';
import { testDatabase } from '../db/test-database.ts';
import { testCtx, testServices } from '../test-ctx.ts';
import { findRecorded, listTimeline } from './audit.queries.ts';
import { verifyChain } from './verify.ts';

const database = testDatabase();

async function write(county: string, subjectId = newId(), facts = 1, services = testServices): Promise<void> {
  await testCtx(database.app, systemActor(county), { services }).transaction(async (tx) => {
    for (let n = 0; n < facts; n++) {
      tx.record({ id: newId(), action: 'test:write', subject: { kind: 'test', id: subjectId }, data: { n } });
    }
  });
}

test('200 concurrent writers in two counties make two unbroken chains', async () => {
  const counties = ['990101', '990102'] as const;
  await Promise.all(Array.from({ length: 200 }, (_, n) => write(counties[n % 2] as string, newId(), 1 + (n % 3))));
  const { rows } = await sql<{ county: string; count: number; last: number }>`
    select county, count(*) as count, max(seq) as last from audit_entries group by county order by county`.execute(
    database.app.db,
  );
  expect(rows.map((r) => r.count === r.last)).toEqual([true, true]);
  expect(rows[0]?.count).toBeGreaterThanOrEqual(199);
  for (const county of counties) expect(await verifyChain(database.app.db, county)).toMatchObject({ faults: [] });
});

test('a write without a fact, and one that fails, leave nothing', async () => {
  const ctx = testCtx(database.app, systemActor('990103'));
  await expect(ctx.transaction(async () => {})).rejects.toThrow('recorded no audit fact');
  const failing = ctx.transaction(async (tx) => {
    tx.record({ id: newId(), action: 'test:write', subject: { kind: 'test', id: newId() }, data: {} });
    throw new Error('rule');
  });
  await expect(failing).rejects.toThrow('rule');
  expect(await verifyChain(database.app.db, '990103')).toMatchObject({ entries: 0, headHash: null, faults: [] });
});

test('a command that arrives twice is recorded once', async () => {
  const ctx = testCtx(database.app, systemActor('990104'));
  const fact = { id: newId(), action: 'test:write', subject: { kind: 'test', id: newId() }, data: {} };
  await ctx.transaction(async (tx) => tx.record(fact));
  await expect(ctx.transaction(async (tx) => tx.record(fact))).rejects.toMatchObject({ code: '23505' });
  expect(await findRecorded(ctx.db, '990104', fact.id)).toEqual({ action: 'test:write', subjectId: fact.subject.id });
});

test('the timeline of a subject holds its facts in order and no others', async () => {
  const id = newId();
  await write('990105', id, 2);
  await write('990105');
  await write('990105', id);
  const timeline = await listTimeline(database.app.db, '990105', id);
  expect(timeline.map((e) => [e.seq, e.data.n])).toEqual([
    [1, 0],
    [2, 1],
    [4, 0],
  ]);
});

test('SM3 chains verify as SHA-256 ones do, and a chain may change over', async () => {
  await write('990106');
  await write('990106', newId(), 1, { ...testServices, hashAlgorithm: 'sm3' });
  await write('990106');
  const { rows } = await sql<{ algorithm: string }>`
    select algorithm from audit_entries where county = '990106' order by seq`.execute(database.app.db);
  expect(rows.map((r) => r.algorithm)).toEqual(['sha256', 'sm3', 'sha256']);
  expect(await verifyChain(database.app.db, '990106')).toMatchObject({ entries: 3, faults: [] });
});

test.each([
  "update audit_entries set body = 'x'",
  'delete from audit_entries',
  'truncate audit_entries',
  "update audit_checkpoints set merkle_root = ''",
  'delete from audit_checkpoints',
  'alter table audit_entries disable trigger all',
])('the application may not: %s', async (statement) => {
  await expect(sql.raw(statement).execute(database.app.db)).rejects.toThrow(/permission denied|must be owner/);
});
