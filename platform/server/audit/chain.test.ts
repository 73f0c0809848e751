import fc from 'fast-check';
import { expect, test } from 'vitest';
import { systemActor } from '../../domain/actor.ts';
import { newId } from '../../domain/ids.ts';
import { testDatabase } from '../db/test-database.ts';
import { aroundSeq, canonicalBody } from './chain.ts';
import { ChainCopy } from './chain-copy.ts';
import { verifyChain } from './verify.ts';

const database = testDatabase();
const { userId: id, name, role } = systemActor('990201');
const actor = { id, name, role };

test('the text around a number is the canonical body without it', () => {
  const text = fc.string({ unit: 'binary' });
  const body = fc.record(
    {
      id: text,
      action: text,
      subject: fc.record({ kind: text, id: text, version: fc.nat() }, { requiredKeys: ['kind', 'id'] }),
      data: fc.dictionary(text, fc.jsonValue() as fc.Arbitrary<unknown>),
      placement: fc.record({ county: text, division: text, industry: text, enterpriseId: text }),
      county: text,
      at: text,
      actor: fc.record({ id: text, name: text, role: text }),
      requestId: text,
    },
    { requiredKeys: ['id', 'action', 'subject', 'data', 'county', 'at', 'actor', 'requestId'] },
  );
  fc.assert(
    fc.property(body, fc.nat(), (some, seq) => {
      const [before, behind] = aroundSeq(some);
      expect(before + seq + behind).toBe(canonicalBody({ ...some, seq }));
    }),
  );
});

test('a chain that is copied in bulk is whole, whatever its facts say and however many chunks they fill', async () => {
  const client = await database.owner.pool.connect();
  const words = ['C:\\新建文件夹\t"x"\n', '\\\\.\\n', '隐患'.repeat(90_000), '\u0007', 'a'.repeat(300_000)];
  const chain = await ChainCopy.open(database.owner, client, '990201', 'sha256');
  for (let n = 0; n < 200; n++) {
    const data = { words: words[n % words.length] as string, n };
    const subject = { kind: 'test', id: newId() };
    chain.add({ id: newId(), action: 'test:write', subject, data }, { at: new Date(n * 1000).toISOString(), actor });
    if (n % 7 === 0) await chain.flush();
  }
  await chain.end(database.owner);
  client.release();
  expect(await verifyChain(database.app.db, '990201')).toMatchObject({ entries: 200, faults: [] });
});
