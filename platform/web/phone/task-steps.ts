import type { z } from 'zod';
import type { FieldProblem } from '../../domain/errors.ts';
import { fieldProblems } from '../kit/form/field-problems.ts';

/** What the schema has against the answer to one question; null when it may stand. */
export function answerProblem(schema: z.ZodObject, field: string, value: unknown, label: string): string | null {
  const shape = schema.shape as Record<string, z.ZodType>;
  const parsed = shape[field]?.safeParse(value === '' ? undefined : value);
  if (parsed === undefined || parsed.success) return null;
  return fieldProblems(parsed.error.issues, value, () => label)[0]?.message ?? null;
}

/** The first question whose answer is missing or wrong; the number of questions when all may stand. */
export function firstOpenStep(
  schema: z.ZodObject,
  fields: readonly string[],
  values: Readonly<Record<string, unknown>>,
): number {
  const open = fields.findIndex((field) => answerProblem(schema, field, values[field], '') !== null);
  return open < 0 ? fields.length : open;
}

/** Where the first problem of a refused request belongs: the question, or -1 when it belongs to none. */
export function stepOfProblem(fields: readonly string[], problems: readonly FieldProblem[]): number {
  const named = problems.map(({ path }) => path.replace(/^body\./, '').split('.')[0]);
  return fields.findIndex((field) => named.includes(field));
}
