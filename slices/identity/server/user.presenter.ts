import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { listBodies } from '@zhiben/slices/division/server';
import { getEnterpriseName } from '@zhiben/slices/enterprise/server';
import { identityError, USER_STATE_NAMES } from '../domain/identity.terms.ts';
import type { User, UserRow } from '../domain/user.contract.ts';
import { type UserAbility, type UserFacts, userAbilities, whyRefused } from '../domain/user.policy.ts';
import { listActiveAdministrators, type StoredUser } from './user.queries.ts';

type ReadCtx = Pick<Ctx, 'db' | 'actor' | 'clock'>;

function stateOf(user: Pick<StoredUser, 'disabledAt' | 'lockedUntil'>, now: Date): UserRow['state'] {
  if (user.disabledAt) return 'disabled';
  return user.lockedUntil && user.lockedUntil > now ? 'locked' : 'active';
}

/** What the policy asks about a user. */
export function factsOf(ctx: Pick<Ctx, 'clock'>, user: StoredUser, administrators: readonly string[]): UserFacts {
  return {
    id: user.id,
    state: stateOf(user, ctx.clock.now()),
    hasTotp: user.hasTotp,
    isLastAdministrator: administrators.length === 1 && administrators[0] === user.id,
  };
}

/** Rows of the list, with the names of their organisations. */
export async function presentUserRows(ctx: ReadCtx, users: readonly StoredUser[]): Promise<UserRow[]> {
  const bodies = new Map((await listBodies(ctx)).map((body) => [body.id, body.name]));
  const ids = [...new Set(users.flatMap((u) => u.enterpriseId ?? []))];
  const names = await Promise.all(ids.map((id) => getEnterpriseName(ctx, id)));
  const enterprises = new Map(ids.map((id, i) => [id, names[i] ?? '']));
  const organisation = ({ bodyId, enterpriseId }: StoredUser): UserRow['organisation'] => {
    if (bodyId) return { kind: 'body', id: bodyId, name: bodies.get(bodyId) ?? '' };
    if (enterpriseId) return { kind: 'enterprise', id: enterpriseId, name: enterprises.get(enterpriseId) ?? '' };
    return null;
  };
  const now = ctx.clock.now();
  return users.map((user) => ({
    id: user.id,
    account: user.account,
    name: user.name,
    phone: user.phone,
    role: user.role,
    organisation: organisation(user),
    division: user.division,
    industries: user.industries,
    state: stateOf(user, now),
    mustChangePassword: user.mustChangePassword,
    lastSignedInAt: user.lastSignedInAt?.toISOString() ?? null,
  }));
}

export async function presentUser(ctx: ReadCtx, user: StoredUser): Promise<User> {
  const [row] = await presentUserRows(ctx, [user]);
  if (!row) throw new Error('one user makes one row');
  const facts = factsOf(ctx, user, await listActiveAdministrators(ctx));
  const abilities = userAbilities(ctx.actor.userId, facts);
  return {
    ...row,
    email: user.email,
    hasPassword: user.hasPassword,
    hasTotp: user.hasTotp,
    hasOidc: user.hasOidc,
    lockedUntil: row.state === 'locked' ? (user.lockedUntil?.toISOString() ?? null) : null,
    createdAt: user.createdAt.toISOString(),
    version: user.version,
    abilities,
    whyNot: whyNotOf(ctx.actor.userId, facts, abilities),
  };
}

function whyNotOf(actorId: string, facts: UserFacts, abilities: User['abilities']): User['whyNot'] {
  const off = (Object.keys(abilities) as UserAbility[]).filter((ability) => !abilities[ability]);
  const reasons = off.map((ability) => [ability, whyRefused(ability, actorId, facts)] as const);
  const state = USER_STATE_NAMES[facts.state];
  return Object.fromEntries(
    reasons
      .filter(([, code]) => code !== 'wrong-state')
      .map(([a, code]) => [a, identityError(code, { state }).message]),
  );
}
