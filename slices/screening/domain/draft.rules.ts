import type { CheckItem } from './checklist.contract.ts';
import { MOST_ITEMS, type TaskLevel } from './screening.terms.ts';

/** A unit of the risk list with what is done against its events; the shape of `riskFileSchema`, as far as needed. */
export interface DraftUnit {
  readonly id: string;
  readonly events: readonly {
    readonly name: string;
    /** Null until assessed. */
    readonly level: 'red' | 'orange' | 'yellow' | 'blue' | null;
    readonly controlLevel: 'company' | 'workshop' | 'team' | 'post' | null;
    readonly measures: readonly { readonly id: string; readonly class1: 1 | 2 | 3 | 4; readonly content: string }[];
  }[];
}

/** A criterion of the enterprise's industry. */
export interface DraftCriterion {
  readonly code: string;
  readonly text: string;
  readonly standardTitle: string;
  readonly article: string;
  /** In force, and its text held whole. */
  readonly mayQuote: boolean;
}

export interface Draft {
  readonly items: CheckItem[];
  /** How many more there were than a checklist holds. */
  readonly left: number;
}

const GRAVITY = ['red', 'orange', 'yellow', 'blue'] as const;
const CONTROL = ['company', 'workshop', 'team', 'post'] as const;
/** How a measure of a class is looked at; words of our own. */
const METHODS = {
  1: '看现场，试一次',
  2: '看记录，到现场核对一处',
  3: '看正在干的人',
  4: '看实物，问一人怎么用',
} as const;
const EMPTY = {
  unit: '',
  low: null,
  high: null,
  choices: [],
  photo: 'optional',
  photoBasis: '',
  measureId: null,
  criterion: null,
} as const;

/** The levels of control that people of a task's level look at: what is controlled above is controlled below too. */
function reachOf(level: TaskLevel): readonly string[] {
  const from = level === 'post' ? 3 : level === 'team' ? 2 : level === 'workshop' ? 1 : 0;
  return CONTROL.slice(0, from + 1);
}

/**
 * A checklist from what is done against risks, gravest first: one item a measure, tied to it by its id, so that a
 * failed answer says which risk is out of control. Equal words are asked once.
 * @param level whose list it is: the company looks at what it controls itself, a post at all that touches it
 * @param unitIds only these units; none means all
 */
export function draftFromMeasures(
  units: readonly DraftUnit[],
  level: TaskLevel,
  unitIds: readonly string[] = [],
): Draft {
  const reach = reachOf(level);
  const events = units
    .filter(({ id }) => unitIds.length === 0 || unitIds.includes(id))
    .flatMap(({ events: own }) => own)
    // What nobody has assessed yet belongs to everybody.
    .filter(({ controlLevel }) => controlLevel === null || reach.includes(controlLevel))
    .sort((a, b) => rank(a.level) - rank(b.level));
  const seen = new Set<string>();
  const items: CheckItem[] = [];
  for (const event of events)
    for (const { id, class1, content } of event.measures) {
      const question = cut(content.trim(), 200);
      if (question === '' || seen.has(question)) continue;
      seen.add(question);
      const method = `${METHODS[class1]}（防：${cut(event.name, 60)}）`;
      items.push({ ...EMPTY, choices: [], id, question, method, basis: '', kind: 'yes-no', measureId: id });
    }
  return bounded(items);
}

/** A checklist from the criteria of an industry: each asks that the situation it describes does not exist. */
export function draftFromCriteria(criteria: readonly DraftCriterion[]): Draft {
  return bounded(
    criteria.map(({ code, text, standardTitle, article, mayQuote }) => ({
      ...EMPTY,
      choices: [],
      id: `criterion-${code}`,
      question: cut(`不存在：${text.replace(/\s+/g, ' ').replace(/的$/, '')}`, 200),
      method: '逐处到现场核对',
      basis: mayQuote ? `《${standardTitle}》${article}` : '',
      kind: 'yes-no',
      criterion: code,
    })),
  );
}

/** Items put behind others: what is asked already stays once, and ids remain single. */
export function mergeItems(items: readonly CheckItem[], added: readonly CheckItem[]): Draft {
  const questions = new Set(items.map(({ question }) => question));
  const ids = new Set(items.map(({ id }) => id));
  const fresh = added.filter(({ id, question }) => !ids.has(id) && !questions.has(question));
  return bounded([...items, ...fresh]);
}

function bounded(items: CheckItem[]): Draft {
  return { items: items.slice(0, MOST_ITEMS), left: Math.max(0, items.length - MOST_ITEMS) };
}

function rank(level: DraftUnit['events'][number]['level']): number {
  return level === null ? GRAVITY.length : GRAVITY.indexOf(level);
}

function cut(words: string, most: number): string {
  return words.length > most ? `${words.slice(0, most - 1)}…` : words;
}
