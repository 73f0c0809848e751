import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import { NEAR } from './photo-print.ts';

type PrintTables = {
  photo_prints: { county: string; sha256: string; print: RawBuilder<bigint | null> | string | null };
};

/** A content is printed once, whoever uploads it again. */
export async function insertPrint(db: Db, county: string, sha256: string, print: bigint | null): Promise<void> {
  await db
    .withTables<PrintTables>()
    .insertInto('photo_prints')
    .values({ county, sha256, print: print === null ? null : print.toString() })
    .onConflict((c) => c.doNothing())
    .execute();
}

/** Contents of images that have no print yet (uploaded before there were prints, or loaded past the upload). */
export async function listUnprinted(db: Db, county: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ sha256: string }>`
    select distinct files.sha256 from files
    where files.county = ${county} and files.has_thumbnail and not exists (
      select from photo_prints where photo_prints.county = files.county and photo_prints.sha256 = files.sha256)
    limit ${limit}`.execute(db);
  return rows.map(({ sha256 }) => sha256);
}

/** By content; contents that are no pictures, or have too little in them, are null or absent. */
export async function findPrints(
  db: Db,
  county: string,
  contents: readonly string[],
): Promise<Map<string, bigint | null>> {
  // As text: what the driver makes of a bigint has 53 bits.
  const { rows } = await sql<{ sha256: string; print: string | null }>`
    select sha256, print::text from photo_prints
    where county = ${county} and sha256 = any(${[...contents]})`.execute(db);
  return new Map(rows.map(({ sha256, print }) => [sha256, print === null ? null : BigInt(print)]));
}

/** A picture that is the same as, or nearly the same as, one that is asked for, attached to something of an enterprise. */
export interface PhotoUse {
  readonly sha256: string;
  readonly enterpriseId: string;
  /** The first upload. */
  readonly at: Date;
}

const BANDS = [48, 32, 16, 0].map(
  (shift) => (print: RawBuilder<unknown>) =>
    shift === 0 ? sql`(${print} & 65535)` : sql`((${print} >> ${sql.lit(shift)}) & 65535)`,
);

/**
 * Where pictures like these were used: for each content and enterprise the first upload of that content or of one whose
 * print differs in three bits at most. The whole county is looked at: the caller says no more of others than that there
 * are such.
 */
export async function findPhotoUses(db: Db, county: string, contents: readonly string[]): Promise<PhotoUse[]> {
  if (contents.length === 0) return [];
  const near = BANDS.map(
    (band) => sql`
      select own.sha256, other.sha256 as other from own
      join photo_prints as other on other.county = ${county} and other.print is not null
        and ${band(sql`other.print`)} = ${band(sql`own.print`)}
        and bit_count((other.print # own.print)::bit(64)) <= ${sql.lit(NEAR)}`,
  );
  const { rows } = await sql<PhotoUse>`
    with own as materialized (
      select sha256, print from photo_prints
      where county = ${county} and sha256 = any(${[...contents]}) and print is not null
    ), near as (
      ${sql.join(near, sql` union `)} union select content, content from unnest(${[...contents]}::text[]) as content
    )
    select near.sha256, used.enterprise_id as "enterpriseId", min(used.at) as at
    from near cross join lateral (
      -- By the index, content by content, however often some contents are used.
      select files.enterprise_id, min(files.uploaded_at) as at from files
      where files.county = ${county} and files.sha256 = near.other
        and files.subject_id is not null and files.enterprise_id is not null
      group by 1
    ) as used
    group by 1, 2`.execute(db);
  return rows;
}
