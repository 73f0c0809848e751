import { newId } from '@zhiben/platform/domain/ids.ts';
import { listTimeline } from '@zhiben/platform/server/audit/audit.queries.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { sql } from 'kysely';
import { TOTP, URI } from 'otpauth';
import { beforeAll, expect, test } from 'vitest';
import { type TestCounty, testCounty } from 'zhiben/test-county';
import { Browser, minutesLater, PASSWORD, signedIn, testUser } from './test-user.ts';

const database = testDatabase();
let county: TestCounty;
beforeAll(async () => {
  county = await testCounty(database.app);
});

const NEXT = 'Songlin-2846';
const change = (next = NEXT, current = PASSWORD) => ({ commandId: newId(), current, next });

async function actions(userId: string) {
  return (await listTimeline(database.app.db, county.code, userId)).map((entry) => entry.action).slice(1);
}

test('changing the password ends the other sessions and keeps this one', async () => {
  const { id, account } = await testUser(county);
  const own = await signedIn(county.app, account);
  const other = await signedIn(county.app, account);
  expect((await own.post('/api/account/password', change())).statusCode).toBe(200);
  expect((await own.get('/api/account')).statusCode).toBe(200);
  expect((await other.get('/api/account')).statusCode).toBe(401);
  expect((await new Browser(county.app).signIn(account)).statusCode).toBe(401);
  expect((await new Browser(county.app).signIn(account, NEXT)).statusCode).toBe(200);
  expect(await actions(id)).toContain('account:change-password');
});

test('a change of password that arrives twice is carried out once', async () => {
  const { id, account } = await testUser(county);
  const own = await signedIn(county.app, account);
  const command = change();
  expect((await own.post('/api/account/password', command)).statusCode).toBe(200);
  expect((await own.post('/api/account/password', command)).statusCode).toBe(200);
  expect((await actions(id)).filter((a) => a === 'account:change-password')).toHaveLength(1);

  const stranger = await signedIn(county.app, (await testUser(county)).account);
  const stolen = await stranger.post('/api/account/password', command);
  expect(stolen.json().code, 'the command of somebody else').toBe('app/id-taken');
});

test.each([
  ['short', 'Ab-1', 'identity/weak-password', 'next'],
  ['the same', PASSWORD, 'identity/weak-password', 'next'],
])('a new password that is %s is refused', async (_, next, code, field) => {
  const { account } = await testUser(county);
  const own = await signedIn(county.app, account);
  const response = await own.post('/api/account/password', change(next));
  expect(response.statusCode).toBe(422);
  expect(response.json()).toMatchObject({ code, fields: [{ path: field }] });
  expect((await new Browser(county.app).signIn(account)).statusCode).toBe(200);
});

test('guessing the current password from a stolen session locks the account', async () => {
  const { id, account } = await testUser(county);
  const own = await signedIn(county.app, account);
  for (let n = 0; n < 5; n++) {
    const response = await own.post('/api/account/password', change(NEXT, 'Meihua-0000'));
    expect(response.json()).toMatchObject({ code: 'identity/wrong-password', fields: [{ path: 'current' }] });
  }
  expect((await own.post('/api/account/password', change())).json().code).toBe('identity/wrong-password');
  expect((await actions(id)).filter((a) => a === 'account:refuse')).toHaveLength(5);
  minutesLater(county, 15.1);
  expect((await own.post('/api/account/password', change())).statusCode).toBe(200);
});

test('somebody who signs in only elsewhere has no password to change and no authenticator to set up', async () => {
  const { id, account } = await testUser(county);
  const own = await signedIn(county.app, account);
  await sql`update users set password_hash = null where id = ${id}`.execute(database.owner.db);
  expect((await own.post('/api/account/password', change())).json().code).toBe('identity/no-password');
  const start = await own.post('/api/account/totp', { commandId: newId(), password: 'any' });
  expect(start.json().code).toBe('identity/no-password');
  expect((await own.get('/api/account')).json().hasPassword).toBe(false);
});

test('a temporary password opens the own account and nothing else, until it is changed', async () => {
  const { account } = await testUser(county, { mustChangePassword: true });
  const own = new Browser(county.app);
  const { session } = (await own.signIn(account)).json();
  expect(session).toMatchObject({ mustChangePassword: true, permissions: ['identity:account'] });

  for (const url of ['/api/enterprises', '/api/divisions', '/api/users']) {
    const refused = await own.get(url);
    expect(refused.statusCode, url).toBe(403);
    expect(refused.json().code, url).toBe('identity/must-change-password');
  }
  expect((await own.get('/api/session')).json().session.mustChangePassword).toBe(true);
  expect((await own.get('/api/account/sessions')).statusCode).toBe(200);
  expect((await own.post('/api/account/password', change())).statusCode).toBe(200);
  const after = (await own.get('/api/session')).json().session;
  expect(after.mustChangePassword).toBe(false);
  expect(after.permissions).toContain('enterprise:read');
  expect((await own.get('/api/enterprises')).statusCode).toBe(200);
});

