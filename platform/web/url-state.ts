import type { z } from 'zod';
import { queryString } from './api.ts';

/**
 * Screen state in the address: filters, tab, sort, the open row. An address is shared, kept as a bookmark and outlives
 * releases, so a value that no longer fits is dropped, never an error.
 */

/** For the router's `parseSearch`. Plain text, not JSON: `?division=441521000000` stays a string and reads well. */
export function parseSearch(search: string): Record<string, string | string[]> {
  const params = new URLSearchParams(search);
  return Object.fromEntries(
    [...new Set(params.keys())].map((key) => {
      const all = params.getAll(key);
      return [key, all.length > 1 ? all : (all[0] ?? '')];
    }),
  );
}

/** For the router's `stringifySearch`. */
export function stringifySearch(search: Readonly<Record<string, unknown>>): string {
  const text = queryString(search);
  return text ? `?${text}` : '';
}

/** The values of `raw` that the schema accepts, each by itself; the others are as if absent. */
export function readSearch<S extends z.ZodObject>(schema: S, raw: Readonly<Record<string, unknown>>) {
  const state: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(schema.shape) as [string, z.ZodType][]) {
    const value = raw[key];
    const parsed = field.safeParse(value);
    const accepted = parsed.success || typeof value !== 'string' ? parsed : field.safeParse([value]);
    const fallback = accepted.success ? accepted : field.safeParse(undefined);
    if (fallback.success && fallback.data !== undefined) state[key] = fallback.data;
  }
  return state as Partial<z.output<S>>;
}

/** The raw values that the schema accepts, as they stand in the address: what may be sent on to the server. */
export function fittingSearch(schema: z.ZodObject, raw: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const fields = schema.shape as Record<string, z.ZodType>;
  const fits = ([key, value]: [string, unknown]) => {
    const field = fields[key];
    return field !== undefined && (field.safeParse(value).success || field.safeParse([value]).success);
  };
  return Object.fromEntries(Object.entries(raw).filter(fits));
}

/** `raw` with `patch` applied; empty values (undefined, null, '', false, []) leave the address. */
export function patchSearch(raw: Readonly<Record<string, unknown>>, patch: Readonly<Record<string, unknown>>) {
  const next: Record<string, unknown> = { ...raw };
  for (const [key, value] of Object.entries(patch)) {
    const empty = value === undefined || value === null || value === '' || value === false;
    if (empty || (Array.isArray(value) && value.length === 0)) delete next[key];
    else next[key] = Array.isArray(value) ? value.map(String) : String(value);
  }
  return next;
}

/** Whether two sets of search params say the same, in whatever order. */
export function sameSearch(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  const canonical = (search: Readonly<Record<string, unknown>>) =>
    JSON.stringify(Object.entries(search).sort(([x], [y]) => (x < y ? -1 : 1)));
  return canonical(a) === canonical(b);
}
