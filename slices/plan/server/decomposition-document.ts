import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { sayDate, type TableRow, writeOfficialDocx } from '@zhiben/platform/server/docx/index.ts';
import type { Body } from '@zhiben/slices/division/domain';
import { listBodies } from '@zhiben/slices/division/server';
import { clauseText, frequencyText } from '../domain/plan.terms.ts';
import { listObligations } from './clause.queries.ts';
import { type LedgerEntry, listLedger } from './ledger-sheet.ts';

type Obligation = Awaited<ReturnType<typeof listObligations>>[number];

/** 任务分解表: every task under its action, who leads and takes part, by when. @throws app/not-found */
export async function writeDecomposition(ctx: Ctx, campaignId: string): Promise<{ name: string; docx: Buffer }> {
  const { campaign, document, entries } = await listLedger(ctx, campaignId);
  const bodies = await listBodies(ctx);
  const duties = await listObligations(ctx, { campaignId });
  const title = `${campaign.name}\n任务分解表`;
  const basis = [document.title, document.docNumber && `（${document.docNumber}）`].filter(Boolean).join('');
  const docx = await writeOfficialDocx({
    title,
    orientation: 'landscape',
    body: [
      {
        kind: 'table',
        unit: `依据：${basis}`,
        columns: [
          { header: '序号', share: 1.6, align: 'center' },
          { header: '重点任务', share: 4 },
          { header: '工作措施', share: 10 },
          { header: '牵头单位', share: 2.6 },
          { header: '责任单位', share: 4.2 },
          { header: '完成时限', share: 4.8, align: 'center' },
          { header: '佐证材料', share: 3.2 },
        ],
        rows: rowsOf(entries, { bodies, duties }),
      },
    ],
  });
  return { name: `${campaign.name}任务分解表`, docx };
}

function rowsOf(
  entries: readonly LedgerEntry[],
  { bodies, duties }: { bodies: readonly Body[]; duties: readonly Obligation[] },
): TableRow[] {
  const rows: TableRow[] = [];
  let action: string | null = null;
  for (const [i, entry] of entries.entries()) {
    if (entry.actionId !== action && entry.actionId !== entry.id) {
      action = entry.actionId;
      rows.push({ group: `${clauseText(entry.actionPath)} ${entry.actionLabel}` });
    }
    rows.push([
      String(i + 1),
      entry.label,
      entry.measures,
      sayShort(entry.leadBodyId ? [entry.leadBodyId] : [], bodies),
      sayShort(entry.supportingBodyIds, bodies),
      sayLimits(
        entry,
        duties.filter((duty) => duty.unitId === entry.id),
      ),
      entry.lastOn ? `${sayDate(entry.lastOn)}填报的进展` : '',
    ]);
  }
  return rows;
}

/** By when, as the plan states it: dates and rates of its duties, else the day reckoned for the task. */
function sayLimits(entry: LedgerEntry, duties: readonly Obligation[]): string {
  const stated = duties.flatMap(({ deadline, frequency }) => [
    ...(deadline ? [`${sayDate(deadline)}前`] : []),
    ...(frequency ? [frequencyText(frequency)] : []),
  ]);
  return stated.length > 0 ? [...new Set(stated)].join('\n') : `${sayDate(entry.dueOn)}前`;
}

/** Short names; all townships together are 各乡镇, as plans put it. */
function sayShort(ids: readonly string[], bodies: readonly Body[]): string {
  const townships = bodies.filter(({ kind }) => kind === 'township');
  const isAll = townships.length > 1 && townships.every(({ id }) => ids.includes(id));
  const named = bodies.filter((body) => ids.includes(body.id) && !(isAll && body.kind === 'township'));
  return [...(isAll ? ['各乡镇'] : []), ...named.map(({ shortName }) => shortName)].join('、');
}
