import { newId } from '@zhiben/platform/domain/ids.ts';
import { listTimeline } from '@zhiben/platform/server/audit/audit.queries.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { sql } from 'kysely';
import { TOTP } from 'otpauth';
import { beforeAll, expect, test } from 'vitest';
import { type TestCounty, testCounty } from 'zhiben/test-county';
import { Browser, minutesLater, PASSWORD, signedIn, testUser } from './test-user.ts';

const database = testDatabase();
let county: TestCounty;
beforeAll(async () => {
  county = await testCounty(database.app);
});

const WRONG = 'Meihua-0000';
const browser = () => new Browser(county.app);
const bare = (response: { json(): unknown }) => ({ ...(response.json() as object), requestId: '' });

async function facts(userId: string) {
  const entries = await listTimeline(database.app.db, county.code, userId);
  return entries.map(({ action, actor, data }) => ({ action, by: actor.name, ...data }));
}

test('a session names the person, the organisation and the permissions; signing out ends it', async () => {
  const own = await testCounty(database.app);
  const safety = own.as('safety');
  const { session } = (await safety.get('/api/session')).json();
  expect(session.user.roleName).toBe('企业安全管理员');
  expect(session.organisation.name).toBe('示例化工有限公司');
  expect((await safety.get('/api/enterprises')).json().rows).toHaveLength(1);
  expect((await own.as('east').get('/api/enterprises')).json().rows).toHaveLength(2);
  expect((await own.as('builder').get('/api/enterprises')).json().rows).toHaveLength(1);
  expect((await own.as(null).get('/api/enterprises')).statusCode).toBe(401);
  await safety.send('DELETE', '/api/session');
  expect((await safety.get('/api/session')).json().session).toBeNull();
});

test('the account is told apart without regard to case', async () => {
  const { account } = await testUser(county, { account: `Mixed${newId().slice(-8)}` });
  expect((await browser().signIn(account.toUpperCase())).statusCode).toBe(200);
});

test('unknown account, wrong password, disabled and locked account are answered alike', async () => {
  const wrong = await testUser(county);
  const disabled = await testUser(county);
  const locked = await testUser(county);
  await sql`update users set disabled_at = now() where id = ${disabled.id}`.execute(database.owner.db);
  for (let n = 0; n < 5; n++) await browser().signIn(locked.account, WRONG);

  const answers = [
    await browser().signIn('nobody-of-this-name', WRONG),
    await browser().signIn(wrong.account, WRONG),
    await browser().signIn(disabled.account),
    await browser().signIn(locked.account, WRONG),
    await browser().signIn(locked.account),
  ];
  for (const answer of answers) {
    expect(answer.statusCode).toBe(401);
    expect(answer.cookies).toEqual([]);
    expect(bare(answer)).toEqual(bare(answers[0] as (typeof answers)[number]));
  }
});

test('five wrong passwords lock the account; after 15 minutes, and not before, the right one opens it', async () => {
  const { account } = await testUser(county);
  for (let n = 0; n < 4; n++) await browser().signIn(account, WRONG);
  expect((await browser().signIn(account)).statusCode, 'four are forgiven').toBe(200);
  for (let n = 0; n < 5; n++) await browser().signIn(account, WRONG);
  minutesLater(county, 14.9);
  expect((await browser().signIn(account)).statusCode).toBe(401);
  minutesLater(county, 0.2);
  expect((await browser().signIn(account, WRONG)).statusCode, 'counting starts anew').toBe(401);
  expect((await browser().signIn(account)).statusCode).toBe(200);
});

test('strangers shut nobody out of their own place, and no address tries many accounts', async () => {
  const own = await testCounty(database.app, '2024-05-20T02:00:00Z');
  const at = (address: string) => new Browser(own.app, address);
  const [home, stranger, elsewhere, house] = ['10.1.0.1', '198.51.100.7', '10.1.0.9', '10.2.0.1'] as const;
  const { account } = await testUser(own);
  expect((await at(home).signIn(account)).statusCode).toBe(200);

  for (let n = 0; n < 6; n++) await at(stranger).signIn(account, WRONG);
  expect((await at(elsewhere).signIn(account)).statusCode, 'from a new place it rests').toBe(401);
  expect((await at(home).signIn(account)).statusCode, 'from its own place it is let in').toBe(200);
  expect((await at(elsewhere).signIn(account)).statusCode, 'which gives strangers no new guesses').toBe(401);
  for (let n = 0; n < 5; n++) await at(home).signIn(account, WRONG);
  expect((await at(home).signIn(account)).statusCode, 'its own place is limited too').toBe(401);
  minutesLater(own, 15.1);
  expect((await at(home).signIn(account)).statusCode).toBe(200);

  const staff = await testUser(own);
  expect((await at(house).signIn(staff.account)).statusCode).toBe(200);
  const other = await testUser(own);
  const codes: string[] = [];
  for (let n = 0; n < 10; n++) codes.push((await at(house).signIn(`guessed-${n}`, WRONG)).json().code);
  expect(new Set(codes)).toEqual(new Set(['identity/wrong-credentials']));
  expect((await at(house).signIn(other.account)).json().code).toBe('identity/address-rests');
  expect((await at(house).signIn(staff.account)).statusCode, 'who works there is let in').toBe(200);
  expect((await at(elsewhere).signIn(other.account)).statusCode, 'not locked by the address').toBe(200);
  minutesLater(own, 15.1);
  expect((await at(house).signIn(other.account)).statusCode).toBe(200);
});

