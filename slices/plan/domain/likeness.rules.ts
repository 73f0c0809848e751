/** A clause as it is compared: where it stands in its list is its key. */
export interface ComparedClause {
  readonly heading: string;
  readonly text: string;
}

/** `a` and `b` are positions in the two lists; `score` lies between 0 and 1, 1 for the same words. */
export interface Likeness {
  readonly a: number;
  readonly b: number;
  readonly score: number;
}

/** A heading says what a clause is about: its pairs count as if they stood there this many times more. */
const HEADING_WEIGHT = 2;
/** How much of what is missing to full likeness the same numbers and dates make up. */
const NUMBERS_WEIGHT = 0.2;

/**
 * How alike the clauses of two plans are: cosine over pairs of characters, rare pairs counting more, raised where both
 * state the same numbers. Pairs need no word list, and 2024年底前 or 每半年 are as good as words. Work grows with the
 * pairs that both plans share, not with the product of the clauses.
 */
export function likenesses(as: readonly ComparedClause[], bs: readonly ComparedClause[], least: number): Likeness[] {
  const rarity = rarities([...as, ...bs]);
  const vectorsA = as.map((clause) => vectorOf(clause, rarity));
  const vectorsB = bs.map((clause) => vectorOf(clause, rarity));
  const postings = new Map<number, { b: number; weight: number }[]>();
  vectorsB.forEach(({ weights }, b) => {
    for (const [pair, weight] of weights) {
      const places = postings.get(pair);
      if (places) places.push({ b, weight });
      else postings.set(pair, [{ b, weight }]);
    }
  });
  const found: Likeness[] = [];
  vectorsA.forEach(({ weights, numbers }, a) => {
    const sums = new Float64Array(bs.length);
    for (const [pair, weight] of weights) {
      for (const place of postings.get(pair) ?? []) sums[place.b] = (sums[place.b] ?? 0) + weight * place.weight;
    }
    vectorsB.forEach((other, b) => {
      const cosine = Math.min(1, sums[b] ?? 0);
      const score = cosine + (1 - cosine) * NUMBERS_WEIGHT * share(numbers, other.numbers) * cosine;
      if (score >= least) found.push({ a, b, score });
    });
  });
  return found.sort((x, y) => y.score - x.score || x.a - y.a || x.b - y.b);
}

/** How alike two short texts are, 0 to 1: the pairs that they share (Dice). */
export function quoteLikeness(a: string, b: string): number {
  const [pairsA, pairsB] = [new Set(pairsOf(a)), new Set(pairsOf(b))];
  if (pairsA.size + pairsB.size === 0) return 0;
  let shared = 0;
  for (const pair of pairsA) if (pairsB.has(pair)) shared += 1;
  return (2 * shared) / (pairsA.size + pairsB.size);
}

/** One clause each, best first: nobody has two partners. */
export function bestPairs(all: readonly Likeness[]): Likeness[] {
  const [takenA, takenB] = [new Set<number>(), new Set<number>()];
  return all.filter(({ a, b }) => {
    if (takenA.has(a) || takenB.has(b)) return false;
    takenA.add(a);
    takenB.add(b);
    return true;
  });
}

/** Words without marks and spaces, full and half width alike: 「（一）２０２４年」 as 一2024年. */
export function plainWords(text: string): string {
  return text.normalize('NFKC').replace(/[\p{P}\p{S}\p{Z}\s]+/gu, '');
}

function pairsOf(text: string): number[] {
  const words = plainWords(text);
  const pairs: number[] = [];
  for (let i = 0; i + 1 < words.length; i += 1) pairs.push(words.charCodeAt(i) * 0x10000 + words.charCodeAt(i + 1));
  return pairs;
}

function rarities(clauses: readonly ComparedClause[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { text } of clauses) {
    for (const pair of new Set(pairsOf(text))) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  for (const [pair, count] of counts) counts.set(pair, Math.log(1 + clauses.length / count));
  return counts;
}

interface Vector {
  readonly weights: ReadonlyMap<number, number>;
  readonly numbers: ReadonlySet<string>;
}

function vectorOf({ heading, text }: ComparedClause, rarity: ReadonlyMap<number, number>): Vector {
  const times = new Map<number, number>();
  for (const pair of pairsOf(text)) times.set(pair, (times.get(pair) ?? 0) + 1);
  for (const pair of pairsOf(heading)) times.set(pair, (times.get(pair) ?? 0) + HEADING_WEIGHT);
  let sum = 0;
  for (const [pair, count] of times) {
    const weight = Math.sqrt(count) * (rarity.get(pair) ?? 1);
    times.set(pair, weight);
    sum += weight * weight;
  }
  const length = Math.sqrt(sum) || 1;
  for (const [pair, weight] of times) times.set(pair, weight / length);
  return { weights: times, numbers: numbersOf(text) };
}

const NUMBER = /\d+(?:\.\d+)?%?|每(?:半|一)?(?:年|季度?|月|周|天|日)/g;

function numbersOf(text: string): ReadonlySet<string> {
  return new Set(text.normalize('NFKC').match(NUMBER) ?? []);
}

function share(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let shared = 0;
  for (const number of a) if (b.has(number)) shared += 1;
  return shared / Math.min(a.size, b.size);
}
