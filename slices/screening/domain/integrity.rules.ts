import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import { MOST_OPENED, type Opened, type Test, type TestSeen } from './integrity.contract.ts';

/**
 * Tests that stand beside E, because E alone can be reached on paper. Each looks at one pattern that real work seldom
 * leaves, says how often it was seen of how many, and opens the records. None proves anything: there are innocent
 * reasons for each, so the words are 值得核实 and a person looks. Too few cases are not judged. The limits are ours, no
 * rule names any. Nothing here counts how much anybody uses the app (policy-constraints.md).
 */

/** A signed record, as far as the tests look at it. Instants in ms, corrected for the clock of the device. */
export interface CheckTrace {
  readonly id: string;
  readonly taskId: string;
  readonly slotDay: LocalDate;
  readonly slotKey: string | null;
  readonly startedAt: number;
  readonly signedAt: number;
  readonly answers: readonly TracedAnswer[];
  readonly findings: number;
  /** Length of the questions that were answered. */
  readonly characters: number;
  /** Contents of its photos, of its findings too. */
  readonly photos: readonly string[];
}
interface TracedAnswer {
  readonly item: string;
  readonly value: number | string | null;
  readonly verdict: 'ok' | 'bad' | 'na';
}

/** Of a photo: its print, and when the same or nearly the same picture was first uploaded, here and at another enterprise. */
export interface PhotoTrace {
  readonly print: bigint | null;
  readonly hereAt: number | null;
  readonly elsewhereAt: number | null;
}
export interface TaskTrace {
  readonly id: string;
  readonly name: string;
  /** What makes two tasks the same round: level, unit, cycle. */
  readonly round: string;
  readonly checklistId: string;
  readonly items: number;
}
export interface AcceptanceTrace {
  readonly hazardId: string;
  readonly enterpriseId: string;
  readonly acceptorId: string;
  readonly acceptorName: string;
  readonly finderId: string;
  readonly finderName: string;
  readonly at: number;
}

export interface IntegrityFacts {
  readonly records: readonly CheckTrace[];
  readonly photos: ReadonlyMap<string, PhotoTrace>;
  readonly tasks: readonly TaskTrace[];
  /** Of this enterprise. */
  readonly acceptances: readonly AcceptanceTrace[];
  /** Of the same people at other enterprises in the month. */
  readonly otherAcceptances: readonly AcceptanceTrace[];
  /** Prints of answers (`answerPrint`) that other enterprises gave too in the month. */
  readonly sharedAnswers: ReadonlySet<string>;
  /** Findings a hundred records of the same industry in the county; null where too few are known. */
  readonly industryRate: number | null;
}

export interface Judged extends TestSeen {
  readonly opens: readonly Opened[];
}

const MINUTE = 60_000;
const DAY = 86_400_000;

export const LIMITS = {
  photoReuse: { least: 5, seen: 2, share: 0.1 },
  sameAnswers: { least: 10, seen: 5, share: 0.6 },
  allPassed: { least: 20, expected: 5 },
  tooFast: { least: 10, seen: 5, share: 0.3, charactersASecond: 15 },
  flatTimes: { least: 10, seen: 10, seconds: 60 },
  splitTasks: { least: 6, seen: 4, share: 0.5, items: 2 },
  acceptClumps: { least: 5, seen: 3, apartMinutes: 5, together: 5 },
  selfAccepted: { least: 1, seen: 1 },
} as const;
/** Values (readings, choices, words) without which two lists of answers are alike by nature. */
const LEAST_VALUES = 3;

export function judge(facts: IntegrityFacts): Record<Test, Judged> {
  return {
    photoReuse: judgePhotos(facts),
    sameAnswers: judgeAnswers(facts),
    allPassed: judgePassed(facts),
    tooFast: judgeSpeed(facts),
    flatTimes: judgeTimes(facts),
    splitTasks: judgeTasks(facts),
    acceptClumps: judgeClumps(facts),
    selfAccepted: judgeFinders(facts),
  };
}

interface Limit {
  /** Of fewer nothing is said. */
  readonly least: number;
  readonly seen: number;
  readonly share?: number;
}

function weigh({ least, seen: most, share = 0 }: Limit, of: number, opens: readonly Opened[], seen = opens.length) {
  const isMuch = seen >= most && seen >= share * of;
  const state = of < least ? 'few' : isMuch ? 'check' : 'usual';
  return { state, seen, of, expected: null, opens: opens.slice(0, MOST_OPENED) } as const;
}

