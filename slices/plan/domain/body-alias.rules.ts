import type { Body } from '@zhiben/slices/division/domain';
import type { KnownBody } from './body-matching.rules.ts';

/** What a word of plans means in this county: all bodies of some kinds and some bodies by name; neither: nobody. */
export interface BodyAlias {
  readonly phrase: string;
  readonly bodyKinds: readonly Body['kind'][];
  readonly bodyIds: readonly string[];
}

/** A county's own words are found longest first, so that 县安委会成员单位 is not taken for 县安委会. */
export function findAliases(words: string, aliases: readonly BodyAlias[]) {
  let rest = words;
  const found: { readonly alias: BodyAlias; readonly at: number }[] = [];
  for (const alias of [...aliases].sort((a, b) => b.phrase.length - a.phrase.length)) {
    for (let at = rest.indexOf(alias.phrase); at >= 0; at = rest.indexOf(alias.phrase, at + 1)) {
      found.push({ alias, at });
      // What a county's word says is said: what the product would make of the same letters does not count.
      rest = rest.slice(0, at) + '。'.repeat(alias.phrase.length) + rest.slice(at + alias.phrase.length);
    }
  }
  return { found, rest };
}

/** The bodies that an alias stands for; those that are gone since are left out. */
export function bodiesOfAlias({ bodyKinds, bodyIds }: BodyAlias, bodies: readonly KnownBody[]): string[] {
  return bodies.filter((body) => bodyKinds.includes(body.kind) || bodyIds.includes(body.id)).map((body) => body.id);
}

/** One word for one body leads; a word for several is a group. */
export function namesOneBody({ bodyKinds, bodyIds }: BodyAlias): boolean {
  return bodyKinds.length === 0 && bodyIds.length === 1;
}

/**
 * Words that mean somebody else in every sentence, or nobody in particular: they never become a county's word.
 * 牵头单位 is whoever leads this task.
 */
const RELATIVE = /^(?:(?:各)?(?:牵头|责任|主责|配合|协助|实施)(?:单位|部门)|上述.*|其他.*|本单位|本部门|相关人员)$/;

/** Whether a word that names who must act can be learned: short, and not relative to its sentence. */
export function isLearnable(phrase: string): boolean {
  return phrase.length >= 2 && phrase.length <= 30 && !RELATIVE.test(phrase) && !/[。；;\n]/.test(phrase);
}

/** An assignment that a person made, and the words by which its task names who must act. */
export interface AssignedWords {
  readonly taskId: string;
  readonly phrases: readonly string[];
  readonly bodyIds: readonly string[];
}

export interface AliasSuggestion {
  readonly phrase: string;
  readonly bodyIds: readonly string[];
  /** The tasks that speak for it. */
  readonly taskIds: readonly string[];
}

/**
 * What assignments teach: a word that the county's bodies do not resolve, in tasks that name nobody else, all of which
 * were given to the same bodies. A person confirms it.
 * @param resolve the bodies that a word stands for already
 */
export function suggestAliases(
  assigned: readonly AssignedWords[],
  resolve: (phrase: string) => readonly string[],
): AliasSuggestion[] {
  const byPhrase = new Map<string, AssignedWords[]>();
  for (const task of assigned) {
    const [phrase, ...others] = task.phrases;
    if (phrase === undefined || others.length > 0 || !isLearnable(phrase)) continue;
    byPhrase.set(phrase, [...(byPhrase.get(phrase) ?? []), task]);
  }
  return [...byPhrase].flatMap(([phrase, tasks]) => {
    const sets = new Set(tasks.map((task) => [...task.bodyIds].sort().join()));
    const [first] = tasks;
    if (!first || sets.size > 1 || resolve(phrase).length > 0) return [];
    return [{ phrase, bodyIds: [...first.bodyIds], taskIds: tasks.map((task) => task.taskId) }];
  });
}
