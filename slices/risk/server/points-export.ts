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
import type { z } from 'zod';
import type * as contracts from '../domain/points.contract.ts';
import { CONTROL_LEVEL_NAMES, LEVEL_NAMES } from '../domain/risk.terms.ts';
import { countPointRows, type ListedPoint, listPoints } from './points.queries.ts';

const BATCH = 500;
type Query = z.output<typeof contracts.exportRiskPoints.query>;

/** The county's list as a sheet: its rows, order and scope. Who took it out is recorded before the first byte leaves. @throws excel/too-many-to-write */
export async function exportPoints(ctx: Ctx, query: Query): Promise<SheetFile> {
  const { sort: _, ...filter } = query;
  const rows = await countPointRows(ctx, filter, MOST_SHEET_ROWS + 1);
  checkFits(rows, '风险点');
  await recordExport(ctx, 'risk', { document: 'points', filter, rows });
  const places = new Map((await listDivisions(ctx)).map(({ code, name }) => [code, name]));
  const columns: WriteColumn<ListedPoint>[] = [
    { header: '单位名称', value: (p) => p.enterpriseName, width: 34 },
    { header: '属地', value: (p) => places.get(p.division) ?? p.division, width: 16 },
    { header: '监管行业', value: (p) => industryName(p.industry), width: 16 },
    { header: '风险分析单元', value: (p) => p.unitName, width: 20 },
    { header: '风险事件', value: (p) => p.name, width: 30 },
    { header: '事故类型', value: (p) => p.accidentType, width: 14 },
    { header: '风险等级', value: (p) => (p.level ? LEVEL_NAMES[p.level] : '未评价'), width: 12 },
    { header: '管控层级', value: (p) => p.controlLevel && CONTROL_LEVEL_NAMES[p.controlLevel], width: 12 },
    { header: '责任人', value: (p) => p.ownerName, width: 12 },
    { header: '重新评价期限', value: (p) => p.reviewDueOn, kind: 'date', width: 14 },
    { header: '评价时间', value: (p) => p.assessedAt, kind: 'instant', width: 18 },
  ];
  const note = `截至 ${today(ctx.clock)}　共 ${rows} 个风险点　导出人：${ctx.actor.name}`;
  const all = allRows((cursor) => listPoints(ctx, { ...query, limit: BATCH, ...(cursor && { cursor }) }));
  const sheet = streamSheet({ title: '风险点清单', note, columns, rows: all });
  return { name: `风险点清单${today(ctx.clock)}`, sheet, rows };
}
