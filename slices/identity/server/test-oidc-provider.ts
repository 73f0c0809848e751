import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OidcSettings } from '@zhiben/platform/server/ctx.ts';

/** Where the browser is sent back to; nobody listens there, tests hand the address to the application. */
const PUBLIC_URL = 'http://localhost:8080';

export interface TestProvider {
  readonly settings: OidcSettings;
  /** Signs a person in at the provider, as a browser without a session there: follows pages and fills the forms. */
  signIn(startUrl: string, subject: string): Promise<URL>;
  stop(): Promise<void>;
}

/**
 * A real OpenID provider on a free port of this machine. A subject is whatever name is typed in its form; the
 * user name that it tells is looked up in `usernames`.
 */
export async function startTestProvider(usernames: ReadonlyMap<string, string>): Promise<TestProvider> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = { client_id: 'zhiben', client_secret: 'a-secret-between-the-two' };
  const provider = await quietly(async () => {
    const { default: Provider } = await import('oidc-provider');
    return new Provider(issuer, {
      clients: [{ ...client, redirect_uris: [`${PUBLIC_URL}/api/session/oidc/callback`] }],
      claims: { openid: ['sub'], profile: ['preferred_username'] },
      pkce: { required: () => true },
      cookies: { keys: ['test'] },
      ttl: { Interaction: 60, Session: 60, Grant: 60, AccessToken: 60, IdToken: 60, AuthorizationCode: 60 },
      findAccount: (_: unknown, sub: string) => ({
        accountId: sub,
        claims: async () => ({ sub, preferred_username: usernames.get(sub) }),
      }),
    });
  });
  server.on('request', provider.callback());
  return {
    settings: { issuer, clientId: client.client_id, clientSecret: client.client_secret, publicUrl: PUBLIC_URL },
    signIn: walkThrough,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function walkThrough(startUrl: string, subject: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = new URL(startUrl);
  let form: URLSearchParams | null = null;
  for (let step = 0; step < 12; step++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const init: RequestInit = { redirect: 'manual', headers: { cookie } };
    const response: Response = await fetch(url, form ? { ...init, method: 'POST', body: form } : init);
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location) {
      url = new URL(location, url);
      form = null;
      if (url.origin === PUBLIC_URL) return url;
      continue;
    }
    const page = await response.text();
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
    if (!prompt) throw new Error(`the provider answered ${response.status}: ${page.slice(0, 500)}`);
    form = new URLSearchParams({ prompt, login: subject, password: 'any' });
  }
  throw new Error('the provider never sent the browser back');
}

/** The provider warns at length that its forms, its keys and Node 20 are for trials, which this is. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { warn, info } = console;
  console.warn = console.info = () => {};
  try {
    return await work();
  } finally {
    console.warn = warn;
    console.info = info;
  }
}
