import { localDate, today } from '@zhiben/platform/domain/clock.ts';
import { firstDueOn } from '@zhiben/platform/domain/deadline.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { nextNumber } from '@zhiben/platform/server/numbers.ts';
import { findEnterprise } from '@zhiben/slices/enterprise/server';
import type { HazardCommand } from '../domain/hazard.commands.ts';
import { applyCommand, hazardNumber, NUMBER_KIND } from '../domain/hazard.rules.ts';
import type { Hazard, HazardEvent } from '../domain/hazard.state.ts';
import { moveDeadlines } from './hazard.deadlines.ts';
import { insertHazard } from './hazard.queries.ts';
import { findLimit } from './hazard-limits.queries.ts';

type Found = Pick<
  Hazard,
  'enterpriseId' | 'description' | 'place' | 'discoveredOn' | 'channel' | 'criterionCode' | 'longitude' | 'latitude'
>;

/**
 * Enters what was found and reported elsewhere (an import, a merger taken back), in the transaction of whoever does it.
 * @param more goes into the event beside what registering says
 * @throws app/not-found when the enterprise is not in the actor's scope
 */
export async function registerFound(
  tx: TxCtx,
  id: string,
  found: Found,
  more: Record<string, unknown>,
): Promise<Hazard> {
  const enterprise = await findEnterprise(tx, found.enterpriseId);
  if (!enterprise) throw appError('not-found', { what: '这家企业' });
  const { division, industry, name: enterpriseName } = enterprise;
  const on = today(tx.clock);
  const year = Number(on.slice(0, 4));
  const limit = await findLimit(tx, 'judgement');
  const command: HazardCommand = {
    kind: 'register',
    id,
    ...found,
    files: [],
    number: hazardNumber(tx.actor.county, year, await nextNumber(tx, NUMBER_KIND, year)),
    enterpriseName,
    division,
    industry,
    judgementDueOn: limit && firstDueOn(limit, on),
  };
  const { event, changes } = applyCommand(null, command, circumstanceOf(tx));
  const hazard = { ...changes, id } as Hazard;
  await insertHazard(tx, hazard);
  await moveDeadlines(tx, null, hazard, event);
  recordEvent(tx, hazard, event, more);
  return hazard;
}

export function recordEvent(tx: TxCtx, hazard: Hazard, event: HazardEvent, more: Record<string, unknown> = {}): void {
  const { id, version, division, industry, enterpriseId } = hazard;
  tx.record({
    id: newId(),
    action: event.action,
    subject: { kind: 'hazard', id, version },
    data: { ...event.data, ...more },
    placement: { county: tx.actor.county, division, industry, enterpriseId },
  });
}

export function circumstanceOf({ clock, actor }: TxCtx) {
  const now = clock.now();
  return { at: now.toISOString(), today: localDate(now), userId: actor.userId, bodyId: actor.bodyId };
}
