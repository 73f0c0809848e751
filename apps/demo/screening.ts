import { createHash } from 'node:crypto';
import { systemActor } from '@zhiben/platform/domain/actor.ts';
import { canonicalJson } from '@zhiben/platform/domain/canonical-json.ts';
import { addDays, localDate } from '@zhiben/platform/domain/clock.ts';
import type { Connection } from '@zhiben/platform/server/db/connect.ts';
import { withClient } from '@zhiben/platform/server/db/copy.ts';
import type { NewEnterprise } from '@zhiben/slices/enterprise/server';
import type { NewUser } from '@zhiben/slices/identity/server';
import {
  type Answer,
  answerSchema,
  type CheckItem,
  type LibraryChecklist,
  type PlacedSlot,
  slotsOf,
  type TaskLevel,
} from '@zhiben/slices/screening/domain';
import {
  copyScreening,
  type LoadedRecord,
  type LoadedScreening,
  libraryFor,
  listScreeningTasksOf,
  makePartitions,
  recountFrom,
  syncItems,
} from '@zhiben/slices/screening/server';
import type { Stage } from './acting.ts';
import { COUNTY } from './county.ts';
import { personName } from './enterprises.ts';
import { createRandom, type Random } from './random.ts';

const SEED = 20_240_505;
const DAY_MS = 86_400_000;
const DAYS = 60;
/** That many days touch three months; with those that the job makes ahead. */
const MONTHS = 5;
const ENTERPRISES = 40;

/** How careful an enterprise is: what of its slots is done in time, and what is made up after. */
interface Manner {
  readonly done: number;
  readonly madeUp: number;
}
const MANNERS: readonly (readonly [Manner, number])[] = [
  [{ done: 0.97, madeUp: 0.02 }, 5],
  [{ done: 0.88, madeUp: 0.06 }, 4],
  [{ done: 0.6, madeUp: 0.1 }, 1],
];
const CYCLES: Partial<
  Record<TaskLevel, { unit: 'day' | 'week' | 'month'; workDayType: 0 | 1; dutyCode: string | null }>
> = {
  team: { unit: 'day', workDayType: 1, dutyCode: 'L01' },
  workshop: { unit: 'week', workDayType: 0, dutyCode: 'L02' },
  company: { unit: 'month', workDayType: 0, dutyCode: 'L03' },
  principal: { unit: 'month', workDayType: 0, dutyCode: 'D103' },
};

/** Two months of self-inspection of some forty enterprises, the shown one among them. */
export async function loadScreening(
  { owner, stage }: { readonly owner: Connection; readonly stage: Stage },
  enterprises: readonly NewEnterprise[],
  { client, users, now }: { readonly client: NewEnterprise; readonly users: readonly NewUser[]; readonly now: Date },
): Promise<void> {
  // A source of its own: what the rest of the county draws does not depend on it.
  const random = createRandom(SEED);
  const staffed = new Set(users.map(({ enterpriseId }) => enterpriseId));
  const others = enterprises.filter(({ id }) => id !== client.id);
  const candidates = [
    client,
    ...others.filter(({ id }) => staffed.has(id)),
    ...others.filter(({ id }, n) => !staffed.has(id) && n % 7 === 3),
  ];
  const clerk = users.find(({ role }) => role === 'committeeClerk');
  if (!clerk) return;
  const loaded: LoadedScreening[] = [];
  for (const one of candidates) {
    if (loaded.length === ENTERPRISES) break;
    const lists = fittingLists(await libraryFor(stage.as(clerk), one.id), one.industry);
    // Whoever inspects by itself has listed its risks first.
    const knowsRisks = lists.some(({ items }) => items.some(({ measureId }) => measureId !== null));
    if (!knowsRisks && !staffed.has(one.id)) continue;
    loaded.push(screeningOf(random, one, { lists, users, now, isClient: one === client }));
  }
  const from = addDays(localDate(now), -DAYS);
  await makePartitions(owner, from, MONTHS);
  const { userId, name } = systemActor(COUNTY);
  await withClient(owner, (client) => copyScreening(client, loaded, { county: COUNTY, byUser: userId, byName: name }));
  const safety = users.find(({ account }) => account === 'safety');
  if (!safety) return;
  const places = loaded.map(({ place }) => ({ ...place, daysUntil: null }));
  await recountFrom(stage.as(safety), places, from);
}

