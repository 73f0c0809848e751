import { PassThrough, type Readable } from 'node:stream';
import { today } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { type WriteColumn, writeSheet } from '@zhiben/platform/server/excel/index.ts';
import { listDivisions } from '@zhiben/slices/division/server';
import { industryName } from '@zhiben/slices/enterprise/domain';
import type { z } from 'zod';
import type * as contracts from '../domain/points.contract.ts';
import { CONTROL_LEVEL_NAMES, LEVEL_NAMES, riskError } from '../domain/risk.terms.ts';
import { countPointRows, type ListedPoint, listPoints } from './points.queries.ts';

/** A longer sheet serves nobody. */
const MOST_ROWS = 50_000;
const BATCH = 200;
type Query = z.output<typeof contracts.exportRiskPoints.query>;

/** The county's list as a sheet: its rows, order and scope. Who took it out is recorded before the first byte leaves. */
export async function exportPoints(ctx: Ctx, query: Query): Promise<Readable> {
  const { sort, ...filter } = query;
  const rows = await countPointRows(ctx, filter, MOST_ROWS + 1);
  if (rows > MOST_ROWS) throw riskError('too-many', { what: '一次导出的风险点', most: MOST_ROWS });
  const id = newId();
  await ctx.transaction(async (tx) => {
    tx.record({
      id,
      action: 'risk:export',
      subject: { kind: 'riskExport', id },
      data: { filter: { ...filter }, rows },
    });
  });
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
  const sheet = new PassThrough();
  const note = `截至 ${today(ctx.clock)}　共 ${rows} 个风险点　导出人：${ctx.actor.name}`;
  writeSheet(sheet, { title: '风险点清单', note, columns, rows: walk(ctx, query) }).catch((e) => sheet.destroy(e));
  return sheet;
}

async function* walk(ctx: Ctx, query: Query): AsyncGenerator<ListedPoint> {
  let cursor: string | undefined;
  do {
    const page = await listPoints(ctx, { ...query, limit: BATCH, ...(cursor && { cursor }) });
    yield* page.rows;
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
}
