import { newId } from '@zhiben/platform/domain/ids.ts';
import { listTimeline } from '@zhiben/platform/server/audit/audit.queries.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { sql } from 'kysely';
import { TOTP } from 'otpauth';
import { beforeAll, expect, test } from 'vitest';
import { type Client, type TestCounty, testCounty } from 'zhiben/test-county';
import { passwordFault } from '../domain/password.rules.ts';
import type { User, UserRow } from '../domain/user.contract.ts';
import { Browser, minutesLater, PASSWORD, signedIn, testUser } from './test-user.ts';

const database = testDatabase();
let county: TestCounty;
let admin: Client;
beforeAll(async () => {
  county = await testCounty(database.app);
  admin = county.as('admin');
});
/** For tests that count people or touch the county's own administrator. */
async function freshCounty(): Promise<void> {
  county = await testCounty(database.app);
  admin = county.as('admin');
}

const newUser = (overrides: object = {}) => {
  const id = newId();
  return {
    id,
    account: `n-${id.slice(-8)}`,
    name: '新人',
    role: 'inspector',
    bodyId: county.bodies.emergency,
    ...overrides,
  };
};
const read = async (id: string): Promise<User> => (await admin.get(`/api/users/${id}`)).json();
const command = async (id: string) => ({ commandId: newId(), version: (await read(id)).version });
const act = async (id: string, verb: string) => admin.post(`/api/users/${id}/${verb}`, await command(id));
const recorded = (id: string) => listTimeline(database.app.db, county.code, id);

test('the list searches, filters and pages through the county, in order of name', async () => {
  await freshCounty();
  const all: UserRow[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: { rows: UserRow[]; nextCursor: string | null } = (
      await admin.get(`/api/users?limit=5${cursor ? `&cursor=${cursor}` : ''}`)
    ).json();
    all.push(...page.rows);
    cursor = page.nextCursor;
  }
  expect(all.map(({ id }) => id).sort()).toEqual(Object.values(county.userIds).sort());

  const names = async (query: string) =>
    ((await admin.get(`/api/users?${query}`)).json().rows as UserRow[]).map(({ name }) => name).sort();
  expect(await names('role=inspector')).toEqual(['测试builder', '测试inspector', '测试inspector2']);
  expect(await names(`bodyId=${county.bodies.housing}`)).toEqual(['测试builder']);
  expect(await names(`enterpriseId=${county.enterprises.site}`)).toEqual(['测试sitePrincipal']);
  expect(await names('q=inspector2')).toEqual(['测试inspector2']);
  expect(await names(`q=${county.code}-WORKER`)).toEqual(['测试worker']);
  expect(await names('q=%25'), 'a wildcard is a character').toEqual([]);
  expect((await admin.get('/api/users/count?role=inspector')).json()).toEqual({ count: 3, exact: true });
  expect(await read(county.userIds.worker)).toMatchObject({
    organisation: { kind: 'enterprise', name: '示例化工有限公司' },
    state: 'active',
  });
});

test('a user of another county is neither listed nor found', async () => {
  const other = await testCounty(database.app);
  const rows = (await admin.get('/api/users?limit=200')).json().rows as UserRow[];
  const others = new Set(Object.values(other.userIds));
  expect(rows.filter(({ id }) => others.has(id))).toEqual([]);
  expect((await admin.get(`/api/users/${other.userIds.worker}`)).statusCode).toBe(404);
});

test('a new user signs in with the temporary password, shown once, and must change it', async () => {
  const user = newUser({ phone: '13800001234' });
  const response = await admin.post('/api/users', user);
  expect(response.headers['cache-control']).toBe('no-store');
  const { temporaryPassword, user: created } = response.json();
  expect(passwordFault(temporaryPassword, user.account)).toBeNull();
  expect(created).toMatchObject({
    account: user.account,
    division: `${county.code}000000`,
    industries: ['chemicals', 'industrial-trade'],
    mustChangePassword: true,
    version: 1,
  });
  const { session } = (await new Browser(county.app).signIn(user.account, temporaryPassword)).json();
  expect(session).toMatchObject({ mustChangePassword: true, permissions: ['identity:account'] });

  const again = await admin.post('/api/users', user);
  expect(again.json()).toMatchObject({ user: { id: user.id }, temporaryPassword: null });
  const facts = await recorded(user.id);
  expect(facts.map(({ action }) => action)).toEqual(['user:create', 'session:create']);
  expect(JSON.stringify(facts)).not.toContain('13800001234');
});

