import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Actor, systemActor } from '../../domain/actor.ts';
import { newId } from '../../domain/ids.ts';
import type { LiveEvent } from '../../domain/live.contract.ts';
import type { Placement } from '../../domain/scope.ts';
import { testDatabase } from '../db/test-database.ts';
import { testCtx } from '../test-ctx.ts';
import { AS, testActor, testServer } from '../test-server.ts';
import { MOST_PER_USER } from './hub.ts';
import { liveSlice } from './index.ts';
import { hubOf } from './live.routes.ts';

const database = testDatabase();
const county = '990601';
const east = `${county}100000`;
const leader = testActor(county, 'leader');
const eastern = testActor(county, 'townshipOfficer', { division: east });
const chemist = testActor(county, 'departmentOfficer', { industries: ['chemicals'] });
const owner = testActor(county, 'enterprisePrincipal', { enterpriseId: newId() });
const foreigner = testActor('990602', 'leader');
const everybody = [leader, eastern, chemist, owner, foreigner];
const held: { app?: FastifyInstance; url?: string } = {};

beforeAll(async () => {
  held.app = await testServer(database.app, [liveSlice], everybody);
  await held.app.listen({ port: 0, host: '127.0.0.1' });
  held.url = `http://127.0.0.1:${(held.app.server.address() as AddressInfo).port}/api/live`;
});
afterAll(() => held.app?.close());

/** Listens on a connection of its own. */
async function listen(as: Actor | null = leader, url = held.url) {
  const request = get(url as string, { agent: false, headers: as ? { [AS]: as.userId } : {} });
  const response = await new Promise<IncomingMessage>(
    (done, fail) => void request.on('response', done).on('error', fail),
  );
  request.on('error', () => {}); // of being stopped
  const heard = { events: [] as LiveEvent[], refreshes: 0, ended: false };
  let rest = '';
  response.setEncoding('utf8').on('data', (piece: string) => {
    const messages = (rest + piece).split('\n\n');
    rest = messages.pop() ?? '';
    for (const message of messages) {
      if (message.startsWith('event: refresh')) heard.refreshes += 1;
      else if (message.startsWith('id: ')) heard.events.push(JSON.parse(message.split('data: ')[1] as string));
    }
  });
  response.on('end', () => Object.assign(heard, { ended: true })).on('error', () => {});
  return { response, heard, stop: () => request.destroy() };
}

async function happen(placement: Partial<Placement> | null, times = 1): Promise<string> {
  const id = newId();
  const where = { county, division: east, industry: 'construction', enterpriseId: null, ...placement };
  await testCtx(database.app, systemActor(where.county)).transaction(async (tx) => {
    for (let n = 0; n < times; n++) {
      const fact = { id: newId(), action: 'hazard:record', subject: { kind: 'hazard', id }, data: { secret: 'x' } };
      tx.record(placement ? { ...fact, placement: where } : fact);
    }
  });
  return id;
}

async function eventually(check: () => boolean): Promise<boolean> {
  for (let waited = 0; waited < 5000 && !check(); waited += 20) await new Promise((done) => setTimeout(done, 20));
  return check();
}

test('each hears what lies in their scope, kind, id and action only', async () => {
  const all = await Promise.all(everybody.map((person) => listen(person)));
  expect(all[0]?.response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
  await eventually(() => all.every((l) => l.heard.refreshes === 1));
  const a = await happen({});
  const b = await happen({ division: `${county}101000`, industry: 'chemicals' });
  const c = await happen({ enterpriseId: owner.scope.enterpriseId });
  const d = await happen({ county: '990602', division: '990602000000' });
  await happen(null); // placed nowhere: told to nobody
  const last = await happen({ industry: 'chemicals', enterpriseId: owner.scope.enterpriseId });
  const f = await happen({ county: '990602', division: '990602000000' });
  await eventually(() => all.every((l) => [last, f].includes(l.heard.events.at(-1)?.id ?? '')));
  expect(all.map((l) => l.heard.events.map((e) => e.id))).toEqual([
    [a, b, c, last],
    [a, c, last],
    [b, last],
    [c, last],
    [d, f],
  ]);
  expect(all[0]?.heard.events[0]).toEqual({ kind: 'hazard', id: a, action: 'hazard:record' });
  for (const l of all) l.stop();
  expect(await eventually(() => hubOf({ db: database.app.db, log: held.app?.log as never }).isResting)).toBe(true);
});

test('a flood is told as one refresh', async () => {
  const { heard, stop } = await listen();
  await eventually(() => heard.refreshes === 1);
  await happen({}, 500);
  expect(await eventually(() => heard.refreshes === 2)).toBe(true);
  const after = await happen({});
  expect(await eventually(() => heard.events.length > 0)).toBe(true);
  expect(heard.events.map((e) => e.id)).toEqual([after]);
  stop();
});

test('one person may not hold many open; without session there is none', async () => {
  const open = await Promise.all(Array.from({ length: MOST_PER_USER }, () => listen(chemist)));
  expect(open.map((l) => l.response.statusCode)).toEqual(open.map(() => 200));
  const more = await listen(chemist);
  expect(more.response.statusCode).toBe(429);
  open[0]?.stop();
  await new Promise((done) => setTimeout(done, 100)); // the server hears of it a moment later
  const again = await listen(chemist);
  expect(again.response.statusCode).toBe(200);
  for (const l of [...open, again]) l.stop();
  expect((await listen(null)).response.statusCode).toBe(401);
});

test('a listener that reads nothing is let go, others are not held up', async () => {
  const hub = hubOf({ db: database.app.db, log: held.app?.log as never });
  const end = vi.fn();
  const stuck = { userId: newId(), scope: leader.scope, write: () => false, end };
  const { heard, stop } = await listen();
  await hub.add(stuck);
  expect(end).toHaveBeenCalledOnce();
  const id = await happen({});
  expect(await eventually(() => heard.events.some((e) => e.id === id))).toBe(true);
  stop();
});

test('a listener that leaves while it is let in leaves nothing behind', async () => {
  const hub = hubOf({ db: database.owner.db, log: held.app?.log as never });
  const hasty = { userId: newId(), scope: leader.scope, write: () => true, end: () => {} };
  const adding = hub.add(hasty);
  hub.remove(hasty);
  await adding;
  expect(hub.isResting).toBe(true);
});

test('a server that stops ends the streams', async () => {
  const app = await testServer(database.app, [liveSlice], everybody);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { heard } = await listen(leader, `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/api/live`);
  await eventually(() => heard.refreshes === 1);
  const started = Date.now();
  await app.close();
  expect(await eventually(() => heard.ended)).toBe(true);
  expect(Date.now() - started).toBeLessThan(3000);
});
