import { useEffect, useRef } from 'react';
import { useKeys } from '../../use-keys.ts';
import type { Selection } from './DataTable.tsx';

interface ListKeys {
  readonly ids: readonly string[];
  readonly cursor: string | null;
  readonly onMove: (id: string) => void;
  readonly onOpen: (id: string) => void;
  readonly onClose: (() => void) | undefined;
  readonly selection?: Selection | undefined;
  /** Done with this one, in work queues. */
  readonly onHandle?: (id: string) => void;
}

/** Keyboard of lists and queues: j, k or arrows move, Enter opens, x selects, e handles, Escape closes. */
export function useListKeys({ ids, cursor, onMove, onOpen, onClose, selection, onHandle }: ListKeys) {
  const at = cursor === null ? -1 : ids.indexOf(cursor);
  const stepTo = (index: number) => {
    const id = ids[index];
    return id === undefined ? undefined : () => onMove(id);
  };
  const next = stepTo(at + 1);
  const previous = at > 0 ? stepTo(at - 1) : undefined;
  const moved = useRef(false);
  const move = (step: (() => void) | undefined) => () => {
    moved.current = true;
    step?.();
  };
  useEffect(() => {
    if (!moved.current || cursor === null) return;
    moved.current = false;
    // After the row has scrolled into the page.
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-row="${cursor}"]`)?.focus());
  }, [cursor]);

  const onCursor = (act: (id: string) => void) => () => {
    if (cursor !== null && at >= 0) act(cursor);
  };
  useKeys({
    j: move(next),
    k: move(previous),
    ArrowDown: move(next),
    ArrowUp: move(previous),
    o: onCursor(onOpen),
    Enter: onCursor(onOpen),
    ...(onClose ? { Escape: onClose } : {}),
    ...(onHandle ? { e: onCursor(onHandle) } : {}),
    ...(selection
      ? {
          x: onCursor((id) => {
            const ids = new Set(selection.ids);
            if (!ids.delete(id)) ids.add(id);
            selection.onChange(ids);
          }),
        }
      : {}),
  });
  return { next, previous };
}
