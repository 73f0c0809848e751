import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../domain/actor.ts';
import { fixedClock } from '../../domain/clock.ts';
import { newId } from '../../domain/ids.ts';
import type { Services } from '../ctx.ts';
import { testDatabase } from '../db/test-database.ts';
import { testCtx, testServices } from '../test-ctx.ts';
import { AS, testActor, testServer } from '../test-server.ts';
import type { Channel, Channels, OutgoingMessage } from './channel.ts';
import { notify, notifySlice } from './index.ts';
import type { NotifyInput } from './notify.actions.ts';
import { prepareDeliveriesJob, sendDeliveryJob } from './notify.jobs.ts';

const database = testDatabase();
const county = '990501';
const clock = fixedClock('2024-03-01T08:00:00Z');
const [wang, li] = [testActor(county, 'inspector'), testActor(county, 'worker')];
const held: { app?: FastifyInstance } = {};
beforeAll(async () => {
  held.app = await testServer(database.app, [notifySlice], [wang, li], { clock });
});

const send = (method: 'GET' | 'POST', path: string, as = wang) =>
  (held.app as FastifyInstance).inject({ method, url: `/api/notifications${path}`, headers: { [AS]: as.userId } });

const about = { kind: 'hazard:due', title: '整改期限临近', detail: '3 日后到期', link: '/hazards/1' };

function tell(input: Partial<NotifyInput>, services: Services = testServices): Promise<number> {
  return testCtx(database.app, systemActor(county), { clock, services }).transaction(async (tx) => {
    tx.record({ id: newId(), action: 'test:notify', subject: { kind: 'test', id: newId() }, data: {} });
    return notify(tx, { ...about, userIds: [wang.userId], ...input });
  });
}

describe('inbox', () => {
  test('a person sees their own, newest first, in pages', async () => {
    for (let n = 1; n <= 5; n++) {
      if (n !== 4) clock.set(`2024-03-01T08:00:0${n}Z`); // the third and fourth at the same instant
      await tell({ title: `第 ${n} 条` });
    }
    await tell({ userIds: [li.userId], title: '给别人的' });
    const first = (await send('GET', '?limit=2')).json();
    const second = (await send('GET', `?limit=2&cursor=${first.nextCursor}`)).json();
    const third = (await send('GET', `?limit=2&cursor=${second.nextCursor}`)).json();
    const titles = [first, second, third].map((page) => page.rows.map((r: { title: string }) => r.title));
    expect(titles).toEqual([['第 5 条', '第 4 条'], ['第 3 条', '第 2 条'], ['第 1 条']]);
    expect(third.nextCursor).toBeNull();
    expect(first.rows[0]).toMatchObject({ ...about, title: '第 5 条', readAt: null });
    expect((await send('GET', '?cursor=W10')).json()).toMatchObject({ code: 'app/invalid-input' });
  });

  test('unread ones are counted, and marked one by one or all, never another person’s', async () => {
    expect((await send('GET', '/unread')).json()).toEqual({ count: 5, exact: true });
    const [row] = (await send('GET', '?limit=1')).json().rows;
    expect((await send('POST', `/${row.id}/read`, li)).json()).toEqual({ count: 1, exact: true });
    expect((await send('POST', `/${row.id}/read`)).json()).toEqual({ count: 4, exact: true });
    expect((await send('POST', `/${row.id}/read`)).json()).toEqual({ count: 4, exact: true });
    expect((await send('GET', '?unread=1')).json().rows).toHaveLength(4);
    expect((await send('POST', '/read-all')).json()).toEqual({ count: 0, exact: true });
    expect((await send('GET', '/unread', li)).json()).toEqual({ count: 1, exact: true });
    expect((await send('GET', '')).json().rows[0].readAt).toBe('2024-03-01T08:00:05.000Z');
  });

  test('the same is told once under a key, and nothing is told when the write fails', async () => {
    const zhao = testActor(county, 'worker');
    const both = { userIds: [zhao.userId, wang.userId, zhao.userId], dedupeKey: 'due:1:3' };
    expect(await tell(both)).toBe(2);
    expect(await tell(both)).toBe(0);
    expect(await tell({ ...both, dedupeKey: 'due:1:1' })).toBe(2);
    expect(await tell({ ...both, dedupeKey: undefined })).toBe(2);
    const failing = testCtx(database.app, systemActor(county)).transaction(async (tx) => {
      await notify(tx, { ...about, userIds: [zhao.userId], title: '不应出现' });
      throw new Error('rule');
    });
    await expect(failing).rejects.toThrow('rule');
    const { rows } = await sql`select from notifications where title = '不应出现'`.execute(database.app.db);
    expect(rows).toEqual([]);
  });

  test('many people are told at once', async () => {
    expect(await tell({ userIds: Array.from({ length: 2500 }, newId), title: '全县通知' })).toBe(2500);
  });
});

