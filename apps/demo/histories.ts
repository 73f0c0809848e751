import { addDays, localDate } from '@zhiben/platform/domain/clock.ts';
import type { NewEnterprise } from '@zhiben/slices/enterprise/server';
import { applyCommand, type Channel, type Hazard, type HazardEvent } from '@zhiben/slices/hazard/domain';
import { getCriterion } from '@zhiben/standards';
import TinyQueue from 'tinyqueue';
import { inOrder } from './agenda.ts';
import { type Cast, clientsOf, ownerOf, type Person, staffOf } from './cast.ts';
import { findingsFor } from './findings.ts';
import { type CaseFile, nextCommand } from './hazard-course.ts';
import { type Random, randomOfNth } from './random.ts';

/** One thing that happened to one hazard. */
export interface Step {
  readonly at: Date;
  readonly actor: Person;
  readonly event: HazardEvent;
  readonly before: Hazard | null;
  readonly hazard: Hazard;
  readonly files: readonly { readonly id: string; readonly name: string }[];
}

/** All that happened to one hazard. */
export interface History {
  /** Which of all hazards, from 0 in the order in which they were found. */
  readonly nth: number;
  readonly steps: readonly Step[];
  /** What else of this hazard is made up comes from here. */
  readonly random: Random;
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

interface Found {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly nth: number;
  readonly random: Random;
}

/** Among this many of the latest hazards every third is the client's. */
const CLIENTS_LATEST = 36;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * Plays the loop for `count` hazards from `from` to `now` through the product's own rules, so that nothing stands in the
 * demo that the rules would refuse. A history goes from the finding to `now` in one go; histories come in the order of
 * their findings, which are numbered in it.
 * @returns the last number given in each year, of all parts
 */
export function* playHistories(cast: Cast, options: PlayOptions): Generator<History, ReadonlyMap<number, number>> {
  const { count, now, part } = options;
  const numbers = new Map<number, number>();
  for (const { at, nth, random } of findings(options)) {
    const year = Number(localDate(new Date(at)).slice(0, 4));
    const serial = (numbers.get(year) ?? 0) + 1;
    numbers.set(year, serial);
    if (nth % part.of !== part.index) continue;
    const isClients = nth >= count - CLIENTS_LATEST && nth % 3 === 0;
    const file = openCase(random, cast, options, new Date(at), isClients ? cast.client : null);
    yield { nth, random, steps: walk(file, new Date(at), serial, now) };
  }
  return numbers;
}

/** When each hazard is found, in that order: two thirds evenly over the years, one third in the last two months. */
function* findings({ seed, from, now, count }: PlayOptions): Generator<Found> {
  const span = now.getTime() - from.getTime();
  // So that every state is met today.
  const recent = Math.min(60 * DAY, span);
  const early = Math.ceil(count * 0.65);
  const startOf = (n: number) =>
    n < early
      ? from.getTime() + (n / early) * (span - recent)
      : now.getTime() - recent * (1 - (n - early) / (count - early));
  const queue = new TinyQueue<Found>([], inOrder);
  for (let nth = 0; nth < count; nth++) {
    const opensAt = startOf(nth);
    for (let next = queue.peek(); next && next.at <= opensAt; next = queue.peek()) yield queue.pop() as Found;
    const random = randomOfNth(seed, nth);
    queue.push({ at: workingHour(random, new Date(opensAt), now).getTime(), nth, random });
  }
  while (queue.length > 0) yield queue.pop() as Found;
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

/** What happens to a hazard from its finding to `now`. */
function walk(file: CaseFile, foundAt: Date, serial: number, now: Date): Step[] {
  const steps: Step[] = [];
  for (let at: Date | null = foundAt; at !== null && at <= now; ) {
    const before = file.hazard;
    const { actor, command, files, daysToNext } = nextCommand(file, at, serial);
    const circumstance = { at: at.toISOString(), today: localDate(at), userId: actor.id, bodyId: actor.bodyId };
    const { event, changes } = applyCommand(before, command, circumstance);
    const hazard = before ? { ...before, ...changes } : ({ ...changes, id: file.id } as Hazard);
    file.hazard = hazard;
    steps.push({ at, actor, event, before, hazard, files });
    at = daysToNext === null ? null : laterBy(file.random, at, daysToNext);
  }
  return steps;
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
