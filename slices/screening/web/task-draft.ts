import { localDate } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { z } from 'zod';
import type { LibraryChecklist } from '../domain/checklist.contract.ts';
import { TASK_LEVEL_NAMES, type TaskLevel } from '../domain/screening.terms.ts';
import { createScreeningTask, type ScreeningTask, type TaskProposal } from '../domain/task.contract.ts';

/** A task as it is being written. Its checklist may still be one of the library, which is then taken over. */
export interface TaskDraft extends Omit<z.output<typeof createScreeningTask.body>, 'checklistId'> {
  /** Id of an own checklist, `library:<code>`, or '' while none is chosen. */
  readonly checklist: string;
}

export const LIBRARY = 'library:';

const BLANK = {
  unitId: null,
  endsOn: null,
  workStart: null,
  workEnd: null,
  shifts: [],
  workDayType: 0,
  workType: 0,
  taskNo: null,
  assignees: [],
} as const;

/** A task that carries out a duty, with the list of the library that fits it best. */
export function draftOf(proposal: TaskProposal, library: readonly LibraryChecklist[], industry: string): TaskDraft {
  const { dutyCode, name, level, cycleEvery, cycleUnit, source } = proposal;
  const hours = cycleUnit === 'hour' ? { workStart: '08:00', workEnd: '20:00' } : {};
  return {
    ...BLANK,
    shifts: [],
    assignees: [],
    ...hours,
    id: newId(),
    checklist: fitting(library, industry, level),
    name: name.slice(0, 60),
    level,
    cycleEvery,
    cycleUnit,
    startOn: localDate(new Date()),
    dutyCode,
    basis: source.slice(0, 300),
  };
}

/** A task of the enterprise's own making. */
export function blankDraft(): TaskDraft {
  return {
    ...BLANK,
    shifts: [],
    assignees: [],
    id: newId(),
    checklist: '',
    name: '',
    level: 'team',
    cycleEvery: 1,
    cycleUnit: 'day',
    startOn: localDate(new Date()),
    dutyCode: null,
    basis: '',
  };
}

/** A task that stands, to be changed. */
export function draftFrom(task: ScreeningTask): TaskDraft {
  const { checklistId, id, unitId, name, level, cycleEvery, cycleUnit, startOn, endsOn, workStart, workEnd } = task;
  const { shifts, workDayType, workType, taskNo, assignees, dutyCode, basis } = task;
  const when = { cycleEvery, cycleUnit, startOn, endsOn, workStart, workEnd, shifts, workDayType };
  return { id, checklist: checklistId, unitId, name, level, ...when, workType, taskNo, assignees, dutyCode, basis };
}

/** What is wrong with a draft, by the name of its field. */
export function draftFaults(draft: TaskDraft): ReadonlyMap<string, string> {
  const faults = new Map<string, string>();
  if (draft.checklist === '') faults.set('checklist', '请选择排查清单');
  const { checklist: _, ...task } = draft;
  // The id of a list that is yet to be taken over is not known; any will do for the check.
  const parsed = createScreeningTask.body.safeParse({ ...task, checklistId: draft.id });
  for (const { path, message } of parsed.error?.issues ?? []) {
    const field = String(path[0] ?? '');
    if (!faults.has(field)) faults.set(field, field === 'name' ? '请填写任务名称' : message);
  }
  return faults;
}

export const LEVEL_CHOICES = Object.entries(TASK_LEVEL_NAMES).map(([value, label]) => ({
  value: value as TaskLevel,
  label,
}));

function fitting(library: readonly LibraryChecklist[], industry: string, level: TaskLevel): string {
  const wanted = level === 'post' ? 'team' : level === 'group' || level === 'technical' ? 'company' : level;
  const list = library.find((one) => one.industries.includes(industry) && one.level === wanted);
  return list ? `${LIBRARY}${list.code}` : '';
}
