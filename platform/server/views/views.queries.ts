import { type ColumnType, sql } from 'kysely';
import type { Actor } from '../../domain/actor.ts';
import type { SavedView } from '../../domain/views.contract.ts';
import type { Db } from '../db/connect.ts';

type ViewTables = {
  saved_views: {
    county: string;
    id: string;
    user_id: string;
    list: string;
    label: string;
    search: ColumnType<Record<string, unknown>, string, string>;
    saved_at: Date;
  };
};

const own = (db: Db, { county, userId }: Actor) =>
  db.withTables<ViewTables>().selectFrom('saved_views').where('county', '=', county).where('user_id', '=', userId);

/** What a person keeps of a list, in the order in which it was saved. */
export function listViews(db: Db, actor: Actor, list: string): Promise<SavedView[]> {
  return own(db, actor)
    .where('list', '=', list)
    .select(['id', 'label', 'search'])
    .orderBy('saved_at')
    .orderBy('id')
    .execute();
}

export async function countOtherViews(db: Db, actor: Actor, { list, label }: { list: string; label: string }) {
  const query = own(db, actor).where('list', '=', list).where('label', '<>', label);
  const { count } = await query.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
  return Number(count);
}

/** A view of the same name is replaced, also when it was sent twice. */
export async function upsertView(
  db: Db,
  { county, userId }: Actor,
  view: { id: string; list: string; label: string; search: Record<string, unknown> },
  at: Date,
): Promise<void> {
  const values = { ...view, county, user_id: userId, search: JSON.stringify(view.search), saved_at: at };
  await db
    .withTables<ViewTables>()
    .insertInto('saved_views')
    .values(values)
    .onConflict((c) => c.columns(['county', 'user_id', 'list', 'label']).doUpdateSet({ search: sql`excluded.search` }))
    .execute();
}

export async function deleteView(db: Db, { county, userId }: Actor, id: string): Promise<void> {
  await db
    .withTables<ViewTables>()
    .deleteFrom('saved_views')
    .where('county', '=', county)
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .execute();
}