interface Known {
  readonly lists: readonly LibraryChecklist[];
  readonly users: readonly NewUser[];
  readonly now: Date;
  readonly isClient: boolean;
}

/** The lists of the library that look at most of what an enterprise does against its risks. */
function fittingLists(library: readonly LibraryChecklist[], industry: string): LibraryChecklist[] {
  const tiedOf = (kind: string) =>
    library
      .filter((list) => list.industry === kind)
      .flatMap(({ items }) => items)
      .filter(({ measureId }) => measureId !== null).length;
  const fitting = library.filter(({ industries }) => industries.includes(industry));
  const kinds = [...new Set((fitting.length > 0 ? fitting : library).map((list) => list.industry))];
  const [best] = kinds.sort((a, b) => tiedOf(b) - tiedOf(a));
  return library.filter((list) => list.industry === best);
}

function screeningOf(
  random: Random,
  { id, name, division, industry, principalName }: NewEnterprise,
  { lists, users, now, isClient }: Known,
): LoadedScreening {
  const since = new Date(now.getTime() - DAYS * DAY_MS);
  const manner = isClient ? { done: 0.9, madeUp: 0.05 } : random.weighted(MANNERS);
  const startOn = localDate(since);
  const from = new Date(now.getTime() - 21 * DAY_MS);
  const stopped = { from, to: new Date(from.getTime() + 3 * DAY_MS), reason: '年度检修，全厂停产' };
  const suspensions = isClient ? [{ id: random.id(since), ...stopped }] : [];
  const planned = lists.flatMap((list) => {
    const cycle = CYCLES[list.level];
    if (!cycle) return [];
    const schedule = {
      cycleEvery: 1,
      cycleUnit: cycle.unit,
      startOn,
      endsOn: null,
      workStart: null,
      workEnd: null,
      shifts: [],
      workDayType: cycle.workDayType,
      since: startOn,
      until: null,
    };
    const signer = signerOf(random, list.level, id, users, principalName, since);
    // This week's is played by two people with their phones.
    const isPlayed = isClient && list.level === 'workshop';
    const slots = slotsOf(
      [schedule],
      suspensions.map((one) => ({ from: one.from.getTime(), to: one.to.getTime() })),
      {
        from: startOn,
        to: localDate(now),
      },
    );
    const [taskId, checklistId] = [random.id(since), random.id(since)];
    return [
      {
        checklist: { id: checklistId, name: list.name, libraryCode: list.code, items: list.items },
        task: {
          id: taskId,
          checklistId,
          name: list.name,
          level: list.level,
          schedules: [schedule],
          assignees: [],
          workType: 0 as const,
          taskNo: null,
          dutyCode: cycle.dutyCode,
          basis: '',
        },
        records: slots.flatMap((slot) =>
          isPlayed && slot.to > now.getTime() ? [] : recordOf(random, slot, taskId, list, { manner, signer, now }),
        ),
      },
    ];
  });
  return {
    place: { id, name, division, industry },
    since,
    checklists: planned.map(({ checklist }) => checklist),
    tasks: planned.map(({ task }) => task),
    suspensions,
    records: planned.flatMap(({ records }) => records),
  };
}

function signerOf(
  random: Random,
  level: TaskLevel,
  enterpriseId: string,
  users: readonly NewUser[],
  principalName: string,
  at: Date,
): { id: string; name: string } {
  const role =
    level === 'principal' ? 'enterprisePrincipal' : level === 'company' ? 'enterpriseSafetyManager' : 'teamLeader';
  const found = users.find((user) => user.enterpriseId === enterpriseId && user.role === role);
  if (found) return { id: found.id, name: found.name };
  return { id: random.id(at), name: level === 'principal' ? principalName : personName(random) };
}