test('an authenticator is set up with the password, confirmed with a code, and removed with the password', async () => {
  const { id, account } = await testUser(county);
  const own = await signedIn(county.app, account);
  const post = (url: string, body: object) => own.post(url, { commandId: newId(), ...body });
  expect((await post('/api/account/totp', { password: 'Meihua-0000' })).json().code).toBe('identity/wrong-password');
  expect((await post('/api/account/totp/confirm', { code: '123456' })).json().code).toBe('identity/totp-not-started');

  const start = { commandId: newId(), password: PASSWORD };
  const answer = await own.post('/api/account/totp', start);
  expect(answer.headers['cache-control']).toBe('no-store');
  const { secret, uri } = answer.json();
  expect((await own.post('/api/account/totp', start)).json(), 'a resend').toEqual({ secret, uri });
  const parsed = URI.parse(uri) as TOTP;
  expect(parsed).toMatchObject({ issuer: '治本', label: account, digits: 6, period: 30, algorithm: 'SHA1' });
  expect(parsed.secret.base32).toBe(secret);
  expect(parsed.secret.bytes).toHaveLength(20);

  const stored = await sql<{ s: string }>`select totp_secret as s from users where id = ${id}`.execute(
    database.owner.db,
  );
  expect(stored.rows[0]?.s).not.toContain(secret);
  expect((await own.get('/api/account')).json().hasTotp, 'before the first code').toBe(false);

  const code = new TOTP({ secret }).generate({ timestamp: county.clock.now().getTime() });
  const wrong = code === '000000' ? '000001' : '000000';
  expect((await post('/api/account/totp/confirm', { code: wrong })).json().code).toBe('identity/totp-mismatch');
  expect((await post('/api/account/totp/confirm', { code })).statusCode).toBe(200);
  expect((await own.get('/api/account')).json().hasTotp).toBe(true);
  expect((await new Browser(county.app).signIn(account, PASSWORD, code)).json().code, 'the code is used up').toBe(
    'identity/totp-wrong',
  );
  expect((await post('/api/account/totp', { password: PASSWORD })).json().code).toBe('identity/totp-active');

  expect((await post('/api/account/totp/disable', { password: 'Meihua-0000' })).statusCode).toBe(422);
  expect((await post('/api/account/totp/disable', { password: PASSWORD })).statusCode).toBe(200);
  expect((await new Browser(county.app).signIn(account)).statusCode).toBe(200);
  const recorded = (await actions(id)).filter((a) => a.includes('totp'));
  expect(recorded).toEqual(['account:start-totp', 'account:confirm-totp', 'account:disable-totp']);
});

test('one sees and ends the own sessions, by a number that is of no use to sign in', async () => {
  const { account } = await testUser(county);
  const own = await signedIn(county.app, account);
  const second = await signedIn(county.app, account);
  const third = await signedIn(county.app, account);
  const { rows } = (await own.get('/api/account/sessions')).json();
  expect(rows).toHaveLength(3);
  expect(rows.filter((r: { current: boolean }) => r.current)).toHaveLength(1);
  expect(rows[0]).toMatchObject({ ip: '127.0.0.1' });

  const { rows: hashes } = await sql<{ h: string }>`
    select encode(token_hash, 'hex') as h from sessions`.execute(database.owner.db);
  for (const { id } of rows) expect(hashes.map(({ h }) => h)).not.toContain(id);

  const ofSecond = (await second.get('/api/account/sessions')).json().rows.find((r: { current: boolean }) => r.current);
  expect((await own.send('DELETE', `/api/account/sessions/${ofSecond.id}`)).statusCode).toBe(200);
  expect((await second.get('/api/account')).statusCode).toBe(401);
  expect((await own.send('DELETE', `/api/account/sessions/${ofSecond.id}`)).statusCode, 'ended before').toBe(404);

  const stranger = await signedIn(county.app, (await testUser(county)).account);
  const ofThird = (await third.get('/api/account/sessions')).json().rows.find((r: { current: boolean }) => r.current);
  expect((await stranger.send('DELETE', `/api/account/sessions/${ofThird.id}`)).statusCode).toBe(404);
  expect((await own.send('DELETE', '/api/account/sessions')).json()).toEqual({ ended: 1 });
  expect((await third.get('/api/account')).statusCode).toBe(401);
  expect((await own.get('/api/account')).statusCode).toBe(200);
});
