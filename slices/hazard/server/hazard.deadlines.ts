import { meetDeadline, startDeadline } from '@zhiben/platform/server/calendar/deadline.actions.ts';
import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { deadlineMoves } from '../domain/hazard.deadlines.ts';
import type { Hazard, HazardEvent } from '../domain/hazard.state.ts';
import { findLimit } from './hazard-limits.queries.ts';

/** Carries what an event means for the ledger of deadlines into it. */
export async function moveDeadlines(
  tx: TxCtx,
  before: Hazard | null,
  after: Hazard,
  event: HazardEvent,
): Promise<void> {
  const subject = { kind: 'hazard', id: after.id };
  for (const move of deadlineMoves(before, event, tx.clock.now())) {
    const { purpose } = move;
    if (move.do === 'meet') {
      await meetDeadline(tx, { subject, purpose, on: move.on });
    } else if (move.do === 'start') {
      const { dueOn, source } = move;
      await startDeadline(tx, { subject, purpose, dueOn, source, code: `hazard:${purpose}` });
    } else {
      const rule = await findLimit(tx, move.purpose);
      if (rule) await startDeadline(tx, { subject, purpose, rule });
    }
  }
}
