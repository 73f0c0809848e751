import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getCriterion } from '@zhiben/standards';
import type { LibraryChecklist } from '../domain/checklist.contract.ts';
import { composeLibrary, type LibraryFile, libraryFileSchema } from '../domain/library.rules.ts';

const FOLDER = join(import.meta.dirname, '../data/checklists');
let held: readonly LibraryChecklist[] | null = null;

/** The checklist library, read and checked once. @throws when a file breaks the schema, naming it */
export function checklistLibrary(): readonly LibraryChecklist[] {
  held ??= composeLibrary(readLibraryFiles(), (code) => {
    const criterion = getCriterion(code);
    if (!criterion) return null;
    const { title, status, completeness } = criterion.standard;
    return { title, article: criterion.article, mayQuote: status === 'in-force' && completeness === 'complete' };
  });
  return held;
}

/** The files as they stand. */
export function readLibraryFiles(): LibraryFile[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const parsed = libraryFileSchema.safeParse(JSON.parse(readFileSync(join(FOLDER, name), 'utf8')));
      if (!parsed.success) throw new Error(`slices/screening/data/checklists/${name}: ${parsed.error.message}`);
      return parsed.data;
    });
}
