import { localDate } from '@zhiben/platform/domain/clock.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import {
  countByPlace,
  countEnterprisesByPlace,
  type HazardFigure,
  type PlaceEnterprises,
  type PlaceFigures,
} from '@zhiben/slices/hazard/server';
import { listTasksAsOf, type TaskAsOf } from '@zhiben/slices/plan/server';
import type { Form } from '../domain/dispatch.contract.ts';
import { completeFigures } from '../domain/figures.rules.ts';
import { type Figure, type FormDefinition, type Indicator, indicatorsOf } from '../domain/form.types.ts';
import { inRow, type RowSpec } from '../domain/rows.rules.ts';

export type CountCtx = Pick<Ctx, 'db' | 'actor' | 'clock'>;
export type RowFigures = ReadonlyMap<string, Record<string, Figure>>;

interface Counting {
  readonly form: Pick<Form, 'campaignId' | 'countsFrom'>;
  readonly definition: FormDefinition;
  readonly rows: readonly RowSpec[];
  /** Instants as of which the form is counted, all in the same pass. */
  readonly asOf: readonly Date[];
}

/** The figures of all rows, by row key, for each of the instants. Only what lies in the actor's scope is counted. */
export async function countRows(ctx: CountCtx, counting: Counting): Promise<RowFigures[]> {
  const { definition, rows, asOf } = counting;
  const indicators = indicatorsOf(definition);
  const [places, enterprises, tasks] = await Promise.all([
    countHazards(ctx, counting, indicators),
    countEnterprises(ctx, counting, indicators),
    readTasks(ctx, counting, indicators),
  ]);
  return asOf.map((_, at) => {
    const count = (indicator: Indicator, row: RowSpec): Figure => {
      const { code, source } = indicator;
      switch (source.kind) {
        case 'hazards':
        case 'funds':
          return round(addUp(places, row, keyOf(code, at)));
        case 'enterprises':
          return countOnce(enterprises.get(keyOf(code, at)) ?? [], row);
        case 'tasks':
          return countTasks(tasks[at], row, source.state);
        default:
          return 'noData'; // rates follow from the others, and `none` has nothing to count
      }
    };
    return new Map(
      rows.map((row) => {
        const counted = Object.fromEntries(indicators.map((i) => [i.code, count(i, row)]));
        return [row.key, completeFigures(indicators, counted)];
      }),
    );
  });
}

const keyOf = (code: string, at: number) => `${code}@${at}`;

/** The hazards that an indicator counts, as of an instant, in a row where one is given; null for other sources. */
export function hazardFigure(
  { source }: Pick<Indicator, 'source'>,
  form: Pick<Form, 'countsFrom'>,
  asOf: Date,
  row?: RowSpec,
): HazardFigure | null {
  if (source.kind !== 'hazards' && source.kind !== 'funds' && source.kind !== 'enterprises') return null;
  const { township, industries } = row?.place ?? { township: null, industries: null };
  const filter = {
    ...source.filter,
    registeredFrom: form.countsFrom,
    asOf: asOf.toISOString(),
    ...(township !== null && { division: township }),
    ...(industries !== null && { industry: industries as HazardFigure['filter']['industry'] }),
  };
  if (source.kind === 'hazards') return { measure: 'hazards', filter };
  return { measure: source.kind === 'funds' ? 'fundsPlanned' : 'enterprises', filter };
}

function countHazards(ctx: CountCtx, { form, asOf }: Counting, indicators: readonly Indicator[]) {
  const figures = indicators.flatMap((indicator) =>
    asOf.flatMap((instant, at) => {
      const figure = hazardFigure(indicator, form, instant);
      if (!figure || figure.measure === 'enterprises') return [];
      const { measure, filter } = figure;
      return [[keyOf(indicator.code, at), { measure, filter }] as const];
    }),
  );
  return countByPlace(ctx, Object.fromEntries(figures));
}

async function countEnterprises(ctx: CountCtx, { form, asOf }: Counting, indicators: readonly Indicator[]) {
  const wanted = indicators.filter(({ source }) => source.kind === 'enterprises');
  const counted = wanted.flatMap((indicator) =>
    asOf.map(async (instant, at) => {
      const figure = hazardFigure(indicator, form, instant) as HazardFigure;
      return [keyOf(indicator.code, at), await countEnterprisesByPlace(ctx, figure.filter)] as const;
    }),
  );
  return new Map(await Promise.all(counted));
}

/** The tasks of the form's campaign at the end of the last day that counts; none without a campaign. */
export async function campaignTasks(ctx: CountCtx, { campaignId }: Pick<Form, 'campaignId'>, asOf: Date) {
  return campaignId === null ? [] : listTasksAsOf(ctx, campaignId, localDate(new Date(asOf.getTime() - 1)));
}

async function readTasks(ctx: CountCtx, { form, asOf }: Counting, indicators: readonly Indicator[]) {
  if (form.campaignId === null || !indicators.some(({ source }) => source.kind === 'tasks')) return [];
  return Promise.all(asOf.map((instant) => campaignTasks(ctx, form, instant)));
}

function addUp(places: readonly PlaceFigures<string>[], row: RowSpec, key: string): number {
  return places.reduce((sum, place) => (inRow(row.place, place) ? sum + (place.values[key] ?? 0) : sum), 0);
}

function countOnce(places: readonly PlaceEnterprises[], row: RowSpec): number {
  const inside = places.filter((place) => inRow(row.place, place));
  const spread = new Set(inside.flatMap((place) => place.elsewhereToo));
  return inside.reduce((sum, place) => sum + place.here, spread.size);
}

/** Sums of money are kept to the cent. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Tasks belong to bodies: a row without one has none to count. */
function countTasks(tasks: readonly TaskAsOf[] | undefined, row: RowSpec, state: TaskState): Figure {
  if (!tasks) return 'noData';
  if (row.bodyId === null) return 'notApplicable';
  return tasks.filter((task) => isInTaskRow(task, row) && isInState(task, state)).length;
}

type TaskState = 'all' | 'done' | 'overdue';

/** The county's row counts all tasks, also those nobody leads yet. */
export function isInTaskRow(task: TaskAsOf, row: RowSpec): boolean {
  return row.kind === 'total' || task.leadBodyId === row.bodyId;
}

export function isInState({ status }: TaskAsOf, state: TaskState): boolean {
  return state === 'all' || status === state;
}
