import type { OidcSettings } from '@zhiben/platform/server/ctx.ts';
import * as openid from 'openid-client';
import { finishOidc } from '../domain/oidc.contract.ts';

/** What one sign-in must remember until the browser comes back. */
export interface OidcSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface OidcIdentity {
  /** Issuer and subject: a subject alone means nothing once the provider is exchanged. */
  readonly subject: string;
  readonly username: string | null;
}

const discovered = new WeakMap<OidcSettings, Promise<openid.Configuration>>();

/** The provider's addresses and keys, asked for once; a failure is not kept. */
function discover(settings: OidcSettings): Promise<openid.Configuration> {
  const known = discovered.get(settings);
  if (known) return known;
  const issuer = new URL(settings.issuer);
  // Without TLS only on this very machine (trials, tests): elsewhere the client secret would travel in the open.
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(issuer.hostname);
  const execute = isLocal ? [openid.allowInsecureRequests] : [];
  const asked = openid.discovery(issuer, settings.clientId, settings.clientSecret, undefined, { execute, timeout: 10 });
  discovered.set(settings, asked);
  asked.catch(() => discovered.delete(settings));
  return asked;
}

/** Where to send the browser: authorization code flow with PKCE (RFC 7636). */
export async function oidcRedirect(settings: OidcSettings): Promise<{ url: URL; secrets: OidcSecrets }> {
  const provider = await discover(settings);
  const secrets = {
    state: openid.randomState(),
    nonce: openid.randomNonce(),
    verifier: openid.randomPKCECodeVerifier(),
  };
  const url = openid.buildAuthorizationUrl(provider, {
    redirect_uri: new URL(finishOidc.url, settings.publicUrl).href,
    scope: 'openid profile',
    state: secrets.state,
    nonce: secrets.nonce,
    code_challenge: await openid.calculatePKCECodeChallenge(secrets.verifier),
    code_challenge_method: 'S256',
  });
  return { url, secrets };
}

/**
 * Exchanges what the browser brought back for the identity of the person.
 * @param query of the call back, with its question mark
 * @throws whatever openid-client finds wrong: state, nonce, code, signature, issuer
 */
export async function oidcIdentity(settings: OidcSettings, query: string, secrets: OidcSecrets): Promise<OidcIdentity> {
  const provider = await discover(settings);
  const tokens = await openid.authorizationCodeGrant(provider, new URL(finishOidc.url + query, settings.publicUrl), {
    expectedState: secrets.state,
    expectedNonce: secrets.nonce,
    pkceCodeVerifier: secrets.verifier,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (!claims) throw new Error('the provider sent no ID token');
  // Many providers tell the name only at their userinfo endpoint.
  const told = claims.preferred_username ?? (await userInfo(provider, tokens.access_token, claims.sub));
  return { subject: `${claims.iss} ${claims.sub}`, username: typeof told === 'string' ? told : null };
}

async function userInfo(provider: openid.Configuration, accessToken: string, subject: string): Promise<unknown> {
  if (!provider.serverMetadata().userinfo_endpoint) return null;
  return (await openid.fetchUserInfo(provider, accessToken, subject)).preferred_username;
}
