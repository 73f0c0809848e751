import { localDate, today } from '@zhiben/platform/domain/clock.ts';
import { firstDueOn, type LimitRule } from '@zhiben/platform/domain/deadline.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { nextNumbers } from '@zhiben/platform/server/numbers.ts';
import { findEnterprises } from '@zhiben/slices/enterprise/server';
import type { HazardCommand } from '../domain/hazard.commands.ts';
import { applyCommand, hazardNumber, NUMBER_KIND } from '../domain/hazard.rules.ts';
import type { Hazard, HazardEvent } from '../domain/hazard.state.ts';
import { startRegistered } from './hazard.deadlines.ts';
import { insertHazards } from './hazard.queries.ts';
import { findLimit } from './hazard-limits.queries.ts';

type Found = Pick<
  Hazard,
  'enterpriseId' | 'description' | 'place' | 'discoveredOn' | 'channel' | 'criterionCode' | 'longitude' | 'latitude'
>;

/** A hazard to register. `more` goes into the event beside what registering says. */
export interface Registration {
  readonly id: string;
  readonly found: Found;
  readonly more: Record<string, unknown>;
}

/**
 * Enters what was found and reported elsewhere (an import, a merger taken back), in the transaction of whoever does it:
 * many at once in as few statements as one, numbered in their order.
 * @throws app/not-found when an enterprise is not in the actor's scope
 */
export async function registerFound(tx: TxCtx, registrations: readonly Registration[]): Promise<void> {
  if (registrations.length === 0) return;
  const ids = new Set(registrations.map(({ found }) => found.enterpriseId));
  const enterprises = new Map((await findEnterprises(tx, [...ids])).map((enterprise) => [enterprise.id, enterprise]));
  const on = today(tx.clock);
  const year = Number(on.slice(0, 4));
  const limits = new Map<string, LimitRule | null>();
  for (const { industry } of enterprises.values()) {
    if (!limits.has(industry)) {
      limits.set(industry, await findLimit(tx, 'judgement', { industry, isSuspended: false }));
    }
  }
  const first = await nextNumbers(tx, NUMBER_KIND, year, registrations.length);
  const registered = registrations.map(({ id, found, more }, n) => {
    const enterprise = enterprises.get(found.enterpriseId);
    if (!enterprise) throw appError('not-found', { what: '这家企业' });
    const { division, industry, name: enterpriseName } = enterprise;
    const limit = limits.get(industry);
    const judgementDueOn = limit ? firstDueOn(limit, on) : null;
    const number = hazardNumber(tx.actor.county, year, first + n);
    const placed = { enterpriseName, division, industry };
    const command: HazardCommand = { kind: 'register', id, ...found, files: [], number, ...placed, judgementDueOn };
    const { event, changes } = applyCommand(null, command, circumstanceOf(tx));
    return { hazard: { ...changes, id } as Hazard, event, more };
  });
  await insertHazards(
    tx,
    registered.map(({ hazard }) => hazard),
  );
  await startRegistered(tx, registered);
  for (const { hazard, event, more } of registered) recordEvent(tx, hazard, event, more);
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
