import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { systemActor } from '../../domain/actor.ts';
import { newId } from '../../domain/ids.ts';
import { testDatabase } from '../db/test-database.ts';
import { testCtx } from '../test-ctx.ts';

const database = testDatabase();

test('200 concurrent writes make one unbroken chain', async () => {
  const ctx = testCtx(database.app, systemActor('990101'));
  const t0 = performance.now();
  await Promise.all(
    Array.from({ length: 200 }, (_, n) =>
      ctx.transaction(async (tx) => {
        tx.record({ id: newId(), action: 'test:write', subject: { kind: 'test', id: newId() }, data: { n } });
      }),
    ),
  );
  console.log('ms', performance.now() - t0);
  const { rows } = await sql<{ seq: number }>`
    select e.seq from audit_entries e left join audit_entries p on p.county = e.county and p.seq = e.seq - 1
    where e.seq > 1 and e.prev_hash is distinct from p.hash`.execute(database.app.db);
  expect(rows).toEqual([]);
  await expect(sql`update audit_entries set body = 'x'`.execute(database.app.db)).rejects.toThrow(/permission denied/);
});
