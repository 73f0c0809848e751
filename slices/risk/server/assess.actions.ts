import { addDays, today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { cancelDeadline, meetDeadline, startDeadline } from '@zhiben/platform/server/calendar/deadline.actions.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { z } from 'zod';
import {
  type Assessed,
  assess,
  EVENT_REVIEW_SOURCE,
  isAfterAbove,
  isControlTooLow,
  leastControlLevel,
  MOST_REVIEW_DAYS,
  YEARLY_REVIEW,
} from '../domain/assessment.rules.ts';
import type * as contracts from '../domain/risk.contract.ts';
import { CONTROL_LEVEL_NAMES, type ControlLevel, LEVEL_NAMES, riskError } from '../domain/risk.terms.ts';
import { type NewAssessment, writeAssessment } from './assessments.queries.ts';
import { type EventRow, listEvents, setReviewDue } from './events.queries.ts';
import { checkVersion, ownerOfEvent, theEvent, theUnit, writeRisks } from './risk-file.ts';

export const REVIEW_PURPOSE = '风险重新评价';
const subjectOf = (id: string) => ({ kind: 'riskEvent', id });

/** Nothing of a removed point is owed any more. */
export function cancelReview(tx: TxCtx, eventId: string): Promise<void> {
  return cancelDeadline(tx, { subject: subjectOf(eventId), purpose: REVIEW_PURPOSE });
}

/** @throws risk/after-above-before, risk/control-too-low */
function checkAssessed(assessed: Assessed, controlLevel: ControlLevel): void {
  if (isAfterAbove(assessed)) throw riskError('after-above-before', {});
  if (isControlTooLow(assessed.level, controlLevel)) {
    const least = CONTROL_LEVEL_NAMES[leastControlLevel(assessed.level)];
    throw riskError('control-too-low', { level: LEVEL_NAMES[assessed.level], least });
  }
}

/** Writes an assessment; the deadline that asked for it is met, the next one begins. */
export async function keepAssessment(
  tx: TxCtx,
  event: Pick<EventRow, 'id' | 'enterpriseId' | 'level' | 'version' | 'reviewDueOn'>,
  assessment: Omit<NewAssessment, 'assessed' | 'reviewDueOn'>,
): Promise<Assessed> {
  const assessed = assess(assessment.judgement);
  checkAssessed(assessed, assessment.controlLevel);
  const subject = subjectOf(event.id);
  if (event.reviewDueOn !== null) await meetDeadline(tx, { subject, purpose: REVIEW_PURPOSE });
  const { dueOn } = await startDeadline(tx, { subject, purpose: REVIEW_PURPOSE, rule: YEARLY_REVIEW });
  await writeAssessment(tx, event, { ...assessment, assessed, reviewDueOn: dueOn });
  return assessed;
}

/** @throws app/version-conflict, risk/after-above-before, risk/control-too-low */
export async function assessEvent(
  ctx: Ctx,
  id: string,
  body: z.output<typeof contracts.assessRiskEvent.body>,
): Promise<{ id: string; version: number }> {
  const { commandId, version, cause, controlLevel, ownerName, note, scoreTable, before, after, directRule } = body;
  const enterpriseId = await ownerOfEvent(ctx, id);
  const command = { commandId, enterpriseId, action: 'risk:assess', subjectId: id, kind: 'riskEvent' } as const;
  await writeRisks(ctx, command, async (tx) => {
    const event = await theEvent(tx, id);
    checkVersion(event, version, '这个风险点');
    const judgement = { scoreTable, before, after, directRule };
    const assessed = await keepAssessment(tx, event, {
      id: commandId,
      cause,
      judgement,
      controlLevel,
      ownerName,
      note,
    });
    const { level } = assessed;
    const scores = { before: assessed.before?.formula ?? null, after: assessed.after?.formula ?? null };
    const data = { cause, ...judgement, scores, level, from: event.level, controlLevel, ownerName, note };
    return { version: version + 1, data };
  });
  return { id, version: version + 1 };
}

/** Makes an earlier day of the reviews of some events. */
export async function putForward(
  tx: TxCtx,
  events: readonly Pick<EventRow, 'id' | 'reviewDueOn'>[],
  cause: keyof typeof EVENT_REVIEW_SOURCE,
  dueOn: string,
): Promise<void> {
  const source = EVENT_REVIEW_SOURCE[cause];
  for (const { id, reviewDueOn } of events) {
    const subject = subjectOf(id);
    if (reviewDueOn !== null) await cancelReview(tx, id);
    await startDeadline(tx, { subject, purpose: REVIEW_PURPOSE, dueOn, code: `risk:${cause}`, source });
    await setReviewDue(tx, id, dueOn);
  }
}

/**
 * Asks for the assessed events of some units to be assessed anew by a day, after a change or an accident. One that is
 * due earlier stays due then: a yearly review is not put off by asking for another.
 * @throws risk/nothing-due, risk/due-earlier, app/not-found for units of others
 */
export async function requireReassessment(
  ctx: Ctx,
  enterpriseId: string,
  { commandId, cause, unitIds, dueOn, reason }: z.output<typeof contracts.requireReassessment.body>,
): Promise<{ events: number }> {
  const from = today(ctx.clock);
  const to = addDays(from, MOST_REVIEW_DAYS);
  if (dueOn < from || dueOn > to) {
    throw appError('invalid-input', {}, [{ path: 'dueOn', message: `期限应在 ${from} 至 ${to} 之间` }]);
  }
  const count = async (tx: Pick<Ctx, 'db' | 'actor'>) =>
    (await listEvents(tx, enterpriseId)).filter((event) => unitIds.includes(event.unitId) && event.level !== null);
  const command = {
    commandId,
    enterpriseId,
    action: 'risk:requireReassessment',
    subjectId: enterpriseId,
    kind: 'riskFile',
  } as const;
  await writeRisks(ctx, command, async (tx) => {
    for (const id of unitIds) {
      if ((await theUnit(tx, id)).enterpriseId !== enterpriseId) throw appError('not-found', { what: '这个风险单元' });
    }
    const assessed = await count(tx);
    if (assessed.length === 0) throw riskError('nothing-due', {});
    const events = assessed.filter(({ reviewDueOn }) => reviewDueOn === null || reviewDueOn > dueOn);
    if (events.length === 0) throw riskError('due-earlier', {});
    await putForward(tx, events, cause, dueOn);
    const data = { cause, unitIds, dueOn, reason, events: events.length };
    return { version: 1, data };
  });
  return { events: (await count(ctx)).length };
}
