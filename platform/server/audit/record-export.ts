import { newId } from '../../domain/ids.ts';
import type { Ctx } from '../ctx.ts';

/**
 * Records that something is taken out of the house as a file: `<slice>:export`, with what and by which filter. Called
 * when the file is there and before its first byte leaves (decision 0011).
 */
export async function recordExport(ctx: Ctx, slice: string, data: Record<string, unknown>): Promise<void> {
  const id = newId();
  await ctx.transaction(async (tx) => {
    tx.record({ id, action: `${slice}:export`, subject: { kind: `${slice}Export`, id }, data });
  });
}
