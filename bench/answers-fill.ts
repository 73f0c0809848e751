import { createHash } from 'node:crypto';
import { systemActor } from '@zhiben/platform/domain/actor.ts';
import { addDays, fixedClock, instantOf, localDate } from '@zhiben/platform/domain/clock.ts';
import { createCtx } from '@zhiben/platform/server/ctx.ts';
import { withoutIndexes } from '@zhiben/platform/server/db/without-indexes.ts';
import { createLog } from '@zhiben/platform/server/log.ts';
import { copyRisks, riskOf, riskTemplates } from '@zhiben/slices/risk/server';
import { type PlacedSlot, slotsOf } from '@zhiben/slices/screening/domain';
import {
  copyScreening,
  keepMonth,
  type LoadedRecord,
  type LoadedScreening,
  type LoadedTask,
  makePartitions,
  recountFrom,
} from '@zhiben/slices/screening/server';
import { sql } from 'kysely';
import type { PoolClient } from 'pg';
import { readConfig } from '../apps/config.ts';
import { type Database, openDatabase } from '../apps/database.ts';
import { COUNTY } from '../apps/demo/county.ts';
import { createRandom } from '../apps/demo/random.ts';
import { createServices } from '../apps/server.ts';

/** Of the records of an enterprise on average; each has `ITEMS` answers. */
export const RECORDS_EACH = 50;
export const ITEMS = 10;
const RISKS_EACH = 20;
const DAYS = 266;
const CHUNK = 500;
const DAY_MS = 86_400_000;

/** A step of the fill. */
export interface AnswersFilled {
  readonly name: string;
  readonly seconds: number;
}
interface Place {
  readonly id: string;
  readonly name: string;
  readonly division: string;
  readonly industry: string;
  readonly longitude: number | null;
  readonly latitude: number | null;
}

/**
 * Gives every enterprise of a demo county that has none its risk list and nine months of self-inspection, through the
 * product's own loaders: one of ten checks daily, the others weekly. Days are counted and the month's effect computed
 * as the product does; the eleven months before are copies of that, so that a year can be shown.
 */
export async function fillAnswers(folder: string): Promise<AnswersFilled[]> {
  const config = readConfig({ ...process.env, ZHIBEN_DATA_DIR: folder });
  const database = await openDatabase(config);
  const steps: AnswersFilled[] = [];
  const step = async (name: string, work: () => Promise<unknown>) => {
    const startedAt = performance.now();
    await work();
    steps.push({ name, seconds: (performance.now() - startedAt) / 1_000 });
    console.log(`${name}: ${steps.at(-1)?.seconds.toFixed(0)} s`);
  };
  const now = new Date();
  const ctx = createCtx({
    connection: database.app,
    actor: systemActor(COUNTY),
    clock: fixedClock(now),
    log: createLog(),
    requestId: 'bench',
    services: createServices(config),
  });
  const first = addDays(localDate(now), -DAYS);
  try {
    await makePartitions({ db: database.owner.db }, first, 14);
    await step('risk points', () => fillRisks(database, now));
    const places = await placesWithout(database, 'screening_files');
    await step('records', () => fillRecords(database, places, first, now));
    await step('analyze', () => database.analyze());
    await step('days counted', () =>
      recountFrom(
        ctx,
        places.map((place) => ({ ...place, daysUntil: null })),
        first,
      ),
    );
    const month = localDate(new Date(now.getTime() - DAY_MS)).slice(0, 7);
    await step('effect of a month', () => keepMonth(ctx, month));
    await step('eleven months before', () => copyMonths(database, month));
    await step('analyze', () => database.analyze());
    return steps;
  } finally {
    await database.close();
  }
}

async function placesWithout({ owner }: Database, table: 'risk_files' | 'screening_files'): Promise<Place[]> {
  const { rows } = await sql<Place>`
    select id, name, division, industry, longitude, latitude from enterprises e
    where county = ${COUNTY} and status = 'operating'
      and not exists (select from ${sql.table(table)} f where f.county = e.county and f.enterprise_id = e.id)
    order by id`.execute(owner.db);
  return rows;
}

async function fillRisks(database: Database, now: Date): Promise<void> {
  const places = await placesWithout(database, 'risk_files');
  const random = createRandom(7);
  const points = riskTemplates().flatMap((template) => template.points);
  const { userId, name } = systemActor(COUNTY);
  const options = { county: COUNTY, byUser: userId, byName: name, newId: (at: Date) => random.id(at) };
  const listOf = (place: Place, n: number) => ({
    place,
    risks: Array.from({ length: RISKS_EACH }, (_, i) => {
      const point = points[(n * 7 + i) % points.length];
      if (!point) throw new Error('the templates have points');
      const assessedAt = new Date(now.getTime() - random.int(5, 390) * DAY_MS);
      return { ...riskOf({ ...point, measures: point.measures.slice(0, 2) }, '示例负责人'), assessedAt };
    }),
  });
  const tables = ['risk_units', 'risk_events', 'risk_measures', 'risk_assessments', 'deadlines'];
  await withoutIndexes(database.owner, tables, () =>
    withClient(database, async (client) => {
      for (let from = 0; from < places.length; from += CHUNK) {
        const some = places.slice(from, from + CHUNK);
        await copyRisks(
          client,
          some.map((place, n) => listOf(place, from + n)),
          options,
        );
      }
    }),
  );
}

