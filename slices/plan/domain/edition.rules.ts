import { bestPairs, likenesses, plainWords } from './likeness.rules.ts';

/** What became of a clause from one edition of a plan to the next. */
export const EDITION_CHANGES = ['unchanged', 'changed', 'removed', 'added'] as const;
export type EditionChange = (typeof EDITION_CHANGES)[number];
export type EditionCounts = Record<EditionChange, number>;

interface EditionClause {
  readonly label: string;
  readonly text: string;
}

export interface ClauseChange<Before, After> {
  readonly change: EditionChange;
  readonly before: Before | null;
  readonly after: After | null;
}

/** Less alike than this, and it is another clause: one removed, one added. */
const SAME_CLAUSE_FROM = 0.5;

/**
 * Lays the clauses of two editions beside each other, in the order of the new one; removed ones stand where they
 * stood. The same words are the same clause wherever it moved and whatever its number; of the rest the most alike pairs.
 */
export function compareEditions<Before extends EditionClause, After extends EditionClause>(
  before: readonly Before[],
  after: readonly After[],
): ClauseChange<Before, After>[] {
  const partners = new Map<number, number>();
  const byWords = new Map<string, number[]>();
  for (const [i, { text }] of before.entries()) {
    const words = wordsOf(text);
    byWords.set(words, [...(byWords.get(words) ?? []), i]);
  }
  after.forEach(({ text }, j) => {
    const same = byWords.get(wordsOf(text))?.shift();
    if (same !== undefined) partners.set(j, same);
  });
  const unchanged = new Set(partners.keys());

  const free = <T>(all: readonly T[], taken: ReadonlySet<number>) =>
    all.flatMap((one, at) => (taken.has(at) ? [] : [{ one, at }]));
  const olds = free(before, new Set(partners.values()));
  const news = free(after, unchanged);
  const compared = ({ one }: { one: EditionClause }) => ({ heading: one.label, text: one.text });
  for (const { a, b } of bestPairs(likenesses(olds.map(compared), news.map(compared), SAME_CLAUSE_FROM))) {
    const [old, young] = [olds[a], news[b]];
    if (old && young) partners.set(young.at, old.at);
  }

  const kept = new Map([...partners].map(([j, i]) => [i, j]));
  const removed = before.flatMap((one, i) => (kept.has(i) ? [] : [{ one, i }]));
  const rows: ClauseChange<Before, After>[] = [];
  const addRemovedBefore = (i: number) => {
    while (removed[0] && removed[0].i < i) {
      const gone = removed.shift();
      if (gone) rows.push({ change: 'removed', before: gone.one, after: null });
    }
  };
  after.forEach((one, j) => {
    const i = partners.get(j);
    if (i !== undefined) addRemovedBefore(i);
    const change = i === undefined ? 'added' : unchanged.has(j) ? 'unchanged' : 'changed';
    rows.push({ change, before: i === undefined ? null : (before[i] ?? null), after: one });
  });
  addRemovedBefore(before.length);
  return rows;
}

export function countChanges(changes: readonly { readonly change: EditionChange }[]): EditionCounts {
  const counts: EditionCounts = { unchanged: 0, changed: 0, removed: 0, added: 0 };
  for (const { change } of changes) counts[change] += 1;
  return counts;
}

/** The number of a clause is no part of what it says. */
const NUMBER = /^\s*[（(]?(?:第?[一二三四五六七八九十百]+|\d+)[）)]?[、.．:：章条]?/;

function wordsOf(text: string): string {
  return plainWords(text.replace(NUMBER, ''));
}
