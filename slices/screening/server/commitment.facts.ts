import { addDays, instantOf, type LocalDate } from '@zhiben/platform/domain/clock.ts';
import { countByFigures } from '@zhiben/slices/hazard/server';
import type { DayFacts } from '../domain/commitment.rules.ts';
import type { ReadCtx } from './statement.tables.ts';

/** What is on record of an enterprise for a day, as far as the actor may see it. */
export async function factsOf(ctx: ReadCtx, enterpriseId: string, day: LocalDate): Promise<DayFacts> {
  const asOf = instantOf(addDays(day, 1)).toISOString();
  const hazards = await countByFigures(ctx, {
    openMajor: { measure: 'hazards', filter: { enterpriseId, grade: 'major', state: 'open', asOf } },
    overdue: { measure: 'hazards', filter: { enterpriseId, state: 'overdue', asOf } },
  });
  const { openMajor = 0, overdue = 0 } = hazards.get('') ?? {};
  return { openMajor, overdue, missedBefore: null, suspendedUnits: [], isSuspended: false };
}