const plain = {
  method: '看现场',
  basis: '',
  unit: '',
  low: null,
  high: null,
  choices: [],
  photo: 'optional' as const,
  photoBasis: '',
  measureId: null,
  criterion: null,
};
const LIST = Array.from({ length: ITEMS }, (_, n) => ({
  ...plain,
  id: `item-${n}`,
  question: `第 ${n + 1} 项：设备防护罩、联锁装置是否有效，现场有没有积尘、堆物`,
  kind: n < 7 ? ('yes-no' as const) : ('number' as const),
}));

async function fillRecords(database: Database, places: readonly Place[], first: string, now: Date): Promise<void> {
  const random = createRandom(11);
  const schedule = (cycleUnit: 'day' | 'week' | 'month') => ({
    cycleEvery: 1,
    cycleUnit,
    startOn: first,
    endsOn: null,
    workStart: null,
    workEnd: null,
    shifts: [],
    workDayType: 0 as const,
    since: first,
    until: null,
  });
  const range = { from: first, to: localDate(now) };
  const planOf = (cycle: 'day' | 'week' | 'month') => {
    const schedules = [schedule(cycle)];
    return { schedules, slots: slotsOf(schedules, [], range).filter(({ to }) => to <= now.getTime()) };
  };
  const plans = { day: planOf('day'), week: planOf('week'), month: planOf('month') };
  const since = instantOf(first);
  const screeningOf = (place: Place, n: number): LoadedScreening => {
    const checklistId = random.id(since);
    const task = (cycle: keyof typeof plans, parts: Pick<LoadedTask, 'name' | 'level' | 'dutyCode' | 'workType'>) => ({
      id: random.id(since),
      checklistId,
      schedules: plans[cycle].schedules,
      assignees: [],
      taskNo: parts.workType === 0 ? null : 1,
      basis: '',
      ...parts,
      slots: plans[cycle].slots,
    });
    const daily = { name: '班组日查', level: 'team', dutyCode: 'L01', workType: 0 } as const;
    const weekly = { name: '车间周查', level: 'workshop', dutyCode: 'L02', workType: 0 } as const;
    const led = { name: '主要负责人带队检查', level: 'principal', dutyCode: 'D103', workType: 1 } as const;
    const tasks = n % 10 === 0 ? [task('day', daily), task('month', led)] : [task('week', weekly)];
    const signer = { id: random.id(since), name: '示例班长' };
    return {
      place,
      since,
      checklists: [{ id: checklistId, name: '日查清单', libraryCode: null, items: LIST }],
      tasks,
      suspensions: [],
      records: recordsOf(tasks, signer),
    };
  };
  function* recordsOf(
    tasks: readonly { readonly id: string; readonly slots: readonly PlacedSlot[] }[],
    signer: LoadedRecord['signer'],
  ) {
    for (const { id, slots } of tasks)
      for (const slot of slots) if (!random.chance(0.06)) yield recordOf(id, slot, signer);
  }
  const recordOf = (taskId: string, slot: PlacedSlot, signer: LoadedRecord['signer']): LoadedRecord => {
    const signedAt = new Date(slot.to - random.int(7 * 60, 16 * 60) * 60_000);
    const id = random.id(signedAt);
    const photo = createHash('sha256').update(id).digest('hex');
    const bad = random.chance(0.08) ? random.int(0, 6) : -1;
    const answers = LIST.map(({ id: item, kind }, n) => ({
      item,
      value: kind === 'number' ? 20 + Math.round(random.next() * 1_000) / 100 : null,
      verdict: n === bad ? ('bad' as const) : ('ok' as const),
      note: n === bad ? '当场已要求整改' : '',
      files: n === 0 ? [photo] : [],
    }));
    const startedAt = new Date(signedAt.getTime() - random.int(90, 600) * 1_000);
    const at = { slotDay: slot.day, slotKey: slot.key, state: 'done' as const, startedAt, signedAt };
    return { id, taskId, ...at, signer, answers, findings: [] };
  };
  const { userId, name } = systemActor(COUNTY);
  await withoutIndexes(database.owner, ['screening_records'], () =>
    withClient(database, async (client) => {
      for (let from = 0; from < places.length; from += CHUNK) {
        const some = places.slice(from, from + CHUNK).map((place, n) => screeningOf(place, from + n));
        await copyScreening(client, some, { county: COUNTY, byUser: userId, byName: name });
      }
    }),
  );
}

async function withClient({ owner }: Database, work: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await owner.pool.connect();
  try {
    await work(client);
  } finally {
    client.release();
  }
}

/** The kept figures of a month as those of the eleven before; triggers make the sums. */
async function copyMonths({ owner }: Database, month: string): Promise<void> {
  const columns = sql`enterprise_id, division, industry, done, made_up, missed, excluded, guarantor_missed, due, accepted,
    found, overdue_major, records, records_with_findings, a, b, e, completed, deducted_a, deducted_b, vetoed, tests, flags,
    settings_version, computed_at`;
  for (let n = 1; n <= 11; n++) {
    await sql`
      insert into effect_months (county, month, ${columns})
      select county, (month - make_interval(months => ${sql.lit(n)}))::date, ${columns} from effect_months
      where county = ${COUNTY} and month = ${`${month}-01`}::date on conflict do nothing`.execute(owner.db);
  }
}
