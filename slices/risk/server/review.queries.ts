import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { ReviewChange, RiskReview } from '../domain/review.contract.ts';
import type { ReadCtx } from './file.queries.ts';
import { riskTables } from './risk.tables.ts';

const SERIOUS = ['red', 'orange'] as const;

/** Confirmed reviews of an enterprise that the actor may see, newest quarter first. */
export async function listReviews(ctx: ReadCtx, enterpriseId: string) {
  const rows = await riskTables(ctx.db)
    .selectFrom('risk_reviews')
    .where('county', '=', ctx.actor.county)
    .where('enterprise_id', '=', enterpriseId)
    .select(['quarter', 'changes', 'majors', 'statement'])
    .select(['confirmed_at as confirmedAt', 'confirmed_by_name as confirmedByName'])
    .orderBy('quarter', 'desc')
    .limit(80)
    .execute();
  return rows.map((row) => ({
    ...row,
    changes: row.changes as RiskReview['changes'],
    majors: row.majors as RiskReview['majors'],
  }));
}

/** Assessments between two instants that began, ended or renewed a red or orange grade, oldest first. */
export function listSeriousAssessments(ctx: ReadCtx, enterpriseId: string, from: Date, to: Date) {
  return riskTables(ctx.db)
    .selectFrom('risk_assessments')
    .innerJoin('risk_events', (j) =>
      j
        .onRef('risk_events.county', '=', 'risk_assessments.county')
        .onRef('risk_events.id', '=', 'risk_assessments.event_id'),
    )
    .innerJoin('risk_units', (j) =>
      j.onRef('risk_units.county', '=', 'risk_events.county').onRef('risk_units.id', '=', 'risk_events.unit_id'),
    )
    .where('risk_assessments.county', '=', ctx.actor.county)
    .where('risk_assessments.enterprise_id', '=', enterpriseId)
    .where('risk_assessments.at', '>', from)
    .where('risk_assessments.at', '<', to)
    .where((eb) =>
      eb.or([eb('risk_assessments.level', 'in', SERIOUS), eb('risk_assessments.previous_level', 'in', SERIOUS)]),
    )
    .select(['risk_events.id as eventId', 'risk_events.name', 'risk_units.name as unitName'])
    .select(['risk_assessments.level as to', 'risk_assessments.previous_level as from', 'risk_assessments.cause'])
    .select(['risk_assessments.at', 'risk_assessments.by_name as byName'])
    .orderBy('risk_assessments.at')
    .limit(2_000)
    .execute();
}

/** Red and orange events that were taken off the list between two instants. */
export function listSeriousRemovals(ctx: ReadCtx, enterpriseId: string, from: Date, to: Date) {
  return riskTables(ctx.db)
    .selectFrom('risk_events')
    .innerJoin('risk_units', (j) =>
      j.onRef('risk_units.county', '=', 'risk_events.county').onRef('risk_units.id', '=', 'risk_events.unit_id'),
    )
    .where('risk_events.county', '=', ctx.actor.county)
    .where('risk_events.enterprise_id', '=', enterpriseId)
    .where('risk_events.removed_at', '>', from)
    .where('risk_events.removed_at', '<', to)
    .where('risk_events.level', 'in', SERIOUS)
    .select(['risk_events.id as eventId', 'risk_events.name', 'risk_units.name as unitName'])
    .select(['risk_events.level as from', 'risk_events.removed_at as at', 'risk_events.removed_by_name as byName'])
    .limit(2_000)
    .execute();
}

export async function insertReview(
  tx: TxCtx,
  review: {
    readonly id: string;
    readonly enterpriseId: string;
    readonly quarter: string;
    readonly changes: readonly ReviewChange[];
    readonly majors: RiskReview['majors'];
    readonly statement: string;
  },
): Promise<void> {
  await riskTables(tx.db)
    .insertInto('risk_reviews')
    .values({
      county: tx.actor.county,
      id: review.id,
      enterprise_id: review.enterpriseId,
      quarter: review.quarter,
      changes: JSON.stringify(review.changes),
      majors: JSON.stringify(review.majors),
      statement: review.statement,
      confirmed_at: tx.clock.now(),
      confirmed_by: tx.actor.userId,
      confirmed_by_name: tx.actor.name,
    })
    .execute();
}
