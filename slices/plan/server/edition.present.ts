import type { EditionChangeRow } from '../domain/edition.contract.ts';
import type { Change } from './edition.compare.ts';
import { countReports } from './edition.queries.ts';
import type { ReadCtx } from './plan.tables.ts';

/** What became of each clause, with the task whose history goes with it. */
export async function presentChanges(
  ctx: ReadCtx,
  campaignId: string,
  work: readonly Change[],
): Promise<EditionChangeRow[]> {
  const reports = await countReports(ctx, campaignId);
  const clause = (one: { path: readonly string[]; label: string; text: string } | null) =>
    one && { path: [...one.path], label: one.label, text: one.text };
  return work.map(({ change, before, after }) => ({
    change,
    before: clause(before),
    after: clause(after),
    task: before && {
      id: before.id,
      leadBodyId: before.leadBodyId,
      doneOn: before.doneOn,
      reports: reports.get(before.id) ?? 0,
    },
  }));
}
