import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type TestCounty, testCounty } from 'zhiben/test-county';
import type { Batch } from '../domain/batches.contract.ts';
import type { Send, Target } from '../domain/sending.contract.ts';
import { sendOutbox } from './outbox.ts';
import { claimOf, sha256 } from './signing.ts';

const database = testDatabase();
const servers: FastifyInstance[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

function ok<T>(response: { statusCode: number; body: string }): T {
  expect(response.statusCode, response.body).toBe(200);
  return JSON.parse(response.body) as T;
}

let county: TestCounty;
beforeEach(async () => {
  county = await testCounty(database.app);
  await setCode(county, '441521001');
  for (const name of ['氨罐区', '锅炉房', '配电室']) {
    const url = `/api/risk-files/${county.enterprises.chem}/units`;
    ok(await county.as('safety').post(url, { id: newId(), name }));
  }
});

const setCode = async (of: TestCounty, companyCode: string) =>
  ok(
    await of.as('clerk').post('/api/exchange/companies', {
      commandId: newId(),
      companyCode,
      enterpriseId: of.enterprises.chem,
    }),
  );
const addTarget = async (url: string, tokenName: string | null = null) => {
  const id = newId();
  const body = { id, name: '省平台', url, types: ['riskUnit', 'riskEvent', 'riskMeasure'], tokenName };
  ok(await county.as('clerk').post('/api/exchange/targets', body));
  return id;
};
const theTarget = async () => ok<{ rows: [Target] }>(await county.as('clerk').get('/api/exchange/targets')).rows[0];
const sendsOf = async (id: string) =>
  ok<{ rows: Send[] }>(await county.as('clerk').get(`/api/exchange/targets/${id}/sends`)).rows;
const ANSWER_WITHIN_MS = 400;
const send = (answerWithinMs?: number) => sendOutbox(county.ctxOf('clerk'), answerWithinMs);
const later = (minutes: number) => county.clock.set(new Date(county.clock.now().getTime() + minutes * 60_000));

/** A receiver that keeps what it takes by batch, and answers as it is told. */
async function receiver(answer: (n: number, reply: FastifyReply, receipt: object) => unknown) {
  const seen: { batch: string; body: string; token: string | undefined }[] = [];
  const server = Fastify();
  server.addContentTypeParser('application/x-ndjson', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );
  server.post('/in', (request, reply) => {
    const body = String(request.body);
    const claim = claimOf(request.headers);
    expect(claim?.covers(sha256(body))).toBe(true);
    expect(claim?.covers(sha256(`${body}x`))).toBe(false);
    seen.push({ batch: claim?.batchId ?? '', body, token: request.headers.authorization });
    return answer(seen.length, reply, { sha256: sha256(body), receiptHash: 'r', outcomes: { created: 3 } });
  });
  servers.push(server);
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  return { url: `${url}/in`, seen };
}

describe('a receiver with faults', () => {
  test('time-outs, errors, half answers and wrong receipts are tried again with the same batch, later each time', async () => {
    const { url, seen } = await receiver((n, reply, receipt) => {
      if (n === 1) return new Promise(() => {}); // never
      if (n === 2) return reply.code(500).send('broken');
      if (n === 3) return reply.type('application/json').send(JSON.stringify(receipt).slice(0, 20));
      if (n === 4) return reply.send({ ...receipt, sha256: 'of something else' });
      if (n === 5) {
        reply.raw.destroy(); // the line is cut after the batch was taken
        return reply;
      }
      return reply.send(receipt);
    });
    const id = await addTarget(url);
    const errors: string[] = [];
    for (const minutes of [0, 1, 1, 2, 4, 8]) {
      later(minutes);
      await send(seen.length === 0 ? ANSWER_WITHIN_MS : undefined);
      await send(); // not due again at once
      errors.push((await sendsOf(id))[0]?.lastError ?? '');
    }
    expect(errors).toEqual([
      '对方没有在限定时间内答复',
      '对方答复 500',
      '对方的答复不完整',
      '回执所写的内容与发送的不同',
      expect.stringContaining('连接失败'),
      '',
    ]);
    expect(new Set(seen.map(({ batch, body }) => `${batch} ${body}`)).size).toBe(1);
    expect(seen).toHaveLength(6);
    expect(seen[0]?.body.trimEnd().split('\n')).toHaveLength(3);
    expect(await sendsOf(id)).toMatchObject([
      { status: 'sent', attempts: 6, receiptHash: 'r', refused: 0, records: 3 },
    ]);
    await send();
    expect(seen).toHaveLength(6); // nothing is sent twice that was received
  });

  test('what is rejected stops the target until a person decides; nothing overtakes it', async () => {
    const { url, seen } = await receiver((n, reply, receipt) =>
      n <= 2 ? reply.code(422).send({}) : reply.send(receipt),
    );
    const id = await addTarget(url);
    await send();
    later(60);
    await send();
    expect(seen).toHaveLength(1);
    expect(await theTarget()).toMatchObject({ paused: true, dead: 1, pausedBecause: '一批发送失败：对方答复 422' });
    const [dead] = await sendsOf(id);
    const settle = async (how: string) =>
      ok(
        await county
          .as('clerk')
          .post(`/api/exchange/sends/${dead?.id}/settle`, { commandId: newId(), how, reason: '' }),
      );
    await settle('retry');
    await send();
    expect((await sendsOf(id))[0]).toMatchObject({ status: 'dead', attempts: 1 });
    await settle('skip');
    ok(
      await county
        .as('safety')
        .post(`/api/risk-files/${county.enterprises.chem}/units`, { id: newId(), name: '新库房' }),
    );
    await send();
    expect((await sendsOf(id)).map(({ status, records }) => [status, records])).toEqual([
      ['sent', 1],
      ['skipped', 3],
    ]);
  });

  test('a paused target waits; what is held back for want of a code follows when it has one', async () => {
    const { url, seen } = await receiver((_, reply, receipt) => reply.send(receipt));
    const id = await addTarget(url);
    ok(
      await county
        .as('clerk')
        .post(`/api/exchange/targets/${id}/pause`, { commandId: newId(), version: 1, paused: true }),
    );
    await send();
    expect(seen).toEqual([]);
    const code = { commandId: newId(), companyCode: '441521001', enterpriseId: null };
    ok(await county.as('clerk').post('/api/exchange/companies', code));
    ok(
      await county
        .as('clerk')
        .post(`/api/exchange/targets/${id}/pause`, { commandId: newId(), version: 2, paused: false }),
    );
    await send();
    expect([seen.length, (await theTarget()).heldBack]).toEqual([0, 3]);
    later(1);
    await setCode(county, '441521009');
    await send();
    expect(seen[0]?.body).toContain('441521009');
    expect(seen[0]?.body.trimEnd().split('\n')).toHaveLength(3);
  });

  test('the token goes to the receiver and nowhere else', async () => {
    const { url, seen } = await receiver((_, reply, receipt) => reply.send(receipt));
    const name = `token-${county.code}`;
    const refused = await county.as('clerk').post('/api/exchange/targets', {
      id: newId(),
      name: '省平台',
      url,
      types: ['riskUnit'],
      tokenName: name,
    });
    expect(JSON.parse(refused.body)).toMatchObject({ code: 'exchange/token-missing' });
    const ctx = county.ctxOf('clerk');
    await ctx.services.secrets.readOrMake(name, () => 'sesame-open');
    const id = await addTarget(url, name);
    await send();
    expect(seen[0]?.token).toBe('Bearer sesame-open');
    const all = [
      await theTarget(),
      await sendsOf(id),
      await ctx.db
        .withTables<{ audit_entries: { body: string } }>()
        .selectFrom('audit_entries')
        .select('body')
        .execute(),
    ];
    expect(JSON.stringify(all)).not.toContain('sesame-open');
  });
});

describe('two counties', () => {
  test('what changes in one arrives in the other, signed; a stranger is not let in', async () => {
    const other = await testCounty(database.app);
    await setCode(other, '441521001');
    servers.push(other.app);
    const url = `${await other.app.listen({ port: 0, host: '127.0.0.1' })}/api/exchange/inbox/${other.code}`;
    const id = await addTarget(url);
    await send();
    expect((await sendsOf(id))[0]).toMatchObject({ status: 'waiting', lastError: '对方答复 401' });

    const { publicKey } = ok<{ publicKey: string }>(await county.as('clerk').get('/api/exchange/keys'));
    ok(await other.as('clerk').post('/api/exchange/peers', { id: newId(), name: '邻县', publicKey }));
    later(1);
    await send();
    expect((await sendsOf(id))[0]).toMatchObject({ status: 'sent', attempts: 2, refused: 0 });
    const file = ok<{ units: { name: string }[] }>(
      await other.as('safety').get(`/api/risk-files/${other.enterprises.chem}`),
    );
    expect(file.units.map(({ name }) => name).sort()).toEqual(['氨罐区', '锅炉房', '配电室'].sort());
    const { rows } = ok<{ rows: Batch[] }>(await other.as('clerk').get('/api/exchange/batches'));
    expect(rows).toMatchObject([{ source: '邻县', status: 'done', counts: { outcomes: { created: 3 } } }]);

    const again = { method: 'POST', headers: { 'content-type': 'application/x-ndjson' }, body: 'x' };
    expect((await fetch(url, again)).status).toBe(401);
  });
});
