import { AppError } from '@zhiben/platform/domain/errors.ts';
import {
  cancelDeadline,
  extendDeadline,
  meetDeadline,
  pauseDeadline,
  resumeDeadline,
  startDeadline,
} from '@zhiben/platform/server/calendar/deadline.actions.ts';
import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { type DeadlineMove, deadlineMoves } from '../domain/hazard.deadlines.ts';
import type { Hazard, HazardEvent } from '../domain/hazard.state.ts';
import { findLimit } from './hazard-limits.queries.ts';

/** Carries what an event means for the ledger of deadlines into it. */
export async function moveDeadlines(
  tx: TxCtx,
  before: Hazard | null,
  after: Hazard,
  event: HazardEvent,
): Promise<void> {
  for (const move of deadlineMoves(before, event, tx.clock.now())) await makeMove(tx, after.id, move);
}

async function makeMove(tx: TxCtx, id: string, move: DeadlineMove): Promise<void> {
  const { purpose } = move;
  const which = { subject: { kind: 'hazard', id }, purpose };
  switch (move.do) {
    case 'start': {
      const { dueOn, source } = move;
      await startDeadline(tx, { ...which, dueOn, source, code: `hazard:${purpose}` });
      return;
    }
    case 'startLimited': {
      const rule = await findLimit(tx, move.purpose);
      if (rule) await startDeadline(tx, { ...which, rule });
      return;
    }
    case 'meet': {
      const met = meetDeadline(tx, { ...which, on: move.on });
      await (move.ifOpen ? ifOpen(met) : met);
      return;
    }
    case 'cancel':
      await ifOpen(cancelDeadline(tx, which));
      return;
    case 'extend':
      await extendDeadline(tx, { ...which, dueOn: move.dueOn, reason: move.reason, source: move.source });
      return;
    case 'pause':
      await pauseDeadline(tx, { ...which, reason: move.reason, source: move.source });
      return;
    case 'resume':
      await resumeDeadline(tx, { ...which, reason: move.reason, source: move.source });
  }
}

/** Not every limit is set in every county, so there may be nothing to end. Nothing was written when it says so. */
async function ifOpen(ended: Promise<void>): Promise<void> {
  try {
    await ended;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'deadline/not-open') throw error;
  }
}
