import type { FormDefinition } from './form.types.ts';
import { majorHazards2023 } from './major-hazards-2023.form.ts';

/** Every version of every form, the current one of each code last. Old ones stay: reports were made with them. */
const DEFINITIONS: readonly FormDefinition[] = [majorHazards2023];

/** The forms a county may put into use, in their current version. */
export const CURRENT_FORMS: readonly FormDefinition[] = [
  ...new Map(DEFINITIONS.map((form) => [form.code, form])).values(),
];

/** The current version of a form, or a certain one; undefined when this build does not know it. */
export function findForm(code: string, version?: number): FormDefinition | undefined {
  return DEFINITIONS.findLast((form) => form.code === code && (version === undefined || form.version === version));
}
