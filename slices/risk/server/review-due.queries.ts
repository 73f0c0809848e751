import { sql } from 'kysely';
import type { ReadCtx } from './file.queries.ts';

interface OwedReviews {
  readonly enterpriseId: string;
  readonly overdue: number;
  readonly coming: number;
  /** The earliest day that has not passed. */
  readonly nextOn: string | null;
}

/** Enterprises of the county with points to be assessed anew by a day, in the order of ids. */
export async function listOwedReviews(
  { db, actor }: ReadCtx,
  days: { readonly on: string; readonly through: string },
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly OwedReviews[]> {
  const { rows } = await sql<OwedReviews>`
    select enterprise_id as "enterpriseId",
      (count(*) filter (where review_due_on < ${days.on}::date))::int as overdue,
      (count(*) filter (where review_due_on >= ${days.on}::date))::int as coming,
      (min(review_due_on) filter (where review_due_on >= ${days.on}::date))::text as "nextOn"
    from risk_events
    where county = ${actor.county} and removed_at is null and enterprise_id > ${after}::uuid
      and coalesce(review_due_on, 'infinity'::date) <= ${days.through}::date
    group by enterprise_id order by enterprise_id limit ${limit}`.execute(db);
  return rows;
}

interface OwedQuarter {
  readonly enterpriseId: string;
  readonly majors: number;
}

/** Enterprises with major risks whose review of a quarter nobody has confirmed. */
export async function listOwedQuarters(
  { db, actor }: ReadCtx,
  quarter: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly OwedQuarter[]> {
  const { rows } = await sql<OwedQuarter>`
    select f.enterprise_id as "enterpriseId", f.red as majors
    from risk_files f
    where f.county = ${actor.county} and f.red > 0 and f.enterprise_id > ${after}::uuid
      and not exists (
        select from risk_reviews r
        where r.county = f.county and r.enterprise_id = f.enterprise_id and r.quarter = ${quarter})
    order by f.enterprise_id limit ${limit}`.execute(db);
  return rows;
}
