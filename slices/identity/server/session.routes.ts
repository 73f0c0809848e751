import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import { divisionName, getBody } from '@zhiben/slices/division/server';
import { getEnterpriseName } from '@zhiben/slices/enterprise/server';
import { ROLE_NAMES } from '../domain/roles.ts';
import * as contracts from '../domain/session.contract.ts';
import { findOwnUser } from './account.queries.ts';
import { createSession, endSession } from './session.actions.ts';
import { clearSessionCookie, deviceOf, SESSION_COOKIE, setSessionCookie } from './session-cookie.ts';

/** The session as its owner's screens see it; null for guests. */
async function presentSession(ctx: Ctx): Promise<contracts.Session | null> {
  const user = await findOwnUser(ctx);
  if (!user) return null;
  return {
    user: { id: user.id, name: user.name, account: user.account, role: user.role, roleName: ROLE_NAMES[user.role] },
    county: { code: ctx.actor.county, name: await divisionName(ctx, ctx.actor.county.padEnd(12, '0')) },
    organisation: await organisationOf(ctx, user.body_id, user.enterprise_id),
    permissions: [...ctx.actor.permissions].sort(),
    mustChangePassword: user.must_change_password,
    hasTotp: user.totp_confirmed_at !== null,
  };
}

async function organisationOf(ctx: Ctx, bodyId: string | null, enterpriseId: string | null) {
  if (bodyId) {
    const body = await getBody(ctx, bodyId);
    return body ? { kind: 'body' as const, id: bodyId, name: body.name } : null;
  }
  if (enterpriseId) {
    const name = await getEnterpriseName(ctx, enterpriseId);
    return name ? { kind: 'enterprise' as const, id: enterpriseId, name } : null;
  }
  return null;
}

export const sessionRoutes = [
  route(contracts.getSession, async ({ ctx, raw }) => ({
    session: raw.request.actor ? await presentSession(ctx) : null,
    oidc: ctx.services.oidc !== null,
    productVersion: ctx.services.version,
  })),

  route(contracts.signIn, async ({ ctx, body, raw }) => {
    const { token, ctx: own } = await createSession(ctx, body, deviceOf(raw.request));
    setSessionCookie(raw.request, raw.reply, token);
    const session = await presentSession(own);
    if (!session) throw new Error('a user who just signed in has no row');
    return { session };
  }),

  route(contracts.signOut, async ({ ctx, raw }) => {
    const token = raw.request.cookies[SESSION_COOKIE];
    if (token) await endSession(ctx, token);
    clearSessionCookie(raw.reply);
    return { ok: true as const };
  }),
];
