import { instantOf, today } from '@zhiben/platform/domain/clock.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import type { z } from 'zod';
import { quarterDays, quarterOf, sayQuarter } from '../domain/assessment.rules.ts';
import type { confirmRiskReview, RiskReview } from '../domain/review.contract.ts';
import { draftStatement, sayChanges } from '../domain/review.rules.ts';
import { mayConfirm } from '../domain/risk.policy.ts';
import { riskError } from '../domain/risk.terms.ts';
import { listEvents } from './events.queries.ts';
import type { ReadCtx } from './file.queries.ts';
import { listMeasures } from './measures.queries.ts';
import { insertReview, listReviews, listSeriousAssessments, listSeriousRemovals } from './review.queries.ts';
import { placeOf, writeRisks } from './risk-file.ts';
import { listUnits } from './units.queries.ts';

type Confirmed = Awaited<ReturnType<typeof listReviews>>;

/** What the records say of the red points now, and of red and orange ones since the last review. */
async function draftReview(
  ctx: ReadCtx & Pick<Ctx, 'clock'>,
  enterpriseId: string,
  quarter: string,
  confirmed: Confirmed,
): Promise<RiskReview> {
  const { from, to } = quarterDays(quarter);
  const last = confirmed.find((one) => one.quarter < quarter);
  // Confirmed after its quarter ended, a review still says nothing of the days since that end.
  const said = last && [last.confirmedAt, instantOf(quarterDays(last.quarter).to)];
  const since = said ? new Date(Math.min(...said.map(Number))) : instantOf(from);
  const until = instantOf(to);
  const [events, units, measures, assessments, removals] = await Promise.all([
    listEvents(ctx, enterpriseId),
    listUnits(ctx, enterpriseId),
    listMeasures(ctx, enterpriseId),
    listSeriousAssessments(ctx, enterpriseId, since, until),
    listSeriousRemovals(ctx, enterpriseId, since, until),
  ]);
  const unitNames = new Map(units.map(({ id, name }) => [id, name]));
  const majors = events
    .filter(({ level }) => level === 'red')
    .map(({ id, unitId, name, ownerName }) => ({
      eventId: id,
      unitName: unitNames.get(unitId) ?? '',
      name,
      level: 'red' as const,
      ownerName,
      measures: measures.filter(({ eventId }) => eventId === id).length,
    }));
  const changes = sayChanges(assessments, removals);
  const statement = draftStatement({ quarter: sayQuarter(quarter), majors, changes });
  return { quarter, since: since.toISOString(), changes, majors, statement, confirmedAt: null, confirmedByName: null };
}

/** The review of a quarter: as confirmed, or as drafted now. @throws app/not-found */
export async function presentReview(ctx: Ctx, enterpriseId: string, asked: string | undefined) {
  await placeOf(ctx, enterpriseId);
  const confirmed = await listReviews(ctx, enterpriseId);
  const now = quarterOf(today(ctx.clock));
  const quarter = asked ?? now;
  const kept = confirmed.find((one) => one.quarter === quarter);
  const review = kept
    ? { ...kept, since: kept.confirmedAt.toISOString(), confirmedAt: kept.confirmedAt.toISOString() }
    : await draftReview(ctx, enterpriseId, quarter, confirmed);
  return {
    review,
    confirmed: confirmed.map(({ quarter: q, confirmedAt, confirmedByName }) => ({
      quarter: q,
      confirmedAt: confirmedAt.toISOString(),
      confirmedByName,
    })),
    abilities: { confirm: mayConfirm(ctx.actor, enterpriseId) && !kept && quarter <= now },
  };
}

/** A person confirms what the records say, with their own words. @throws risk/review-confirmed, risk/review-early */
export async function confirmReview(
  ctx: Ctx,
  enterpriseId: string,
  { commandId, quarter, statement }: z.output<typeof confirmRiskReview.body>,
): Promise<{ quarter: string }> {
  const command = {
    commandId,
    enterpriseId,
    action: 'risk:confirmReview',
    subjectId: commandId,
    kind: 'riskReview',
    policy: ({ actor }: Pick<Ctx, 'actor'>) => {
      if (!mayConfirm(actor, enterpriseId)) throw riskError('not-own', {});
    },
  } as const;
  await writeRisks(ctx, command, async (tx) => {
    if (quarter > quarterOf(today(tx.clock))) throw riskError('review-early', {});
    const confirmed = await listReviews(tx, enterpriseId);
    if (confirmed.some((one) => one.quarter === quarter)) {
      throw riskError('review-confirmed', { quarter: sayQuarter(quarter) });
    }
    const { changes, majors } = await draftReview(tx, enterpriseId, quarter, confirmed);
    await insertReview(tx, { id: commandId, enterpriseId, quarter, changes, majors, statement });
    const data = { quarter, statement, majors: majors.length, changes: changes.length };
    return { version: 1, data };
  });
  return { quarter };
}
