import { countByFigures, countHazards } from '@zhiben/slices/hazard/server';
import { type Figures, monthRange, OTHER_CHANNELS } from '../domain/statement.rules.ts';
import { countDays } from './commitment.queries.ts';
import { listDays } from './days.queries.ts';
import { sumPaid } from './reward.queries.ts';
import { countReceived } from './snapshot.queries.ts';
import type { ReadCtx } from './statement.tables.ts';

/** The figures of an enterprise's month, as the records that the actor may see make them now. */
export async function computeFigures(ctx: ReadCtx, enterpriseId: string, month: string): Promise<Figures> {
  const { from, to, end } = monthRange(month);
  const asOf = end.toISOString();
  const found = { enterpriseId, registeredFrom: from, asOf };
  const open = { enterpriseId, state: 'open' as const, asOf };
  const [hazards, closed, days, committed, snapshots, paid] = await Promise.all([
    countByFigures(ctx, {
      found: { measure: 'hazards', filter: found },
      foundSelf: { measure: 'hazards', filter: { ...found, channel: ['selfInspection'] } },
      foundOthers: { measure: 'hazards', filter: { ...found, channel: [...OTHER_CHANNELS] } },
      foundMajor: { measure: 'hazards', filter: { ...found, grade: 'major' } },
      open: { measure: 'hazards', filter: open },
      openMajor: { measure: 'hazards', filter: { ...open, grade: 'major' } },
      overdue: { measure: 'hazards', filter: { ...open, state: 'overdue' } },
    }),
    countHazards(ctx, { group: 'closed', enterpriseId, closedFrom: from, closedTo: to }),
    listDays(ctx, enterpriseId, { from, to }),
    countDays(ctx, enterpriseId, from, to),
    countReceived(ctx, enterpriseId, from, to),
    sumPaid(ctx, enterpriseId, from, to),
  ]);
  const none = { found: 0, foundSelf: 0, foundOthers: 0, foundMajor: 0, open: 0, openMajor: 0, overdue: 0 };
  return {
    ...(hazards.get('') ?? none),
    closed: closed.count,
    ...screeningFigures(days),
    committed,
    snapshots: snapshots.received,
    snapshotsTaken: snapshots.taken,
    rewarded: paid.count,
    rewardedFen: paid.amountFen,
    trained: null,
  };
}

/** Sums of the days; nothing is known of an enterprise that has none. */
function screeningFigures(days: Awaited<ReturnType<typeof listDays>>) {
  const sum = (of: 'due' | 'done' | 'madeUp' | 'missed' | 'excluded') =>
    days.length === 0 ? null : days.reduce((total, day) => total + day[of], 0);
  return {
    due: sum('due'),
    done: sum('done'),
    madeUp: sum('madeUp'),
    missed: sum('missed'),
    excluded: sum('excluded'),
  };
}