test('guesses sent side by side are limited as well', async () => {
  const { account } = await testUser(county);
  const tries = Array.from({ length: 12 }, (_, n) => browser().signIn(account, n === 11 ? PASSWORD : WRONG));
  const statuses = (await Promise.all(tries)).map((r) => r.statusCode);
  const { rows } = await sql<{
    failed: number;
  }>`select failed_sign_ins as failed from users where account = ${account}`.execute(database.owner.db);
  // Either the right one was among the five that were looked at, or it was refused with the rest.
  if (!statuses.includes(200)) expect(rows[0]?.failed).toBe(5);
  expect(statuses.filter((s) => s === 200).length).toBeLessThanOrEqual(1);
  const { rows: entries } = await sql<{ n: number }>`
    select count(*) as n from audit_entries
    where action = 'session:refuse' and subject_id = (select id from users where account = ${account})`.execute(
    database.owner.db,
  );
  expect(entries[0]?.n, 'passwords that were looked at').toBeLessThanOrEqual(9);
});

test('failed and successful sign-ins on a known account are recorded, without what was typed', async () => {
  const { id, account } = await testUser(county);
  for (let n = 0; n < 6; n++) await browser().signIn(account, WRONG);
  minutesLater(county, 16);
  await browser().signIn(account);
  const recorded = (await facts(id)).slice(1);
  const refused = { action: 'session:refuse', by: '未登录', reason: 'password', ip: '127.0.0.1' };
  expect(recorded).toEqual([
    ...Array.from({ length: 4 }, () => ({ ...refused, locked: false })),
    { ...refused, locked: true },
    { action: 'session:create', by: '测试人', ip: '127.0.0.1' },
  ]);
});

test('with an authenticator: no code is asked for, a wrong one refused, a right one serves once', async () => {
  const { id, account } = await testUser(county);
  const own = await signedIn(county.app, account);
  const { secret } = (await own.post('/api/account/totp', { commandId: newId(), password: PASSWORD })).json();
  const code = (offset = 0) =>
    new TOTP({ secret }).generate({ timestamp: county.clock.now().getTime() + offset * 30_000 });
  expect((await browser().signIn(account)).statusCode, 'not confirmed yet').toBe(200);
  expect((await own.post('/api/account/totp/confirm', { commandId: newId(), code: code() })).statusCode).toBe(200);

  minutesLater(county, 2);
  expect((await browser().signIn(account)).json().code).toBe('identity/totp-needed');
  expect((await browser().signIn(account, WRONG, code())).json().code).toBe('identity/wrong-credentials');
  const wrong = code() === '000000' ? '000001' : '000000';
  expect((await browser().signIn(account, PASSWORD, wrong)).json().code).toBe('identity/totp-wrong');
  expect((await browser().signIn(account, PASSWORD, code(-3))).json().code, 'too old').toBe('identity/totp-wrong');
  const used = code();
  expect((await browser().signIn(account, PASSWORD, used)).statusCode).toBe(200);
  expect((await browser().signIn(account, PASSWORD, used)).json().code, 'replayed').toBe('identity/totp-wrong');
  expect((await browser().signIn(account, PASSWORD, code(-1))).json().code, 'older').toBe('identity/totp-wrong');
  expect((await browser().signIn(account, PASSWORD, code(1))).statusCode, 'clock ahead').toBe(200);
  const reasons = (await facts(id)).filter((f) => f.action === 'session:refuse');
  expect(reasons.map((f) => (f as { reason?: string }).reason)).toEqual(['password', 'totp', 'totp', 'totp', 'totp']);
});

