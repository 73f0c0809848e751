import { addDays, instantOf, localDate, today } from '@zhiben/platform/domain/clock.ts';
import { divisionPrefix, divisionRange } from '@zhiben/platform/domain/scope.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { whereInScope } from '@zhiben/platform/server/scope.ts';
import { matchesSearch } from '@zhiben/platform/server/search.ts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type HazardFigureFilter, type HazardFilter, STATUSES_OF_GROUP } from '../domain/hazard.filter.ts';
import { numberTyped } from '../domain/hazard.rules.ts';
import { CHANNELS, type Channel } from '../domain/hazard.terms.ts';
import { criterionCodesOf } from './hazard.criteria.ts';

export type ReadCtx = Pick<Ctx, 'db' | 'actor' | 'clock'>;
export type Condition = RawBuilder<SqlBool>;

const scopeColumns = {
  county: 'hazards.county',
  division: 'hazards.division',
  industry: 'hazards.industry',
  enterprise: 'hazards.enterprise_id',
};

/** Not closed and not dismissed, in the words of the partial indexes. */
export const IS_OPEN: Condition = sql`(hazards.closed_at is null and hazards.dismissed_at is null)`;

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
  const { q } = filter;
  const all = [...inScope(ctx), ...inGroup(ctx, filter), ...placedAt(ctx, filter), ...standingAt(ctx, filter)];
  all.push(...onDays(filter), ...ofColumns(filter), ...ofOrigin(ctx, filter));
  const number = q && numberTyped(q, ctx.actor.county);
  if (number) all.push(sql`hazards.number = ${number}`);
  else if (q) all.push(matchesSearch('hazards.search', q));
  return all;
}

/** First and last days, both included. */
function onDays(filter: HazardFilter): Condition[] {
  const { discoveredFrom, discoveredTo, registeredTo, dueFrom, dueTo } = filter;
  const { rectificationFrom, rectificationTo, closedFrom, closedTo, leftFrom, leftTo } = filter;
  const all: Condition[] = [];
  if (discoveredFrom) all.push(sql`hazards.discovered_on >= ${discoveredFrom}::date`);
  if (discoveredTo) all.push(sql`hazards.discovered_on <= ${discoveredTo}::date`);
  if (registeredTo) all.push(sql`hazards.registered_at < ${instantOf(addDays(registeredTo, 1))}`);
  if (dueFrom) all.push(sql`hazards.due_on >= ${dueFrom}::date`);
  if (dueTo) all.push(sql`hazards.due_on <= ${dueTo}::date`);
  if (rectificationFrom) all.push(sql`hazards.rectification_due_on >= ${rectificationFrom}::date`);
  if (rectificationTo) all.push(sql`hazards.rectification_due_on <= ${rectificationTo}::date`);
  if (closedFrom) all.push(sql`hazards.closed_at >= ${instantOf(closedFrom)}`);
  if (closedTo) all.push(sql`hazards.closed_at < ${instantOf(addDays(closedTo, 1))}`);
  if (leftFrom) all.push(sql`coalesce(hazards.referred_at, hazards.shut_down_at) >= ${instantOf(leftFrom)}`);
  if (leftTo) all.push(sql`coalesce(hazards.referred_at, hazards.shut_down_at) < ${instantOf(addDays(leftTo, 1))}`);
  return all;
}

/** Closed by the rectification day; one without such a day was never late. The same words as in `hazard_sums_of`. */
const IS_ON_TIME: Condition = sql`coalesce((hazards.closed_at at time zone 'Asia/Shanghai')::date <= hazards.rectification_due_on, true)`;

function ofColumns(filter: HazardFilter): Condition[] {
  const { criterionCode, criterion, enterprise, status, place, onTime, returned, extended, counted, gradeNow } = filter;
  const all: Condition[] = [];
  if (criterionCode) all.push(sql`hazards.criterion_code = ${criterionCode}`);
  if (criterion) all.push(sql`hazards.criterion_code = any(${criterionCodesOf(criterion)})`);
  if (enterprise) all.push(...holdsWords('hazards.enterprise_name', enterprise));
  if (status) all.push(sql`hazards.status = any(${status})`);
  if (place) all.push(...holdsWords('hazards.place', place));
  if (onTime) all.push(sql`hazards.closed_at is not null`, onTime === 'true' ? IS_ON_TIME : sql`not ${IS_ON_TIME}`);
  if (returned) all.push(sql`hazards.returned_count > 0`);
  if (counted) all.push(sql`hazards.dismissed_at is null`);
  if (gradeNow) all.push(sql`hazards.grade = ${gradeNow}`);
  if (extended) all.push(sql`hazards.extended_count > 0`);
  return [...all, ...listedAt(filter)];
}

function listedAt({ listing, listingLevel, listedFrom, listedTo }: HazardFilter): Condition[] {
  const all: Condition[] = [];
  if (listing) all.push(sql`hazards.listed_on is not null`);
  if (listing === 'listed') all.push(sql`hazards.delisted_on is null`);
  if (listing === 'delisted') all.push(sql`hazards.delisted_on is not null`);
  if (listingLevel) all.push(sql`hazards.listed_on is not null`, sql`hazards.listing_level = any(${listingLevel})`);
  if (listedFrom) all.push(sql`hazards.listed_on >= ${listedFrom}::date`);
  if (listedTo) all.push(sql`hazards.listed_on <= ${listedTo}::date`);
  return all;
}

/** One of the texts that the search is made of; the index finds what has the words anywhere. */
function holdsWords(column: string, words: string): Condition[] {
  const escaped = words.replace(/[\\%_]/g, '\\$&');
  return [matchesSearch('hazards.search', words), sql`${sql.ref(column)} like ${`%${escaped}%`}`];
}

function ofOrigin({ actor }: Pick<ReadCtx, 'actor'>, { ids, importId, recurrent }: HazardFilter): Condition[] {
  const all: Condition[] = [];
  if (ids) all.push(sql`hazards.id = any(${ids}::uuid[])`);
  if (importId) {
    all.push(sql`hazards.id in (
      select hazard_import_rows.hazard_id from hazard_import_rows
      where hazard_import_rows.county = ${actor.county} and hazard_import_rows.import_id = ${importId}
    )`);
  }
  if (recurrent) all.push(IS_RECURRENT);
  return all;
}

/** 复发: a major hazard of an enterprise that had one under the same criterion before. */
const IS_RECURRENT: Condition = sql`(hazards.grade = 'major' and hazards.criterion_code is not null and exists (
  select from hazards as earlier
  where earlier.county = hazards.county and earlier.enterprise_id = hazards.enterprise_id
    and earlier.criterion_code = hazards.criterion_code and earlier.grade = 'major'
    and earlier.registered_at < hazards.registered_at
))`;

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
  if (grade) all.push(sql`hazards.grade = ${sql.lit(grade)}`); // as the partial indexes say it
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
  if (state === 'open' || state === 'overdue') {
    all.push(...['hazards.closed_at', 'hazards.referred_at', 'hazards.shut_down_at'].map(notBefore));
  }
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
