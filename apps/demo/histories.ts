import { addDays, localDate } from '@zhiben/platform/domain/clock.ts';
import type { NewEnterprise } from '@zhiben/slices/enterprise/server';
import { applyCommand, type Channel, type Hazard, type HazardEvent } from '@zhiben/slices/hazard/domain';
import { getCriterion } from '@zhiben/standards';
import TinyQueue from 'tinyqueue';
import { type Cast, clientsOf, ownerOf, type Person, staffOf } from './cast.ts';
import { findingsFor } from './findings.ts';
import { type CaseFile, nextCommand } from './hazard-course.ts';
import { type Random, randomOfNth } from './random.ts';

/** One thing that happened to one hazard. */
export interface Step {
  readonly at: Date;
  /** Which of all hazards, from 0 in the order in which they were found. */
  readonly nth: number;
  readonly actor: Person;
  readonly event: HazardEvent;
  readonly before: Hazard | null;
  readonly hazard: Hazard;
  readonly files: readonly { readonly id: string; readonly name: string }[];
  /** What else of this hazard is made up comes from here. */
  readonly random: Random;
  /** No further step follows before `now`. */
  readonly isLast: boolean;
}

export interface PlayOptions {
  readonly seed: number;
  readonly count: number;
  /** Share of majors where the industry has a criterion. */
  readonly majorShare: number;
  readonly from: Date;
  readonly now: Date;
  /** Only every `of`th hazard is played, from `index` on: the parts are one history, whoever plays them. */
  readonly part: { readonly index: number; readonly of: number };
}

interface Waiting {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly nth: number;
  /** Null for the finding of a hazard that another part plays: it takes its number here too. */
  readonly file: CaseFile | null;
}

/** Among this many of the latest hazards every third is the client's. */
const CLIENTS_LATEST = 36;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The order of all that happens; two things of the same instant stand in the order of their hazards. */
export const inOrder = (a: { at: number; nth: number }, b: { at: number; nth: number }): number =>
  a.at - b.at || a.nth - b.nth;

/**
 * Plays the loop for `count` hazards from `from` to `now` through the product's own rules, in the order of time, so that
 * nothing stands in the demo that the rules would refuse. Memory holds only the hazards under way.
 * @returns the last number given in each year, of all parts
 */
export function* playHistories(cast: Cast, options: PlayOptions): Generator<Step, ReadonlyMap<number, number>> {
  const { seed, from, now, count, part } = options;
  const queue = new TinyQueue<Waiting>([], inOrder);
  const numbers = new Map<number, number>();
  const span = now.getTime() - from.getTime();
  // Two thirds evenly over the years, one third in the last two months, so that every state is met today.
  const recent = Math.min(60 * DAY, span);
  const early = Math.ceil(count * 0.65);
  const startOf = (n: number) =>
    n < early
      ? from.getTime() + (n / early) * (span - recent)
      : now.getTime() - recent * (1 - (n - early) / (count - early));
  let opened = 0;
  while (opened < count || queue.length > 0) {
    const opensAt = opened < count ? startOf(opened) : Number.POSITIVE_INFINITY;
    const next = queue.peek();
    if (!next || next.at > opensAt) {
      const nth = opened;
      opened += 1;
      const random = randomOfNth(seed, nth);
      const at = workingHour(random, new Date(opensAt), now);
      const isClients = nth >= count - CLIENTS_LATEST && nth % 3 === 0;
      const isOurs = nth % part.of === part.index;
      const file = isOurs ? openCase(random, cast, options, at, isClients ? cast.client : null) : null;
      queue.push({ at: at.getTime(), nth, file });
      continue;
    }
    queue.pop();
    const { file, nth } = next;
    const at = new Date(next.at);
    const before = file?.hazard ?? null;
    const year = Number(localDate(at).slice(0, 4));
    if (before === null) numbers.set(year, (numbers.get(year) ?? 0) + 1);
    if (file === null) continue;
    const { actor, event, files, hazard, followsAt } = advance(file, at, numbers.get(year) as number);
    const isLast = followsAt === null || followsAt > now;
    if (!isLast) queue.push({ at: followsAt.getTime(), nth, file });
    yield { at, nth, actor, event, before, hazard, files, random: file.random, isLast };
  }
  return numbers;
}

function openCase(random: Random, cast: Cast, options: PlayOptions, at: Date, given: NewEnterprise | null): CaseFile {
  const enterprise = given ?? (random.chance(0.06) ? random.pick(clientsOf(cast)) : random.pick(cast.enterprises));
  const { major, ordinary } = findingsFor(enterprise.industry);
  // A hazard is judged by the version in force on its day: older ones than the standard were not judged by it.
  const judgeable = major.filter(({ criterion }) => isInForce(criterion, localDate(at)));
  const isMajor = judgeable.length > 0 && random.chance(options.majorShare);
  const people = staffOf(cast, enterprise);
  const owner = ownerOf(cast, enterprise);
  const channel = random.weighted<Channel>([
    ['selfInspection', 45],
    ['departmentInspection', 38],
    ['lowerLevelReport', 12],
    ['tipOff', 3],
    ['higherLevelSupervision', 2],
  ]);
  const finder = channel === 'selfInspection' ? owner : channel === 'lowerLevelReport' ? people.township : people.first;
  return {
    random,
    hazard: null,
    id: random.id(at),
    enterprise,
    finding: random.pick(isMajor ? judgeable : ordinary),
    major: isMajor,
    channel,
    finder,
    judge: people.first,
    acceptor: people.second,
    owner,
    pace: random.weighted([
      ['usual', isMajor ? 78 : 86],
      ['slow', isMajor ? 14 : 12],
      ['stuck', isMajor ? 8 : 2],
    ] as const),
  };
}

interface Advance {
  readonly actor: Person;
  readonly event: HazardEvent;
  readonly hazard: Hazard;
  readonly files: readonly { id: string; name: string }[];
  readonly followsAt: Date | null;
}

/** The next step of a hazard at the given time, and when the one after it is due. */
function advance(file: CaseFile, at: Date, serial: number): Advance {
  const { actor, command, files, daysToNext } = nextCommand(file, at, serial);
  const circumstance = { at: at.toISOString(), today: localDate(at), userId: actor.id, bodyId: actor.bodyId };
  const { event, changes } = applyCommand(file.hazard, command, circumstance);
  file.hazard = file.hazard ? { ...file.hazard, ...changes } : ({ ...changes, id: file.id } as Hazard);
  const followsAt = daysToNext === null ? null : laterBy(file.random, at, daysToNext);
  return { actor, event, files, hazard: file.hazard, followsAt };
}

function isInForce(code: string | undefined, on: string): boolean {
  const standard = code ? getCriterion(code)?.standard : undefined;
  if (!standard) return false;
  return addDays(on, -1) >= standard.inForceFrom && (standard.inForceUntil === null || on < standard.inForceUntil);
}

function laterBy(random: Random, at: Date, days: number): Date {
  return workingHour(random, new Date(at.getTime() + Math.max(0.05, days) * DAY), null);
}

/** The next instant in working hours (8:30 to 17:30 in Shanghai) that is not before `at`; never after `limit`. */
function workingHour(random: Random, at: Date, limit: Date | null): Date {
  const opening = Math.floor((at.getTime() + 8 * HOUR) / DAY) * DAY + 0.5 * HOUR; // 8:30 of that day, in UTC
  const moved = opening + random.next() * 9 * HOUR;
  const time = moved >= at.getTime() ? moved : moved + DAY;
  return new Date(limit ? Math.min(time, limit.getTime()) : time);
}
