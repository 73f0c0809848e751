import { asProblem } from '../problem.ts';
import { NOBODY, type OfflineDb } from './offline-db.ts';
import { isAboutContent, refuse } from './sync-round.ts';
import type { SyncTransport } from './transport.ts';

/**
 * Sends what nobody's name may stand on, one by one and apart from what people send under their names. As soon as the
 * server has it, its words are gone from here; what its writer should know stays.
 * @throws {ProblemError} when the line is gone; then the rest waits
 */
export async function sendNameless(db: OfflineDb, transport: SyncTransport): Promise<void> {
  const ids = await db.outbox.where('[owner+state]').equals([NOBODY, 'waiting']).primaryKeys();
  for (const entry of await db.journal.where('id').anyOf(ids).toArray()) {
    try {
      const outcome = await transport.sendNameless(entry);
      await db.transaction('rw', db.journal, db.outbox, async () => {
        await db.journal.where('id').equals(entry.id).delete();
        await db.outbox.update(entry.id, { state: 'done', outcome, problems: [] });
      });
    } catch (error) {
      const problem = asProblem(error);
      const isRefused = isAboutContent(problem) || problem.status === 403 || problem.status === 404;
      if (!isRefused) throw problem;
      await refuse(db, entry.id, [{ path: '', message: problem.message }, ...problem.fields]);
    }
  }
}
