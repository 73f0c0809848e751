import { newId } from '@zhiben/platform/domain/ids.ts';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { useRef } from 'react';
import { createChecklist } from '../domain/checklist.contract.ts';
import { createScreeningTask, editScreeningTask } from '../domain/task.contract.ts';
import { LIBRARY, type TaskDraft } from './task-draft.ts';
import { useChecklistLibrary } from './use-checklist-library.ts';

/** Creates or changes a task; a list of the library that it names is first taken over, once for all tasks that do. */
export function useSaveTask() {
  const library = useChecklistLibrary().data?.rows;
  const takeOver = useCommand(createChecklist);
  const create = useCommand(createScreeningTask);
  const edit = useCommand(editScreeningTask);
  const ids = useRef(new Map<string, string>());

  const checklistOf = async (chosen: string): Promise<string> => {
    if (!chosen.startsWith(LIBRARY)) return chosen;
    const list = library?.find(({ code }) => code === chosen.slice(LIBRARY.length));
    // The id stays the same when sent again, so that the server knows a repeat.
    const id = ids.current.get(chosen) ?? newId();
    ids.current.set(chosen, id);
    if (!list) return id;
    const { name, code, items } = list;
    await takeOver.run({ body: { id, name, origin: 'library', libraryCode: code, items: [...items] } });
    return id;
  };

  return {
    create: async ({ checklist, ...task }: TaskDraft) => {
      const checklistId = await checklistOf(checklist);
      await create.run({ body: { ...task, checklistId } });
    },
    edit: async ({ checklist, id, ...task }: TaskDraft, version: number, commandId: string) => {
      const checklistId = await checklistOf(checklist);
      await edit.run({ params: { id }, body: { ...task, checklistId, commandId, version } });
    },
  };
}
