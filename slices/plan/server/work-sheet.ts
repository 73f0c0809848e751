import type { Readable } from 'node:stream';
import { daysBetween, type LocalDate, today } from '@zhiben/platform/domain/clock.ts';
import { recordExport } from '@zhiben/platform/server/audit/record-export.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { streamSheet, type WriteColumn } from '@zhiben/platform/server/excel/index.ts';
import { listBodies } from '@zhiben/slices/division/server';
import type { z } from 'zod';
import type { WorkRow } from '../domain/occurrence.contract.ts';
import { UNSETTLED } from '../domain/occurrence.rules.ts';
import { clauseText, OCCURRENCE_STATUS_NAMES, periodText } from '../domain/plan.terms.ts';
import {
  type exportWork,
  MOST_WORK_ROWS,
  WORK_COLUMN_KEYS,
  WORK_COLUMNS,
  type WorkColumn,
  workSheetError,
} from '../domain/work-sheet.contract.ts';
import { countWorkUpTo, listWork } from './occurrence.queries.ts';
import { findReminderSettings } from './reminder.queries.ts';

type Query = z.output<typeof exportWork.query>;

const PAGE = 500;

/**
 * The worklist as a sheet to print: its rows in its order, with the columns of the screen. What was taken out, and by
 * which filter, is recorded before the first byte leaves. @throws plan/export-too-large
 */
export async function writeWorkSheet(ctx: Ctx, { columns = WORK_COLUMN_KEYS, ...query }: Query): Promise<Readable> {
  const on = today(ctx.clock);
  const { sort: _, ...filter } = query;
  const { escalateAfter } = await findReminderSettings(ctx);
  const rows = await countWorkUpTo(ctx, filter, { today: on, escalateAfter, most: MOST_WORK_ROWS + 1 });
  if (rows > MOST_WORK_ROWS) throw workSheetError('export-too-large', { most: MOST_WORK_ROWS });
  await recordExport(ctx, 'plan', { document: 'worklist', filter, rows });
  const names = new Map((await listBodies(ctx)).map((body) => [body.id, body.name]));
  const all = columnsOf(names, on);
  return streamSheet({
    title: '到期事项',
    note: `截至 ${on}　共 ${rows} 项　导出人：${ctx.actor.name}`,
    columns: WORK_COLUMN_KEYS.filter((key) => columns.includes(key)).map((key) => ({
      header: WORK_COLUMNS[key],
      ...all[key],
    })),
    rows: walk(ctx, query, on, escalateAfter),
  });
}

async function* walk(ctx: Ctx, query: Omit<Query, 'columns'>, on: LocalDate, escalateAfter: number) {
  let cursor: string | undefined;
  do {
    const page = await listWork(ctx, { ...query, limit: PAGE, cursor }, on, escalateAfter);
    yield* page.rows;
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
}

function columnsOf(
  names: ReadonlyMap<string, string>,
  on: LocalDate,
): Record<WorkColumn, Omit<WriteColumn<WorkRow>, 'header'>> {
  return {
    label: { value: (row) => row.label, width: 36 },
    period: { value: (row) => periodText(row.frequency, row.startsOn) || '一次性', width: 12 },
    quote: { value: (row) => row.quote, width: 48 },
    body: { value: (row) => names.get(row.bodyId), width: 26 },
    status: { value: (row) => OCCURRENCE_STATUS_NAMES[row.status], width: 10 },
    dueOn: { value: (row) => row.dueOn, kind: 'date', width: 12 },
    left: { value: (row) => sayLeft(row, on), width: 14 },
    campaign: { value: (row) => `${row.campaignName}${clauseText(row.path)}`, width: 34 },
  };
}

/** Days to the limit, as the screen says them, of what is still to be done. */
function sayLeft({ status, dueOn, closedOn }: WorkRow, on: LocalDate): string | null {
  if (closedOn !== null || !UNSETTLED.includes(status)) return null;
  const days = daysBetween(on, dueOn);
  if (days === 0) return '今天到期';
  return days > 0 ? `还剩 ${days} 天` : `逾期 ${-days} 天`;
}
