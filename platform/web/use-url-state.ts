import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { z } from 'zod';
import { patchSearch, readSearch } from './url-state.ts';

export interface PatchOptions {
  /** Whether the back button returns to the state before; false for what changes with every keystroke or row. */
  readonly keepInHistory?: boolean;
}

/** Search params of any shape and the way to change some of them. */
export function useSearchPatch() {
  const raw = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const patch = useCallback(
    (changes: Readonly<Record<string, unknown>>, { keepInHistory = false }: PatchOptions = {}) =>
      navigate({
        to: '.',
        search: (previous: Record<string, unknown>) => patchSearch(previous, changes),
        replace: !keepInHistory,
        resetScroll: false,
      } as never),
    [navigate],
  );
  return [raw, patch] as const;
}

/**
 * State of a screen that lives in its address.
 * `const [view, setView] = useUrlState(z.object({ tab: z.enum(['facts', 'papers']).default('facts') }))`
 */
export function useUrlState<S extends z.ZodObject>(schema: S) {
  const [raw, patch] = useSearchPatch();
  const state = useMemo(() => readSearch(schema, raw), [schema, raw]);
  return [state, patch as (changes: Partial<z.input<S>>, options?: PatchOptions) => Promise<void>] as const;
}
