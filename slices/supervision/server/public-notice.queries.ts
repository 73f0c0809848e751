import { localDate } from '@zhiben/platform/domain/clock.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { z } from 'zod';
import {
  KEPT_MONTHS,
  type listPublicNotices as listContract,
  type NoticeGroup,
  type PublicNotice,
} from '../domain/public-notice.contract.ts';
import { KINDS, LISTING_LEVEL_NAMES } from '../domain/supervision.terms.ts';
import { tables } from './supervision.tables.ts';

type PublicCtx = Pick<Ctx, 'db' | 'clock'>;
type Query = z.output<typeof listContract.query>;

/** Published by hand, not withdrawn, and not ended longer ago than notices are kept. */
function isPublic({ clock }: PublicCtx): RawBuilder<SqlBool> {
  return sql<SqlBool>`(published_at is not null and status <> 'withdrawn'
    and (closed_at is null or closed_at > ${clock.now()}::timestamptz - make_interval(months => ${KEPT_MONTHS})))`;
}

const IN_GROUP: Record<NoticeGroup, RawBuilder<SqlBool>> = {
  listed: sql<SqlBool>`(kind = 'listedSupervision' and closed_at is null)`,
  delisted: sql<SqlBool>`(kind = 'listedSupervision' and closed_at is not null)`,
  others: sql<SqlBool>`kind <> 'listedSupervision'`,
};

/** No column that holds what a drafter wrote for the addressees: title, body and subject may name people. */
function selectNotices(ctx: PublicCtx) {
  return tables(ctx.db)
    .selectFrom('supervision_papers')
    .select(['id', 'kind', 'level', 'number', 'issuer_name', 'notice', 'issued_at', 'closed_at', 'delisting_number'])
    .select([sql<Date>`published_at`.as('published_at'), sql<string>`published_at::text`.as('place')])
    .where(isPublic(ctx));
}

type Row = Awaited<ReturnType<ReturnType<typeof selectNotices>['execute']>>[number];

function presentNotice(row: Row): PublicNotice {
  return {
    id: row.id,
    kindName: row.level ? `${LISTING_LEVEL_NAMES[row.level]}挂牌督办` : KINDS[row.kind].name,
    number: row.number ?? '',
    issuerName: row.issuer_name,
    notice: row.notice ?? '',
    issuedOn: localDate(row.issued_at as Date),
    publishedOn: localDate(row.published_at),
    endedOn: row.closed_at && localDate(row.closed_at),
    isListing: row.level !== null,
    delistingNumber: row.delisting_number,
  };
}

function matching({ q, county }: Pick<Query, 'q' | 'county'>): RawBuilder<SqlBool> {
  const words = `%${(q ?? '').replace(/[\\%_]/g, '\\$&')}%`;
  const found = sql<SqlBool>`(notice ilike ${words} or number ilike ${words} or issuer_name ilike ${words})`;
  const all = [...(county ? [sql<SqlBool>`county = ${county}`] : []), ...(q ? [found] : [])];
  return all.length === 0 ? sql<SqlBool>`true` : sql<SqlBool>`(${sql.join(all, sql` and `)})`;
}

/** A page of what is public, newest first, with how many each tab has. Whoever asks: there is no actor. */
export async function listPublicNotices(ctx: PublicCtx, query: Query) {
  const { group, cursor, limit } = query;
  let rows = selectNotices(ctx)
    .where(matching(query))
    .where(IN_GROUP[group])
    .orderBy('supervision_papers.published_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (cursor) {
    const [at, id] = decodeCursor(cursor, ['instant', 'id']);
    rows = rows.where(sql<boolean>`(published_at, id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  const [found, counts] = await Promise.all([rows.execute(), countNotices(ctx, query)]);
  const page = toPage(found, limit, (row) => [row.place, row.id]);
  return { rows: page.rows.map(presentNotice), nextCursor: page.nextCursor, counts };
}

async function countNotices(ctx: PublicCtx, query: Query): Promise<Record<NoticeGroup, number>> {
  const counted = await tables(ctx.db)
    .selectFrom('supervision_papers')
    .select([
      sql<number>`count(*) filter (where ${IN_GROUP.listed})::int`.as('listed'),
      sql<number>`count(*) filter (where ${IN_GROUP.delisted})::int`.as('delisted'),
      sql<number>`count(*) filter (where ${IN_GROUP.others})::int`.as('others'),
    ])
    .where(isPublic(ctx))
    .where(matching(query))
    .executeTakeFirstOrThrow();
  return counted;
}

/** One notice, or undefined when it is not public or not public any more. */
export async function findPublicNotice(ctx: PublicCtx, id: string): Promise<PublicNotice | undefined> {
  const row = await selectNotices(ctx).where('id', '=', id).executeTakeFirst();
  return row && presentNotice(row);
}
