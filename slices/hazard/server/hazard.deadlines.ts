import { AppError } from '@zhiben/platform/domain/errors.ts';
import {
  cancelDeadline,
  extendDeadline,
  meetDeadline,
  type NewDeadline,
  pauseDeadline,
  resumeDeadline,
  sendDeadlines,
  startDeadline,
} from '@zhiben/platform/server/calendar/deadline.actions.ts';
import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { type DeadlineMove, deadlineMoves } from '../domain/hazard.deadlines.ts';
import type { Hazard, HazardEvent } from '../domain/hazard.state.ts';
import { findLimit, limitCase } from './hazard-limits.queries.ts';

/** Carries what an event means for the ledger of deadlines into it. */
export async function moveDeadlines(
  tx: TxCtx,
  before: Hazard | null,
  after: Hazard,
  event: HazardEvent,
): Promise<void> {
  for (const move of deadlineMoves(before, event, tx.clock.now())) await makeMove(tx, after, move);
}

/** What registering starts, for all in one statement. */
export async function startRegistered(
  tx: TxCtx,
  registered: readonly { readonly hazard: Hazard; readonly event: HazardEvent }[],
): Promise<void> {
  const starts: NewDeadline[] = [];
  for (const { hazard, event } of registered) {
    for (const move of deadlineMoves(null, event, tx.clock.now())) {
      const start = await startOf(tx, hazard, move);
      if (start) starts.push(start);
    }
  }
  sendDeadlines(tx, starts);
}

/** The deadline that a move starts; null where it starts none, or the county limits nothing here. */
async function startOf(tx: TxCtx, hazard: Hazard, move: DeadlineMove): Promise<NewDeadline | null> {
  const { id } = hazard;
  const { purpose } = move;
  const which = { subject: { kind: 'hazard', id }, purpose };
  if (move.do === 'start') return { ...which, dueOn: move.dueOn, source: move.source, code: `hazard:${purpose}` };
  if (move.do !== 'startLimited') return null;
  const rule = await findLimit(tx, move.purpose, limitCase(hazard));
  return rule && { ...which, rule };
}

async function makeMove(tx: TxCtx, hazard: Hazard, move: DeadlineMove): Promise<void> {
  const { id } = hazard;
  const { purpose } = move;
  const which = { subject: { kind: 'hazard', id }, purpose };
  switch (move.do) {
    case 'start':
    case 'startLimited': {
      const start = await startOf(tx, hazard, move);
      if (start) await startDeadline(tx, start);
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