/** A photo that is used again on another day, or that another enterprise used: the same content or nearly the same print. */
function judgePhotos({ records, photos }: IntegrityFacts): Judged {
  const uses = inOrder(records).flatMap(({ id, slotDay, signedAt, photos: own }) =>
    [...new Set(own)].map((sha256) => ({ id, slotDay, signedAt, sha256 })),
  );
  const seen: { sha256: string; print: bigint | null; day: LocalDate; id: string }[] = [];
  const opens: Opened[] = [];
  for (const { id, slotDay: day, signedAt, sha256 } of uses) {
    const { print = null, hereAt = null, elsewhereAt = null } = photos.get(sha256) ?? {};
    const earlier = seen.find((one) => one.day !== day && isSamePicture(one, { sha256, print }));
    const note = earlier
      ? `照片与 ${earlier.day} 的记录相同或极为相近`
      : elsewhereAt !== null && elsewhereAt < signedAt
        ? '照片与另一家企业先前上传的相同或极为相近'
        : hereAt !== null && hereAt < signedAt - DAY
          ? '照片与先前上传的相同或极为相近'
          : null;
    if (note) opens.push({ kind: 'record', id, note });
    seen.push({ sha256, print, day, id });
  }
  return weigh(LIMITS.photoReuse, uses.length, opens);
}

interface Picture {
  readonly sha256: string;
  readonly print: bigint | null;
}
const NEAR_BITS = 3;

function isSamePicture(a: Picture, b: Picture): boolean {
  return a.sha256 === b.sha256 || (a.print !== null && b.print !== null && bitsApart(a.print, b.print) <= NEAR_BITS);
}

/** How many of 64 bits differ. */
export function bitsApart(a: bigint, b: bigint): number {
  let differing = BigInt.asUintN(64, a ^ b);
  let count = 0;
  for (; differing > 0n; differing &= differing - 1n) count += 1;
  return count;
}

/**
 * The values of a record as one text, item by item; null where there are too few to tell two records apart (ticks alone
 * are alike wherever all is well).
 */
export function answerPrint({ answers }: Pick<CheckTrace, 'answers'>): string | null {
  const valued = answers.filter(({ value, verdict }) => value !== null && value !== '' && verdict !== 'na');
  if (valued.length < LEAST_VALUES) return null;
  return valued
    .map(({ item, value }) => `${item}=${value}`)
    .sort()
    .join('|');
}

/** Readings and words that are the same as on another day, or at another enterprise. */
function judgeAnswers({ records, sharedAnswers }: IntegrityFacts): Judged {
  const days = new Map<string, LocalDate>();
  const opens: Opened[] = [];
  let of = 0;
  for (const record of inOrder(records)) {
    const print = answerPrint(record);
    if (print === null) continue;
    of += 1;
    const before = days.get(print);
    if (before !== undefined && before !== record.slotDay) {
      opens.push({ kind: 'record', id: record.id, note: `读数和文字与 ${before} 的记录逐项相同` });
    } else if (sharedAnswers.has(print)) {
      opens.push({ kind: 'record', id: record.id, note: '读数和文字与另一家企业的记录逐项相同' });
    }
    if (before === undefined) days.set(print, record.slotDay);
  }
  return weigh(LIMITS.sameAnswers, of, opens);
}

/**
 * Not one thing wrong in a month. Said only where enterprises of the same trade would have had at least five findings
 * in as many records: were findings as frequent here, none at all would come by chance once in 150 months.
 */
function judgePassed({ records, industryRate }: IntegrityFacts): Judged {
  const found = records.filter((one) => one.findings > 0 || one.answers.some(({ verdict }) => verdict === 'bad'));
  const expected = industryRate === null ? null : Math.round(industryRate * records.length) / 100;
  const { least, expected: enough } = LIMITS.allPassed;
  const canTell = records.length >= least && expected !== null && expected >= enough;
  const state = !canTell ? 'few' : found.length === 0 ? 'check' : 'usual';
  const opens = state === 'check' ? records.map(({ id }) => ({ kind: 'record' as const, id, note: '全部合格' })) : [];
  return {
    state,
    seen: records.length - found.length,
    of: records.length,
    expected,
    opens: opens.slice(0, MOST_OPENED),
  };
}

