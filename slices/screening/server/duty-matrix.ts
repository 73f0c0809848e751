import { addMonths } from '@zhiben/platform/domain/calendar.ts';
import { addDays, today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { INDUSTRIES } from '@zhiben/slices/enterprise/domain';
import { countEnterprises, findEnterprise, listEnterprises } from '@zhiben/slices/enterprise/server';
import type { z } from 'zod';
import { type DutyTable, dutiesOf } from '../domain/duties.rules.ts';
import type * as contracts from '../domain/duty-matrix.contract.ts';
import { type DutyCell, type DutyHead, type MatrixFilter, OWN_DUTY } from '../domain/duty-matrix.contract.ts';
import { cellOf, emptyCell } from '../domain/duty-matrix.rules.ts';
import { currentMonth, type MonthDays } from '../domain/effect-month.rules.ts';
import { FILED_DUTIES, type FiledDuty } from '../domain/filed-duties.rules.ts';
import { listDutyCodes, type SourceTask } from './effect-source.queries.ts';
import { type FiledOf, filedDuties } from './filed-duties.ts';
import { groupedBy } from './grouped.ts';
import { judgeSlots } from './judged-slots.ts';
import { dutyTable } from './proposals.ts';

const dutyOf = ({ dutyCode }: Pick<SourceTask, 'dutyCode'>) => dutyCode ?? OWN_DUTY;
const exporting = (ctx: Pick<Ctx, 'actor'>) => ({ export: ctx.actor.permissions.has('screening:export') });

/** What a duty says, as the table of duties has it. */
function headOf(code: string, table: DutyTable): DutyHead {
  const duty = table.duties.find((one) => one.code === code);
  if (!duty) {
    const name = code === OWN_DUTY ? '企业自定的任务' : `义务 ${code}`;
    return { code, name, source: '', confidence: null, caution: '' };
  }
  const { name, source, confidence, note } = duty;
  // What we hold from memory or in part is never shown as what a rule says.
  const isSure = confidence !== 'memory' && confidence !== 'partial';
  return { code, name, source: isSure ? source : '', confidence, caution: note };
}

/** The duties of the class that no task carries out, one a subject. */
function unplannedOf(
  enterprise: { readonly industry: string; readonly highRisk: boolean },
  tasks: readonly SourceTask[],
  table: DutyTable,
): DutyHead[] {
  const subjectOf = new Map(table.duties.map(({ code, subject }) => [code, subject]));
  const planned = new Set(tasks.map(({ dutyCode }) => dutyCode && (subjectOf.get(dutyCode) ?? dutyCode)));
  return dutiesOf(table, enterprise)
    .filter(({ dutyCode, confidence }) => confidence !== 'local' && !planned.has(subjectOf.get(dutyCode) ?? dutyCode))
    .map(({ dutyCode: code, name, source, confidence, caution }) => ({ code, name, source, confidence, caution }));
}

/** One enterprise, a year: its duties by month. @throws app/not-found */
export async function presentDutyMatrix(ctx: Ctx, enterpriseId: string, asked?: string) {
  const enterprise = await findEnterprise(ctx, enterpriseId);
  if (!enterprise) throw appError('not-found', { what: '这家企业' });
  const year = asked ?? today(ctx.clock).slice(0, 4);
  const months = Array.from({ length: 12 }, (_, n) => `${year}-${String(n + 1).padStart(2, '0')}`);
  const days = { from: `${year}-01-01`, to: `${year}-12-31` };
  const [{ tasks, slots }, filed] = await Promise.all([
    judgeSlots(ctx, [enterpriseId], days),
    filedDuties(ctx, [enterprise], days),
  ]);
  const table = dutyTable();
  const codes = [...new Set(tasks.map(dutyOf))].sort(ownLast);
  const rows = codes.map((code) => ({
    duty: headOf(code, table),
    tasks: tasks.filter((task) => dutyOf(task) === code).map(({ id, name }) => ({ id, name })),
    cells: months.map((month) =>
      cellOf(
        slots.filter((slot) => dutyOf(slot.task) === code && slot.day.startsWith(month)).map(({ state }) => state),
      ),
    ),
  }));
  const current = today(ctx.clock).slice(0, 7);
  const unplanned = unplannedOf(enterprise, tasks, table).map((duty) => ({
    duty,
    tasks: [],
    cells: months.map((month) => emptyCell(month === current ? 'unplanned' : 'none')),
  }));
  const others = filed.of(enterprise).map(({ duty, slots: own }) => ({
    duty: filed.heads.get(duty) as DutyHead,
    tasks: [],
    cells: months.map((month) =>
      own === null ? emptyCell(month === current ? 'unplanned' : 'none') : cellOf(statesIn(own, month)),
    ),
  }));
  const { name: enterpriseName } = enterprise;
  const all = [...rows, ...unplanned, ...others];
  return { enterpriseId, enterpriseName, year, months, rows: all, abilities: exporting(ctx) };
}

const statesIn = (slots: NonNullable<FiledOf['slots']>, month: string) =>
  slots.filter(({ day }) => day.startsWith(month)).map(({ state }) => state);

const ownLast = (a: string, b: string) =>
  Number(a === OWN_DUTY) - Number(b === OWN_DUTY) || (a < b ? -1 : a > b ? 1 : 0);

function daysOf(month: string): MonthDays {
  return { from: `${month}-01`, to: addDays(addMonths(`${month}-01`, 1), -1) };
}

/** Who the rows are: operating enterprises by name. */
export function filterOf({ q, division, industry, grade }: MatrixFilter) {
  return { status: 'operating', q, division, industry, grade } as Parameters<typeof countEnterprises>[1];
}

export function countMatrix(ctx: Ctx, query: MatrixFilter) {
  return countEnterprises(ctx, filterOf(query));
}

/** The enterprises of a page with the duties of a month. */
export async function presentMatrixPage(ctx: Ctx, query: z.output<typeof contracts.listDutyMatrix.query>) {
  const { cursor, limit, month: asked, ...filter } = query;
  const month = asked ?? currentMonth(today(ctx.clock));
  const page = await listEnterprises(ctx, { ...filterOf(filter), limit, ...(cursor && { cursor }) });
  const ids = page.rows.map(({ id }) => id);
  const [{ tasks, slots }, filed] = await Promise.all([
    judgeSlots(ctx, ids, daysOf(month)),
    filedDuties(ctx, page.rows, daysOf(month)),
  ]);
  const table = dutyTable();
  const isPresent = month === today(ctx.clock).slice(0, 7);
  const heads = new Map<string, DutyHead>();
  const tasksOf = groupedBy(tasks, ({ enterpriseId }) => enterpriseId);
  const slotsOf = groupedBy(slots, ({ task }) => `${task.enterpriseId} ${dutyOf(task)}`);
  const rows = page.rows.map((enterprise) => {
    const own = tasksOf.get(enterprise.id) ?? [];
    const cells: Record<string, DutyCell> = {};
    for (const code of new Set(own.map(dutyOf))) {
      cells[code] = cellOf((slotsOf.get(`${enterprise.id} ${code}`) ?? []).map(({ state }) => state));
      heads.set(code, headOf(code, table));
    }
    for (const duty of isPresent ? unplannedOf(enterprise, own, table) : []) {
      cells[duty.code] = emptyCell('unplanned');
      heads.set(duty.code, headOf(duty.code, table));
    }
    for (const { duty, slots: owed } of filed.of(enterprise)) {
      if (owed === null && !isPresent) continue;
      cells[duty] = owed === null ? emptyCell('unplanned') : cellOf(statesIn(owed, month));
      heads.set(duty, filed.heads.get(duty) as DutyHead);
    }
    const { id, name, division, industry, supervisionGrade: grade } = enterprise;
    return { id, name, division, industry, grade, cells };
  });
  const duties = [...heads.values()].sort((a, b) => ownLast(a.code, b.code));
  return { rows, nextCursor: page.nextCursor, month, duties, abilities: exporting(ctx) };
}

/** Every duty that may occur in the rows of a month, whoever carries it out: the heads of a sheet of many pages. */
export async function listDutyHeads(
  ctx: Ctx,
  { month, industry, division }: MatrixFilter & { readonly month: string },
) {
  const table = dutyTable();
  const [codes, filed] = await Promise.all([
    listDutyCodes(ctx, { division, industry }, daysOf(month)),
    filedDuties(ctx, [], daysOf(month)),
  ]);
  const heads = new Map<string, DutyHead>([
    ...filed.heads,
    ...codes.map((code) => [code, headOf(code, table)] as const),
  ]);
  if (month === today(ctx.clock).slice(0, 7)) {
    for (const trade of industry ? [industry] : Object.keys(INDUSTRIES)) {
      for (const highRisk of [true, false])
        for (const duty of unplannedOf({ industry: trade, highRisk }, [], table))
          if (!heads.has(duty.code)) heads.set(duty.code, duty);
    }
  }
  return [...heads.values()].sort((a, b) => ownLast(a.code, b.code));
}

/** What is in a cell: its periods in order, with their records. @throws app/not-found */
export async function presentDutySlots(
  ctx: Ctx,
  enterpriseId: string,
  { duty, month }: z.output<typeof contracts.listDutySlots.query>,
) {
  const enterprise = await findEnterprise(ctx, enterpriseId);
  if (!enterprise) throw appError('not-found', { what: '这家企业' });
  const filed = (FILED_DUTIES as readonly string[]).includes(duty)
    ? await filedDuties(ctx, [enterprise], daysOf(month))
    : null;
  if (filed) {
    const head = filed.heads.get(duty as FiledDuty) as DutyHead;
    const own = filed.of(enterprise).find((one) => one.duty === duty)?.slots ?? [];
    return {
      duty: head,
      cell: cellOf(own.map(({ state }) => state)),
      rows: own.map(({ period, day, state, path }) => ({
        ...{ title: head.name, path: null, period, day, state },
        recordPath: path,
      })),
    };
  }
  const { slots } = await judgeSlots(ctx, [enterpriseId], daysOf(month));
  const own = slots.filter(({ task }) => dutyOf(task) === duty);
  return {
    duty: headOf(duty, dutyTable()),
    cell: cellOf(own.map(({ state }) => state)),
    rows: own
      .map(({ task, key, day, state, recordId }) => ({
        title: task.name,
        path: `/screening-tasks/${task.id}`,
        period: key,
        day,
        state,
        recordPath: recordId === null ? null : `/screening-records/${recordId}`,
      }))
      .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.period < b.period ? -1 : 1)),
  };
}
