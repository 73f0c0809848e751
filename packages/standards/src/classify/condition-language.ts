import { lexicon } from './lexicon.ts';
import {
  type Clause,
  isDenied,
  normalise,
  praises,
  type State,
  saidOf,
  saysCompliant,
  splitClauses,
  stateOfMention,
} from './polarity.ts';
import { type Comparison, testQuantity } from './quantities.ts';

/**
 * A condition is one way in which a text may state the hazard of a criterion, written as terms joined by ` & `:
 *
 *   a|b        one of the words is mentioned, whatever is said of it
 *   -a|b       the thing is missing, broken or idle, or the act was left undone
 *   +a|b       the fact or act is asserted, not denied
 *   ~a|b       a hint: raises the score, never required
 *   !a|b       the condition does not hold where this is mentioned
 *   !#毫米<=1  no condition of the criterion holds where a number is found that keeps the limit
 *   #人>9      a quantity found beyond a fixed limit; #人> beyond the limit the text itself names (核定9人，实际12人)
 *
 * A word is literal text, or a regular expression when it holds one of .?*+[(\ ; `{name}` stands for an entry of the lexicon.
 * Example: `速冻|单冻 & #人>9`.
 */
export type ConditionSource = string;

/** Criterion code → the ways to meet it. */
export type ConditionTable = Record<string, ConditionSource[]>;

type Kind = 'about' | 'missing' | 'found' | 'hint' | 'unless' | 'quantity';

interface Term {
  kind: Kind;
  source: string;
}

export interface Condition {
  source: ConditionSource;
  terms: Term[];
}

export interface Span {
  from: number;
  to: number;
}

export interface Judgement {
  /** Share of the required terms that hold, 0..1. */
  share: number;
  /** All required terms hold and nothing speaks against it. */
  met: boolean;
  /** The text says the opposite: it is there and works, it was done, the number keeps the limit. */
  refuted: boolean;
  /** A number in the text keeps the limit that the condition is about. */
  withinLimit: boolean;
  /** A number in the text is beyond that limit. */
  beyondLimit: boolean;
  /** Places in the text that made a term hold. */
  spans: Span[];
}

/** Alternatives with the first character they need: most are ruled out by it, which is what makes a reading quick. */
interface Matcher {
  words: Set<string>;
  patterns: { initial: string | undefined; pattern: RegExp }[];
}

const kinds: Record<string, Kind> = { '-': 'missing', '+': 'found', '~': 'hint', '!': 'unless', '#': 'quantity' };

export function parseCondition(source: ConditionSource): Condition {
  const terms = source.split(' & ').map((raw): Term => {
    const part = raw.trim();
    const kind = kinds[part.charAt(0)];
    const term: Term = kind ? { kind, source: part.slice(1) } : { kind: 'about', source: part };
    if (term.kind !== 'quantity' && !term.source.startsWith('#')) matcherOf(term.source);
    return term;
  });
  return { source, terms };
}

/** Splits at `|` outside parentheses and brackets. */
function splitAlternatives(source: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < source.length; at++) {
    const character = source[at];
    if (character === '(' || character === '[') depth++;
    else if (character === ')' || character === ']') depth--;
    else if (character === '|' && depth === 0) {
      parts.push(source.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(source.slice(from));
  return parts;
}

const matchers = new Map<string, Matcher>();

/** First character → word → the matchers that hold it. A text is searched once for all of them, not once for each matcher. */
const vocabulary = new Map<string, Map<string, Matcher[]>>();

function learnWords(matcher: Matcher): void {
  for (const word of matcher.words) {
    const initial = word.charAt(0);
    const words = vocabulary.get(initial) ?? new Map<string, Matcher[]>();
    vocabulary.set(initial, words);
    const holders = words.get(word);
    if (holders) holders.push(matcher);
    else words.set(word, [matcher]);
  }
}

function expand(source: string): string {
  return source.replace(/\{([^}0-9,][^}]*)\}/g, (_, name: string) => {
    const words = lexicon[name];
    if (!words) throw new Error(`no lexicon entry ${name}`);
    return expand(words);
  });
}

