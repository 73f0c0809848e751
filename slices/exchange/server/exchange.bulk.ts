import { createHash } from 'node:crypto';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import type { OfficialType } from '../domain/official/index.ts';
import { insertSend, updateSend } from './target.queries.ts';

/** A batch as a target received it, for a loader: nothing leaves. */
interface LoadedSend {
  readonly id: string;
  readonly targetId: string;
  readonly types: Readonly<Partial<Record<OfficialType, number>>>;
  /** Of those, the ones that the receiver did not take. */
  readonly refused: number;
}

export async function loadSends(ctx: Ctx, sends: readonly LoadedSend[]): Promise<void> {
  await ctx.transaction(async (tx) => {
    for (const { id, targetId, types, refused } of sends) {
      const records = Object.values(types).reduce((sum, count) => sum + count, 0);
      const hash = createHash('sha256').update(id).digest('hex');
      await insertSend(tx, { id, targetId, records, types, sha256: hash, body: Buffer.alloc(0) });
      const receipt = {
        sha256: hash,
        receiptHash: hash,
        total: records,
        outcomes: { created: records - refused, refused },
      };
      await updateSend(tx, id, {
        status: 'sent',
        attempts: 1,
        receipt: JSON.stringify(receipt),
        body: null,
        ended_at: tx.clock.now(),
      });
      const data = { sendId: id, attempts: 1, outcome: 'sent', why: '', receiptHash: hash };
      tx.record({ id: newId(), action: 'exchange:attempt', subject: { kind: 'exchangeTarget', id: targetId }, data });
    }
  });
}
