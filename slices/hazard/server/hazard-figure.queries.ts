import { type RawBuilder, sql } from 'kysely';
import type { HazardFigureFilter } from '../domain/hazard.filter.ts';
import { listHazards } from './hazard.queries.ts';
import { inScope, placedAt, type ReadCtx, standingAt } from './hazard-filter.queries.ts';

/**
 * What of the hazards is counted: the hazards 项, the enterprises that have them 家, or the money committed to their
 * rectification 万元 (资金落实, as filed with the five commitments before `asOf`).
 */
export type Measure = 'hazards' | 'enterprises' | 'fundsPlanned';

export interface HazardFigure {
  readonly measure: Measure;
  readonly filter: HazardFigureFilter;
}

/** By what the figures are set out in rows. */
export type FigureRows = 'total' | 'township' | 'industry';

const ROW_KEYS: Record<FigureRows, RawBuilder<string>> = {
  total: sql`''`,
  township: sql`hazards.township`,
  industry: sql`hazards.industry`,
};

/**
 * Many figures at once, in one pass over the table: row key (township code, industry code, or '' for the total) →
 * figure code → value. Keys without any hazard are absent. Only what lies in the actor's scope is counted.
 */
export async function countByFigures<Code extends string>(
  ctx: ReadCtx,
  figures: Readonly<Record<Code, HazardFigure>>,
  by: FigureRows = 'total',
): Promise<Map<string, Record<Code, number>>> {
  const codes = Object.keys(figures) as Code[];
  if (codes.length === 0) return new Map();
  const columns = codes.map((code, i) => sql`${measured(ctx, figures[code])} as ${sql.ref(`f${i}`)}`);
  const { rows } = await sql<Record<string, unknown>>`
    select ${ROW_KEYS[by]} as key, ${sql.join(columns)}
    from hazards
    where ${sql.join(inScope(ctx), sql` and `)} and ${sharedCondition(ctx, Object.values<HazardFigure>(figures))}
    group by 1`.execute(ctx.db);
  return new Map(
    rows.map((row) => [
      row.key as string,
      Object.fromEntries(codes.map((code, i) => [code, Number(row[`f${i}`])])) as Record<Code, number>,
    ]),
  );
}

/** One figure in total. */
export async function countByFigure(ctx: ReadCtx, figure: HazardFigure): Promise<number> {
  const rows = await countByFigures(ctx, { figure });
  return rows.get('')?.figure ?? 0;
}

/** The records that make a figure, newest first: the same filter, so as many as were counted. */
export function listByFigure(ctx: ReadCtx, filter: HazardFigureFilter, page: { cursor?: string; limit?: number } = {}) {
  return listHazards(ctx, { ...filter, group: 'all', sort: '-registered', limit: 25, ...page });
}

function measured(ctx: ReadCtx, { measure, filter }: HazardFigure): RawBuilder<number> {
  const conditions = [...placedAt(ctx, filter), ...standingAt(ctx, filter)];
  if (measure === 'fundsPlanned') conditions.push(...standingAt(ctx, { ...filter, state: 'committed' }));
  const where = conditions.length > 0 ? sql`filter (where ${sql.join(conditions, sql` and `)})` : sql``;
  if (measure === 'enterprises') return sql`count(distinct hazards.enterprise_id) ${where}`;
  if (measure === 'fundsPlanned') return sql`coalesce(sum(hazards.funds_planned) ${where}, 0)`;
  return sql`count(*) ${where}`;
}

/** What all figures have in common narrows the pass: the campaign's start, the cut-off, the grade. */
function sharedCondition(ctx: ReadCtx, figures: readonly HazardFigure[]): RawBuilder<unknown> {
  const [first, ...others] = figures.map((figure) => figure.filter);
  const same = <K extends keyof HazardFigureFilter>(key: K) => others.every((other) => other[key] === first?.[key]);
  const shared: Partial<HazardFigureFilter> = {
    ...(same('grade') && { grade: first?.grade }),
    ...(same('registeredFrom') && { registeredFrom: first?.registeredFrom }),
    ...(same('asOf') && { asOf: first?.asOf }),
  };
  const conditions = standingAt(ctx, shared);
  return conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`;
}
