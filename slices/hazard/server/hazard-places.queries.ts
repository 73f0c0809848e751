import { type RawBuilder, sql } from 'kysely';
import type { HazardFigureFilter } from '../domain/hazard.filter.ts';
import type { HazardFigure } from './hazard-figure.queries.ts';
import { type Condition, inScope, type ReadCtx, standingAt } from './hazard-filter.queries.ts';

/** Figures of the hazards of one township and industry. */
export interface PlaceFigures<Code extends string> {
  readonly township: string;
  readonly industry: string;
  readonly values: Readonly<Partial<Record<Code, number>>>;
}

type Additive = HazardFigure & { readonly measure: Exclude<HazardFigure['measure'], 'enterprises'> };

/**
 * A whole form at once: many figures for every township and industry, to be added up into whatever rows a form has.
 * The hazards are read once: first they fall together into the few combinations of place, channel and standing that
 * there are, then the figures are added over those. A figure's own place (`division`, `industry`) is not looked at.
 * Figures of one grade are read apart from the others, so that the index of major hazards serves theirs.
 */
export async function countByPlace<Code extends string>(
  ctx: ReadCtx,
  figures: Readonly<Record<Code, Additive>>,
): Promise<PlaceFigures<Code>[]> {
  const entries = Object.entries(figures) as [Code, Additive][];
  const grades = [...new Set(entries.map(([, { filter }]) => filter.grade))];
  const read = grades.map((grade) =>
    countGrade(
      ctx,
      grade,
      entries.filter(([, { filter }]) => filter.grade === grade),
    ),
  );
  return (await Promise.all(read)).flat();
}

async function countGrade<Code extends string>(
  ctx: ReadCtx,
  grade: HazardFigureFilter['grade'],
  entries: readonly (readonly [Code, Additive])[],
): Promise<PlaceFigures<Code>[]> {
  const filters = entries.map(([, { filter }]) => filter);
  const from = filters[0]?.registeredFrom;
  const shared = {
    grade,
    ...(filters.every(({ registeredFrom }) => registeredFrom === from) && { registeredFrom: from }),
  };

  /** Each standing that some figure asks for is one yes-or-no column of the inner query. */
  const standings = new Map<string, { name: string; holds: RawBuilder<boolean> }>();
  const standingOf = ({ measure, filter }: Additive) => {
    const { channel: _, division: __, industry: ___, ...standing } = filter;
    // Money counts from the moment it was filed, with the commitments.
    const state = measure === 'fundsPlanned' ? (standing.state ?? 'committed') : standing.state;
    const key = JSON.stringify([standing.asOf, standing.registeredFrom, state]);
    const known = standings.get(key) ?? {
      name: `s${standings.size}`,
      holds: all(
        standingAt(ctx, { ...standing, ...('registeredFrom' in shared && { registeredFrom: undefined }), state }),
      ),
    };
    standings.set(key, known);
    return sql.ref(`hazards.${known.name}`);
  };
  const columns = entries.map(([, figure], i) => {
    const where = sql.join([standingOf(figure), ...standingAt(ctx, { channel: figure.filter.channel })], sql` and `);
    const sum = figure.measure === 'fundsPlanned' ? sql`sum(hazards.funds)` : sql`sum(hazards.count)`;
    return sql`coalesce(${sum} filter (where ${where}), 0) as ${sql.ref(`f${i}`)}`;
  });
  const kept = [...standings.values()].map(({ name, holds }) => sql`${holds} as ${sql.ref(name)}`);
  const dimensions = filters.some(({ channel }) => channel) ? [sql`hazards.channel`, ...kept] : kept;
  const { rows } = await sql<{ township: string; industry: string } & Record<string, unknown>>`
    select hazards.township, hazards.industry, ${sql.join(columns)}
    from (
      select hazards.township, hazards.industry, ${sql.join(dimensions)},
        count(*) as count, sum(hazards.funds_planned) as funds
      from hazards
      where ${all([...inScope(ctx), ...standingAt(ctx, shared)])}
      group by ${sql.join([1, 2, ...dimensions.map((_, i) => i + 3)].map((n) => sql.lit(n)))}
    ) as hazards
    group by hazards.township, hazards.industry`.execute(ctx.db);
  return rows.map(({ township, industry, ...row }) => ({
    township,
    industry,
    values: Object.fromEntries(entries.map(([code], i) => [code, Number(row[`f${i}`])])) as Record<Code, number>,
  }));
}

/** Enterprises of one township and industry: those that stand nowhere else by their number, the few others by id. */
export interface PlaceEnterprises {
  readonly township: string;
  readonly industry: string;
  readonly here: number;
  readonly elsewhereToo: readonly string[];
}

/** Where the enterprises are that have such hazards, so that whoever adds places up counts each enterprise once. */
export async function countEnterprisesByPlace(ctx: ReadCtx, filter: HazardFigureFilter): Promise<PlaceEnterprises[]> {
  const { division: _, industry: __, ...standing } = filter;
  const { rows } = await sql<PlaceEnterprises>`
    select found.township, found.industry,
      count(*) filter (where found.places = 1) as here,
      coalesce(array_agg(found.enterprise_id) filter (where found.places > 1), '{}') as "elsewhereToo"
    from (
      select hazards.enterprise_id, hazards.township, hazards.industry,
        count(*) over (partition by hazards.enterprise_id) as places
      from hazards
      where ${all([...inScope(ctx), ...standingAt(ctx, standing)])}
      group by hazards.enterprise_id, hazards.township, hazards.industry
    ) as found
    group by found.township, found.industry`.execute(ctx.db);
  return rows;
}

function all(conditions: readonly Condition[]): RawBuilder<boolean> {
  return conditions.length > 0 ? sql`(${sql.join(conditions, sql` and `)})` : sql`true`;
}
