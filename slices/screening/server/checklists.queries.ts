import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { fixedStatement } from '@zhiben/platform/server/db/fixed.ts';
import { rowsOf } from '@zhiben/platform/server/db/rows.ts';
import { decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { whereInScope } from '@zhiben/platform/server/scope.ts';
import { sql } from 'kysely';
import type { CheckItem } from '../domain/checklist.contract.ts';
import { fileScope, type ReadCtx } from './file.queries.ts';
import { type ScreeningTables, screeningTables } from './screening.tables.ts';

const columns = [
  'checklists.id',
  'checklists.enterprise_id as enterpriseId',
  'checklists.name',
  'checklists.origin',
  'checklists.library_code as libraryCode',
  'checklists.edition',
  'checklists.items',
  'checklists.version',
  'checklists.updated_at as updatedAt',
  'checklists.updated_by_name as updatedByName',
  'checklists.removed_at as removedAt',
] as const;

const tasksOf = sql<number>`(select count(*)::int from screening_tasks t
  where t.county = checklists.county and t.enterprise_id = checklists.enterprise_id
    and t.checklist_id = checklists.id and t.removed_at is null)`.as('tasks');

function rows(ctx: ReadCtx) {
  return screeningTables(ctx.db)
    .selectFrom('checklists')
    .innerJoin('screening_files', (j) =>
      j
        .onRef('screening_files.county', '=', 'checklists.county')
        .onRef('screening_files.enterprise_id', '=', 'checklists.enterprise_id'),
    )
    .where(whereInScope(ctx.actor.scope, fileScope))
    .select(columns)
    .select(tasksOf);
}

export async function listChecklistRows(
  ctx: ReadCtx,
  query: {
    readonly enterpriseId: string;
    readonly q?: string | undefined;
    readonly cursor?: string | undefined;
    readonly limit: number;
  },
) {
  const { enterpriseId, q, cursor, limit } = query;
  let found = rows(ctx)
    .where('checklists.enterprise_id', '=', enterpriseId)
    .where('checklists.removed_at', 'is', null)
    .select(sql<string>`checklists.updated_at::text`.as('updatedKey'))
    .orderBy('checklists.updated_at', 'desc')
    .orderBy('checklists.id', 'desc')
    .limit(limit + 1);
  if (q) found = found.where(sql<boolean>`strpos(lower(checklists.name), ${q.toLowerCase()}) > 0`);
  if (cursor) {
    const [at, id] = decodeCursor(cursor, ['instant', 'id']);
    found = found.where(sql<boolean>`(checklists.updated_at, checklists.id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  return toPage(await found.execute(), limit, (row) => [row.updatedKey, row.id]);
}

export function findChecklist(ctx: ReadCtx, id: string) {
  return rows(ctx).where('checklists.id', '=', id).executeTakeFirst();
}

export function listEditions(ctx: ReadCtx, checklistId: string) {
  return screeningTables(ctx.db)
    .selectFrom('checklist_editions')
    .where('county', '=', ctx.actor.county)
    .where('checklist_id', '=', checklistId)
    .select(['edition', 'name', 'items', 'note', 'at', 'by_name as byName'])
    .orderBy('edition', 'desc')
    .execute();
}

export interface EditionKey {
  readonly checklistId: string;
  readonly edition: number;
}

/** Editions by `<checklist>/<edition>`, of checklists of one enterprise. */
export async function findEditions(
  ctx: ReadCtx,
  enterpriseId: string,
  keys: readonly EditionKey[],
): Promise<Map<string, { name: string; items: CheckItem[] }>> {
  if (keys.length === 0) return new Map();
  const { county } = ctx.actor;
  const distinct = [...new Map(keys.map((key) => [`${key.checklistId}/${key.edition}`, key])).values()];
  const [ids, editions] = [distinct.map((k) => k.checklistId), distinct.map((k) => k.edition)];
  const found = await rowsOf(ctx, editionsOf({ county, enterpriseId, ids, editions }));
  return new Map(found.map(({ checklistId, edition, name, items }) => [`${checklistId}/${edition}`, { name, items }]));
}

interface Editions {
  readonly county: string;
  readonly enterpriseId: string;
  readonly ids: readonly string[];
  readonly editions: readonly number[];
}
const editionsOf = fixedStatement((db, { county, enterpriseId, ids, editions }: Editions) =>
  screeningTables(db)
    .selectFrom('checklist_editions as e')
    .innerJoin('checklists as c', (j) => j.onRef('c.county', '=', 'e.county').onRef('c.id', '=', 'e.checklist_id'))
    .where('e.county', '=', county)
    .where('c.enterprise_id', '=', enterpriseId)
    .where(sql<boolean>`(e.checklist_id, e.edition) in (select * from unnest(${ids}::uuid[], ${editions}::int[]))`)
    .select(['e.checklist_id as checklistId', 'e.edition', 'e.name', 'e.items']),
);

/** The editions in force of the checklists of an enterprise that its tasks use. */
export function listCurrentEditions(ctx: ReadCtx, enterpriseId: string) {
  return screeningTables(ctx.db)
    .selectFrom('checklists as c')
    .innerJoin('checklist_editions as e', (j) =>
      j.onRef('e.county', '=', 'c.county').onRef('e.checklist_id', '=', 'c.id').onRef('e.edition', '=', 'c.edition'),
    )
    .where('c.county', '=', ctx.actor.county)
    .where('c.enterprise_id', '=', enterpriseId)
    .where('c.removed_at', 'is', null)
    .select(['c.id', 'e.name', 'e.edition', 'e.items'])
    .orderBy('c.id')
    .execute();
}

export async function countChecklists(ctx: ReadCtx, enterpriseId: string): Promise<number> {
  const row = await screeningTables(ctx.db)
    .selectFrom('checklists')
    .where('county', '=', ctx.actor.county)
    .where('enterprise_id', '=', enterpriseId)
    .where('removed_at', 'is', null)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirst();
  return row?.count ?? 0;
}

interface NewChecklist {
  readonly id: string;
  readonly enterpriseId: string;
  readonly name: string;
  readonly origin: ScreeningTables['checklists']['origin'];
  readonly libraryCode: string | null;
  readonly items: readonly CheckItem[];
}

export async function insertChecklist(tx: TxCtx, list: NewChecklist): Promise<void> {
  const now = tx.clock.now();
  const { id, enterpriseId, name, origin, libraryCode, items } = list;
  await screeningTables(tx.db)
    .insertInto('checklists')
    .values({
      county: tx.actor.county,
      id,
      enterprise_id: enterpriseId,
      name,
      origin,
      library_code: libraryCode,
      edition: 1,
      items: items.length,
      measured: countMeasured(items),
      created_at: now,
      updated_at: now,
      updated_by_name: tx.actor.name,
      removed_at: null,
    })
    .execute();
  await insertEdition(tx, { checklistId: id, edition: 1, name, items, note: '' });
}

export async function insertEdition(
  tx: TxCtx,
  edition: EditionKey & { readonly name: string; readonly items: readonly CheckItem[]; readonly note: string },
): Promise<void> {
  await screeningTables(tx.db)
    .insertInto('checklist_editions')
    .values({
      county: tx.actor.county,
      checklist_id: edition.checklistId,
      edition: edition.edition,
      name: edition.name,
      items: JSON.stringify(edition.items) as unknown as CheckItem[],
      note: edition.note,
      at: tx.clock.now(),
      by_user: tx.actor.userId,
      by_name: tx.actor.name,
    })
    .execute();
}

export async function updateChecklist(
  tx: TxCtx,
  before: { readonly id: string; readonly version: number },
  set: { readonly name: string; readonly edition: number; readonly items: readonly CheckItem[] } | 'remove',
): Promise<void> {
  const now = tx.clock.now();
  await screeningTables(tx.db)
    .updateTable('checklists')
    .set({
      ...(set === 'remove'
        ? { removed_at: now }
        : { name: set.name, edition: set.edition, items: set.items.length, measured: countMeasured(set.items) }),
      version: before.version + 1,
      updated_at: now,
      updated_by_name: tx.actor.name,
    })
    .where('county', '=', tx.actor.county)
    .where('id', '=', before.id)
    .execute();
}

const countMeasured = (items: readonly CheckItem[]) => items.filter(({ measureId }) => measureId !== null).length;
