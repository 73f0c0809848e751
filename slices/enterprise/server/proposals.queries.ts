import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { EnterpriseFields } from '../domain/enterprise.fields.ts';
import { enterpriseTables, json } from './enterprise.tables.ts';

export function findPending(ctx: Pick<Ctx, 'db' | 'actor'>, enterpriseId: string) {
  return enterpriseTables(ctx.db)
    .selectFrom('enterprise_proposals')
    .selectAll()
    .where('county', '=', ctx.actor.county)
    .where('enterprise_id', '=', enterpriseId)
    .where('state', '=', 'pending')
    .executeTakeFirst();
}

interface NewProposal {
  readonly id: string;
  readonly enterpriseId: string;
  readonly changes: Partial<EnterpriseFields>;
  readonly basis: string;
  readonly effectiveOn: LocalDate;
}

export async function insertProposal(tx: TxCtx, proposal: NewProposal): Promise<void> {
  await enterpriseTables(tx.db)
    .insertInto('enterprise_proposals')
    .values({
      county: tx.actor.county,
      id: proposal.id,
      enterprise_id: proposal.enterpriseId,
      changes: json(proposal.changes),
      basis: proposal.basis,
      effective_on: proposal.effectiveOn,
      proposed_at: tx.clock.now(),
      proposed_by: tx.actor.userId,
      proposed_by_name: tx.actor.name,
      decided_at: null,
      decided_by: null,
      decided_by_name: null,
    })
    .execute();
}

export async function updateProposal(
  tx: TxCtx,
  id: string,
  { state, reason }: { readonly state: 'confirmed' | 'refused'; readonly reason: string },
): Promise<void> {
  await enterpriseTables(tx.db)
    .updateTable('enterprise_proposals')
    .set({ state, reason, decided_at: tx.clock.now(), decided_by: tx.actor.userId, decided_by_name: tx.actor.name })
    .where('county', '=', tx.actor.county)
    .where('id', '=', id)
    .execute();
}
