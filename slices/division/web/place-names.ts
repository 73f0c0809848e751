import type { Body, Division } from '../domain/division.contract.ts';

export interface PlaceNames {
  readonly division: (code: string) => string;
  readonly body: (id: string | null) => string | null;
}

/**
 * Names by code and id; null for what is still on its way: then nothing is said, rather than a code or that there is
 * none. A code without a name stands for itself.
 */
export function placeNames(divisions: readonly Division[] | null, bodies: readonly Body[] | null): PlaceNames {
  const byCode = new Map(divisions?.map((d) => [d.code, d]));
  const byId = new Map(bodies?.map((b) => [b.id, b.name]));
  const division = (code: string): string => {
    if (divisions === null) return '';
    const found = byCode.get(code);
    if (!found) return code;
    const parent = found.kind === 'village' && found.parent ? byCode.get(found.parent) : undefined;
    return parent ? `${parent.name} ${found.name}` : found.name;
  };
  const body = (id: string | null) => {
    if (id === null || id === '') return null;
    return bodies === null ? '' : (byId.get(id) ?? null);
  };
  return { division, body };
}
