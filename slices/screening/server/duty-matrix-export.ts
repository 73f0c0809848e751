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
import { countEnterpriseRows } from '@zhiben/slices/enterprise/server';
import type { z } from 'zod';
import type * as contracts from '../domain/duty-matrix.contract.ts';
import type { MatrixFilter, MatrixRow } from '../domain/duty-matrix.contract.ts';
import { CELL_STATE_NAMES, sayCell } from '../domain/duty-matrix.rules.ts';
import { monthName } from '../domain/effect-month.rules.ts';
import { filterOf, listDutyHeads, presentDutyMatrix, presentMatrixPage } from './duty-matrix.ts';

/** Slots are counted afresh for each enterprise of a page. */
const BATCH = 200;
type Query = z.output<typeof contracts.exportDutyMatrix.query>;

const LEGEND = `格中为状态和完成、应完成次数（已到期的）；空白为不涉及。状态：${Object.values(CELL_STATE_NAMES).join('、')}`;

/**
 * The matrix as a sheet: an enterprise's year where one is named, else a month of the enterprises, of however many, read
 * page by page while the sheet is written. @throws excel/too-many-to-write
 */
export async function exportDutyMatrix(ctx: Ctx, query: Query): Promise<SheetFile> {
  const { enterpriseId, year, ...filter } = query;
  return enterpriseId === undefined ? exportMonth(ctx, filter) : exportYear(ctx, enterpriseId, year);
}

async function exportYear(ctx: Ctx, enterpriseId: string, asked: string | undefined): Promise<SheetFile> {
  const { rows, months, year, enterpriseName } = await presentDutyMatrix(ctx, enterpriseId, asked);
  await recordExport(ctx, 'screening', { document: 'dutyMatrix', enterpriseId, year, rows: rows.length });
  type Row = (typeof rows)[number];
  const columns: WriteColumn<Row>[] = [
    { header: '义务', value: ({ duty }) => duty.name, width: 34 },
    { header: '来源', value: ({ duty }) => duty.source, width: 34 },
    { header: '任务', value: ({ tasks }) => tasks.map(({ name }) => name).join('、'), width: 26 },
    ...months.map(
      (month, n): WriteColumn<Row> => ({
        header: `${Number(month.slice(5))} 月`,
        value: ({ cells }) => (cells[n] ? sayCell(cells[n]) : ''),
        width: 13,
      }),
    ),
  ];
  const title = `${enterpriseName} ${year} 年义务履行矩阵`;
  return { name: title, sheet: written(ctx, { title, columns, rows }), rows: rows.length };
}

async function exportMonth(ctx: Ctx, filter: MatrixFilter): Promise<SheetFile> {
  const count = await countEnterpriseRows(ctx, filterOf(filter), MOST_SHEET_ROWS + 1);
  checkFits(count, '企业');
  const first = await presentMatrixPage(ctx, { ...filter, limit: BATCH });
  const { month } = first;
  // The heads come before the rows: those of a single page are known, else all that may occur.
  const duties = first.nextCursor === null ? first.duties : await listDutyHeads(ctx, { ...filter, month });
  await recordExport(ctx, 'screening', { document: 'dutyMatrix', filter, rows: count });
  const rows = allRows(async (cursor) =>
    cursor === undefined ? first : presentMatrixPage(ctx, { ...filter, month, limit: BATCH, cursor }),
  );
  const places = new Map((await listDivisions(ctx)).map(({ code, name }) => [code, name]));
  const columns: WriteColumn<MatrixRow>[] = [
    { header: '单位名称', value: (row) => row.name, width: 34 },
    { header: '属地', value: (row) => places.get(row.division) ?? row.division, width: 16 },
    { header: '监管行业', value: (row) => industryName(row.industry), width: 16 },
    { header: '监管等级', value: (row) => row.grade ?? '', width: 10 },
    ...duties.map(
      ({ code, name, source }): WriteColumn<MatrixRow> => ({
        header: source ? `${name}（${source}）` : name,
        value: ({ cells }) => (cells[code] ? sayCell(cells[code]) : ''),
        width: 20,
      }),
    ),
  ];
  const title = `${monthName(month)}义务履行矩阵`;
  return { name: title, sheet: written(ctx, { title, columns, rows }), rows: count };
}

interface Sheet<Row> {
  readonly title: string;
  readonly columns: readonly WriteColumn<Row>[];
  readonly rows: Iterable<Row> | AsyncIterable<Row>;
}

function written<Row>(ctx: Ctx, { title, columns, rows }: Sheet<Row>) {
  const note = `统计至 ${today(ctx.clock)}　${LEGEND}　导出人：${ctx.actor.name}`;
  return streamSheet({ title, note, columns, rows });
}
