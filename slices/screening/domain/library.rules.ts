import { z } from 'zod';
import { checkItemSchema, type LibraryChecklist } from './checklist.contract.ts';
import type { Control } from './link.rules.ts';
import { TASK_LEVELS, type TaskLevel } from './screening.terms.ts';

/**
 * As it stands in a file: what an item does not say takes the default of the contract. `controls` are the measures of
 * the risk templates that it looks at, as key of the point and place of the measure, what fits best first.
 */
const itemSchema = checkItemSchema.safeExtend({
  controls: z.array(z.string().regex(/^[a-z-]+-\d+\/\d$/)).default([]),
});
const listSchema = z.object({ level: z.enum(TASK_LEVELS), name: z.string(), items: z.array(itemSchema).min(1) });

/** A file in slices/screening/data/checklists: an industry with a list for each job. */
export const libraryFileSchema = z.object({
  code: z.string(),
  name: z.string(),
  /** Industries of supervision to which it is offered first; none where it belongs to all. */
  industries: z.array(z.string()),
  checklists: z.array(listSchema).min(1),
});
export type LibraryFile = z.output<typeof libraryFileSchema>;

/** What the library needs to know of a criterion: whether its words may be quoted, and how. */
export interface QuotedCriterion {
  readonly title: string;
  readonly article: string;
  /** In force, and its text held whole. */
  readonly mayQuote: boolean;
}

/** A list of the library; what its items look at is known here and not sent. */
export interface LibraryList extends LibraryChecklist {
  readonly controls: ReadonlyMap<string, readonly Control[]>;
}

/** The file whose lists every industry shares. */
export const COMMON = 'common';

/**
 * The lists of all industries: what is particular to each, then what every industry looks at at that level. An item
 * that hints at a criterion cites it as its basis only where the standard is in force and held whole; what is partial or
 * unconfirmed is named by its code alone and judged by a person.
 */
export function composeLibrary(
  files: readonly LibraryFile[],
  findCriterion: (code: string) => QuotedCriterion | null,
  controlOf: (reference: string) => Control,
): LibraryList[] {
  const common = new Map<TaskLevel, LibraryFile['checklists'][number]['items']>(
    files.find(({ code }) => code === COMMON)?.checklists.map(({ level, items }) => [level, items]),
  );
  return files
    .filter(({ code }) => code !== COMMON)
    .flatMap(({ code, name: industryName, industries, checklists }) =>
      checklists.map(({ level, name, items }) => {
        const all = [...items, ...(common.get(level) ?? [])];
        return {
          code: `${code}-${level}`,
          name,
          industry: code,
          industryName,
          industries,
          level,
          controls: new Map(all.map(({ id, controls }) => [id, controls.map(controlOf)])),
          items: all.map(({ controls: _, ...item }) => {
            const criterion = item.basis === '' && item.criterion !== null ? findCriterion(item.criterion) : null;
            return criterion?.mayQuote ? { ...item, basis: `《${criterion.title}》${criterion.article}` } : item;
          }),
        };
      }),
    );
}
