import { newId } from '@zhiben/platform/domain/ids.ts';
import { listTimeline } from '@zhiben/platform/server/audit/audit.queries.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestCounty, testCounty } from 'zhiben/test-county';
import { safeReturnTo } from './oidc.routes.ts';
import { startTestProvider, type TestProvider } from './test-oidc-provider.ts';
import { Browser, minutesLater, PASSWORD, signedIn, testUser } from './test-user.ts';

const database = testDatabase();
const usernames = new Map<string, string>();
let provider: TestProvider;
let county: TestCounty;
beforeAll(async () => {
  provider = await startTestProvider(usernames);
  county = await testCounty(database.app, undefined, { oidc: provider.settings });
});
afterAll(() => provider.stop());

/** A person of the provider whose user name there is `username`. */
function personNamed(username: string): string {
  const subject = `sub-${newId()}`;
  usernames.set(subject, username);
  return subject;
}

async function start(browser: Browser, returnTo = '/hazards?state=overdue') {
  const response = await browser.get(`/api/session/oidc?returnTo=${encodeURIComponent(returnTo)}`);
  expect(response.statusCode).toBe(302);
  return String(response.headers.location);
}

const back = (browser: Browser, url: URL) => browser.get(url.pathname + url.search);

/** The whole way; returns where the browser ends up. */
async function signInVia(browser: Browser, subject: string): Promise<string> {
  const url = await provider.signIn(await start(browser), subject);
  return String((await back(browser, url)).headers.location);
}

async function actions(userId: string) {
  return (await listTimeline(database.app.db, county.code, userId)).map(({ action }) => action).slice(1);
}

test('the first sign-in finds the user by account name and links; later ones go by subject', async () => {
  const { id, account } = await testUser(county);
  const subject = personNamed(account.toUpperCase());
  const browser = new Browser(county.app);
  expect(await signInVia(browser, subject)).toBe('/hazards?state=overdue');
  expect((await browser.get('/api/session')).json().session.user.id).toBe(id);
  expect((await browser.get('/api/account')).json().hasOidc).toBe(true);

  usernames.set(subject, 'another-name-by-now');
  const later = new Browser(county.app);
  await signInVia(later, subject);
  expect((await later.get('/api/session')).json().session.user.id).toBe(id);
  expect(await actions(id)).toEqual(['account:link-oidc', 'session:create', 'session:create']);
});

test('the browser is sent with PKCE, state and nonce; what it must remember is sealed and out of reach', async () => {
  const browser = new Browser(county.app);
  const response = await browser.get('/api/session/oidc');
  const sent = new URL(String(response.headers.location));
  const query = Object.fromEntries(sent.searchParams);
  expect(query).toMatchObject({
    response_type: 'code',
    code_challenge_method: 'S256',
    redirect_uri: 'http://localhost:8080/api/session/oidc/callback',
    client_id: 'zhiben',
  });
  const [cookie] = response.cookies;
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/api/session/oidc', maxAge: 600 });
  for (const secret of [query.state, query.nonce]) {
    expect(secret).toBeTruthy();
    expect(Buffer.from(cookie?.value ?? '', 'base64').toString('latin1')).not.toContain(secret);
  }
  expect(sent.search).not.toContain(provider.settings.clientSecret);
});

test.each([
  ['without its cookie', async (b: Browser) => void delete b.cookies.zhiben_oidc, 'oidc-expired'],
  [
    'with a forged cookie',
    async (b: Browser) => void Object.assign(b.cookies, { zhiben_oidc: 'AAAA' }),
    'oidc-expired',
  ],
  ['after ten minutes', async () => minutesLater(county, 10.1), 'oidc-expired'],
  ['with the cookie of another sign-in', async (b: Browser) => void (await start(b)), 'oidc-refused'],
])('a way back %s opens no session', async (_, spoil, problem) => {
  const { account } = await testUser(county);
  const browser = new Browser(county.app);
  const url = await provider.signIn(await start(browser), personNamed(account));
  await spoil(browser);
  expect((await back(browser, url)).headers.location).toBe(`/sign-in?problem=${problem}`);
  expect(browser.session).toBeUndefined();
});

