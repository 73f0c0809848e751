import { instantOf } from '@zhiben/platform/domain/clock.ts';
import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import { type Plate, type QuotaRow, type QuotaSetting, quotaSettingSchema } from '../domain/annual.contract.ts';
import type { Paper } from '../domain/paper.state.ts';
import type { LISTING_LEVELS, Status } from '../domain/supervision.terms.ts';
import { addressees, findPaper } from './paper.queries.ts';
import { visible } from './paper-filter.queries.ts';
import { type StoredSetting, upsertSetting } from './settings.queries.ts';
import { type ReadCtx, tables } from './supervision.tables.ts';

export const quotaKey = (year: number) => `quota:${year}`;
const circularKey = (month: string) => `circular:${month}`;
const circularSchema = z.object({ paperId: z.uuid() });

/** How many majors the county means to list in a year, by whom it was set; undefined until it is. */
export async function findQuota(
  ctx: ReadCtx,
  year: number,
): Promise<(QuotaSetting & Pick<StoredSetting, 'setAt' | 'setByName'>) | undefined> {
  const row = await selectSetting(ctx, quotaKey(year)).executeTakeFirst();
  return row && { ...quotaSettingSchema.parse(row.value), setAt: row.setAt, setByName: row.setByName };
}

/** Those of all years for which one was set, the latest year first. */
export async function listQuotas({ db, actor }: ReadCtx): Promise<QuotaRow[]> {
  const rows = await tables(db)
    .selectFrom('supervision_settings')
    .select(['key', 'value', 'set_at as setAt', 'set_by_name as setByName'])
    .where('county', '=', actor.county)
    .where('key', 'like', 'quota:%')
    .orderBy('key', 'desc')
    .execute();
  return rows.map(({ key, value, setAt, setByName }) => ({
    ...quotaSettingSchema.parse(value),
    year: Number(key.slice('quota:'.length)),
    setAt: setAt.toISOString(),
    setByName,
  }));
}

/** The circular of a month, when there is one for the actor that was not withdrawn. */
export async function findCircular(ctx: ReadCtx, month: string): Promise<Paper | undefined> {
  const row = await selectSetting(ctx, circularKey(month)).executeTakeFirst();
  return row && standing(ctx, row.value);
}

/**
 * Takes the month for a circular that is being drafted; whoever comes at the same time waits here.
 * @returns the circular that has the month already, or undefined when it is taken now
 */
export async function claimMonth(tx: TxCtx, month: string, paperId: string): Promise<Paper | undefined> {
  const { county, userId, name } = tx.actor;
  const key = circularKey(month);
  const value = JSON.stringify({ paperId });
  const first = await tables(tx.db)
    .insertInto('supervision_settings')
    .values({ county, key, value, set_at: tx.clock.now(), set_by: userId, set_by_name: name })
    .onConflict((c) => c.columns(['county', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst();
  if (first) return undefined;
  const row = await selectSetting(tx, key).forUpdate().executeTakeFirst();
  const before = row && (await standing(tx, row.value));
  if (!before) await upsertSetting(tx, key, { paperId });
  return before;
}

async function standing(ctx: ReadCtx, value: unknown): Promise<Paper | undefined> {
  const paper = await findPaper(ctx, circularSchema.parse(value).paperId);
  return paper?.status === 'withdrawn' ? undefined : paper;
}

function selectSetting({ db, actor }: ReadCtx, key: string) {
  return tables(db)
    .selectFrom('supervision_settings')
    .select(['value', 'set_at as setAt', 'set_by_name as setByName'])
    .where('county', '=', actor.county)
    .where('key', '=', key);
}

const PLATES = sql<SqlBool>`supervision_papers.kind = 'listedSupervision'`;
const OUT = sql<SqlBool>`supervision_papers.status in ('draft', 'submitted', 'approved')`;

function issuedIn(year: number): RawBuilder<SqlBool> {
  return sql`(supervision_papers.status <> 'withdrawn' and supervision_papers.issued_at is not null
    and supervision_papers.issued_at >= ${instantOf(`${year}-01-01`)}
    and supervision_papers.issued_at < ${instantOf(`${year + 1}-01-01`)})`;
}

/** Hazards by the plates of a year: those of the county, those of levels above only, those being drafted now. */
export async function countPlates(
  ctx: ReadCtx,
  year: number,
): Promise<{ listed: number; listedAbove: number; drafted: number }> {
  const { rows } = await sql<{ listed: number; listedAbove: number; drafted: number }>`
    with plated as (
      select subject_id, bool_or(${issuedIn(year)} and level = 'county') as own,
        bool_or(${issuedIn(year)} and level <> 'county') as above, bool_or(${OUT} and level = 'county') as out
      from supervision_papers where ${visible(ctx)} and ${PLATES} and (${OUT} or ${issuedIn(year)})
      group by subject_id)
    select count(*) filter (where own)::int as listed, count(*) filter (where above and not own)::int as "listedAbove",
      count(*) filter (where out and not own)::int as drafted from plated`.execute(ctx.db);
  return rows[0] ?? { listed: 0, listedAbove: 0, drafted: 0 };
}

/** The plates that were issued in a year, the newest first. */
export async function listPlates(ctx: ReadCtx, year: number, { cursor, limit }: { cursor?: string; limit: number }) {
  let rows = tables(ctx.db)
    .selectFrom('supervision_papers')
    .select([
      'supervision_papers.id',
      'supervision_papers.number',
      sql<Status>`supervision_papers.status`.as('status'),
      sql<(typeof LISTING_LEVELS)[number]>`supervision_papers.level`.as('level'),
      'supervision_papers.subject_id as subjectId',
      'supervision_papers.subject_name as subjectName',
      addressees.as('addressees'),
      sql<Date>`supervision_papers.issued_at`.as('issuedAt'),
      sql<string>`supervision_papers.issued_at::text`.as('place'),
    ])
    .where(visible(ctx))
    .where(PLATES)
    .where(issuedIn(year))
    .orderBy('supervision_papers.issued_at', 'desc')
    .orderBy('supervision_papers.id', 'desc')
    .limit(limit + 1);
  if (cursor) {
    const [at, id] = decodeCursor(cursor, ['instant', 'id']);
    rows = rows.where(
      sql<boolean>`(supervision_papers.issued_at, supervision_papers.id) < (${at}::timestamptz, ${id}::uuid)`,
    );
  }
  const page = toPage(await rows.execute(), limit, (row) => [row.place, row.id]);
  const plates = page.rows.map(
    ({ place: _, issuedAt, ...row }): Plate => ({ ...row, issuedAt: issuedAt.toISOString() }),
  );
  return { rows: plates, nextCursor: page.nextCursor };
}

/** Of hazards: those with a plate that hangs or is on its way, whoever asks. */
export async function listPlated({ db, actor }: ReadCtx, hazardIds: readonly string[]): Promise<Set<string>> {
  const rows = await tables(db)
    .selectFrom('supervision_papers')
    .select('subject_id as subjectId')
    .where('county', '=', actor.county)
    .where('subject_id', '=', sql<string>`any(${[...hazardIds]}::uuid[])`)
    .where('kind', '=', 'listedSupervision')
    .where('status', 'not in', ['closed', 'withdrawn'])
    .execute();
  return new Set(rows.map(({ subjectId }) => subjectId));
}

/** Lets nobody else hang a plate on the hazard, or draft one in a batch, until the transaction ends. */
export async function lockForPlate(tx: TxCtx, hazardId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`plate ${tx.actor.county} ${hazardId}`}, 0))`.execute(
    tx.db,
  );
}
