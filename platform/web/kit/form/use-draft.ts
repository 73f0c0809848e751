import { useCallback, useContext, useMemo } from 'react';
import { SessionContext } from '../../session.ts';
import { readStored, writeStored } from '../../stored.ts';

interface Draft {
  /** ISO instant of the last change. */
  readonly at: string;
  readonly values: unknown;
}

/**
 * What was typed into a form and not yet sent, kept in the browser per person with every change.
 * @param name e.g. `hazard-create`; undefined keeps nothing
 */
export function useDraft(name: string | undefined) {
  const userId = useContext(SessionContext)?.userId ?? 'guest';
  const key = name && `draft.${userId}.${name}`;
  const found = useMemo(() => (key ? readStored<Draft | null>(key, null) : null), [key]);
  const keep = useCallback(
    (values: unknown) => {
      if (key) writeStored(key, { at: new Date().toISOString(), values });
    },
    [key],
  );
  const forget = useCallback(() => {
    if (!key) return;
    writeStored(key, undefined);
    writeStored(`${key}.id`, undefined);
  }, [key]);
  return { found, keep, forget };
}
