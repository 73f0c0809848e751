import type { z } from 'zod';
import type { FieldProblem } from '../../../domain/errors.ts';
import { sayIssue } from '../../../domain/issue-words.ts';

/**
 * What a schema has against the values of a form, in words for the person who fills it in. Schemas speak Chinese where
 * the rule is particular (`不能超过 50 字`); what zod says by itself is put into words here.
 * @param labelOf the label of the field at a path, if it is on the form
 */
export function fieldProblems(
  issues: readonly z.core.$ZodIssue[],
  values: unknown,
  labelOf: (path: string) => string | undefined,
): FieldProblem[] {
  return issues.map((issue) => {
    const path = issue.path.map(String).join('.');
    const value = valueAt(values, issue.path);
    // A sentence of the schema's own stands; zod's defaults are English.
    const own = isGiven(value) && /\p{Script=Han}/u.test(issue.message);
    return { path, message: own ? issue.message : sayIssue(issue, value, labelOf(path)) };
  });
}

const isGiven = (value: unknown) => value !== undefined && value !== null && value !== '';

function valueAt(values: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | null | undefined)?.[key], values);
}

/** Form library names of a dotted path: digits are places in a list. */
export function namePath(path: string): (string | number)[] {
  return path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** Whether a field of the schema may stay empty; marks optional fields. Unknown paths count as required. */
export function isOptionalAt(schema: z.ZodType, path: string): boolean {
  const field = path.split('.').reduce<z.ZodType | undefined>(stepInto, schema);
  return field?.safeParse(undefined).success ?? false;
}

function stepInto(schema: z.ZodType | undefined, key: string): z.ZodType | undefined {
  let at: unknown = schema;
  while (at !== null && typeof at === 'object' && 'unwrap' in at && !('shape' in at) && !('element' in at)) {
    at = (at as { unwrap: () => unknown }).unwrap();
  }
  if (at === null || typeof at !== 'object') return undefined;
  if ('shape' in at) return (at as z.ZodObject).shape[key] as z.ZodType | undefined;
  return 'element' in at ? ((at as z.ZodArray).element as z.ZodType) : undefined;
}

/** Emptied controls hold '' or null where nothing was filled in; such keys are left out, at any depth. */
export function withoutBlanks(values: unknown): unknown {
  if (Array.isArray(values)) return values.map(withoutBlanks);
  if (values === null || typeof values !== 'object' || Object.getPrototypeOf(values) !== Object.prototype)
    return values;
  const filled = Object.entries(values).filter(([, value]) => value !== '' && value !== undefined && value !== null);
  return Object.fromEntries(filled.map(([key, value]) => [key, withoutBlanks(value)]));
}
