import { newId } from '@zhiben/platform/domain/ids.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import type { OidcProblem } from '../domain/identity.terms.ts';
import { normalAccount } from '../domain/user.contract.ts';
import type { OidcIdentity } from './oidc.client.ts';
import { dropTemporaryPassword, findUserByAccount, findUserByOidcSubject, linkOidcSubject } from './oidc.queries.ts';
import { actorOf, type Device, openSession, recordRefusal } from './session.actions.ts';

type User = NonNullable<Awaited<ReturnType<typeof findUserByAccount>>>;

/**
 * Opens a session for a person whom the provider vouches for: the user linked with the subject, or at the first
 * sign-in the user whose account is the provider's user name. The provider asks for second factors, not we.
 */
export async function createOidcSession(
  ctx: Ctx,
  identity: OidcIdentity,
  device: Device,
): Promise<{ token: string } | { problem: OidcProblem }> {
  const linked = await findUserByOidcSubject(ctx.db, identity.subject);
  const user = linked ?? (await findUnlinked(ctx, identity.username));
  if (!user) return { problem: 'oidc-unknown' };
  if (user.disabled_at) {
    await recordRefusal(ctx, user, 'disabled', device);
    return { problem: 'oidc-disabled' };
  }
  const as = ctx.as(actorOf(user, ctx.services.permissionsOfRole(user.role)));
  if (!linked && !(await link(as, user, identity.subject))) return { problem: 'oidc-refused' };
  if (user.must_change_password) await dropPassword(as, user);
  return { token: await openSession(as, user, device, null) };
}

async function findUnlinked(ctx: Ctx, username: string | null): Promise<User | undefined> {
  if (username === null) return undefined;
  const user = await findUserByAccount(ctx.db, normalAccount(username));
  return user?.oidc_subject === null ? user : undefined;
}

function link(ctx: Ctx, user: User, oidcSubject: string): Promise<boolean> {
  return ctx.transaction(async (tx) => {
    const done = await linkOidcSubject(tx, user.id, oidcSubject);
    const subject = { kind: 'user', id: user.id };
    tx.record({ id: newId(), action: done ? 'account:link-oidc' : 'session:refuse', subject, data: { oidcSubject } });
    return done;
  });
}

function dropPassword(ctx: Ctx, user: User): Promise<void> {
  return ctx.transaction(async (tx) => {
    await dropTemporaryPassword(tx, user.id);
    const subject = { kind: 'user', id: user.id };
    tx.record({ id: newId(), action: 'account:drop-temporary-password', subject, data: {} });
  });
}
