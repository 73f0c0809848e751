import type { z } from 'zod';
import type { FieldProblem } from '../../../domain/errors.ts';

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
    return { path, message: sayIssue(issue, valueAt(values, issue.path), labelOf(path) ?? '') };
  });
}

function sayIssue(issue: z.core.$ZodIssue, value: unknown, label: string): string {
  if (value === undefined || value === null || value === '') return `请填写${label}`;
  // A sentence of the schema's own stands; zod's defaults are English.
  if (/\p{Script=Han}/u.test(issue.message)) return issue.message;
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'array') return Number(issue.minimum) <= 1 ? `请填写${label}` : `至少 ${issue.minimum} 项`;
      return issue.origin === 'string' ? `不能少于 ${issue.minimum} 字` : `不能小于 ${issue.minimum}`;
    case 'too_big':
      if (issue.origin === 'array') return `不能超过 ${issue.maximum} 项`;
      return issue.origin === 'string' ? `不能超过 ${issue.maximum} 字` : `不能大于 ${issue.maximum}`;
    case 'invalid_type':
      return issue.expected === 'number' || issue.expected === 'int' ? '应为数字' : '格式不正确';
    case 'invalid_value':
      return `请重新选择${label}`;
    default:
      return '格式不正确';
  }
}

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