test('a code serves once, and a refusal of the provider is told', async () => {
  const { account } = await testUser(county);
  const browser = new Browser(county.app);
  const url = await provider.signIn(await start(browser), personNamed(account));
  const kept = browser.cookies.zhiben_oidc ?? '';
  await back(browser, url);
  expect(browser.cookies.zhiben_oidc, 'the cookie is spent').toBeUndefined();

  const thief = new Browser(county.app);
  thief.cookies.zhiben_oidc = kept;
  expect((await back(thief, url)).headers.location).toBe('/sign-in?problem=oidc-refused');
  expect(thief.session).toBeUndefined();

  const refused = new Browser(county.app);
  const state = new URL(await start(refused)).searchParams.get('state') ?? '';
  const denied = new URL(`${url.origin}${url.pathname}?error=access_denied&state=${state}`);
  expect((await back(refused, denied)).headers.location).toBe('/sign-in?problem=oidc-refused');
});

test('people without a user here, or with a disabled one, get no session', async () => {
  const browser = new Browser(county.app);
  expect(await signInVia(browser, personNamed('nobody-here'))).toBe('/sign-in?problem=oidc-unknown');
  const { id, account } = await testUser(county);
  await sql`update users set disabled_at = now() where id = ${id}`.execute(database.owner.db);
  expect(await signInVia(browser, personNamed(account))).toBe('/sign-in?problem=oidc-disabled');
  expect(browser.session).toBeUndefined();
  expect(await actions(id)).toEqual(['session:refuse']);
});

test('a user who is linked stays with that person: another with the same user name is not let in', async () => {
  const { account } = await testUser(county);
  await signInVia(new Browser(county.app), personNamed(account));
  const impostor = new Browser(county.app);
  expect(await signInVia(impostor, personNamed(account))).toBe('/sign-in?problem=oidc-unknown');
  expect(impostor.session).toBeUndefined();
});

test('a temporary password ends when its owner comes in through the provider', async () => {
  const { id, account } = await testUser(county, { mustChangePassword: true });
  const browser = new Browser(county.app);
  await signInVia(browser, personNamed(account));
  const { session } = (await browser.get('/api/session')).json();
  expect(session.mustChangePassword).toBe(false);
  expect(session.permissions).toContain('enterprise:read');
  expect((await new Browser(county.app).signIn(account)).statusCode).toBe(401);
  expect(await actions(id)).toContain('account:drop-temporary-password');
});

test('a password of one’s own stays valid beside the provider', async () => {
  const { account } = await testUser(county);
  await signInVia(new Browser(county.app), personNamed(account));
  expect((await signedIn(county.app, account, PASSWORD)).session).toBeDefined();
});

test('without a provider, and with one that cannot be reached, the sign-in page says so', async () => {
  const off = await testCounty(database.app);
  expect((await off.app.inject('/api/session')).json().oidc).toBe(false);
  for (const path of ['', '/callback']) {
    const response = await off.app.inject(`/api/session/oidc${path}`);
    expect(response.headers.location).toBe('/sign-in?problem=oidc-off');
  }
  const oidc = { ...provider.settings, issuer: 'http://127.0.0.1:1' };
  const unreachable = await testCounty(database.app, undefined, { oidc });
  expect((await unreachable.app.inject('/api/session')).json().oidc).toBe(true);
  const response = await unreachable.app.inject('/api/session/oidc');
  expect(response.headers.location).toBe('/sign-in?problem=oidc-unreachable');
});

test('a provider elsewhere is not spoken to without TLS', async () => {
  const oidc = { ...provider.settings, issuer: 'http://id.county.example' };
  const plain = await testCounty(database.app, undefined, { oidc });
  expect((await plain.app.inject('/api/session/oidc')).headers.location).toBe('/sign-in?problem=oidc-unreachable');
});

test.each([
  ['/hazards?x=1#a', '/hazards?x=1#a'],
  [undefined, '/'],
  ['https://elsewhere.example', '/'],
  ['//elsewhere.example', '/'],
  ['/\\elsewhere.example', '/'],
  ['/a\nb', '/'],
  ['hazards', '/'],
])('returning to %s', (asked, got) => {
  expect(safeReturnTo(asked)).toBe(got);
});
