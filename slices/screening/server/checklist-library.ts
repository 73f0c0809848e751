import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { presentRiskFile, riskTemplates } from '@zhiben/slices/risk/server';
import { getCriterion } from '@zhiben/standards';
import type { LibraryChecklist } from '../domain/checklist.contract.ts';
import { composeLibrary, type LibraryFile, type LibraryList, libraryFileSchema } from '../domain/library.rules.ts';
import { type Control, linkMeasures } from '../domain/link.rules.ts';

const FOLDER = join(import.meta.dirname, '../data/checklists');
let held: readonly LibraryList[] | null = null;

/** The checklist library, read and checked once. @throws when a file breaks the schema, naming it */
export function checklistLibrary(): readonly LibraryList[] {
  held ??= composeLibrary(
    readLibraryFiles(),
    (code) => {
      const criterion = getCriterion(code);
      if (!criterion) return null;
      const { title, status, completeness } = criterion.standard;
      return { title, article: criterion.article, mayQuote: status === 'in-force' && completeness === 'complete' };
    },
    controlOf,
  );
  return held;
}

/** @throws when no template has such a measure, naming it */
function controlOf(reference: string): Control {
  const [key, place] = reference.split('/');
  const point = riskTemplates()
    .flatMap(({ points }) => points)
    .find((one) => one.key === key);
  const measure = point?.measures[Number(place) - 1];
  if (!point || !measure) throw new Error(`the checklist library names a measure that no template has: ${reference}`);
  return { event: point.name, content: measure[1] };
}

/** The library as whoever asks would take it: for people of an enterprise its items are tied to their measures. */
export function presentLibrary(ctx: Ctx): Promise<LibraryChecklist[]> {
  return libraryFor(ctx, ctx.actor.scope.enterpriseId ?? null);
}

/** The library with its items tied to the measures of an enterprise; of none where no enterprise is given. */
export async function libraryFor(ctx: Ctx, enterpriseId: string | null): Promise<LibraryChecklist[]> {
  const units = enterpriseId ? (await presentRiskFile(ctx, enterpriseId)).units : [];
  return checklistLibrary().map(({ controls, ...list }) => ({
    ...list,
    items: linkMeasures(list.items, controls, units),
  }));
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
