import { addDays, daysBetween, instantOf, type LocalDate, localDate, today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { ENTERPRISE_ROLES } from '@zhiben/slices/identity/domain';
import { listPeopleNames } from '@zhiben/slices/identity/server';
import type { z } from 'zod';
import { type CountedSuspension, pausesOf, slotView } from '../domain/figures.rules.ts';
import { changeHoldsFrom, scheduleOf } from '../domain/schedule-change.rules.ts';
import { isAssigned, screeningAbilities } from '../domain/screening.policy.ts';
import { screeningError } from '../domain/screening.terms.ts';
import { longestCycle, slotsOf } from '../domain/slots.rules.ts';
import type * as contracts from '../domain/task.contract.ts';
import type { ScreeningTask, SlotView, WorkRow } from '../domain/task.contract.ts';
import { findSettings, theEnterprise } from './file.queries.ts';
import { listAnsweringOf } from './records.queries.ts';
import { listCountedSuspensions } from './suspensions.queries.ts';
import { theTask } from './tasks.actions.ts';
import { listTaskRows, listTasksOf, type TaskRow } from './tasks.queries.ts';

type ListCtx = Pick<Ctx, 'db' | 'actor' | 'clock'>;
const MOST_DAYS = 400;

export async function namesOf(ctx: ListCtx, enterpriseId: string): Promise<Map<string, string>> {
  const people = await listPeopleNames(ctx, enterpriseId, ENTERPRISE_ROLES);
  return new Map(people.map(({ id, name }) => [id, name]));
}

export function presentTask(row: TaskRow, names: ReadonlyMap<string, string>): ScreeningTask {
  const present = row.schedules.at(-1);
  if (!present) throw new Error(`a task without schedule: ${row.id}`);
  return {
    id: row.id,
    enterpriseId: row.enterpriseId,
    checklistId: row.checklistId,
    checklistName: row.checklistName,
    edition: row.edition,
    unitId: row.unitId,
    unitName: row.unitName,
    name: row.name,
    level: row.level,
    ...scheduleOf(present),
    workType: row.workType,
    taskNo: row.taskNo,
    assignees: row.assignees,
    assigneeNames: row.assignees.map((id) => names.get(id) ?? '已离职人员'),
    dutyCode: row.dutyCode,
    basis: row.basis,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    removedAt: row.removedAt?.toISOString() ?? null,
    version: row.version,
  };
}

export async function presentTasks(ctx: ListCtx, query: z.output<typeof contracts.listScreeningTasks.query>) {
  const { id } = await theEnterprise(ctx, query.enterpriseId);
  const [page, names] = await Promise.all([listTaskRows(ctx, { ...query, enterpriseId: id }), namesOf(ctx, id)]);
  const rows = page.rows.map((row) => presentTask(row, names));
  return { rows, nextCursor: page.nextCursor, abilities: screeningAbilities(ctx.actor, id) };
}

/** @throws app/not-found, screening/years-apart, app/invalid-input */
export async function presentOneTask(
  ctx: ListCtx,
  id: string,
  { from, to }: z.output<typeof contracts.getScreeningTask.query>,
) {
  const row = await theTask(ctx, id);
  const on = today(ctx.clock);
  const range = checkRange(from ?? addDays(on, -30), to ?? addDays(on, 7));
  const [names, view] = await Promise.all([
    namesOf(ctx, row.enterpriseId),
    viewOf(ctx, row.enterpriseId, [row], range),
  ]);
  return {
    ...presentTask(row, names),
    slots: view.slots,
    changesHoldFrom: changeHoldsFrom(row.schedules, on),
    abilities: screeningAbilities(ctx.actor, row.enterpriseId),
  };
}

/** @throws screening/years-apart, app/invalid-input */
export function checkRange(from: LocalDate, to: LocalDate): { from: LocalDate; to: LocalDate } {
  if (to < from) throw appError('invalid-input', {}, [{ path: 'to', message: '结束日期应不早于开始日期' }]);
  if (daysBetween(from, to) >= MOST_DAYS) throw screeningError('years-apart', { days: MOST_DAYS });
  return { from, to };
}

type Range = { readonly from: LocalDate; readonly to: LocalDate };

/** The slots of some tasks of one enterprise with what they came to, in order of time. */
async function viewOf(
  ctx: ListCtx,
  enterpriseId: string,
  tasks: readonly TaskRow[],
  range: Range,
  rangeOf: (task: TaskRow) => Range = () => range,
): Promise<{ slots: SlotView[]; suspensions: readonly CountedSuspension[] }> {
  const latest = tasks.reduce((last, task) => (rangeOf(task).to > last ? rangeOf(task).to : last), range.to);
  const [{ makeUpDays }, records, suspended] = await Promise.all([
    findSettings(ctx),
    listAnsweringOf(ctx, enterpriseId, { from: range.from, to: latest }),
    listCountedSuspensions(ctx, [enterpriseId]),
  ]);
  const suspensions = suspended.get(enterpriseId) ?? [];
  const bySlot = new Map(records.map((record) => [`${record.taskId}/${record.slotKey}`, record]));
  const now = ctx.clock.now().getTime();
  const slots = tasks.flatMap((task) =>
    slotsOf(task.schedules, pausesOf(task, suspensions), rangeOf(task), { makeUpDays }).map((slot) =>
      slotView(task.id, slot, bySlot.get(`${task.id}/${slot.key}`), now),
    ),
  );
  slots.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.to < b.to ? -1 : 1));
  return { slots, suspensions };
}