/** Signed sooner after opening than the questions can be read, at 15 characters a second: twice as fast as skimming. */
function judgeSpeed({ records }: IntegrityFacts): Judged {
  const timed = records.filter(({ answers }) => answers.length >= 5);
  const { charactersASecond } = LIMITS.tooFast;
  const opens = timed.flatMap(({ id, characters, startedAt, signedAt }) => {
    const took = (signedAt - startedAt) / 1000;
    const needs = characters / charactersASecond;
    const note = `用时 ${Math.max(0, Math.round(took))} 秒，读完题目至少约 ${Math.ceil(needs)} 秒`;
    return took < needs ? [{ kind: 'record' as const, id, note }] : [];
  });
  return weigh(LIMITS.tooFast, timed.length, opens);
}

/** Signed at the same time of day, to the minute, day after day: half of a task's records within a minute of the middle. */
function judgeTimes({ records }: IntegrityFacts): Judged {
  const rounds = grouped(records, ({ taskId, slotKey }) => `${taskId}/${slotKey?.slice(10) ?? ''}`);
  const { least, seconds } = LIMITS.flatTimes;
  const opens: Opened[] = [];
  let of = 0;
  for (const round of rounds.values()) {
    if (round.length < least) continue;
    of += round.length;
    const times = round.map(({ signedAt }) => secondOfDay(signedAt));
    const middle = median(times);
    const near = round.filter((_, n) => Math.abs((times[n] ?? 0) - middle) <= seconds);
    if (near.length * 2 < round.length || near.length < least) continue;
    opens.push(
      ...near.map(({ id }) => ({ kind: 'record' as const, id, note: `签名时间都在 ${clockTime(middle)} 前后` })),
    );
  }
  return weigh(LIMITS.flatTimes, of, opens);
}

const secondOfDay = (at: number) => Math.floor(((at + 8 * 60 * MINUTE) % DAY) / 1000);
const clockTime = (second: number) =>
  `${String(Math.floor(second / 3600)).padStart(2, '0')}:${String(Math.floor((second % 3600) / 60)).padStart(2, '0')}`;

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Tasks of one or two questions, and tasks that repeat another's round: they fill 计划任务数 without more being looked at. */
function judgeTasks({ tasks }: IntegrityFacts): Judged {
  const rounds = grouped(tasks, ({ round, checklistId }) => `${round}/${checklistId}`);
  const opens = tasks.flatMap(({ id, name, items, round, checklistId }): Opened[] => {
    const same = rounds.get(`${round}/${checklistId}`)?.length ?? 1;
    if (same > 1) return [{ kind: 'task', id, note: `“${name}”与另外 ${same - 1} 个任务的清单、地点、周期相同` }];
    return items <= LIMITS.splitTasks.items ? [{ kind: 'task', id, note: `“${name}”只有 ${items} 个检查项` }] : [];
  });
  return weigh(LIMITS.splitTasks, tasks.length, opens);
}

/**
 * Acceptances that leave no time to look: the same person accepted at another enterprise within five minutes, or five
 * and more here within five minutes.
 */
function judgeClumps({ acceptances, otherAcceptances }: IntegrityFacts): Judged {
  const { apartMinutes, together } = LIMITS.acceptClumps;
  const span = apartMinutes * MINUTE;
  const opens = acceptances.flatMap(({ hazardId: id, acceptorId, at }): Opened[] => {
    const isNear = (one: AcceptanceTrace) => one.acceptorId === acceptorId && Math.abs(one.at - at) <= span;
    if (otherAcceptances.some(isNear)) {
      return [{ kind: 'hazard', id, note: `${apartMinutes} 分钟内，同一验收人还验收了另一家企业的隐患` }];
    }
    const here = acceptances.filter(isNear).length;
    return here >= together ? [{ kind: 'hazard', id, note: `前后 ${apartMinutes} 分钟内共验收 ${here} 条` }] : [];
  });
  return weigh(LIMITS.acceptClumps, acceptances.length, opens);
}

/** The system lets nobody accept what they found. Two accounts of one name would get round that. */
function judgeFinders({ acceptances }: IntegrityFacts): Judged {
  const opens = acceptances
    .filter(
      ({ finderId, acceptorId, finderName, acceptorName }) => finderId === acceptorId || finderName === acceptorName,
    )
    .map(({ hazardId: id, acceptorName }) => ({
      kind: 'hazard' as const,
      id,
      note: `登记人和验收人都是“${acceptorName}”`,
    }));
  return weigh(LIMITS.selfAccepted, acceptances.length, opens);
}

function inOrder(records: readonly CheckTrace[]): CheckTrace[] {
  return records.toSorted((a, b) => a.signedAt - b.signedAt || (a.id < b.id ? -1 : 1));
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}
