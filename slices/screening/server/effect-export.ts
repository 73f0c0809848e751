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
import type * as contracts from '../domain/effect.contract.ts';
import type { EffectRow } from '../domain/effect.contract.ts';
import { monthName } from '../domain/effect-month.rules.ts';
import { TEST_NAMES } from '../domain/integrity.terms.ts';
import { listFilterOf, presentEffects } from './effect.present.ts';
import { countEffectRows } from './effect-list.queries.ts';

const BATCH = 500;
type Query = z.output<typeof contracts.exportEffects.query>;

/** The list of enterprises as a sheet. Who took it out is recorded before the first byte leaves. @throws excel/too-many-to-write */
export async function exportEffects(ctx: Ctx, query: Query): Promise<SheetFile> {
  const { sort: _, ...asked } = query;
  const filter = await listFilterOf(ctx, asked);
  const rows = await countEffectRows(ctx, filter, MOST_SHEET_ROWS + 1);
  checkFits(rows, '企业');
  await recordExport(ctx, 'screening', { document: 'effect', filter: asked, rows });
  const places = new Map((await listDivisions(ctx)).map(({ code, name }) => [code, name]));
  const points = (header: string, value: (row: EffectRow) => number | null): WriteColumn<EffectRow> => ({
    header,
    value: (row) => value(row) ?? '不可比',
    width: 10,
  });
  const count = (header: string, value: (row: EffectRow) => number): WriteColumn<EffectRow> => ({
    header,
    value,
    kind: 'integer',
    width: 10,
  });
  const columns: WriteColumn<EffectRow>[] = [
    { header: '单位名称', value: (row) => row.name, width: 34 },
    { header: '属地', value: (row) => places.get(row.division) ?? row.division, width: 16 },
    { header: '监管行业', value: (row) => industryName(row.industry), width: 16 },
    points('E', (row) => row.e),
    points('A', (row) => row.a),
    points('B', (row) => row.b),
    { header: 'α', value: (row) => (row.vetoed ? '0（否决）' : '1'), width: 10 },
    count('计划任务', (row) => row.done + row.madeUp + row.missed),
    count('按时完成', (row) => row.done),
    count('补查', (row) => row.madeUp),
    count('漏查', (row) => row.missed),
    count('停用不计', (row) => row.excluded),
    count('应整改隐患', (row) => row.due),
    count('已验收', (row) => row.accepted),
    { header: '值得核实的情况', value: (row) => row.flags.map((test) => TEST_NAMES[test]).join('、'), width: 40 },
    { header: '计算时间', value: (row) => new Date(row.computedAt), kind: 'instant', width: 18 },
  ];
  const note = `E =（A + B）× α　共 ${rows} 家　“值得核实”是提示，不是认定　导出人：${ctx.actor.name}`;
  const title = `${monthName(filter.month)}双重预防运行效果`;
  const all = allRows((cursor) => presentEffects(ctx, { ...query, limit: BATCH, ...(cursor && { cursor }) }));
  return { name: title, sheet: streamSheet({ title, note, columns, rows: all }), rows };
}
