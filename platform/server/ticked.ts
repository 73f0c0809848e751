import { createHash } from 'node:crypto';
import { AppError, appError } from '../domain/errors.ts';
import { findRecorded } from './audit/audit.queries.ts';
import type { Ctx } from './ctx.ts';

interface Ticked {
  readonly commandId: string;
  readonly ids: readonly string[];
}

/** What came of one of many, in the order in which they were sent. */
export interface TickedOutcome<T> {
  readonly id: string;
  /** Undefined for what the actor does not see. */
  readonly record: T | undefined;
  readonly done: boolean;
  /** Why not, in a sentence; of what was done, what it says further, or nothing. */
  readonly note: string;
}

/**
 * Does something to ticked records one after the other, each in its own transaction. A refusal is the answer for that
 * one; what is no refusal ends the whole, and sent again it goes on where it stopped, since each has a command id of its
 * own.
 * @param records those of the ids that are in the actor's scope
 * @throws app/not-found where none of them is
 */
export async function eachTicked<T extends { readonly id: string }>(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  { commandId, ids }: Ticked,
  records: readonly T[],
  what: string,
  act: (record: T, commandId: string) => Promise<string>,
): Promise<TickedOutcome<T>[]> {
  const byId = new Map(records.map((record) => [record.id, record]));
  const outcomes: TickedOutcome<T>[] = [];
  let known = 0;
  for (const id of ids) {
    const record = byId.get(id);
    const own = commandOf(commandId, id);
    try {
      // What the same command moved out of sight before was done, not missing.
      const isDone = !record && (await findRecorded(ctx.db, ctx.actor.county, own))?.subjectId === id;
      if (!record && !isDone) throw appError('not-found', { what });
      known += 1;
      outcomes.push({ id, record, done: true, note: record ? await act(record, own) : '' });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      outcomes.push({ id, record, done: false, note: error.message });
    }
  }
  if (known === 0) throw appError('not-found', { what });
  return outcomes;
}

/** The command id of one of many: the same whenever the whole is sent again. A UUID of version 8, as RFC 9562 has it. */
function commandOf(commandId: string, id: string): string {
  const hex = createHash('sha256').update(`${commandId} ${id}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