function recordOf(
  random: Random,
  slot: PlacedSlot,
  taskId: string,
  list: LibraryChecklist,
  { manner, signer, now }: { readonly manner: Manner; readonly signer: LoadedRecord['signer']; readonly now: Date },
): LoadedRecord[] {
  if (slot.excluded || slot.from > now.getTime()) return [];
  const luck = random.next();
  const state = luck < manner.done ? 'done' : luck < manner.done + manner.madeUp ? 'made-up' : null;
  if (state === null) return [];
  const span = state === 'done' ? slot.to - slot.from : slot.makeUpUntil - slot.to;
  // In working hours of one of the days of the slot.
  const days = Math.max(0, Math.floor(span / DAY_MS) - 1);
  const begin = state === 'done' ? slot.from : slot.to;
  const at = begin + random.int(0, days) * DAY_MS + random.int(8 * 60, 17 * 60) * 60_000;
  if (at >= now.getTime()) return [];
  const signedAt = new Date(at);
  const answers = list.items.map((item) => answerOfItem(random, item));
  return [
    {
      id: random.id(signedAt),
      taskId,
      slotDay: slot.day,
      slotKey: slot.key,
      state,
      startedAt: new Date(at - 600_000),
      signedAt,
      signer,
      answers,
      findings: [],
    },
  ];
}

function answerOfItem(random: Random, item: CheckItem): Answer {
  if (random.chance(0.03)) return answerSchema.parse({ item: item.id, verdict: 'na' });
  const bad = random.chance(0.02);
  if (bad && item.kind === 'yes-no')
    return answerSchema.parse({ item: item.id, verdict: 'bad', note: '当场整改，已告知班组' });
  return answerSchema.parse({ item: item.id, verdict: 'ok', value: readingOf(random, item) });
}

function readingOf(random: Random, item: CheckItem): number | string | null {
  if (item.kind === 'choice') return item.choices.find(({ bad }) => !bad)?.words ?? null;
  if (item.kind === 'text') return '正常';
  if (item.kind !== 'number') return null;
  const low = item.low ?? (item.high ?? 10) * 0.6;
  const high = item.high ?? low * 1.4 + 1;
  return Math.round((low + (high - low) * (0.2 + 0.6 * random.next())) * 100) / 100;
}

/** This week two people of the shown enterprise checked the same with their phones, and found one thing differently. */
export async function playConflict(stage: Stage, users: readonly NewUser[], client: NewEnterprise): Promise<void> {
  const random = createRandom(SEED + 1);
  const [team, worker] = ['team', 'worker'].map((account) => users.find((user) => user.account === account));
  if (!team || !worker) return;
  const list = fittingLists(await libraryFor(stage.as(team), client.id), client.industry).find(
    ({ level }) => level === 'workshop',
  );
  if (!list) return;
  const found = await listScreeningTasksOf(stage.as(team), client.id);
  const task = found.find(({ level }) => level === 'workshop');
  const today = localDate(stage.clock.now());
  const [slot] = task ? slotsOf(task.schedules, [], { from: today, to: addDays(today, 7) }) : [];
  const [first] = list.items;
  if (!task || !slot || !first) return;
  for (const [person, verdict] of [
    [team, 'ok'],
    [worker, 'bad'],
  ] as const) {
    const at = stage.clock.now().toISOString();
    const answers = list.items.map((item) => ({
      ...answerOfItem(createRandom(1), item),
      ...(item === first && { verdict, value: null, note: verdict === 'bad' ? '现场看到有缺口' : '' }),
    }));
    const body = {
      taskId: task.id,
      slotKey: slot.key,
      checklistId: task.checklistId,
      edition: 1,
      startedAt: at,
      signedAt: at,
      signedName: person.name,
      answers,
    };
    const hash = createHash('sha256').update(canonicalJson(body), 'utf8').digest('hex');
    const item = { id: random.id(stage.clock.now()), kind: 'record' as const, at, hash, body };
    await syncItems(stage.as(person), { deviceId: random.id(stage.clock.now()), deviceAt: at, items: [item] });
  }
}
