import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { sql } from 'kysely';
import type { MonthDays } from '../domain/effect-month.rules.ts';

/** Commitments and statements of enterprises that the caller has found in scope. */
type ReadCtx = Pick<Ctx, 'db' | 'actor'>;

export interface FiledRow {
  readonly enterpriseId: string;
  /** The day, or the month. */
  readonly period: string;
  /** Of the first version: amending later makes nothing late. */
  readonly isLate: boolean;
  /** The version in force. */
  readonly id: string;
}

export async function listCommitted(ctx: ReadCtx, ids: readonly string[], { from, to }: MonthDays) {
  const { rows } = await sql<FiledRow>`
    select enterprise_id as "enterpriseId", day::text as period,
      (array_agg(is_late order by version))[1] as "isLate", (array_agg(id order by version desc))[1] as id
    from safety_commitments
    where county = ${ctx.actor.county} and enterprise_id = any(${[...ids]}::uuid[])
      and day between ${from}::date and ${to}::date
    group by enterprise_id, day`.execute(ctx.db);
  return rows;
}

export async function listStated(ctx: ReadCtx, ids: readonly string[], { from, to }: MonthDays) {
  const { rows } = await sql<FiledRow>`
    select enterprise_id as "enterpriseId", month as period,
      (array_agg(is_late order by version))[1] as "isLate", (array_agg(id order by version desc))[1] as id
    from monthly_statements
    where county = ${ctx.actor.county} and enterprise_id = any(${[...ids]}::uuid[])
      and month between ${from.slice(0, 7)} and ${to.slice(0, 7)}
    group by enterprise_id, month`.execute(ctx.db);
  return rows;
}

/** The first day or month for which each ever filed; those that never did are absent. */
export async function listFirstFiled(ctx: ReadCtx, ids: readonly string[]) {
  const { rows } = await sql<{ enterpriseId: string; duty: 'commitment' | 'statement'; first: string }>`
    select enterprise_id as "enterpriseId", 'commitment' as duty, min(day)::text as first from safety_commitments
    where county = ${ctx.actor.county} and enterprise_id = any(${[...ids]}::uuid[]) group by 1
    union all
    select enterprise_id, 'statement', min(month) from monthly_statements
    where county = ${ctx.actor.county} and enterprise_id = any(${[...ids]}::uuid[]) group by 1`.execute(ctx.db);
  return rows;
}