function matcherOf(source: string): Matcher {
  const known = matchers.get(source);
  if (known) return known;
  const matcher: Matcher = { words: new Set(), patterns: [] };
  for (const part of splitAlternatives(source)) {
    if (/^\{[^}]+\}$/.test(part)) {
      const inner = matcherOf(expand(part));
      for (const word of inner.words) matcher.words.add(word);
      matcher.patterns.push(...inner.patterns);
    } else if (/[.?*+[(\\{]/.test(part)) {
      const body = part.replace(/\{([^}0-9,][^}]*)\}/g, (whole) => `(?:${expand(whole)})`);
      // A gap between two words never reaches into the next clause.
      const pattern = new RegExp(body.replace(/(?<!\\)\.(?=[{*+?])/g, '[^,。;]'), 'g');
      matcher.patterns.push({ initial: /^\p{Script=Han}(?![?*{|])/u.test(body) ? body.charAt(0) : undefined, pattern });
    } else if (part) matcher.words.add(part);
  }
  learnWords(matcher);
  matchers.set(source, matcher);
  return matcher;
}

/** The literal words of a condition, lexicon names for their entries: what the search index learns from it. */
export function wordsOf(condition: Condition): string {
  return condition.terms
    .filter(({ kind }) => kind !== 'unless' && kind !== 'quantity')
    .flatMap(({ source }) => splitAlternatives(source))
    .map((part) => part.replace(/[.?*+[\](){}\\|,0-9^$]+/g, ' '))
    .join(' ');
}

/** One description, read once and asked about many conditions. */
export class Reading {
  readonly text: string;
  readonly #clauses: Clause[];
  readonly #characters: ReadonlySet<string>;
  readonly #compliant: boolean;
  readonly #mentions = new Map<string, Span[]>();
  readonly #words = new Map<Matcher, Span[]>();
  #searchedFor = -1;
  readonly #missing = new Map<string, { state: State | 'absent'; span?: Span }>();

  constructor(raw: string) {
    this.text = normalise(raw);
    this.#characters = new Set(this.text);
    this.#clauses = splitClauses(this.text);
    this.#compliant = saysCompliant(this.#clauses);
  }

  #searchWords(): void {
    this.#words.clear();
    this.#searchedFor = matchers.size;
    for (let at = 0; at < this.text.length; at++) {
      for (const [word, holders] of vocabulary.get(this.text.charAt(at)) ?? []) {
        if (!this.text.startsWith(word, at)) continue;
        for (const matcher of holders) {
          const spans = this.#words.get(matcher);
          if (spans) spans.push({ from: at, to: at + word.length });
          else this.#words.set(matcher, [{ from: at, to: at + word.length }]);
        }
      }
    }
  }

  mentions(source: string): Span[] {
    const known = this.#mentions.get(source);
    if (known) return known;
    const matcher = matcherOf(source);
    if (matchers.size !== this.#searchedFor) this.#searchWords();
    const spans = [...(this.#words.get(matcher) ?? [])];
    for (const { initial, pattern } of matcher.patterns) {
      if (initial !== undefined && !this.#characters.has(initial)) continue;
      for (const match of this.text.matchAll(pattern)) {
        if (match[0]) spans.push({ from: match.index, to: match.index + match[0].length });
      }
    }
    this.#mentions.set(source, spans);
    return spans;
  }

  /** Whether one of the words is mentioned; true where no words are asked for. */
  isAbout(words: string | undefined): boolean {
    return words === undefined || this.mentions(words).length > 0;
  }

  #stateOf(source: string) {
    const known = this.#missing.get(source);
    if (known) return known;
    const states = this.mentions(source).flatMap((span) => {
      const state = stateOfMention(this.#clauses, span.from, span.to);
      return state ? [{ state, span }] : [];
    });
    const result: { state: State | 'absent'; span?: Span } = this.#decide(states) ?? states[0] ?? { state: 'absent' };
    this.#missing.set(source, result);
    return result;
  }

  /** A thing said to work is not made missing by what is said of its parts elsewhere, unless the text turns (但…). */
  #decide<T extends { state: State; span: { from: number } }>(states: T[]): T | undefined {
    const bad = states.find(({ state }) => state === 'bad');
    const good = states.find(({ state }) => state === 'good');
    if (bad && good && bad.span.from > good.span.from) {
      return /但|却|不过|可是|然而|只是/.test(this.text.slice(good.span.from, bad.span.from)) ? bad : good;
    }
    return bad ?? good;
  }

  /** Whether something is said to be in order. */
  get praises(): boolean {
    return this.#compliant || praises(this.text);
  }

  #quantity(source: string) {
    const match = /^(.*?)(>=|<=|>|<)([0-9.]*)$/.exec(source);
    if (!match) throw new Error(`bad quantity ${source}`);
    const limit = match[3] ? Number(match[3]) : ('stated' as const);
    return testQuantity(this.text, match[1] ?? '', match[2] as Comparison, limit);
  }

  judge(condition: Condition): Judgement {
    let gained = 0;
    let required = 0;
    let refuted = false;
    let withinLimit = false;
    let beyondLimit = false;
    const spans: Span[] = [];
    const things = () => condition.terms.flatMap(({ kind, source }) => (kind === 'about' ? this.mentions(source) : []));
    for (const { kind, source } of condition.terms) {
      if (kind === 'unless') {
        if (source.startsWith('#')) {
          const kept = this.#quantity(source.slice(1))?.holds === true;
          refuted ||= kept;
          withinLimit ||= kept;
        } else if (this.mentions(source).length) refuted = true;
        continue;
      }
      if (kind === 'hint') {
        const [span] = this.mentions(source);
        if (span) spans.push(span);
        continue;
      }
      const worth = kind === 'about' ? 1 : 1.5;
      required += worth;
      if (kind === 'about') {
        const [span] = this.mentions(source);
        if (span) {
          gained += worth;
          spans.push(span);
        }
      } else if (kind === 'missing') {
        const { state, span } = this.#stateOf(source);
        if (state === 'bad') gained += worth;
        else if (state === 'unsaid') gained += worth * 0.4;
        else if (state === 'good' || state === 'present') refuted = true;
        if (state === 'bad' && span) spans.push(span);
      } else if (kind === 'found') {
        const all = this.mentions(source);
        const asserted = all.find(
          (span) => !isDenied(this.text, span.from, span.to) && saidOf(this.text, this.#clauses, span, things()),
        );
        if (asserted && this.#compliant) refuted = true;
        if (asserted) {
          gained += worth;
          spans.push(asserted);
        } else if (all.length) refuted = true;
      } else {
        const result = this.#quantity(source);
        if (result?.holds) {
          beyondLimit = true;
          gained += worth;
          spans.push({ from: result.at, to: result.end });
        } else if (result) {
          refuted = true;
          withinLimit = gained === required - worth;
        }
      }
    }
    const share = required ? gained / required : 0;
    return {
      share: refuted ? share * 0.3 : share,
      met: share > 0.999 && !refuted,
      refuted,
      withinLimit,
      beyondLimit,
      spans,
    };
  }
}
