import { addDays, instantOf, type LocalDate } from '@zhiben/platform/domain/clock.ts';
import { countByFigures } from '@zhiben/slices/hazard/server';
import type { DayFacts } from '../domain/commitment.rules.ts';
import { listDays } from './days.queries.ts';
import type { ReadCtx } from './statement.tables.ts';
import { listSuspensionRows } from './suspensions.queries.ts';

/** Newest first; more than that do not run at once. */
const MOST_SUSPENSIONS = 100;

/** What is on record of an enterprise for a day, as far as the actor may see it. */
export async function factsOf(ctx: ReadCtx, enterpriseId: string, day: LocalDate): Promise<DayFacts> {
  const asOf = instantOf(addDays(day, 1)).toISOString();
  const hazards = await countByFigures(ctx, {
    openMajor: { measure: 'hazards', filter: { enterpriseId, grade: 'major', state: 'open', asOf } },
    overdue: { measure: 'hazards', filter: { enterpriseId, state: 'overdue', asOf } },
  });
  const { openMajor = 0, overdue = 0 } = hazards.get('') ?? {};
  const before = addDays(day, -1);
  const [[yesterday], suspensions] = await Promise.all([
    listDays(ctx, enterpriseId, { from: before, to: before }),
    listSuspensionRows(ctx, { enterpriseId, limit: MOST_SUSPENSIONS }),
  ]);
  const inForce = suspensions.rows.filter(
    ({ startsAt, endsAt, withdrawnAt }) =>
      withdrawnAt === null && startsAt < instantOf(addDays(day, 1)) && endsAt > instantOf(day),
  );
  return {
    openMajor,
    overdue,
    missedBefore: yesterday ? yesterday.due - yesterday.done - yesterday.madeUp : null,
    suspendedUnits: [...new Set(inForce.flatMap(({ unitName }) => (unitName === null ? [] : [unitName])))],
    isSuspended: inForce.some(({ unitId }) => unitId === null),
  };
}
