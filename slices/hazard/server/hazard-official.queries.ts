import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import { findLastFacts } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { namesOf } from '@zhiben/slices/identity/server';
import { listStates } from './hazard.queries.ts';

/** A hazard as it is exchanged with other platforms. */
export interface OfficialHazard {
  readonly id: string;
  readonly enterpriseId: string;
  readonly description: string;
  readonly place: string;
  /** 措施 and 责任人 of the five commitments; empty until they are filed. */
  readonly measures: string;
  readonly ownerName: string;
  readonly rectificationDueOn: LocalDate | null;
  /** 验收; general hazards are closed with it. */
  readonly accepted: { readonly at: Date; readonly byName: string } | null;
  /** 不属实: it does not stand. */
  readonly dismissed: boolean;
  readonly registeredAt: Date;
  readonly registeredByName: string;
  readonly changedAt: Date;
  readonly changedByName: string;
}

/** In the actor's scope, in no order. Only the exchange slice asks. */
export async function listOfficialHazards(
  ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>,
  ids: readonly string[],
): Promise<OfficialHazard[]> {
  if (ids.length === 0) return [];
  const [states, facts] = await Promise.all([listStates(ctx, ids), findLastFacts(ctx.db, ctx.actor.county, ids)]);
  const people = states.flatMap(({ registeredBy, acceptedBy, closedBy }) =>
    [registeredBy, acceptedBy ?? closedBy].filter((id) => id !== null),
  );
  const names = await namesOf(ctx, [...new Set(people)]);
  return states.map((hazard) => {
    const { commitments, registeredAt, registeredBy } = hazard;
    const acceptedAt = hazard.acceptedAt ?? hazard.closedAt;
    const acceptedBy = hazard.acceptedBy ?? hazard.closedBy;
    const last = facts.get(hazard.id);
    const registeredByName = names.get(registeredBy) ?? '';
    return {
      id: hazard.id,
      enterpriseId: hazard.enterpriseId,
      description: hazard.description,
      place: hazard.place,
      measures: commitments.measures?.kind === 'measures' ? commitments.measures.value : '',
      ownerName: commitments.responsibility?.owner.name ?? '',
      rectificationDueOn: hazard.rectificationDueOn,
      accepted: acceptedAt === null ? null : { at: new Date(acceptedAt), byName: names.get(acceptedBy ?? '') ?? '' },
      dismissed: hazard.dismissedAt !== null,
      registeredAt: new Date(registeredAt),
      registeredByName,
      changedAt: last?.at ?? new Date(registeredAt),
      changedByName: last?.by ?? registeredByName,
    };
  });
}
