import type { Actor } from '@zhiben/platform/domain/actor.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import type { Db } from '@zhiben/platform/server/db/connect.ts';
import { sql } from 'kysely';
import type { Role } from '../domain/roles.ts';
import { identityTables } from './identity.tables.ts';
import { actorOf } from './session.actions.ts';

/**
 * Ids of the active people of some bodies or of an enterprise, to tell them something. Says nothing else of them, and
 * is not limited by the scope of whoever has something to tell.
 */
export async function listPeople(
  { db, actor }: Pick<Ctx, 'db' | 'actor'>,
  of: { readonly bodyIds: readonly string[] } | { readonly enterpriseId: string } | 'county',
  roles: readonly Role[],
): Promise<string[]> {
  const people = identityTables(db)
    .selectFrom('users')
    .select('id')
    .where('county', '=', actor.county)
    .where('disabled_at', 'is', null)
    .where(sql<boolean>`role = any(${[...roles]})`);
  if (of === 'county') return (await people.execute()).map(({ id }) => id);
  const own =
    'bodyIds' in of
      ? people.where(sql<boolean>`body_id = any(${[...of.bodyIds]}::uuid[])`)
      : people.where('enterprise_id', '=', of.enterpriseId);
  return (await own.execute()).map(({ id }) => id);
}

/** Names of people of the county by id, those who left too; whether they may be shown is for the caller to judge. */
export async function namesOf(
  { db, actor }: Pick<Ctx, 'db' | 'actor'>,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = await identityTables(db)
    .selectFrom('users')
    .select(['id', 'name'])
    .where('county', '=', actor.county)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Names and roles of the active people of an enterprise; whoever asks has seen to it that the actor may see it. */
export function listPeopleNames(
  { db, actor }: Pick<Ctx, 'db' | 'actor'>,
  enterpriseId: string,
  roles: readonly Role[],
): Promise<{ id: string; name: string; role: Role }[]> {
  return identityTables(db)
    .selectFrom('users')
    .select(['id', 'name', 'role'])
    .where('county', '=', actor.county)
    .where('enterprise_id', '=', enterpriseId)
    .where('disabled_at', 'is', null)
    .where(sql<boolean>`role = any(${[...roles]})`)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** Names and telephones of the active people of some bodies, for those who have to reach them. */
export function listContacts(
  { db, actor }: Pick<Ctx, 'db' | 'actor'>,
  bodyIds: readonly string[],
  roles: readonly Role[],
) {
  return identityTables(db)
    .selectFrom('users')
    .select(['body_id as bodyId', 'name', 'phone'])
    .where('county', '=', actor.county)
    .where('disabled_at', 'is', null)
    .where(sql<boolean>`role = any(${[...roles]})`)
    .where(sql<boolean>`body_id = any(${[...bodyIds]}::uuid[])`)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** Who an active person acts as, for requests that carry a secret of that person instead of a session. */
export async function findActor(
  db: Db,
  { county, userId }: { readonly county: string; readonly userId: string },
  permissionsOfRole: (role: string) => ReadonlySet<string>,
): Promise<Actor | undefined> {
  const user = await identityTables(db)
    .selectFrom('users')
    .select([
      'id',
      'county',
      'name',
      'role',
      'body_id',
      'enterprise_id',
      'division',
      'industries',
      'must_change_password',
    ])
    .where('county', '=', county)
    .where('id', '=', userId)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  return user && actorOf(user, permissionsOfRole(user.role));
}

/** Where people can be reached outside the house: mail address, and telephone for the gateway; '' where not known. */
export async function contactsOf(
  db: Db,
  county: string,
  userIds: readonly string[],
): Promise<Map<string, { mail: string; gateway: string }>> {
  const rows = await identityTables(db)
    .selectFrom('users')
    .select(['id', 'email', 'phone'])
    .where('county', '=', county)
    .where('disabled_at', 'is', null)
    .where(sql<boolean>`id = any(${[...userIds]}::uuid[])`)
    .execute();
  return new Map(rows.map(({ id, email, phone }) => [id, { mail: email, gateway: phone }]));
}
