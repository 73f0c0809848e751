import { appError } from '@zhiben/platform/domain/errors.ts';
import { listHolders } from '@zhiben/platform/domain/permission.contract.ts';
import { tokenHash } from '@zhiben/platform/server/auth/secrets.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as contracts from '../domain/account.contract.ts';
import { ROLE_NAMES, ROLES } from '../domain/roles.ts';
import {
  changePassword,
  confirmTotp,
  disableTotp,
  endOtherSessions,
  endOwnSession,
  startTotp,
} from './account.actions.ts';
import { findOwnUser } from './account.queries.ts';
import { listOwnSessions } from './session.queries.ts';
import { SESSION_COOKIE } from './session-cookie.ts';

const ok = { ok: true as const };

/** The session by which the request came. */
function currentSession({ request }: { request: FastifyRequest }): Buffer {
  return tokenHash(request.cookies[SESSION_COOKIE] ?? '');
}

/** Answers that hold a secret are kept by nobody on the way. */
export function keepNowhere({ reply }: { reply: FastifyReply }): void {
  reply.header('cache-control', 'no-store');
}

export const accountRoutes = [
  route(listHolders, async ({ ctx, params: { permission } }) => ({
    roles: ROLES.filter((role) => ctx.services.permissionsOfRole(role).has(permission)).map((role) => ROLE_NAMES[role]),
  })),
  route(contracts.getAccount, async ({ ctx }) => {
    const user = await findOwnUser(ctx);
    if (!user) throw appError('not-signed-in', {});
    return {
      account: user.account,
      name: user.name,
      phone: user.phone,
      email: user.email,
      hasPassword: user.password_hash !== null,
      passwordChangedAt: user.password_changed_at?.toISOString() ?? null,
      mustChangePassword: user.must_change_password,
      hasTotp: user.totp_confirmed_at !== null,
      hasOidc: user.oidc_subject !== null,
      lastSignedInAt: user.last_signed_in_at?.toISOString() ?? null,
    };
  }),

  route(contracts.changePassword, async ({ ctx, body, raw }) => {
    await changePassword(ctx, body, currentSession(raw));
    return ok;
  }),

  route(contracts.startTotp, ({ ctx, body, raw }) => {
    keepNowhere(raw);
    return startTotp(ctx, body);
  }),

  route(contracts.confirmTotp, async ({ ctx, body }) => {
    await confirmTotp(ctx, body);
    return ok;
  }),

  route(contracts.disableTotp, async ({ ctx, body }) => {
    await disableTotp(ctx, body);
    return ok;
  }),

  route(contracts.listOwnSessions, async ({ ctx, raw }) => {
    const rows = await listOwnSessions(ctx, currentSession(raw));
    const iso = (at: Date) => at.toISOString();
    return { rows: rows.map((r) => ({ ...r, createdAt: iso(r.createdAt), lastSeenAt: iso(r.lastSeenAt) })) };
  }),

  route(contracts.endOwnSession, async ({ ctx, params }) => {
    await endOwnSession(ctx, params.id);
    return ok;
  }),

  route(contracts.endOtherSessions, async ({ ctx, raw }) => ({
    ended: await endOtherSessions(ctx, currentSession(raw)),
  })),
];
