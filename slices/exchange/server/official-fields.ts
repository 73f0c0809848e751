import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { OFFICIAL_TYPES, type OfficialType } from '../domain/official/index.ts';

const fieldSchema = z.strictObject({
  name: z.string(),
  label: z.string(),
  /** Where it stands in our own records; null where nothing of ours says it yet. */
  ours: z.string().nullable(),
  /** Codes and what they mean, as far as they are public. */
  codes: z.record(z.string(), z.string()).optional(),
  note: z.string().optional(),
});
export type OfficialField = z.infer<typeof fieldSchema>;

const fileSchema = z.strictObject({
  source: z.string(),
  note: z.string(),
  common: z.array(fieldSchema),
  types: z.record(z.enum(OFFICIAL_TYPES as [OfficialType, ...OfficialType[]]), z.array(fieldSchema)),
  /** Printed by name only: neither sent nor read until the receiver's document says its fields. */
  unpublished: z.array(z.strictObject({ record: z.string(), words: z.array(z.string()), note: z.string() })),
});
type OfficialFieldList = z.infer<typeof fileSchema>;

let held: OfficialFieldList | null = null;

/** The list of fields, read and checked once. @throws when the file breaks its schema */
function officialFieldList(): OfficialFieldList {
  held ??= fileSchema.parse(
    JSON.parse(readFileSync(join(import.meta.dirname, '../data/official-fields.json'), 'utf8')),
  );
  return held;
}

/** The fields of a type in their order, the common ones first. */
export function officialFields(type: OfficialType): readonly OfficialField[] {
  const { common, types } = officialFieldList();
  return [...common, ...types[type]];
}
