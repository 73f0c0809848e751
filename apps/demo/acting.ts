import { fixedClock } from '@zhiben/platform/domain/clock.ts';
import type { AuditFact } from '@zhiben/platform/server/audit/chain.ts';
import { ChainCopy } from '@zhiben/platform/server/audit/chain-copy.ts';
import { type Ctx, createCtx, type Services } from '@zhiben/platform/server/ctx.ts';
import type { Connection } from '@zhiben/platform/server/db/connect.ts';
import { withClient } from '@zhiben/platform/server/db/copy.ts';
import { createLog } from '@zhiben/platform/server/log.ts';
import { actorOf, type NewUser } from '@zhiben/slices/identity/server';
import { COUNTY } from './county.ts';
import type { Random } from './random.ts';

/** Lets the people of the demo act through the product's own actions, at a time of our choosing. */
export interface Stage {
  readonly clock: ReturnType<typeof fixedClock>;
  readonly as: (user: NewUser) => Ctx;
  readonly newId: () => string;
  /** Puts into the chain what people did in the past and was entered all at once. */
  readonly recordPast: (facts: readonly PastFact[]) => Promise<void>;
}

interface PastFact {
  readonly fact: AuditFact;
  readonly by: { readonly id: string; readonly name: string; readonly role: string };
  readonly at: Date;
}

export function createStage(
  { app: connection, owner }: { readonly app: Connection; readonly owner: Connection },
  services: Services,
  random: Random,
  now: Date,
): Stage {
  const clock = fixedClock(now);
  return {
    clock,
    as: ({ id, name, role, bodyId, enterpriseId, division, industries }) => {
      const scope = { division, industries: industries ? [...industries] : null };
      const row = { id, county: COUNTY, name, role, body_id: bodyId, enterprise_id: enterpriseId, ...scope };
      const actor = actorOf(row, services.permissionsOfRole(role));
      return createCtx({ connection, actor, clock, log: createLog(), requestId: 'demo', services });
    },
    newId: () => random.id(clock.now()),
    recordPast: (facts) =>
      withClient(owner, async (client) => {
        const chain = await ChainCopy.open(owner, client, COUNTY, services.hashAlgorithm);
        for (const { fact, by, at } of facts) chain.add(fact, { at: at.toISOString(), actor: by });
        await chain.end(owner);
      }),
  };
}
