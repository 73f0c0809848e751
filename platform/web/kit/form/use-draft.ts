import { useCallback, useContext, useMemo, useRef } from 'react';
import { SessionContext } from '../../session.ts';
import { readStored, writeStored } from '../../stored.ts';

interface Draft {
  /** ISO instant of the last change. */
  readonly at: string;
  readonly values: unknown;
}

/**
 * What was typed into a form and not yet sent, kept in the browser per person.
 * @param name e.g. `hazard-create`; undefined keeps nothing
 */
export function useDraft(name: string | undefined) {
  const userId = useContext(SessionContext)?.userId ?? 'guest';
  const key = name && `draft.${userId}.${name}`;
  const found = useMemo(() => (key ? readStored<Draft | null>(key, null) : null), [key]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const keep = useCallback(
    (values: unknown) => {
      if (!key) return;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => writeStored(key, { at: new Date().toISOString(), values }), 400);
    },
    [key],
  );
  const forget = useCallback(() => {
    clearTimeout(timer.current);
    if (!key) return;
    writeStored(key, undefined);
    writeStored(`${key}.id`, undefined);
  }, [key]);
  return { found, keep, forget };
}
