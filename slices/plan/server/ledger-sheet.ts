import { today } from '@zhiben/platform/domain/clock.ts';
import { localDateSchema } from '@zhiben/platform/domain/contract.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { isId } from '@zhiben/platform/domain/ids.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { readRows, type SheetFile, streamSheet, type WriteColumn } from '@zhiben/platform/server/excel/index.ts';
import { listBodies } from '@zhiben/slices/division/server';
import { z } from 'zod';
import { closingError } from '../domain/campaign-closing.terms.ts';
import { LEDGER_NOTE_MAX, type LedgerPreview } from '../domain/ledger.contract.ts';
import { type FilledRow, type LedgerTask, readLedger, sayBodies } from '../domain/ledger.rules.ts';
import { clauseText, TASK_STATUS_NAMES } from '../domain/plan.terms.ts';
import { type TaskStatus, taskStatus } from '../domain/task-status.rules.ts';
import { closedOn, findCampaign } from './campaign.queries.ts';
import { ownEnd } from './campaign-document.ts';
import { listClauses } from './clause.queries.ts';
import { findPlan } from './document.queries.ts';
import { listLedgerFacts } from './ledger.queries.ts';
import { stateOf } from './task.queries.ts';

/** A task with what the ledger and the decomposition table say of it. */
export interface LedgerEntry extends LedgerTask {
  readonly path: readonly string[];
  readonly actionId: string | null;
  readonly actionLabel: string;
  readonly actionPath: readonly string[];
  /** The clause word for word, without its heading. */
  readonly measures: string;
  readonly dueOn: string;
  readonly status: TaskStatus;
  readonly lastText: string | null;
  readonly lastOn: string | null;
}

/** The tasks of a campaign in the order of the text. @throws app/not-found */
export async function listLedger(ctx: Ctx, campaignId: string) {
  const campaign = await findCampaign(ctx, campaignId);
  const document = campaign && (await findPlan(ctx, campaign.documentId));
  if (!campaign || !document) throw appError('not-found', { what: '这个专项行动' });
  const [clauses, facts] = [await listClauses(ctx, campaignId), await listLedgerFacts(ctx, campaignId)];
  const byId = new Map(clauses.map((clause) => [clause.id, clause]));
  const now = closedOn(campaign) ?? today(ctx.clock);
  const entries = clauses.flatMap((clause): LedgerEntry[] => {
    const fact = facts.get(clause.id);
    if (!fact || clause.dueOn === null) return [];
    const { id, path, label, actionId, leadBodyId, dueOn, pendingOn, doneOn } = clause;
    const action = byId.get(actionId ?? '');
    const text = document.text.slice(clause.start, ownEnd(clause, clauses)).replace(/\s+/g, '');
    return [
      {
        id,
        path,
        label,
        actionId,
        leadBodyId,
        dueOn,
        doneOn,
        version: fact.version,
        note: fact.note,
        isDated: fact.isDated,
        supportingBodyIds: fact.supportingBodyIds,
        actionLabel: action?.label ?? '',
        actionPath: action?.path ?? [],
        measures: withoutHeading(withoutMarker(text, path.at(-1) ?? ''), label),
        status: taskStatus(stateOf({ leadBodyId, dueOn, pendingOn, doneOn }), now),
        lastText: fact.lastText,
        lastOn: fact.lastOn,
      },
    ];
  });
  return { campaign, document, entries };
}

/** 综合统筹。县安委会…: the heading stands in a column of its own. A clause that is nothing else keeps its words. */
function withoutHeading(text: string, label: string): string {
  const heading = label.replace(/\s+/g, '');
  const rest = text.startsWith(heading) ? text.slice(heading.length).replace(/^[。．.：:；;]+/, '') : text;
  return rest === '' ? text : rest;
}

function withoutMarker(text: string, marker: string): string {
  return text.replace(/^[（(]?[一二三四五六七八九十百\d]+[）)]?[、.．]?/, (found) =>
    marker && found.includes(marker.replace(/[（()）]/g, '')) ? '' : found,
  );
}

/** The ledger to fill in and give back. @throws app/not-found */
export async function writeLedger(ctx: Ctx, campaignId: string): Promise<SheetFile> {
  const { campaign, entries } = await listLedger(ctx, campaignId);
  const bodies = await listBodies(ctx);
  const columns: WriteColumn<LedgerEntry & { readonly ordinal: number }>[] = [
    { header: '序号', value: (t) => t.ordinal, kind: 'integer', width: 6 },
    { header: '条目', value: (t) => clauseText(t.path), width: 12 },
    { header: '所属行动', value: (t) => t.actionLabel, width: 22 },
    { header: '任务', value: (t) => t.label, width: 26 },
    { header: '工作措施', value: (t) => t.measures, width: 60 },
    { header: '牵头单位', value: (t) => sayBodies(t.leadBodyId ? [t.leadBodyId] : [], bodies), width: 20 },
    { header: '配合单位', value: (t) => sayBodies(t.supportingBodyIds, bodies), width: 30 },
    { header: '完成时限', value: (t) => t.dueOn, kind: 'date', width: 12 },
    { header: '状态', value: (t) => TASK_STATUS_NAMES[t.status], width: 10 },
    { header: '最近进展', value: (t) => (t.lastOn ? `${t.lastOn} ${t.lastText ?? ''}` : ''), width: 40 },
    { header: '备注', value: (t) => t.note, width: 24 },
    { header: '任务编号', value: (t) => t.id, width: 38 },
  ];
  const title = `${campaign.name}任务台账`;
  const note = `截至 ${today(ctx.clock)}。可填写“牵头单位”“配合单位”“完成时限”“备注”四列后导回系统；任务编号和任务名称不能改动，方案原文写明期限或频次的，完成时限由原文计算，不能改动。`;
  const rows = entries.map((entry, i) => ({ ...entry, ordinal: i + 1 }));
  return { name: title, sheet: streamSheet({ title, note, columns, rows }) };
}

const optional = z.string().optional();
const COLUMNS = {
  id: { header: '任务编号', schema: z.string().refine(isId, '任务编号被改动，请从重新下载的台账中复制') },
  label: { header: '任务', schema: z.string() },
  lead: { header: '牵头单位', schema: optional },
  supporting: { header: '配合单位', schema: optional },
  dueOn: { header: '完成时限', kind: 'date', schema: localDateSchema.optional() },
  note: { header: '备注', schema: z.string().max(LEDGER_NOTE_MAX, '备注不能超过 500 字').optional() },
} as const;
const MOST_ROWS = 5000;

/** What a filled-in ledger would change. @throws app/not-found, plan/campaign-closed, excel/not-a-workbook, excel/headers-missing … */
export async function readLedgerSheet(ctx: Ctx, campaignId: string, path: string): Promise<LedgerPreview> {
  const { campaign, entries } = await listLedger(ctx, campaignId);
  if (campaign.closedAt) throw closingError('campaign-closed', { name: campaign.name });
  const rows: FilledRow[] = [];
  const problems: LedgerPreview['problems'] = [];
  let count = 0;
  for await (const row of readRows(path, COLUMNS, { maxRows: MOST_ROWS })) {
    count += 1;
    problems.push(...row.problems);
    if (!row.ok) continue;
    const { id, label, lead = '', supporting = '', dueOn = null, note = '' } = row.cells;
    rows.push({ row: row.row, id: id.toLowerCase(), label, lead, supporting, dueOn, note });
  }
  const read = readLedger(rows, entries, await listBodies(ctx), campaign);
  return { ...read, rows: count, problems: [...problems, ...read.problems] };
}