test('asking for the code is no wrong attempt, but wrong codes lock the account', async () => {
  const { id, account } = await testUser(county);
  const own = await signedIn(county.app, account);
  const { secret } = (await own.post('/api/account/totp', { commandId: newId(), password: PASSWORD })).json();
  const code = () => new TOTP({ secret }).generate({ timestamp: county.clock.now().getTime() });
  await own.post('/api/account/totp/confirm', { commandId: newId(), code: code() });
  minutesLater(county, 2);
  // Not from where the account signed in: there its own count would stand.
  const elsewhere = () => new Browser(county.app, '10.9.9.9');
  for (let n = 0; n < 8; n++) {
    expect((await elsewhere().signIn(account)).json().code).toBe('identity/totp-needed');
  }
  const wrong = code() === '000000' ? '000001' : '000000';
  for (let n = 0; n < 5; n++) {
    await elsewhere().signIn(account, PASSWORD, wrong);
    if (n < 4) await elsewhere().signIn(account); // must not forgive the wrong codes
  }
  expect((await elsewhere().signIn(account, PASSWORD, code())).json().code).toBe('identity/wrong-credentials');
  const { rows } = await sql<{ n: number }>`select failed_sign_ins as n from users where id = ${id}`.execute(
    database.owner.db,
  );
  expect(rows[0]?.n).toBe(5);
});

test('a session ends 12 hours after its last use', async () => {
  const { account } = await testUser(county);
  const own = await signedIn(county.app, account);
  const idle = await signedIn(county.app, account);
  minutesLater(county, 11.9 * 60);
  expect((await own.get('/api/account')).statusCode).toBe(200);
  minutesLater(county, 0.2 * 60);
  expect((await own.get('/api/account')).statusCode).toBe(200);
  expect((await idle.get('/api/account')).statusCode).toBe(401);
});

test('a session ends seven days after it began, however much it is used', async () => {
  const { account } = await testUser(county);
  const own = await signedIn(county.app, account);
  for (let hours = 0; hours < 7 * 24 - 6; hours += 6) {
    minutesLater(county, 6 * 60);
    expect((await own.get('/api/account')).statusCode, `after ${hours + 6} hours`).toBe(200);
  }
  minutesLater(county, 6 * 60 + 1);
  expect((await own.get('/api/account')).statusCode).toBe(401);
});

test('disabling a user ends the session at once', async () => {
  const { id, account } = await testUser(county);
  const own = await signedIn(county.app, account);
  await sql`update users set disabled_at = now() where id = ${id}`.execute(database.owner.db);
  expect((await own.get('/api/account')).statusCode).toBe(401);
});

test('the cookie is out of reach of scripts and other sites, and over TLS never leaves it', async () => {
  const { account } = await testUser(county);
  const [cookie] = (await browser().signIn(account)).cookies;
  expect(cookie).toMatchObject({ name: 'zhiben_session', httpOnly: true, sameSite: 'Lax', path: '/', maxAge: 604_800 });
  expect(cookie?.secure, 'plain HTTP').toBeUndefined();
  expect(Buffer.from(cookie?.value ?? '', 'base64url')).toHaveLength(32);

  process.env.ZHIBEN_TRUST_PROXY = '1';
  const behindProxy = await testCounty(database.app).finally(() => delete process.env.ZHIBEN_TRUST_PROXY);
  const person = await testUser(behindProxy);
  const response = await behindProxy.app.inject({
    method: 'POST',
    url: '/api/session',
    headers: { 'x-forwarded-proto': 'https' },
    payload: { account: person.account, password: PASSWORD },
  });
  expect(response.cookies[0]).toMatchObject({ secure: true, httpOnly: true });
});

test.each([
  ['another origin', { origin: 'https://elsewhere.example' }, 403],
  ['another port', { origin: 'http://localhost:8081' }, 403],
  ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }, 403],
  ['a sibling host', { 'sec-fetch-site': 'same-site' }, 403],
  ['our own page', { origin: 'http://localhost:8080', 'sec-fetch-site': 'same-origin' }, 200],
  ['a program without a browser', {}, 200],
])('a write from %s', async (_, headers, status) => {
  const { account } = await testUser(county);
  const own = await signedIn(county.app, account);
  const write = await county.app.inject({
    method: 'DELETE',
    url: '/api/account/sessions',
    cookies: own.cookies,
    headers: { host: 'localhost:8080', ...headers },
  });
  expect(write.statusCode).toBe(status);
  if (status === 403) expect(write.json().code).toBe('app/cross-site');
});
