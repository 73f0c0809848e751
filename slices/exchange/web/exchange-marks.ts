import type { Tone } from '@zhiben/platform/web/tokens.ts';
import type { Batch, BatchStatus, RowStatus } from '../domain/batches.contract.ts';
import type { Outcome } from '../domain/exchange.rules.ts';
import { BATCH_STATUS_NAMES, OUTCOME_NAMES, ROW_STATUS_NAMES, SEND_STATUS_NAMES } from '../domain/exchange.terms.ts';
import type { SendStatus } from '../domain/sending.contract.ts';

type Mark = { readonly label: string; readonly tone?: Tone };
const mark = (label: string, tone?: Tone): Mark => (tone ? { label, tone } : { label });

export const BATCH_MARKS: Readonly<Record<BatchStatus, Mark>> = {
  ready: mark(BATCH_STATUS_NAMES.ready, 'orange'),
  running: mark(BATCH_STATUS_NAMES.running, 'blue'),
  done: mark(BATCH_STATUS_NAMES.done, 'green'),
};

export const ROW_MARKS: Readonly<Record<RowStatus, Mark>> = {
  ready: mark(ROW_STATUS_NAMES.ready, 'green'),
  bad: mark(ROW_STATUS_NAMES.bad, 'red'),
  applied: mark(ROW_STATUS_NAMES.applied),
};

export const OUTCOME_MARKS: Readonly<Record<Outcome, Mark>> = {
  created: mark(OUTCOME_NAMES.created, 'green'),
  updated: mark(OUTCOME_NAMES.updated, 'green'),
  removed: mark(OUTCOME_NAMES.removed),
  same: mark(OUTCOME_NAMES.same),
  kept: mark(OUTCOME_NAMES.kept, 'blue'),
  older: mark(OUTCOME_NAMES.older, 'orange'),
  newerHere: mark(OUTCOME_NAMES.newerHere, 'orange'),
  refused: mark(OUTCOME_NAMES.refused, 'red'),
};

export const SEND_MARKS: Readonly<Record<SendStatus, Mark>> = {
  waiting: mark(SEND_STATUS_NAMES.waiting, 'orange'),
  sent: mark(SEND_STATUS_NAMES.sent, 'green'),
  dead: mark(SEND_STATUS_NAMES.dead, 'red'),
  skipped: mark(SEND_STATUS_NAMES.skipped),
};

/** Records that were taken in, in whatever way. */
export function taken({ counts: { outcomes } }: Batch): number {
  const { created = 0, updated = 0, removed = 0, same = 0, kept = 0 } = outcomes;
  return created + updated + removed + same + kept;
}

/** Records that were not, each with its reason. */
export function faults({ counts: { outcomes } }: Batch): number {
  const { refused = 0, older = 0, newerHere = 0 } = outcomes;
  return refused + older + newerHere;
}
