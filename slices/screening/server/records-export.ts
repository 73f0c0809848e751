import { today } from '@zhiben/platform/domain/clock.ts';
import { recordExport } from '@zhiben/platform/server/audit/record-export.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import {
  checkFits,
  MOST_SHEET_ROWS,
  type SheetFile,
  streamSheet,
  type WriteColumn,
} from '@zhiben/platform/server/excel/index.ts';
import { allRows } from '@zhiben/platform/server/http/paging.ts';
import { listDivisions } from '@zhiben/slices/division/server';
import { industryName } from '@zhiben/slices/enterprise/domain';
import type { RecordFilter } from '../domain/record.contract.ts';
import { RECORD_STATE_NAMES, TASK_LEVEL_NAMES } from '../domain/screening.terms.ts';
import { theEnterprise } from './file.queries.ts';
import { countRecordsUpTo, type ListedRecord, listRecordRows } from './records.queries.ts';

const BATCH = 500;

/** Records as a sheet: their rows, order and scope. Who took it out is recorded before the first byte leaves. @throws excel/too-many-to-write */
export async function exportRecords(ctx: Ctx, filter: RecordFilter): Promise<SheetFile> {
  if (filter.enterpriseId) await theEnterprise(ctx, filter.enterpriseId);
  const rows = await countRecordsUpTo(ctx, filter, MOST_SHEET_ROWS + 1);
  checkFits(rows, '排查记录');
  await recordExport(ctx, 'screening', { document: 'records', filter, rows });
  const places = new Map((await listDivisions(ctx)).map(({ code, name }) => [code, name]));
  const columns: WriteColumn<ListedRecord>[] = [
    { header: '单位名称', value: (r) => r.enterpriseName, width: 34 },
    { header: '属地', value: (r) => places.get(r.division) ?? r.division, width: 16 },
    { header: '监管行业', value: (r) => industryName(r.industry), width: 16 },
    { header: '排查任务', value: (r) => r.taskName, width: 30 },
    { header: '层级', value: (r) => TASK_LEVEL_NAMES[r.level], width: 12 },
    { header: '风险分析单元', value: (r) => r.unitName, width: 20 },
    { header: '应查日期', value: (r) => r.slotDay, kind: 'date', width: 14 },
    { header: '应查时段', value: (r) => r.slotKey, width: 20 },
    { header: '完成情况', value: (r) => RECORD_STATE_NAMES[r.state], width: 12 },
    { header: '排查人', value: (r) => r.signerName, width: 12 },
    { header: '签名时间（手机）', value: (r) => r.signedAt, kind: 'instant', width: 18 },
    { header: '收到时间', value: (r) => r.receivedAt, kind: 'instant', width: 18 },
    { header: '检查项数', value: (r) => r.answers, width: 10 },
    { header: '不合格数', value: (r) => r.bad, width: 10 },
    { header: '查出问题数', value: (r) => r.findings, width: 12 },
    { header: '未到照片数', value: (r) => r.missingFiles, width: 12 },
  ];
  const note = `截至 ${today(ctx.clock)}　共 ${rows} 份记录　导出人：${ctx.actor.name}`;
  const all = allRows((cursor) => listRecordRows(ctx, { ...filter, limit: BATCH, ...(cursor && { cursor }) }));
  const sheet = streamSheet({ title: '排查记录', note, columns, rows: all });
  return { name: `排查记录${today(ctx.clock)}`, sheet, rows };
}