describe('deliveries', () => {
  /** A way out that a test can watch and break; the real ones stand in channels.test.ts. */
  function watched() {
    const sent: OutgoingMessage[] = [];
    const state = { broken: false };
    const channel: Channel = {
      send: async (message) => {
        if (state.broken) throw new Error('connection refused');
        sent.push(message);
      },
      close: () => {},
    };
    return { sent, state, channel };
  }
  const mail = watched();
  const contacts: Channels['contactsOf'] = async (_, __, ids) =>
    new Map(ids.map((id) => [id, { mail: id === wang.userId ? 'wang@example.org' : '', gateway: '13800000000' }]));
  const channels = { mail: mail.channel, gateway: null, contactsOf: contacts, publicUrl: 'https://zhiben.example.org' };
  const services = { ...testServices, channels };
  const ctx = () => testCtx(database.app, systemActor(county), { clock, services });

  const queued = async (name: string) => {
    const { rows } = await sql<{ payload: { payload: unknown }; key: string | null; max_attempts: number }>`
      select j.payload, j.key, j.max_attempts from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = ${name}`.execute(database.app.db);
    await sql`delete from graphile_worker._private_jobs`.execute(database.app.db);
    return rows;
  };
  const receipts = async () => {
    const { rows } = await sql<{ state: string; attempts: number; last_error: string | null; address: string }>`
      select state, attempts, last_error, address from deliveries order by created_at desc, id desc`.execute(
      database.app.db,
    );
    return rows;
  };
  async function prepare() {
    const [prepared] = await queued('notify:prepare');
    await prepareDeliveriesJob.run({ ctx: ctx(), payload: prepared?.payload.payload });
    await prepareDeliveriesJob.run({ ctx: ctx(), payload: prepared?.payload.payload }); // twice is harmless
    return queued('notify:send');
  }

  test('leave by the ways that are configured, to those who are reached there, once', async () => {
    await tell({ userIds: [wang.userId, li.userId] }, services);
    const jobs = await prepare();
    expect(jobs).toHaveLength(1);
    expect(jobs[0]).toMatchObject({ max_attempts: 8 });
    const run = () => sendDeliveryJob.run({ ctx: ctx(), payload: jobs[0]?.payload.payload });
    await Promise.all([run(), run()]);
    await run();
    expect(mail.sent).toEqual([
      expect.objectContaining({
        to: 'wang@example.org',
        title: about.title,
        link: 'https://zhiben.example.org/hazards/1',
      }),
    ]);
    expect(await receipts()).toEqual([{ state: 'sent', attempts: 1, last_error: null, address: 'wang@example.org' }]);
  });

  test('are tried again with the attempt on record, and rest as failed after the last', async () => {
    mail.state.broken = true;
    clock.set('2024-03-02T08:00:00Z');
    await tell({}, services);
    const [sending] = await prepare();
    const run = () => sendDeliveryJob.run({ ctx: ctx(), payload: sending?.payload.payload });
    for (let attempt = 1; attempt < 8; attempt++) {
      await expect(run()).rejects.toThrow('connection refused');
      expect((await receipts())[0]).toMatchObject({ state: 'waiting', attempts: attempt });
    }
    await run();
    expect((await receipts())[0]).toMatchObject({ state: 'failed', attempts: 8, last_error: 'connection refused' });
  });

  test('stay in the house when asked to, or when nothing is configured', async () => {
    await tell({ inAppOnly: true }, services);
    await tell({});
    expect(await queued('notify:prepare')).toEqual([]);
  });
});
