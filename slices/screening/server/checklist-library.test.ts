import { INDUSTRIES } from '@zhiben/slices/enterprise/domain';
import { getCriterion } from '@zhiben/standards';
import { describe, expect, it } from 'vitest';
import { libraryChecklistSchema } from '../domain/checklist.contract.ts';
import { COMMON } from '../domain/library.rules.ts';
import { checklistLibrary, readLibraryFiles } from './checklist-library.ts';

/** One for each of these in every industry. */
const JOBS = ['team', 'workshop', 'company', 'principal'];
const library = checklistLibrary();
const lists = library.map((list) => [list.code, list] as const);

describe('checklist library', () => {
  it('covers the industries with a list for each job', () => {
    const industries = new Set(library.map(({ industry }) => industry));
    expect(industries.size).toBeGreaterThanOrEqual(14);
    for (const one of industries)
      expect([one, library.filter(({ industry }) => industry === one).map(({ level }) => level)]).toEqual([one, JOBS]);
    for (const list of library) expect(list).toMatchObject(libraryChecklistSchema.parse(list));
    expect(new Set(library.map(({ code }) => code)).size).toBe(library.length);
    for (const { industries: offered } of library) for (const code of offered) expect(INDUSTRIES).toHaveProperty(code);
  });

  it.each(lists)('%s is short, sharp and single', (_, { items }) => {
    expect(items.length).toBeGreaterThanOrEqual(8);
    expect(items.length).toBeLessThanOrEqual(15);
    expect(new Set(items.map(({ question }) => question)).size).toBe(items.length);
    for (const { question, method, kind, unit, low, high, photo } of items) {
      expect(question.length, question).toBeLessThanOrEqual(40);
      expect(question, 'an answer is 合格 or 不合格, so it is a statement').not.toMatch(/[？?。]$/);
      expect(method, question).not.toBe('');
      // No rule that the library cites demands a photo of the one who checks.
      expect(photo).toBe('optional');
      if (kind !== 'number') continue;
      expect(unit, question).not.toBe('');
      expect(low !== null || high !== null, question).toBe(true);
      for (const bound of [low, high]) if (bound !== null) expect(question).toContain(String(bound));
    }
  });

  it('names criteria that exist and are in force, and quotes none that is partial or unconfirmed', () => {
    for (const { items, code: list } of library)
      for (const { criterion: code, basis } of items) {
        if (code === null) continue;
        const criterion = getCriterion(code);
        expect(criterion, `${list}: ${code}`).toBeDefined();
        if (!criterion) continue;
        const { status, completeness, title } = criterion.standard;
        expect(status, `${list}: ${code}`).not.toBe('superseded');
        if (status !== 'in-force' || completeness !== 'complete') expect(basis).not.toContain(title);
        else expect(basis, `${list}: ${code}`).not.toBe('');
      }
  });

  it('gives every item an id of its own, also across industries', () => {
    const ids = readLibraryFiles().flatMap(({ checklists }) =>
      checklists.flatMap(({ items }) => items.map(({ id }) => id)),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(readLibraryFiles().filter(({ code }) => code === COMMON)).toHaveLength(1);
  });
});
