import { useBodies } from '@zhiben/slices/division/web';
import { useMemo } from 'react';

/** Short names of bodies for tables and trees; null for nobody. */
export function useShortNames(): (id: string | null) => string | null {
  const bodies = useBodies();
  return useMemo(() => {
    const names = new Map(bodies.map((body) => [body.id, body.shortName]));
    return (id) => (id === null ? null : (names.get(id) ?? null));
  }, [bodies]);
}