/** Slots that may still be made up, are open, or begin within some days; those of long periods too, counted later. */
export async function openSlots(ctx: ListCtx, enterpriseId: string, tasks: readonly TaskRow[], ahead = 0) {
  const on = today(ctx.clock);
  const last = addDays(on, ahead);
  const range = { from: addDays(on, -MAKE_UP_AT_MOST), to: last };
  const reach = (task: TaskRow) => ({ ...range, to: addDays(last, Math.max(...task.schedules.map(longestCycle))) });
  const { slots, suspensions } = await viewOf(ctx, enterpriseId, tasks, range, reach);
  const end = instantOf(addDays(last, 1)).toISOString();
  return { suspensions, slots: slots.filter(({ from }) => from < end) };
}
/** The longest that a county may set, and the day that a shift over midnight takes. */
const MAKE_UP_AT_MOST = 16;

/** What a person has to check now, may still make up, or has done today; the most urgent first. */
export async function presentMine(ctx: ListCtx): Promise<{ today: LocalDate; rows: WorkRow[] }> {
  const { id } = await theEnterprise(ctx, undefined);
  const on = today(ctx.clock);
  const tasks = (await listTasksOf(ctx, id)).filter((task) => isAssigned(task, ctx.actor));
  const { slots } = await openSlots(ctx, id, tasks);
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const rows = slots.flatMap((slot): WorkRow[] => {
    const task = byId.get(slot.taskId);
    if (!task || !isShown(slot, on)) return [];
    const { name, level, checklistId, edition, items, unitId, unitName } = task;
    return [{ ...slot, name, level, checklistId, edition, items, unitId, unitName }];
  });
  rows.sort((a, b) => urgency(a) - urgency(b));
  return { today: on, rows };
}

/** Open, to be made up, or of today. */
export function isShown({ state, day, from }: SlotView, on: LocalDate): boolean {
  if (state === 'due' || state === 'overdue') return true;
  if (state === 'missed') return false;
  return day === on || localDate(new Date(from)) === on;
}

/** What lapses first comes first; what is done comes last. */
function urgency({ state, to, makeUpUntil }: SlotView): number {
  if (state === 'overdue') return Date.parse(makeUpUntil);
  if (state === 'due') return Date.parse(to);
  return Number.MAX_SAFE_INTEGER;
}