test.each([
  ['an account in use', { account: 'taken' }, 409, 'identity/account-taken'],
  ['an account in use, in other letters', { account: 'TAKEN' }, 409, 'identity/account-taken'],
  ['an account with spaces', { account: 'a b c' }, 422, 'app/invalid-input'],
  ['an unknown body', { bodyId: newId() }, 404, 'app/not-found'],
  ['an enterprise role without enterprise', { role: 'worker', bodyId: null }, 422, 'app/invalid-input'],
  ['a wrong phone number', { phone: '12345' }, 422, 'app/invalid-input'],
  ['a division of another county', { division: '110101001000' }, 422, 'app/invalid-input'],
  ['an unknown industry', { industries: ['magic'] }, 422, 'app/invalid-input'],
])('a new user with %s is refused', async (_, overrides, status, code) => {
  await sql`delete from sessions using users where users.id = sessions.user_id and account = 'taken'`.execute(
    database.owner.db,
  );
  await sql`delete from users where account = 'taken'`.execute(database.owner.db);
  await testUser(county, { account: 'taken' });
  const user = newUser(overrides);
  const response = await admin.post('/api/users', user);
  expect(response.statusCode).toBe(status);
  expect(response.json().code).toBe(code);
  expect((await admin.get(`/api/users/${user.id}`)).statusCode, 'nothing was entered').toBe(404);
});

test('an edit changes role and scope at once, records what changed, and minds the version', async () => {
  const { id, account } = await testUser(county);
  const own = await signedIn(county.app, account);
  expect((await own.get('/api/enterprises')).json().rows).toHaveLength(2);
  const edit = {
    ...(await command(id)),
    name: '改名人',
    phone: '13800001234',
    role: 'townshipOfficer',
    bodyId: county.bodies.west,
  };
  const response = await admin.send('PUT', `/api/users/${id}`, edit);
  expect(response.json()).toMatchObject({
    name: '改名人',
    division: county.townships.west,
    industries: null,
    version: 2,
  });
  const rows = (await own.get('/api/enterprises')).json().rows;
  expect(rows.map((r: { name: string }) => r.name)).toEqual(['示例建筑有限公司']);

  expect((await admin.send('PUT', `/api/users/${id}`, edit)).statusCode, 'a resend').toBe(200);
  const stale = { ...edit, commandId: newId() };
  expect((await admin.send('PUT', `/api/users/${id}`, stale)).json().code).toBe('app/version-conflict');
  const facts = (await recorded(id)).filter(({ action }) => action === 'user:update');
  expect(facts).toHaveLength(1);
  expect(facts[0]?.data).toMatchObject({
    role: { before: 'inspector', after: 'townshipOfficer' },
    alsoChanged: ['phone'],
  });
});

test('disabling ends the sessions and bars the door; enabling opens it', async () => {
  const { id, account } = await testUser(county);
  const own = await signedIn(county.app, account);
  const { abilities } = (await act(id, 'disable')).json();
  expect(abilities).toMatchObject({ disable: false, enable: true, resetPassword: false });
  expect((await own.get('/api/account')).statusCode).toBe(401);
  expect((await new Browser(county.app).signIn(account)).statusCode).toBe(401);
  expect((await act(id, 'disable')).json().code).toBe('identity/wrong-state');
  const { rows } = (await admin.get('/api/users?state=disabled')).json();
  expect(rows.map((row: UserRow) => row.id)).toEqual([id]);
  await act(id, 'enable');
  expect((await new Browser(county.app).signIn(account)).statusCode).toBe(200);
  expect((await own.get('/api/account')).statusCode, 'the old session stays ended').toBe(401);
});

test('an administrator sees who is locked, and unlocks', async () => {
  await freshCounty();
  const { id, account } = await testUser(county);
  expect((await act(id, 'unlock')).json().code).toBe('identity/wrong-state');
  for (let n = 0; n < 5; n++) await new Browser(county.app).signIn(account, 'Meihua-0000');
  expect(((await admin.get('/api/users?state=locked')).json().rows as UserRow[]).map((r) => r.id)).toEqual([id]);
  expect(await read(id)).toMatchObject({ state: 'locked', lockedUntil: '2024-03-20T02:15:00.000Z' });
  expect((await act(id, 'unlock')).json()).toMatchObject({ state: 'active', lockedUntil: null });
  expect((await new Browser(county.app).signIn(account)).statusCode).toBe(200);

  for (let n = 0; n < 5; n++) await new Browser(county.app).signIn(account, 'Meihua-0000');
  minutesLater(county, 15.1);
  expect(await read(id), 'the time ran out').toMatchObject({ state: 'active', lockedUntil: null });
});

