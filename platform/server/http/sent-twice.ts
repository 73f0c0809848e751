import type { RouteContract } from '../../domain/contract.ts';
import { findRecorded } from '../audit/audit.queries.ts';
import type { Ctx } from '../ctx.ts';

/**
 * Runs a write that may meet itself: a double click or two tabs send the same command at the same moment. Whichever is
 * second fails on what the first one wrote (a primary key, a version, a state). Once the first is on record, the second
 * is a resend like any later one, and running it again answers with the record as it is now. A write whose command is
 * not on record fails as it did.
 */
export async function answerTwins<T>(
  ctx: Ctx,
  { method }: Pick<RouteContract, 'method'>,
  body: unknown,
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const command = method === 'GET' ? null : commandOf(body);
    if (command === null || !(await findRecorded(ctx.db, ctx.actor.county, command))) throw error;
    return await run();
  }
}

/** The id under which the fact of a write is recorded: that of the command, or of what it creates. */
function commandOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null) return null;
  const { commandId, id } = body as { commandId?: unknown; id?: unknown };
  if (typeof commandId === 'string') return commandId;
  return typeof id === 'string' ? id : null;
}
