import { seal, unseal } from '@zhiben/platform/server/auth/secrets.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { OidcProblem } from '../domain/identity.terms.ts';
import * as contracts from '../domain/oidc.contract.ts';
import { createOidcSession } from './oidc.actions.ts';
import { oidcIdentity, oidcRedirect } from './oidc.client.ts';
import { deviceOf, setSessionCookie } from './session-cookie.ts';

const STATE_COOKIE = 'zhiben_oidc';
const STATE_MINUTES = 10;
const cookiePath = { path: contracts.startOidc.url };

const stateSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
  expiresAt: z.number(),
});

/** Only a path of this site, never `//elsewhere` or `/\elsewhere`, which browsers read as another host. */
export function safeReturnTo(returnTo: string | undefined): string {
  return returnTo && /^\/(?![/\\])[^\s\\]*$/.test(returnTo) ? returnTo : '/';
}

const problem = (reply: FastifyReply, code: OidcProblem) => reply.redirect(`/sign-in?problem=${code}`);

/** What the cookie remembers; null when it is missing, forged or too old. */
function readState(ctx: Ctx, request: FastifyRequest): z.infer<typeof stateSchema> | null {
  const cookie = request.cookies[STATE_COOKIE];
  if (!cookie) return null;
  try {
    const state = stateSchema.parse(JSON.parse(unseal(ctx.services.secretKey, cookie)));
    return state.expiresAt > ctx.clock.now().getTime() ? state : null;
  } catch {
    return null;
  }
}

export const oidcRoutes = [
  route(contracts.startOidc, async ({ ctx, query, raw: { request, reply } }) => {
    const { oidc, secretKey } = ctx.services;
    if (!oidc) return problem(reply, 'oidc-off');
    try {
      const { url, secrets } = await oidcRedirect(oidc);
      const expiresAt = ctx.clock.now().getTime() + STATE_MINUTES * 60_000;
      const state = { ...secrets, returnTo: safeReturnTo(query.returnTo), expiresAt };
      const secure = request.protocol === 'https';
      const flags = { ...cookiePath, httpOnly: true, sameSite: 'lax', secure, maxAge: STATE_MINUTES * 60 } as const;
      reply.setCookie(STATE_COOKIE, seal(secretKey, JSON.stringify(state)), flags);
      return reply.redirect(url.href);
    } catch (error) {
      ctx.log.error({ err: error }, 'the OIDC provider cannot be reached');
      return problem(reply, 'oidc-unreachable');
    }
  }),

  route(contracts.finishOidc, async ({ ctx, raw: { request, reply } }) => {
    const { oidc } = ctx.services;
    if (!oidc) return problem(reply, 'oidc-off');
    const state = readState(ctx, request);
    reply.clearCookie(STATE_COOKIE, cookiePath); // one try each
    if (!state) return problem(reply, 'oidc-expired');
    const identity = await oidcIdentity(oidc, request.url.slice(contracts.finishOidc.url.length), state).catch(
      (error) => {
        ctx.log.warn({ code: error?.code, name: error?.name }, 'a sign-in through OIDC failed');
        return null;
      },
    );
    if (!identity) return problem(reply, 'oidc-refused');
    const result = await createOidcSession(ctx, identity, deviceOf(request));
    if ('problem' in result) return problem(reply, result.problem);
    setSessionCookie(request, reply, result.token);
    return reply.redirect(state.returnTo);
  }),
];
