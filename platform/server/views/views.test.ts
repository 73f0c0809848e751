import type { FastifyInstance } from 'fastify';
import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../domain/ids.ts';
import { testDatabase } from '../db/test-database.ts';
import { AS, testActor, testServer } from '../test-server.ts';
import { viewsSlice } from './index.ts';

const database = testDatabase();
const county = '990502';
const [wang, li] = [testActor(county, 'inspector'), testActor(county, 'worker')];
const held: { app?: FastifyInstance } = {};
beforeAll(async () => {
  held.app = await testServer(database.app, [viewsSlice], [wang, li]);
});

const send = (method: 'GET' | 'PUT' | 'DELETE', path: string, body?: object, as = wang) =>
  (held.app as FastifyInstance).inject({
    method,
    url: `/api/views${path}`,
    headers: { [AS]: as.userId },
    ...(body ? { payload: body } : {}),
  });
const list = '/api/hazards';
const save = (label: string, search: object, as = wang, id = newId()) =>
  send('PUT', `/${id}`, { list, label, search }, as);
const labels = async (as = wang, of = list) =>
  (await send('GET', `?list=${encodeURIComponent(of)}`, undefined, as))
    .json<{ views: { label: string }[] }>()
    .views.map(({ label }) => label);

describe('views of lists', () => {
  test('are kept by list and person, and replaced under the same name', async () => {
    await save('本月逾期', { view: 'overdue', dueTo: '2024-03-31' });
    await save('两个行业', { industry: ['chemical', 'mining'] });
    const answer = await save('本月逾期', { view: 'overdue', dueTo: '2024-04-30' });
    expect(answer.json().views).toMatchObject([
      { label: '本月逾期', search: { view: 'overdue', dueTo: '2024-04-30' } },
      { label: '两个行业', search: { industry: ['chemical', 'mining'] } },
    ]);
    expect(await labels(wang, '/api/tasks')).toEqual([]);
    expect(await labels(li)).toEqual([]);
  });

  test('cannot be forgotten by somebody else', async () => {
    const id = newId();
    await save('我的', { q: '甲' }, wang, id);
    expect((await send('DELETE', `/${id}`, undefined, li)).statusCode).toBe(200);
    expect(await labels()).toContain('我的');
    await send('DELETE', `/${id}`);
    await send('DELETE', `/${id}`);
    expect(await labels()).not.toContain('我的');
  });

  test('are bounded in number and size', async () => {
    for (let i = 0; i < 30; i++) await save(`视图${i}`, { q: String(i) }, li);
    expect((await save('再一个', {}, li)).json()).toMatchObject({ code: 'view/too-many' });
    expect((await save('视图3', { q: '改' }, li)).statusCode).toBe(200);
    expect((await save('大', { q: '长'.repeat(5000) })).statusCode).toBe(422);
    expect((await save('', {})).statusCode).toBe(422);
  });

  test('that hold what the database cannot store are refused, not a failure', async () => {
    for (const view of [save('甲\0乙', {}), save('甲', { q: '乙\0' })]) {
      const answer = await view;
      expect([answer.statusCode, answer.json().code]).toEqual([422, 'app/invalid-input']);
    }
    const search = await send('GET', '?list=%2Fapi%2Fhazards%00');
    expect(search.statusCode).toBe(422);
  });
});
