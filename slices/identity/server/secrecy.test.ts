import { inspect } from 'node:util';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { tokenHash } from '@zhiben/platform/server/auth/secrets.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import type { Log } from '@zhiben/platform/server/log.ts';
import { sql } from 'kysely';
import { TOTP } from 'otpauth';
import { expect, test } from 'vitest';
import { testCounty } from 'zhiben/test-county';
import { Browser, minutesLater, PASSWORD, testUser } from './test-user.ts';

const database = testDatabase();
const WRONG = 'Meihua-wrong-0000';
const NEXT = 'Songlin-2846';

/** A log that keeps whatever it is given, to the depths of every error, and redacts nothing. */
function recorder(lines: string[]): Log {
  const keep = (...given: unknown[]) => void lines.push(inspect(given, { depth: 12, showHidden: true }));
  const log: Log = {
    level: 'trace',
    child: () => log,
    silent: keep,
    trace: keep,
    debug: keep,
    info: keep,
    warn: keep,
    error: keep,
    fatal: keep,
  };
  return log;
}

test('no secret stands in an answer, in the log at its most talkative, or in the audit chain', async () => {
  const log: string[] = [];
  const county = await testCounty(database.app, undefined, { log: recorder(log) });
  const { id, account } = await testUser(county);
  const own = new Browser(county.app);
  const admin = county.as('admin');

  const answers: string[] = [];
  const keep = <R extends { body: string }>(response: R): R => {
    answers.push(response.body);
    return response;
  };
  // Shown to their owner once, in the answer that is left out here: nowhere else.
  const shownOnce: string[] = [];

  keep(await own.signIn(account, WRONG));
  keep(await own.signIn('no-such-account', WRONG));
  keep(await own.signIn(account));
  const token = own.session ?? '';
  const { secret } = (await own.post('/api/account/totp', { commandId: newId(), password: PASSWORD })).json();
  shownOnce.push(secret);
  const sealed = await sql<{ s: string }>`select totp_secret as s from users where id = ${id}`.execute(
    database.owner.db,
  );
  const code = () => new TOTP({ secret }).generate({ timestamp: county.clock.now().getTime() });
  keep(await own.post('/api/account/totp/confirm', { commandId: newId(), code: code() }));
  minutesLater(county, 1);
  keep(await new Browser(county.app).signIn(account, PASSWORD, code()));
  keep(await own.post('/api/account/password', { commandId: newId(), current: PASSWORD, next: 'short' }));
  keep(await own.post('/api/account/password', { commandId: newId(), current: WRONG, next: NEXT }));
  keep(await own.post('/api/account/password', { commandId: newId(), current: PASSWORD, next: NEXT }));
  for (const url of ['/api/session', '/api/account', '/api/account/sessions']) keep(await own.get(url));
  // A body that is no JSON, and one that breaks its contract, with a password in it.
  const malformed = { method: 'POST', url: '/api/session', headers: { 'content-type': 'application/json' } } as const;
  keep(await county.app.inject({ ...malformed, payload: `{"password":"${WRONG}"` }));
  keep(await county.app.inject({ ...malformed, payload: `{"password":"${WRONG}","account":7}` }));

  const fresh = { id: newId(), account: `n-${newId()}`, name: '新人', role: 'expert' };
  shownOnce.push((await admin.post('/api/users', fresh)).json().temporaryPassword);
  const { version } = keep(await admin.get(`/api/users/${id}`)).json();
  const reset = await admin.post(`/api/users/${id}/reset-password`, { commandId: newId(), version });
  shownOnce.push(reset.json().temporaryPassword);
  for (const url of ['/api/users', `/api/users/${fresh.id}`, '/api/openapi.json']) keep(await admin.get(url));

  const { rows: hashes } = await sql<{ h: string }>`
    select password_hash as h from users where password_hash is not null`.execute(database.owner.db);
  const secrets = {
    typed: [PASSWORD, WRONG, NEXT],
    shownOnce,
    stored: [...hashes.map(({ h }) => h), sealed.rows[0]?.s ?? ''],
    session: [token, tokenHash(token).toString('hex'), tokenHash(token).toString('base64')],
  };
  expect(
    Object.values(secrets)
      .flat()
      .every((s) => s.length > 8),
    'all were found',
  ).toBe(true);

  const { rows: entries } = await sql<{ body: string }>`select body from audit_entries`.execute(database.owner.db);
  const places = { answers, log, chain: entries.map(({ body }) => body) };
  expect(log.length, 'the log said something').toBeGreaterThan(10);
  for (const [place, texts] of Object.entries(places)) {
    const whole = texts.join('\n');
    for (const [kind, values] of Object.entries(secrets)) {
      const found = values.filter((value) => whole.includes(value));
      expect(found, `${kind} secrets in ${place}`).toEqual([]);
    }
  }
});
