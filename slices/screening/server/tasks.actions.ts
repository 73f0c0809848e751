import { localDate } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { ENTERPRISE_ROLES } from '@zhiben/slices/identity/domain';
import { listPeopleNames } from '@zhiben/slices/identity/server';
import type { z } from 'zod';
import { endedSchedules, rescheduled } from '../domain/schedule-change.rules.ts';
import { MOST_TASKS, screeningError } from '../domain/screening.terms.ts';
import { findSlot, type PlannedSchedule } from '../domain/slots.rules.ts';
import type * as contracts from '../domain/task.contract.ts';
import { findChecklist } from './checklists.queries.ts';
import { countDays } from './count-days.ts';
import { type ReadCtx, theEnterprise } from './file.queries.ts';
import { unitName } from './suspensions.actions.ts';
import { keepTaskMeasures } from './task-measures.queries.ts';
import {
  countTasks,
  findTask,
  insertTask,
  listAnswering,
  moveRecord,
  type TaskFields,
  type TaskRow,
  updateTask,
} from './tasks.queries.ts';
import { checkVersion, writeScreening } from './write-screening.ts';

type Body<C extends { readonly body: z.ZodType }> = z.output<C['body']>;
type Given = Omit<Body<typeof contracts.createScreeningTask>, 'id'>;

/** @throws app/not-found */
export async function theTask(ctx: ReadCtx, id: string): Promise<TaskRow> {
  const found = await findTask(ctx, id);
  if (!found) throw appError('not-found', { what: '这项排查任务' });
  return found;
}

/** What was sent, held against what the enterprise has. @throws screening/unknown-checklist, -unit, -person */
async function fieldsOf(
  tx: TxCtx,
  enterpriseId: string,
  given: Given,
  schedules: readonly PlannedSchedule[],
): Promise<TaskFields> {
  const { checklistId, unitId, name, level, workType, taskNo, assignees, dutyCode, basis } = given;
  const list = await findChecklist(tx, checklistId);
  if (list?.enterpriseId !== enterpriseId || list.removedAt !== null) throw screeningError('unknown-checklist', {});
  if (assignees.length > 0) {
    const people = new Set((await listPeopleNames(tx, enterpriseId, ENTERPRISE_ROLES)).map(({ id }) => id));
    if (assignees.some((id) => !people.has(id))) throw screeningError('unknown-person', {});
  }
  const unit = await unitName(tx, enterpriseId, unitId);
  const fields = { checklistId, unitId, unitName: unit, name, level, workType, taskNo, dutyCode, basis };
  return { ...fields, assignees: [...new Set(assignees)], schedules };
}

/** @throws screening/too-many and what `fieldsOf` throws */
export async function createTask(ctx: Ctx, { id, ...given }: Body<typeof contracts.createScreeningTask>) {
  const { id: enterpriseId } = await theEnterprise(ctx, undefined);
  const command = {
    commandId: id,
    enterpriseId,
    action: 'screening:createTask',
    subjectId: id,
    kind: 'screeningTask',
  } as const;
  await writeScreening(ctx, command, async (tx, file) => {
    if ((await countTasks(tx, enterpriseId)) >= MOST_TASKS)
      throw screeningError('too-many', { what: '排查任务', most: MOST_TASKS });
    // Nothing is owed for days before anybody was told.
    const schedules = rescheduled([], given, localDate(tx.clock.now()));
    await insertTask(tx, id, enterpriseId, await fieldsOf(tx, enterpriseId, given, schedules));
    await keepTaskMeasures(tx, { taskId: id });
    await countDays(tx, file, null);
    return { version: 1, data: given };
  });
  return { id, version: 1 };
}

/** A change of times holds from the next day; what was owed until then stays. @throws app/version-conflict */
export async function editTask(
  ctx: Ctx,
  id: string,
  { commandId, version, ...given }: Body<typeof contracts.editScreeningTask>,
) {
  const { enterpriseId } = await theTask(ctx, id);
  const command = {
    commandId,
    enterpriseId,
    action: 'screening:editTask',
    subjectId: id,
    kind: 'screeningTask',
  } as const;
  await writeScreening(ctx, command, async (tx, file) => {
    const before = await theTask(tx, id);
    if (before.removedAt !== null) throw appError('not-found', { what: '这项排查任务' });
    const today = localDate(tx.clock.now());
    const schedules = rescheduled(before.schedules, given, today);
    const fields = await fieldsOf(tx, enterpriseId, given, schedules);
    checkVersion(before, version, '这项排查任务');
    await updateTask(tx, before, { fields });
    await keepTaskMeasures(tx, { taskId: id });
    await moveAnswers(tx, id, schedules, today);
    await countDays(tx, file, null);
    return { version: version + 1, data: given };
  });
  return { id, version: version + 1 };
}

/** @throws app/version-conflict */
export async function removeTask(
  ctx: Ctx,
  id: string,
  { commandId, version, reason }: Body<typeof contracts.removeScreeningTask>,
) {
  const { enterpriseId } = await theTask(ctx, id);
  const command = {
    commandId,
    enterpriseId,
    action: 'screening:removeTask',
    subjectId: id,
    kind: 'screeningTask',
  } as const;
  await writeScreening(ctx, command, async (tx, file) => {
    const before = await theTask(tx, id);
    if (before.removedAt !== null) throw appError('not-found', { what: '这项排查任务' });
    checkVersion(before, version, '这项排查任务');
    const today = localDate(tx.clock.now());
    const schedules = endedSchedules(before.schedules, today);
    await updateTask(tx, before, { removed: schedules });
    await keepTaskMeasures(tx, { taskId: id });
    await moveAnswers(tx, id, schedules, today);
    await countDays(tx, file, null);
    return { version: version + 1, data: { name: before.name, reason } };
  });
  return { id, version: version + 1 };
}

/** Answers of periods that the change cut short go with the day on which those are counted now. */
async function moveAnswers(tx: TxCtx, taskId: string, schedules: readonly PlannedSchedule[], today: string) {
  for (const record of await listAnswering(tx, taskId, today)) {
    const slot = findSlot(schedules, [], record.slotKey ?? '');
    if (slot && slot.day !== record.slotDay) await moveRecord(tx, record, slot.day);
  }
}