test('a password that is reset is shown once, ends the sessions and lifts the lock', async () => {
  const { id, account } = await testUser(county);
  const own = await signedIn(county.app, account);
  const reset = await command(id);
  const response = await admin.post(`/api/users/${id}/reset-password`, reset);
  expect(response.headers['cache-control']).toBe('no-store');
  const { temporaryPassword, user } = response.json();
  expect(user.mustChangePassword).toBe(true);
  expect((await own.get('/api/account')).statusCode).toBe(401);
  expect((await new Browser(county.app).signIn(account)).statusCode, 'the old password').toBe(401);
  expect((await new Browser(county.app).signIn(account, temporaryPassword)).statusCode).toBe(200);
  const again = (await admin.post(`/api/users/${id}/reset-password`, reset)).json();
  expect(again.temporaryPassword).toBeNull();
  expect((await new Browser(county.app).signIn(account, temporaryPassword)).statusCode, 'a resend').toBe(200);
  expect(JSON.stringify(await recorded(id))).not.toContain(temporaryPassword);
});

test('for a lost phone the authenticator is removed by an administrator', async () => {
  const { id, account } = await testUser(county);
  const own = await signedIn(county.app, account);
  expect((await act(id, 'remove-totp')).json().code).toBe('identity/wrong-state');
  const { secret } = (await own.post('/api/account/totp', { commandId: newId(), password: PASSWORD })).json();
  const code = new TOTP({ secret }).generate({ timestamp: county.clock.now().getTime() });
  await own.post('/api/account/totp/confirm', { commandId: newId(), code });
  expect((await new Browser(county.app).signIn(account)).json().code).toBe('identity/totp-needed');
  expect((await act(id, 'remove-totp')).json().hasTotp).toBe(false);
  expect((await new Browser(county.app).signIn(account)).statusCode).toBe(200);
});

test('an administrator proves the own password like everybody else', async () => {
  await freshCounty();
  const id = county.userIds.admin;
  await sql`update users set totp_confirmed_at = now(), totp_secret = 'x' where id = ${id}`.execute(database.owner.db);
  for (const verb of ['reset-password', 'remove-totp']) {
    const response = await act(id, verb);
    expect(response.json().code).toBe('identity/own-account');
  }
  const { abilities, whyNot } = await read(id);
  expect(abilities).toMatchObject({ resetPassword: false, removeTotp: false });
  expect(whyNot.resetPassword).toContain('我的账号');
});

test('the last active administrator is neither disabled nor given another role', async () => {
  await freshCounty();
  const id = county.userIds.admin;
  expect(await read(id)).toMatchObject({
    abilities: { disable: false },
    whyNot: { disable: expect.stringContaining('最后一个') },
  });
  expect((await act(id, 'disable')).json().code).toBe('identity/last-administrator');
  const demote = { ...(await command(id)), name: '测试admin', role: 'committeeClerk', bodyId: county.bodies.office };
  expect((await admin.send('PUT', `/api/users/${id}`, demote)).json().code).toBe('identity/last-administrator');
  const rename = { ...demote, commandId: newId(), name: '改名', role: 'administrator' };
  expect((await admin.send('PUT', `/api/users/${id}`, rename)).statusCode, 'renaming is no loss').toBe(200);

  const second = await testUser(county, { role: 'administrator', industries: null });
  expect((await act(second.id, 'disable')).statusCode).toBe(200);
  expect((await act(id, 'disable')).json().code, 'a disabled one does not count').toBe('identity/last-administrator');
  await act(second.id, 'enable');
  const demoteNow = { ...demote, ...(await command(id)) };
  expect((await admin.send('PUT', `/api/users/${id}`, demoteNow)).statusCode, 'with another in office').toBe(200);
  expect((await admin.get('/api/users')).json().code).toBe('app/forbidden');
});

test('two administrators who disable each other at the same time: one stays', async () => {
  for (let round = 0; round < 5; round++) {
    const own = await testCounty(database.app);
    const second = await testUser(own, { role: 'administrator', industries: null });
    const asSecond = await signedIn(own.app, second.account);
    const disable = () => ({ commandId: newId(), version: 1 });
    const answers = await Promise.all([
      own.as('admin').post(`/api/users/${second.id}/disable`, disable()),
      asSecond.post(`/api/users/${own.userIds.admin}/disable`, disable()),
    ]);
    const { rows } = await sql<{ n: number }>`select count(*) as n from users
      where county = ${own.code} and role = 'administrator' and disabled_at is null`.execute(database.owner.db);
    expect(rows[0]?.n).toBe(1);
    expect(answers.map((a) => a.statusCode).filter((s) => s >= 500)).toEqual([]);
  }
});
