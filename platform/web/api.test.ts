import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { contract } from '../domain/contract.ts';
import { call, onSessionLost, queryString, sliceOf, urlOf } from './api.ts';
import { asProblem, type ProblemError } from './problem.ts';
import { isReachable } from './reach.ts';

const readThing = contract({
  method: 'GET',
  url: '/api/things/:id',
  permission: 'thing:read',
  summary: '读取',
  params: z.object({ id: z.string() }),
  query: z.object({ at: z.string().optional() }),
  response: z.object({ id: z.string(), note: z.string().default('') }),
});

const makeThing = contract({
  method: 'POST',
  url: '/api/things',
  permission: null,
  summary: '新建',
  body: z.object({ id: z.string() }),
  response: z.object({ id: z.string() }),
});

/** Answers the next request as the network would. */
function answer(status: number, body: unknown, requestId = 'r-1') {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const fetch = vi.fn(async (_url: string, _init: RequestInit) => {
    return new Response(text, { status, headers: { 'x-request-id': requestId } });
  });
  vi.stubGlobal('fetch', fetch);
  return fetch;
}

const refused = (promise: Promise<unknown>): Promise<ProblemError> =>
  promise.then(
    () => Promise.reject(new Error('it was answered')),
    (problem: ProblemError) => problem,
  );

const problem = {
  type: 'urn:zhiben:problem:thing/taken',
  title: 'thing/taken',
  status: 409,
  detail: '已被占用。',
  code: 'thing/taken',
  requestId: 'r-2',
  fields: [{ path: 'name', message: '重名' }],
};

afterEach(() => vi.unstubAllGlobals());

describe('call', () => {
  it('sends what the contract says and gives the parsed response', async () => {
    const fetch = answer(200, { id: '1' });
    expect(await call(readThing, { params: { id: 'a/b' }, query: { at: '' } })).toEqual({ id: '1', note: '' });
    expect(fetch.mock.calls[0]?.[0]).toBe('/api/things/a%2Fb');
    expect(fetch.mock.calls[0]?.[1]).toMatchObject({ method: 'GET', body: null });

    const post = answer(200, { id: '2' });
    await call(makeThing, { body: { id: '2' } });
    expect(post.mock.calls[0]?.[1]).toMatchObject({ method: 'POST', body: '{"id":"2"}' });
    expect(post.mock.calls[0]?.[1].headers).toMatchObject({ 'content-type': 'application/json' });
  });

  it('turns a problem response into a ProblemError with sentence, fields and request id', async () => {
    answer(409, problem);
    const error = await refused(call(makeThing, { body: { id: '1' } }));
    expect(error).toMatchObject({ code: 'thing/taken', status: 409, message: '已被占用。', requestId: 'r-2' });
    expect(error.fields).toEqual([{ path: 'name', message: '重名' }]);
    expect(error.canRetry).toBe(false);
  });

  it('finds words for a proxy that answers with a page', async () => {
    answer(502, '<html>Bad gateway</html>', 'r-3');
    const error = await refused(call(makeThing, { body: { id: '1' } }));
    expect(error).toMatchObject({ code: 'app/unexpected', status: 502, requestId: 'r-3', canRetry: true });
    expect(error.message).toContain('502');
  });

  it('says that the network failed, and lets an abort be an abort', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    expect(await refused(call(makeThing, { body: { id: '1' } }))).toMatchObject({ code: 'app/network', status: 0 });
    vi.stubGlobal('navigator', { onLine: true });
    expect(isReachable()).toBe(false);
    answer(200, { id: '1' });
    await call(makeThing, { body: { id: '1' } });
    expect(isReachable()).toBe(true);

    const abort = new DOMException('aborted', 'AbortError');
    vi.stubGlobal('fetch', () => Promise.reject(abort));
    expect(await refused(call(makeThing, { body: { id: '1' } }))).toBe(abort);
  });

  it('refuses an answer of another shape', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    answer(200, { name: 'x' }, 'r-4');
    const error = await refused(call(makeThing, { body: { id: '1' } }));
    expect(error).toMatchObject({ code: 'app/outdated-page', requestId: 'r-4' });
  });

  it('tells the shell when the session has ended, and only then', async () => {
    const lost = vi.fn();
    const stop = onSessionLost(lost);
    answer(401, { ...problem, status: 401, code: 'identity/wrong-password' });
    await refused(call(makeThing, { body: { id: '1' } }));
    expect(lost).not.toHaveBeenCalled();
    answer(401, { ...problem, status: 401, code: 'app/not-signed-in' });
    await refused(call(makeThing, { body: { id: '1' } }));
    expect(lost).toHaveBeenCalledTimes(1);
    stop();
    await refused(call(makeThing, { body: { id: '1' } }));
    expect(lost).toHaveBeenCalledTimes(1);
  });
});

describe('addresses', () => {
  it('leaves empty values out and repeats arrays', () => {
    expect(queryString({ a: [1, 2], b: null, c: '', d: undefined, e: false, f: 0 })).toBe('a=1&a=2&e=false&f=0');
    expect(urlOf(readThing, { params: { id: '1' }, query: { at: '2024-06-30' } })).toBe('/api/things/1?at=2024-06-30');
  });

  it('knows the slice by permission, else by address', () => {
    expect(sliceOf(readThing)).toBe('thing');
    expect(sliceOf(makeThing)).toBe('things');
  });
});

describe('asProblem', () => {
  it('knows a page whose code is gone after an update, and one that is out of reach', () => {
    const lost = new TypeError('Failed to fetch dynamically imported module: https://x/assets/a.js');
    vi.stubGlobal('navigator', { onLine: true });
    expect(asProblem(lost).code).toBe('app/outdated-page');
    vi.stubGlobal('navigator', { onLine: false });
    expect(asProblem(lost).code).toBe('app/network');
    expect(asProblem(new TypeError('x is undefined')).code).toBe('app/page-fault');
  });
});
