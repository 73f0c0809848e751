import type { Readable } from 'node:stream';
import { today } from '@zhiben/platform/domain/clock.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { streamSheet } from '@zhiben/platform/server/excel/index.ts';
import { CONTRADICTION_NAMES, INHERITANCE_STATE_NAMES } from '../domain/lineage.terms.ts';
import { clauseText } from '../domain/plan.terms.ts';
import { presentInheritance, requireLineage } from './inheritance.ts';

/** Clause by clause how a plan carries out the one above it, to print and to send along. @throws app/not-found */
export async function exportInheritance(ctx: Ctx, documentId: string): Promise<Readable> {
  const { title } = await requireLineage(ctx, documentId);
  const { parent, rows, clauses, coverage } = await presentInheritance(ctx, documentId);
  const byKey = new Map(clauses.map((clause) => [clause.key, clause]));
  const { owed, confirmed, open, contradicting } = coverage;
  return streamSheet({
    title: '上级方案承接情况表',
    note: `本方案：${title}　上级方案：${parent?.title ?? '未设定'}　截至 ${today(ctx.clock)}　应承接 ${owed} 条，已确认 ${confirmed} 条，未落实 ${open} 条，冲突 ${contradicting} 条`,
    columns: [
      { header: '上级条款', value: (row) => clauseText(row.path), width: 14 },
      { header: '上级要求', value: (row) => row.text.replace(/\s+/g, ''), width: 60 },
      { header: '承接情况', value: (row) => INHERITANCE_STATE_NAMES[row.state], width: 12 },
      {
        header: '本方案条款',
        value: (row) =>
          row.links
            .map(({ clause }) => `${clauseText(byKey.get(clause)?.path ?? [])} ${byKey.get(clause)?.label ?? ''}`)
            .join('\n'),
        width: 30,
      },
      {
        header: '冲突',
        value: (row) => row.contradictions.map((c) => `${CONTRADICTION_NAMES[c.kind]}：${c.say}`).join('\n'),
        width: 40,
      },
      { header: '说明', value: (row) => row.reason, width: 20 },
    ],
    rows,
  });
}
