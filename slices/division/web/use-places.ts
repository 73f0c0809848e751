import type { TreeChoice } from '@zhiben/platform/web/kit/list/list-types.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { useMemo } from 'react';
import { type Body, type Division, listBodies, listDivisions } from '../domain/division.contract.ts';
import { type PlaceNames, placeNames } from './place-names.ts';

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
export function usePlaceNames(): PlaceNames {
  const divisions = useCall(listDivisions, {}, HELD);
  const bodies = useCall(listBodies, {}, HELD);
  const places = divisions.isPending ? null : (divisions.data?.rows ?? NO_DIVISIONS);
  const offices = bodies.isPending ? null : (bodies.data?.rows ?? NO_BODIES);
  return useMemo(() => placeNames(places, offices), [places, offices]);
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
