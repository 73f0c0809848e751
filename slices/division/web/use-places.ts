import type { TreeChoice } from '@zhiben/platform/web/kit/list/list-types.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { useMemo } from 'react';
import { type Body, type Division, listBodies, listDivisions } from '../domain/division.contract.ts';

/** The county's tree changes a few times a year: held for the whole visit. */
const HELD = { staleTime: Number.POSITIVE_INFINITY };
const NO_DIVISIONS: readonly Division[] = [];
const NO_BODIES: readonly Body[] = [];

export function useDivisions(): readonly Division[] {
  return useCall(listDivisions, {}, HELD).data?.rows ?? NO_DIVISIONS;
}

export function useBodies(): readonly Body[] {
  return useCall(listBodies, {}, HELD).data?.rows ?? NO_BODIES;
}

/** Names for the codes and ids that rows carry: townships stand before their villages. */
export function usePlaceNames(): { division: (code: string) => string; body: (id: string | null) => string | null } {
  const divisions = useDivisions();
  const bodies = useBodies();
  return useMemo(() => {
    const byCode = new Map(divisions.map((d) => [d.code, d]));
    const byId = new Map(bodies.map((b) => [b.id, b.name]));
    const division = (code: string): string => {
      const found = byCode.get(code);
      if (!found) return code;
      const parent = found.kind === 'village' && found.parent ? byCode.get(found.parent) : undefined;
      return parent ? `${parent.name} ${found.name}` : found.name;
    };
    return { division, body: (id) => (id ? (byId.get(id) ?? null) : null) };
  }, [divisions, bodies]);
}

/** Townships and the park, with their villages, to choose from. */
export function useDivisionChoices(): readonly TreeChoice[] {
  const divisions = useDivisions();
  return useMemo(() => {
    const below = (code: string | null): TreeChoice[] =>
      divisions
        .filter((d) => d.parent === code)
        .map((d) => {
          const children = below(d.code);
          return { value: d.code, label: d.name, ...(children.length ? { children } : {}) };
        });
    const county = divisions.find((d) => d.kind === 'county');
    return county ? below(county.code) : [];
  }, [divisions]);
}
