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
import { listBodies, listDivisions } from '@zhiben/slices/division/server';
import type { z } from 'zod';
import type * as contracts from '../domain/enterprise.contract.ts';
import { ENTERPRISE_KIND_NAMES, ENTERPRISE_SIZE_NAMES, ENTERPRISE_STATUS_NAMES } from '../domain/enterprise.terms.ts';
import { industryName } from '../domain/industries.ts';
import { LEVEL_NAMES } from '../domain/papers.rules.ts';
import { countRows, type ListedEnterprise, listEnterprises } from './enterprise.queries.ts';

const BATCH = 500;

/**
 * The list as a sheet: its rows, order and scope, without personal data. Who took what out is recorded before the first
 * byte leaves.
 * @throws excel/too-many-to-write
 */
export async function exportEnterprises(
  ctx: Ctx,
  query: z.output<typeof contracts.exportEnterprises.query>,
): Promise<SheetFile> {
  const { sort: _, ...filter } = query;
  const rows = await countRows(ctx, filter, MOST_SHEET_ROWS + 1);
  checkFits(rows, '企业');
  await recordExport(ctx, 'enterprise', { document: 'list', filter, rows });
  const columns = await columnsFor(ctx);
  const note = `截至 ${today(ctx.clock)}　共 ${rows} 家　导出人：${ctx.actor.name}`;
  const all = allRows((cursor) => listEnterprises(ctx, { ...query, limit: BATCH, ...(cursor && { cursor }) }));
  const sheet = streamSheet({ title: '企业名录', note, columns, rows: all });
  return { name: `企业名录${today(ctx.clock)}`, sheet, rows };
}

async function columnsFor(ctx: Ctx): Promise<WriteColumn<ListedEnterprise>[]> {
  const [divisions, bodies] = await Promise.all([listDivisions(ctx), listBodies(ctx)]);
  const places = new Map(divisions.map(({ code, name }) => [code, name]));
  const names = new Map(bodies.map(({ id, name }) => [id, name]));
  return [
    { header: '单位名称', value: (e) => e.name, width: 36 },
    { header: '统一社会信用代码', value: (e) => e.creditCode, width: 22 },
    { header: '本地编号', value: (e) => e.localNumber, width: 22 },
    { header: '单位类型', value: (e) => ENTERPRISE_KIND_NAMES[e.kind], width: 16 },
    { header: '属地', value: (e) => places.get(e.division) ?? e.division, width: 16 },
    { header: '监管行业', value: (e) => industryName(e.industry), width: 18 },
    { header: '高危行业', value: (e) => (e.highRisk ? '是' : '否'), width: 10 },
    { header: '生产经营状态', value: (e) => ENTERPRISE_STATUS_NAMES[e.status], width: 14 },
    { header: '企业规模', value: (e) => e.size && ENTERPRISE_SIZE_NAMES[e.size], width: 10 },
    { header: '从业人员', value: (e) => e.employees, kind: 'integer', width: 10 },
    { header: '行业主管部门', value: (e) => names.get(e.supervisingBodyId ?? '') ?? null, width: 24 },
    { header: '监管等级', value: (e) => e.supervisionGrade, width: 10 },
    { header: '标准化等级', value: (e) => LEVEL_NAMES[e.standardLevel ?? 0], width: 12 },
    { header: '许可证照最早到期', value: (e) => e.licenceUntil, kind: 'date', width: 16 },
    { header: '安责险到期', value: (e) => e.insuredUntil, kind: 'date', width: 14 },
    { header: '严重失信至', value: (e) => e.listedUntil, kind: 'date', width: 14 },
  ];
}
