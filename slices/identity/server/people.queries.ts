import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import type { Db } from '@zhiben/platform/server/db/connect.ts';
import { sql } from 'kysely';
import type { Role } from '../domain/roles.ts';
import { identityTables } from './identity.tables.ts';

/**
 * Ids of the active people of some bodies or of an enterprise, to tell them something. Says nothing else of them, and
 * is not limited by the scope of whoever has something to tell.
 */
export async function listPeople(
  { db, actor }: Pick<Ctx, 'db' | 'actor'>,
  of: { readonly bodyIds: readonly string[] } | { readonly enterpriseId: string },
  roles: readonly Role[],
): Promise<string[]> {
  const people = identityTables(db)
    .selectFrom('users')
    .select('id')
    .where('county', '=', actor.county)
    .where('disabled_at', 'is', null)
    .where(sql<boolean>`role = any(${[...roles]})`);
  const own =
    'bodyIds' in of
      ? people.where(sql<boolean>`body_id = any(${[...of.bodyIds]}::uuid[])`)
      : people.where('enterprise_id', '=', of.enterpriseId);
  return (await own.execute()).map(({ id }) => id);
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
