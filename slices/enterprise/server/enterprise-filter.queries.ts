import { today } from '@zhiben/platform/domain/clock.ts';
import { divisionRange } from '@zhiben/platform/domain/scope.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { whereInScope } from '@zhiben/platform/server/scope.ts';
import { matchesSearch } from '@zhiben/platform/server/search.ts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { EnterpriseFilter } from '../domain/enterprise.contract.ts';

export type ReadCtx = Pick<Ctx, 'db' | 'actor'> & Partial<Pick<Ctx, 'clock'>>;

/** What the list calls 90 日内到期, whatever the county's own days of reminding are. */
const LICENCE_SOON_DAYS = 90;

type Condition = RawBuilder<SqlBool>;
const is = (column: string, value: string | number | boolean): Condition =>
  sql<SqlBool>`${sql.ref(`enterprises.${column}`)} = ${value}`;

export const inScope = (ctx: Pick<Ctx, 'actor'>) =>
  whereInScope(ctx.actor.scope, {
    county: 'enterprises.county',
    division: 'enterprises.division',
    industry: 'enterprises.industry',
    enterprise: 'enterprises.id',
  });

/** The list's conditions within the actor's scope; files that were merged into another are left out. */
export function conditionsOf(ctx: ReadCtx, filter: EnterpriseFilter): Condition {
  const { q, division, industry, highRisk, status, kind, size, grade, standard, supervisingBodyId } = filter;
  const all: Condition[] = [inScope(ctx), sql<SqlBool>`enterprises.merged_into is null`];
  const { scope } = ctx.actor;
  for (const place of [scope.enterpriseId === null ? scope.division : undefined, division]) {
    // Said again as an equality: an index then gives the rows of a township in the order of their names.
    if (place && isTownshipOrBelow(place)) all.push(is('township', `${place.slice(0, 9)}000`));
  }
  if (q) all.push(matchesSearch('enterprises.search', q));
  if (division) {
    const { from, to } = divisionRange(division);
    all.push(sql<SqlBool>`enterprises.division >= ${from} and enterprises.division < ${to}`);
  }
  if (industry) all.push(is('industry', industry));
  if (filter.industryCode) {
    const from = filter.industryCode;
    // Behind all codes that begin so: digits alone follow.
    all.push(
      sql<SqlBool>`enterprises.industry_code collate "C" >= ${from} and enterprises.industry_code collate "C" < ${`${from}:`}`,
    );
  }
  if (highRisk) all.push(is('high_risk', highRisk === 'true'));
  if (status) all.push(is('status', status));
  if (kind) all.push(is('kind', kind));
  if (size) all.push(is('size', size));
  if (grade) all.push(sql<SqlBool>`coalesce(enterprises.supervision_grade, '') = ${grade === 'none' ? '' : grade}`);
  if (standard) {
    all.push(standard === 'none' ? sql<SqlBool>`enterprises.standard_level is null` : is('standard_level', standard));
  }
  if (supervisingBodyId) all.push(is('supervising_body_id', supervisingBodyId));
  if (filter.oversight === 'blind') all.push(sql<SqlBool>`enterprises.supervising_body_id is null`);
  if (filter.oversight === 'resolved') all.push(sql<SqlBool>`enterprises.supervising_body_id is not null`);
  if (filter.ids) all.push(sql<SqlBool>`enterprises.id = any(${filter.ids}::uuid[])`);
  if (filter.listed) all.push(sql<SqlBool>`enterprises.listed_until is not null`);
  if (filter.licence || filter.insurance)
    all.push(...conditionsOnDay(filter, today(ctx.clock ?? { now: () => new Date() })));
  return sql<SqlBool>`${sql.join(all, sql` and `)}`;
}

const isTownshipOrBelow = (division: string) => division.slice(6, 9) !== '000';

function conditionsOnDay({ licence, insurance }: EnterpriseFilter, on: string): Condition[] {
  const until = sql`coalesce(enterprises.licence_until, 'infinity'::date)`;
  const insured = sql`coalesce(enterprises.insured_until, '-infinity'::date)`;
  const all: Condition[] = [];
  if (licence === 'expired') all.push(sql<SqlBool>`${until} < ${on}::date`);
  if (licence === 'expiring')
    all.push(sql<SqlBool>`${until} between ${on}::date and ${on}::date + ${LICENCE_SOON_DAYS}::int`);
  if (insurance === 'missing') all.push(sql<SqlBool>`${insured} < ${on}::date`);
  if (insurance === 'valid') all.push(sql<SqlBool>`${insured} >= ${on}::date`);
  return all;
}
