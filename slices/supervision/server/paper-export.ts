import type { Readable } from 'node:stream';
import { today } from '@zhiben/platform/domain/clock.ts';
import { recordExport } from '@zhiben/platform/server/audit/record-export.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { streamSheet, type WriteColumn } from '@zhiben/platform/server/excel/index.ts';
import type { PaperFilter, PaperRow, SORTS } from '../domain/supervision.contract.ts';
import { supervisionError } from '../domain/supervision.errors.ts';
import { KINDS, LISTING_LEVEL_NAMES, STATUS_NAMES } from '../domain/supervision.terms.ts';
import { countPapers, listPapers } from './paper.queries.ts';

const MOST_ROWS = 10_000;
const BATCH = 500;

/**
 * The list of papers as a sheet to print, in its order and scope. What was taken out is recorded before the first byte
 * leaves. @throws supervision/export-too-large
 */
export async function exportPapers(
  ctx: Ctx,
  query: PaperFilter & { sort?: (typeof SORTS)[number] },
): Promise<Readable> {
  const { sort, ...filter } = query;
  const { count, exact } = await countPapers(ctx, filter);
  if (!exact || count > MOST_ROWS) throw supervisionError('export-too-large', { most: MOST_ROWS });
  await recordExport(ctx, 'supervision', { filter: { ...filter }, rows: count });
  const note = `截至 ${today(ctx.clock)}　共 ${count} 份　导出人：${ctx.actor.name}`;
  return streamSheet({ title: '督办文书台账', note, columns: COLUMNS, rows: walk(ctx, filter, sort) });
}

async function* walk(ctx: Ctx, filter: PaperFilter, sort?: (typeof SORTS)[number]): AsyncGenerator<PaperRow> {
  let cursor: string | undefined;
  do {
    const page = await listPapers(ctx, { ...filter, limit: BATCH, ...(sort && { sort }), ...(cursor && { cursor }) });
    yield* page.rows;
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
}

const COLUMNS: readonly WriteColumn<PaperRow>[] = [
  { header: '文号', value: (p) => p.number, width: 24 },
  { header: '文书', value: (p) => KINDS[p.kind].name, width: 16 },
  { header: '挂牌级别', value: (p) => (p.level ? LISTING_LEVEL_NAMES[p.level] : null), width: 10 },
  { header: '标题', value: (p) => p.title, width: 40 },
  { header: '事由', value: (p) => p.subjectName, width: 44 },
  { header: '发文单位', value: (p) => p.issuerName, width: 22 },
  { header: '主送', value: (p) => p.addressees, width: 30 },
  { header: '状态', value: (p) => STATUS_NAMES[p.status], width: 14 },
  { header: '印发时间', value: (p) => (p.issuedAt ? new Date(p.issuedAt) : null), kind: 'instant', width: 18 },
  { header: '反馈期限', value: (p) => p.replyDueOn, kind: 'date', width: 12 },
  { header: '是否公布', value: (p) => (p.isPublished ? '是' : '否'), width: 10 },
];
