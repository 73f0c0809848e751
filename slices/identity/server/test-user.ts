import { newId } from '@zhiben/platform/domain/ids.ts';
import { hashPassword } from '@zhiben/platform/server/auth/secrets.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { SESSION_COOKIE } from './session-cookie.ts';
import { insertUsers, type NewUser } from './user.queries.ts';

/** Within the policy; every test user has it unless told otherwise. */
export const PASSWORD = 'Meihua-7391';
let hashed: Promise<string> | undefined;

export interface TestUser {
  readonly id: string;
  readonly account: string;
}

/** As much of a test county as is needed here (a slice does not import the application). */
interface County {
  readonly code: string;
  readonly bodies: { readonly emergency: string };
  readonly clock: { now(): Date; set(at: Date): void };
  ctxOf(person: 'admin'): Ctx;
}

/** A user of the county who can sign in; an inspector unless told otherwise. */
export async function testUser(county: County, overrides: Partial<NewUser> = {}): Promise<TestUser> {
  hashed ??= hashPassword(PASSWORD);
  const passwordHash = await hashed;
  const id = newId();
  const account = `u${id.slice(-10)}`;
  const placed = { role: 'inspector', bodyId: county.bodies.emergency, enterpriseId: null } as const;
  const scope = { division: `${county.code}000000`, industries: ['chemicals', 'industrial-trade'] };
  const user = { id, account, name: '测试人', ...placed, ...scope, passwordHash, mustChangePassword: false };
  await county.ctxOf('admin').transaction(async (tx) => {
    await insertUsers(tx, [{ ...user, ...overrides }]);
    tx.record({ id: newId(), action: 'test:enter', subject: { kind: 'user', id }, data: {} });
  });
  return { id, account: overrides.account ?? account };
}

/** A browser: keeps its cookies, sends them along. */
export class Browser {
  readonly cookies: Record<string, string> = {};
  readonly #app: FastifyInstance;
  readonly #address: string;

  constructor(app: FastifyInstance, address = '127.0.0.1') {
    this.#app = app;
    this.#address = address;
  }

  async send(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object): Promise<LightMyRequestResponse> {
    const payload = body ? { payload: body } : {};
    const response = await this.#app.inject({
      method,
      url,
      cookies: this.cookies,
      remoteAddress: this.#address,
      ...payload,
    });
    for (const { name, value, maxAge } of response.cookies) {
      if (value === '' || maxAge === 0) delete this.cookies[name];
      else this.cookies[name] = value;
    }
    return response;
  }

  get(url: string) {
    return this.send('GET', url);
  }

  post(url: string, body: object = {}) {
    return this.send('POST', url, body);
  }

  signIn(account: string, password = PASSWORD, totp?: string) {
    return this.post('/api/session', { account, password, ...(totp ? { totp } : {}) });
  }

  get session(): string | undefined {
    return this.cookies[SESSION_COOKIE];
  }
}

/** A browser in which the user signed in. */
export async function signedIn(app: FastifyInstance, account: string, password = PASSWORD): Promise<Browser> {
  const browser = new Browser(app);
  const response = await browser.signIn(account, password);
  if (response.statusCode !== 200) throw new Error(`signing in as ${account} failed: ${response.body}`);
  return browser;
}

export function minutesLater(county: County, minutes: number): void {
  county.clock.set(new Date(county.clock.now().getTime() + minutes * 60_000));
}
