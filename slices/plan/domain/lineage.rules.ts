import type { Frequency } from '@zhiben/gongwen';
import { quoteLikeness } from './likeness.rules.ts';
import { frequencyText } from './plan.terms.ts';
import type { ReadDuty } from './reading.contract.ts';

/** 国 → 省 → 市 → 县 → 镇; a department's own plan stands beside those of townships. */
export const PLAN_LEVELS = ['national', 'province', 'city', 'county', 'township'] as const;
export type PlanLevel = (typeof PLAN_LEVELS)[number];

/** A plan carries out one of a higher level. */
export function isAbove(higher: PlanLevel, lower: PlanLevel): boolean {
  return PLAN_LEVELS.indexOf(higher) < PLAN_LEVELS.indexOf(lower);
}

/** From which likeness on a counterpart is proposed at all, and from which it may be confirmed in bulk. */
export const PROPOSED_FROM = 0.4;
export const MUCH_ALIKE_FROM = 0.65;

export const CONTRADICTION_KINDS = [
  'laterDate',
  'missingDate',
  'weakerRate',
  'missingRate',
  'smallerCount',
  'missingCount',
  'narrowerTarget',
] as const;
export type ContradictionKind = (typeof CONTRADICTION_KINDS)[number];

/** Where a lower plan asks for less than the one it carries out. */
export interface Contradiction {
  readonly kind: ContradictionKind;
  /** The words of the higher plan, and of the lower one where it says anything of the kind. */
  readonly above: string;
  readonly below: string | null;
  /** Both demands side by side, in Chinese. */
  readonly say: string;
}

type Duty = Pick<
  ReadDuty,
  'quote' | 'kind' | 'deadline' | 'deadlineAlternatives' | 'frequency' | 'count' | 'appliesTo'
>;

/** Below it two sentences speak of different matters, and are not held against each other. */
const SAME_MATTER = 0.25;

/**
 * What the duties of the lower clauses fall short of: a later date, a weaker rate, fewer times, a narrower aim, or
 * nothing said of it at all. Ambiguous dates (2024年6月前) are given the reading that agrees, if one does.
 */
export function findContradictions(above: readonly Duty[], below: readonly Duty[]): Contradiction[] {
  return above.flatMap((duty) => [
    ...againstDate(duty, below),
    ...againstRate(duty, below),
    ...againstCount(duty, below),
    ...againstAim(duty, below),
  ]);
}

/** Of the lower duties that state something of the kind, the one that speaks of the same matter. */
function counterpart(duty: Duty, below: readonly Duty[], states: (duty: Duty) => boolean): Duty | undefined {
  const ranked = below
    .filter(states)
    .map((other) => ({ other, score: quoteLikeness(duty.quote, other.quote) }))
    .sort((a, b) => b.score - a.score);
  const [first] = ranked;
  return first && first.score >= SAME_MATTER ? first.other : undefined;
}

function againstDate(duty: Duty, below: readonly Duty[]): Contradiction[] {
  const { deadline } = duty;
  if (!deadline) return [];
  const latest = [deadline, ...duty.deadlineAlternatives].sort().at(-1) ?? deadline;
  const other = counterpart(duty, below, (d) => d.deadline !== null);
  if (!other?.deadline) {
    return [found('missingDate', duty, null, `上级要求 ${deadline} 前，本方案没有写期限`)];
  }
  const earliest = [other.deadline, ...other.deadlineAlternatives].sort()[0] ?? other.deadline;
  if (earliest <= latest) return [];
  return [found('laterDate', duty, other, `上级要求 ${deadline} 前，本方案为 ${other.deadline} 前`)];
}

const PER_YEAR: Record<Frequency['per'], number> = {
  day: 365,
  week: 52,
  month: 12,
  quarter: 4,
  'half-year': 2,
  year: 1,
};

/** Times within a year: 每半年至少 2 次 is 4, 每三年 1 次 a third. */
function timesPerYear({ per, atLeast, every = 1 }: NonNullable<Duty['frequency']>): number {
  return (PER_YEAR[per] * atLeast) / every;
}

function againstRate(duty: Duty, below: readonly Duty[]): Contradiction[] {
  const { frequency } = duty;
  if (!frequency) return [];
  const other = counterpart(duty, below, (d) => d.frequency !== null);
  const asked = frequencyText(frequency);
  if (!other?.frequency) return [found('missingRate', duty, null, `上级要求${asked}，本方案没有写频次`)];
  if (timesPerYear(other.frequency) >= timesPerYear(frequency)) return [];
  return [found('weakerRate', duty, other, `上级要求${asked}，本方案为${frequencyText(other.frequency)}`)];
}

function againstCount(duty: Duty, below: readonly Duty[]): Contradiction[] {
  const { count } = duty;
  if (count === null || duty.frequency) return [];
  const other = counterpart(duty, below, (d) => d.count !== null);
  if (!other || other.count === null) return [found('missingCount', duty, null, `上级要求 ${count}，本方案没有写数量`)];
  if (other.count >= count) return [];
  return [found('smallerCount', duty, other, `上级要求 ${count}，本方案为 ${other.count}`)];
}

/** Words that take in everybody, and words that take out most. */
const EVERYBODY = /全部|所有|各类|全覆盖|每家|全体|应[改纳建]尽/;
const ONLY_SOME = /重点|规模以上|规上|高危|部分|试点|示范|大型|有条件/;

function againstAim(duty: Duty, below: readonly Duty[]): Contradiction[] {
  const other = counterpart(duty, below, (d) => d.kind === duty.kind);
  if (!other) return [];
  const [asked, given] = [percentOf(duty.quote), percentOf(other.quote)];
  if (asked !== null && given !== null && given < asked) {
    return [found('narrowerTarget', duty, other, `上级要求 ${asked}%，本方案为 ${given}%`)];
  }
  const narrowed = ONLY_SOME.exec(other.appliesTo ?? other.quote)?.[0];
  if (!narrowed || ONLY_SOME.test(duty.quote) || !EVERYBODY.test(duty.quote)) return [];
  return [found('narrowerTarget', duty, other, `上级要求覆盖全部，本方案只对“${other.appliesTo ?? narrowed}”`)];
}

/** The share that a sentence aims at, in per cent; null without one. A fall (下降5%) is no share. */
function percentOf(quote: string): number | null {
  const [, number] = /(?<!(?:下降|降低|减少|压减|增长|提高)[^，。；]{0,4})(\d+(?:\.\d+)?)\s*[%％]/.exec(quote) ?? [];
  return number === undefined ? null : Number(number);
}

function found(kind: ContradictionKind, above: Duty, below: Duty | null, say: string): Contradiction {
  return { kind, above: above.quote, below: below?.quote ?? null, say };
}
