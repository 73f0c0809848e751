import type { Ctx } from '@zhiben/platform/server/ctx.ts';
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
