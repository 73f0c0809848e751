import { useBodies } from '@zhiben/slices/division/web';
import { useMemo } from 'react';
import type { PlanRecord } from '../domain/index.ts';

/** Names to offer as doers: those that the plan itself uses, then the bodies of the county. */
export function useActorNames({ obligations }: PlanRecord, isNeeded: boolean): readonly string[] {
  const bodies = useBodies();
  return useMemo(() => {
    if (!isNeeded) return [];
    const inPlan = obligations.flatMap(({ actor, actorAlternatives }) => [
      ...(actor ? [actor] : []),
      ...actorAlternatives,
    ]);
    return [...new Set([...inPlan, ...bodies.map(({ name }) => name)])];
  }, [obligations, bodies, isNeeded]);
}
