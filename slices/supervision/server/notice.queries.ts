import type { Db } from '@zhiben/platform/server/db/connect.ts';
import { decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { sql } from 'kysely';
import type { ListingLevel } from '../domain/supervision.terms.ts';
import { tables } from './supervision.tables.ts';

/** What everybody may read of a listed hazard: no names of people, no telephone, nothing that was not put out by hand. */
export interface PublicNotice {
  readonly id: string;
  readonly kind: 'listedSupervision' | 'exposure' | 'circular';
  readonly level: ListingLevel | null;
  readonly number: string;
  readonly issuerName: string;
  readonly division: string;
  /** The words that a person put out, checked for personal data. */
  readonly notice: string;
  readonly issuedAt: Date;
  readonly publishedAt: Date;
  /** Set when the plate was taken down: 已摘牌. */
  readonly delistedAt: Date | null;
  readonly delistingNumber: string | null;
}

/**
 * Published notices of a county, newest first, for the page without sign-in. `limit` rows from `cursor` on.
 * @param county six digits
 */
export async function listPublicNotices(
  db: Db,
  county: string,
  { limit, cursor, kind }: { limit: number; cursor?: string; kind?: PublicNotice['kind'] },
): Promise<{ rows: PublicNotice[]; nextCursor: string | null }> {
  let rows = tables(db)
    .selectFrom('supervision_papers')
    .select([
      'id',
      'kind',
      'level',
      'number',
      'issuer_name as issuerName',
      'division',
      'notice',
      'issued_at as issuedAt',
      'published_at as publishedAt',
      'closed_at as delistedAt',
      'delisting_number as delistingNumber',
    ])
    .where('county', '=', county)
    .where('published_at', 'is not', null)
    .where('status', '<>', 'withdrawn')
    .orderBy('published_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (kind) rows = rows.where('kind', '=', kind);
  if (cursor) {
    const [at, id] = decodeCursor(cursor, 2);
    rows = rows.where(sql<boolean>`(published_at, id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  const found = (await rows.execute()) as PublicNotice[];
  return toPage(found, limit, (row) => [row.publishedAt.toISOString(), row.id]);
}
