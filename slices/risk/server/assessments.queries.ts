import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { Assessed, Judgement } from '../domain/assessment.rules.ts';
import type { Cause, ControlLevel } from '../domain/risk.terms.ts';
import type { EventRow } from './events.queries.ts';
import type { ReadCtx } from './file.queries.ts';
import { riskTables } from './risk.tables.ts';

const judgementColumns = [
  'score_table as scoreTable',
  'before_factors as before',
  'after_factors as after',
  'before_value as beforeValue',
  'after_value as afterValue',
  'direct_rule as directRule',
] as const;

/** A judgement with all that goes with it, for one event. */
export interface NewAssessment {
  readonly id: string;
  readonly cause: Cause;
  readonly judgement: Judgement;
  readonly assessed: Assessed;
  readonly controlLevel: ControlLevel;
  readonly ownerName: string;
  readonly note: string;
  readonly reviewDueOn: string;
}

/** Writes an assessment into the history and onto the event. */
export async function writeAssessment(
  tx: TxCtx,
  event: Pick<EventRow, 'id' | 'enterpriseId' | 'level' | 'version'>,
  { id, cause, judgement, assessed, controlLevel, ownerName, note, reviewDueOn }: NewAssessment,
): Promise<void> {
  const db = riskTables(tx.db);
  const now = tx.clock.now();
  const { county } = tx.actor;
  const shared = {
    score_table: judgement.scoreTable,
    before_factors: judgement.before && JSON.stringify(judgement.before),
    after_factors: judgement.after && JSON.stringify(judgement.after),
    before_value: assessed.before?.value ?? null,
    after_value: assessed.after?.value ?? null,
    direct_rule: judgement.directRule,
    level: assessed.level,
    control_level: controlLevel,
    owner_name: ownerName,
  };
  await db
    .updateTable('risk_events')
    .set({
      ...(shared as object),
      review_due_on: reviewDueOn,
      assessed_at: now,
      updated_at: now,
      version: event.version + 1,
    })
    .where('county', '=', county)
    .where('id', '=', event.id)
    .execute();
  await db
    .insertInto('risk_assessments')
    .values({
      county,
      id,
      event_id: event.id,
      enterprise_id: event.enterpriseId,
      cause,
      ...shared,
      previous_level: event.level,
      note,
      at: now,
      by_user: tx.actor.userId,
      by_name: tx.actor.name,
    } as never)
    .execute();
}

export function listAssessments(ctx: ReadCtx, eventId: string) {
  return riskTables(ctx.db)
    .selectFrom('risk_assessments')
    .where('county', '=', ctx.actor.county)
    .where('event_id', '=', eventId)
    .select(['id', 'cause', 'level', 'previous_level as previousLevel', 'control_level as controlLevel'])
    .select(['owner_name as ownerName', 'note', 'at', 'by_name as byName'])
    .select(judgementColumns)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
}
