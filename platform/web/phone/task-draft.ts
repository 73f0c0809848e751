import { useCallback, useState } from 'react';
import { newId } from '../../domain/ids.ts';
import { useSession } from '../session.ts';
import { readStored, writeStored } from '../stored.ts';

interface TaskDraft {
  /** Goes with every attempt to send, also after the browser was closed, so that the server knows a repeat. */
  readonly id: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** The answers given so far, kept in the browser per person with every change. */
export function useTaskDraft(name: string, initial: Readonly<Record<string, unknown>>) {
  const { userId } = useSession();
  const key = `task.${userId}.${name}`;
  const [draft, setDraft] = useState<TaskDraft>(() => {
    const found = readStored<TaskDraft | null>(key, null);
    return found ?? { id: newId(), values: initial };
  });
  const answer = useCallback(
    (field: string, value: unknown) =>
      setDraft((before) => {
        const next = { ...before, values: { ...before.values, [field]: value } };
        writeStored(key, next);
        return next;
      }),
    [key],
  );
  const forget = useCallback(() => writeStored(key, undefined), [key]);
  return { ...draft, answer, forget };
}
