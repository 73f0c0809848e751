import { systemActor } from '@zhiben/platform/domain/actor.ts';
import { fixedClock } from '@zhiben/platform/domain/clock.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { buildServer } from '@zhiben/platform/server/http/server.ts';
import { createLog } from '@zhiben/platform/server/log.ts';
import { defineSlice, EVERYONE, route, type Slice } from '@zhiben/platform/server/slice.ts';
import { testServices } from '@zhiben/platform/server/test-ctx.ts';
import { getSession } from '@zhiben/slices/identity/domain';
import { expect, test } from 'vitest';
import { slices } from '../apps/slices.ts';

const database = testDatabase();

function boot(...given: Slice[]) {
  return buildServer({
    slices: given,
    connection: database.app,
    clock: fixedClock('2024-03-20T02:00:00Z'),
    log: createLog('silent'),
    services: testServices,
    authenticate: async () => null,
    guest: () => systemActor('990001'),
    whoHas: () => '',
    rateLimit: 1000,
    version: 'test',
    webRoot: null,
  });
}

function sliceWith(permission: string | null | undefined): Slice {
  const stated = { ...getSession, url: '/api/test' as const, permission: permission as string | null };
  return defineSlice({
    name: 'test',
    permissions: { 'test:read': EVERYONE },
    routes: [route(stated, async () => ({ session: null, oidc: false, productVersion: '' }))],
  });
}

test('a route whose permission a slice announces boots, as does one that says it needs none', async () => {
  await expect(boot(sliceWith('test:read'))).resolves.toBeDefined();
  await expect(boot(sliceWith(null))).resolves.toBeDefined();
});

test('a route that declares no permission stops the boot', async () => {
  await expect(boot(sliceWith(undefined))).rejects.toThrow('permission');
});

test('a permission that no slice announces stops the boot', async () => {
  await expect(boot(sliceWith('test:write'))).rejects.toThrow('no slice announces the permission test:write');
});

test('a route added to the server past the slices is refused as well', async () => {
  const app = await boot(sliceWith(null));
  expect(() => app.get('/api/hidden', async () => 'secret')).toThrow('declares no permission');
});

test('every permission is announced once, as noun:verb', () => {
  const announced = slices.flatMap((slice) => Object.keys(slice.permissions));
  expect(announced.filter((name) => !/^[a-z]+(-[a-z]+)*:[a-z]+(-[a-z]+)*$/.test(name))).toEqual([]);
  expect(new Set(announced).size).toBe(announced.length);
});

test.each(['/healthz', '/api/nothing-here'])('the answer to %s tells the browser what it may load', async (url) => {
  const app = await boot(sliceWith('test:read'));
  const { headers } = await app.inject({ url });
  expect(headers['content-security-policy']).toMatch(/default-src 'self'.*frame-ancestors 'none'/);
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
});
