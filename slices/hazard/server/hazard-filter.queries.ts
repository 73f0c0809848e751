import { addDays, instantOf, localDate, today } from '@zhiben/platform/domain/clock.ts';
import { divisionPrefix, divisionRange } from '@zhiben/platform/domain/scope.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { whereInScope } from '@zhiben/platform/server/scope.ts';
import { matchesSearch } from '@zhiben/platform/server/search.ts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type HazardFigureFilter, type HazardFilter, STATUSES_OF_GROUP } from '../domain/hazard.filter.ts';
import { numberTyped } from '../domain/hazard.rules.ts';
import { CHANNELS, type Channel } from '../domain/hazard.terms.ts';

export type ReadCtx = Pick<Ctx, 'db' | 'actor' | 'clock'>;
export type Condition = RawBuilder<SqlBool>;

const scopeColumns = {
  county: 'hazards.county',
  division: 'hazards.division',
  industry: 'hazards.industry',
  enterprise: 'hazards.enterprise_id',
};

/** Not closed and not dismissed, in the words of the partial indexes. */
const IS_OPEN: Condition = sql`(hazards.closed_at is null and hazards.dismissed_at is null)`;

/**
 * Which rows exist for the actor. A scope of one township is said as an equality too, so that the index which begins
 * with the township serves and keeps the order.
 */
export function inScope({ actor }: Pick<ReadCtx, 'actor'>): Condition[] {
  const { scope } = actor;
  const township = scope.enterpriseId === null ? townshipOf(scope.division) : null;
  return [whereInScope(scope, scopeColumns), ...(township ? [sql<SqlBool>`hazards.township = ${township}`] : [])];
}

/** The whole condition of the ledger: scope, tab, filter. */
export function conditionsOf(ctx: ReadCtx, filter: HazardFilter): Condition[] {
  const { q, criterionCode, discoveredFrom, discoveredTo, registeredTo } = filter;
  const all = [...inScope(ctx), ...inGroup(ctx, filter), ...placedAt(ctx, filter), ...standingAt(ctx, filter)];
  if (criterionCode) all.push(sql`hazards.criterion_code = ${criterionCode}`);
  if (discoveredFrom) all.push(sql`hazards.discovered_on >= ${discoveredFrom}::date`);
  if (discoveredTo) all.push(sql`hazards.discovered_on <= ${discoveredTo}::date`);
  if (registeredTo) all.push(sql`hazards.registered_at < ${instantOf(addDays(registeredTo, 1))}`);
  const number = q && numberTyped(q, ctx.actor.county);
  if (number) all.push(sql`hazards.number = ${number}`);
  else if (q) all.push(matchesSearch('hazards.search', q));
  return all;
}

function inGroup(ctx: ReadCtx, { group }: Pick<HazardFilter, 'group'>): Condition[] {
  if (group === 'all') return [];
  if (group === 'closed') return [sql`hazards.closed_at is not null`];
  if (group === 'overdue') return [IS_OPEN, sql`hazards.due_on < ${today(ctx.clock)}::date`];
  const [first, ...others] = STATUSES_OF_GROUP[group] ?? [];
  // One status as an equality: after it the index keeps its order.
  const one = sql<boolean>`hazards.status = ${first}`;
  return [IS_OPEN, others.length === 0 ? one : sql`hazards.status = any(${[first, ...others]})`];
}

/** Where and by whom: the part of a figure that says whose it is. */
export function placedAt(
  { actor }: Pick<ReadCtx, 'actor'>,
  { division, industry, enterpriseId }: Pick<HazardFigureFilter, 'division' | 'industry' | 'enterpriseId'>,
): Condition[] {
  const all: Condition[] = [];
  const township = division && townshipOf(division);
  if (township) all.push(sql`hazards.township = ${township}`);
  else if (division && divisionPrefix(division) !== actor.county) {
    const { from, to } = divisionRange(division);
    all.push(sql`hazards.division >= ${from} and hazards.division < ${to}`);
  }
  if (industry?.length === 1) all.push(sql`hazards.industry = ${industry[0]}`);
  else if (industry) all.push(sql`hazards.industry = any(${industry})`);
  if (enterpriseId) all.push(sql`hazards.enterprise_id = ${enterpriseId}`);
  return all;
}

/** What a figure counts: origin and milestones that lie before `asOf` (see `figureFilter`). */
export function standingAt(ctx: Pick<ReadCtx, 'actor' | 'clock'>, filter: Partial<HazardFigureFilter>): Condition[] {
  const { channel, grade, state, registeredFrom, asOf } = filter;
  const all: Condition[] = [];
  if (channel) all.push(sql`hazards.channel = any(${seenChannels(ctx, channel)})`);
  if (registeredFrom) all.push(sql`hazards.registered_at >= ${instantOf(registeredFrom)}`);
  if (grade) all.push(sql`hazards.grade = ${grade}`);
  if (!asOf && !state) return all;
  const end = asOf ? new Date(asOf) : null;
  const before = (column: string): Condition =>
    end ? sql`${sql.ref(column)} < ${end}` : sql`${sql.ref(column)} is not null`;
  const notBefore = (column: string): Condition =>
    end ? sql`(${sql.ref(column)} is null or ${sql.ref(column)} >= ${end})` : sql`${sql.ref(column)} is null`;
  all.push(before('hazards.registered_at'), notBefore('hazards.dismissed_at'));
  if (grade || state === 'overdue') all.push(before('hazards.confirmed_at'));
  if (state === 'committed') all.push(before('hazards.committed_at'));
  if (state === 'closed') all.push(before('hazards.closed_at'));
  if (state === 'open' || state === 'overdue') all.push(notBefore('hazards.closed_at'));
  if (state === 'overdue') {
    const lastDay = localDate(end ? new Date(end.getTime() - 1) : ctx.clock.now());
    all.push(sql`hazards.rectification_due_on < ${lastDay}::date`);
  }
  return all;
}

/** People of an enterprise tell only their own finding from the regulators' (`seenChannel`), so they filter no finer. */
function seenChannels({ actor }: Pick<ReadCtx, 'actor'>, channels: readonly Channel[]): Channel[] {
  if (actor.scope.enterpriseId === null) return [...channels];
  const wanted = new Set(channels.map((channel) => channel === 'selfInspection'));
  return CHANNELS.filter((channel) => wanted.has(channel === 'selfInspection'));
}

/** The township that a code names, null for anything wider or narrower. */
export function townshipOf(division: string): string | null {
  return divisionPrefix(division).length === 9 ? division : null;
}
