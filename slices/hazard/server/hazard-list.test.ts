import { addDays, instantOf, localDate, today } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { inScope } from '@zhiben/platform/domain/scope.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import ExcelJS from 'exceljs';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Person, type TestCounty, testCounty } from 'zhiben/test-county';
import type { HazardCommand } from '../domain/hazard.commands.ts';
import {
  figureFilterSchema,
  GROUPS,
  type Group,
  type HazardFigureFilter,
  SORTS,
  sortOf,
} from '../domain/hazard.filter.ts';
import { applyCommand } from '../domain/hazard.rules.ts';
import { commitment, sample } from '../domain/hazard.samples.ts';
import type { Hazard } from '../domain/hazard.state.ts';
import { CHANNELS, COMMITMENT_KINDS } from '../domain/hazard.terms.ts';
import { insertHazards, listHazards } from './hazard.queries.ts';
import { countByFigure, countByFigures, type HazardFigure, listByFigure } from './hazard-figure.queries.ts';

const database = testDatabase();
const NOW = '2024-03-20T02:00:00Z';
let county: TestCounty;
let all: Hazard[];

/** 240 hazards over a hundred days in every status, the same each time, played through the rules. */
function playAll(): Hazard[] {
  const { chem, shop, site } = county.enterprises;
  const places = [
    { enterpriseId: chem, division: county.townships.east, industry: 'chemicals', enterpriseName: '示例化工有限公司' },
    { enterpriseId: shop, division: county.townships.east, industry: 'industrial-trade', enterpriseName: '示例木器厂' },
    {
      enterpriseId: site,
      division: county.townships.west,
      industry: 'construction',
      enterpriseName: '示例建筑有限公司',
    },
  ];
  return Array.from({ length: 240 }, (_, n) => {
    let now = Date.parse(NOW) - (100 - n * 0.4) * 86_400_000;
    const on = localDate(new Date(now));
    const found = { ...places[n % 3], discoveredOn: on, channel: CHANNELS[n % CHANNELS.length] as Hazard['channel'] };
    const number = `隐-${county.code}-2024-${String(n + 1).padStart(6, '0')}`;
    const description = n % 7 === 0 ? '配电箱箱门未关闭' : '疏散通道内堆放纸箱';
    let hazard: Hazard | null = null;
    const step = (command: HazardCommand, userId: string) => {
      const at = new Date(now).toISOString();
      const { changes } = applyCommand(hazard, command, { at, today: localDate(new Date(now)), userId, bodyId: null });
      hazard = { ...(hazard ?? { id: newId() }), ...changes } as Hazard;
      now += 3_600_000;
    };
    const { inspector, officer, safety, inspector2 } = county.userIds;
    const dueOn = addDays(on, 10 + (n % 50));
    const five = COMMITMENT_KINDS.map((kind) => commitment(kind, kind === 'deadline' ? { value: dueOn } : {}));
    const path = n % 8;
    step(sample.register({ ...found, number, description }), inspector);
    if (path === 1) step(sample.dismiss(), officer);
    if (path >= 2 && path % 2 === 0) step(sample.confirm({ commitmentsDueOn: addDays(on, n % 9) }), officer);
    if (path >= 3 && path % 2 === 1) step(sample.judgeGeneral({ rectificationDueOn: dueOn }), officer);
    if (path >= 4 && path % 2 === 0) step(sample.commit({ commitments: five }), safety);
    if (path >= 5) step(sample.apply({ acceptanceDueOn: addDays(on, 10) }), safety);
    if (path >= 6 && n % 16 < 8) {
      step(sample.accept({ visitedAt: new Date(now).toISOString() }), inspector2);
      // Of major ones another person approves the closure; some still wait for it.
      if ((hazard as Hazard | null)?.status === 'accepted' && n % 5 > 0) step(sample.close(), officer);
    }
    return hazard as unknown as Hazard;
  });
}

beforeAll(async () => {
  county = await testCounty(database.app, NOW);
  all = playAll();
  await county.ctxOf('admin').transaction(async (tx) => {
    await insertHazards(tx, all);
    tx.record({ id: newId(), action: 'test:fill', subject: { kind: 'county', id: newId() }, data: {} });
  });
});

const placementOf = ({ division, industry, enterpriseId }: Hazard) => ({
  county: county.code,
  division,
  industry,
  enterpriseId,
});
const isOpen = (h: Hazard) => h.closedAt === null && h.dismissedAt === null;
const IN_GROUP: Record<Group, (h: Hazard) => boolean> = {
  underway: isOpen,
  clue: (h) => h.status === 'clue',
  open: (h) => h.status === 'notified' || h.status === 'rectifying',
  applied: (h) => h.status === 'applied',
  accepted: (h) => h.status === 'accepted',
  overdue: (h) => isOpen(h) && h.dueOn !== null && h.dueOn < today(county.clock),
  closed: (h) => h.status === 'closed',
  all: () => true,
};

function searchOf(query: Record<string, unknown>): URLSearchParams {
  const pairs = Object.entries(query).flatMap(([key, value]) =>
    [value].flat().map((one) => [key, String(one)] as const),
  );
  return new URLSearchParams(pairs.map(([key, value]): [string, string] => [key, value]));
}

/** Every row of a list, page by page. */
async function readAll(person: Person, query: Record<string, unknown>, limit = 7) {
  const ids: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 100; page++) {
    const search = searchOf({ ...query, limit, ...(cursor && { cursor }) });
    const reply = await county.as(person).get(`/api/hazards?${search}`);
    expect(reply.statusCode).toBe(200);
    const { rows, nextCursor } = reply.json();
    ids.push(...rows.map((row: { id: string }) => row.id));
    if (!nextCursor) return ids;
    cursor = nextCursor;
  }
  throw new Error('endless');
}

function expected(
  person: Person,
  keep: (h: Hazard) => boolean,
  group: Group,
  sort: (typeof SORTS)[number] | undefined,
  filter: object = {},
) {
  const { scope } = county.ctxOf(person).actor;
  const by = sortOf({ ...filter, group }, sort);
  const key = (h: Hazard) => {
    const { dueOn, registeredAt, discoveredOn, closedAt } = h;
    const values = { due: dueOn ?? '9999', registered: registeredAt, discovered: discoveredOn, closed: closedAt };
    return values[by.replace('-', '') as keyof typeof values] + h.id;
  };
  const rows = all.filter((h) => inScope(scope, placementOf(h)) && IN_GROUP[group](h) && keep(h));
  rows.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return (by.startsWith('-') ? rows.reverse() : rows).map((h) => h.id);
}

describe('pages hold exactly what is in scope, tab and filter, in order', () => {
  const people: Person[] = ['leader', 'officer', 'builder', 'east', 'safety'];
  for (const person of people) {
    for (const group of GROUPS) {
      test(`${person} · ${group}`, async () => {
        for (const sort of [undefined, ...SORTS]) {
          const ids = await readAll(person, { group, ...(sort && { sort }) });
          expect(ids).toEqual(expected(person, () => true, group, sort));
        }
      });
    }
  }

  const filters: [string, Record<string, unknown>, (h: Hazard) => boolean][] = [
    ['township', { division: 'east' }, (h) => h.division === county.townships.east],
    ['industries', { industry: ['chemicals', 'construction'] }, (h) => h.industry !== 'industrial-trade'],
    ['one industry', { industry: 'construction' }, (h) => h.industry === 'construction'],
    ['enterprise', { enterpriseId: 'shop' }, (h) => h.enterpriseId === county.enterprises.shop],
    ['grade', { grade: 'major' }, (h) => h.grade === 'major'],
    ['words', { q: '配电箱' }, (h) => h.description.includes('配电箱')],
    ['name', { q: '木器厂' }, (h) => h.enterpriseName === '示例木器厂'],
    [
      'discovered',
      { discoveredFrom: '2024-01-10', discoveredTo: '2024-01-20' },
      (h) => h.discoveredOn >= '2024-01-10' && h.discoveredOn <= '2024-01-20',
    ],
    [
      'registered',
      { registeredFrom: '2024-01-10', registeredTo: '2024-01-20' },
      (h) => h.registeredAt >= '2024-01-09T16:00' && h.registeredAt < '2024-01-20T16:00',
    ],
    ['criterion', { criterionCode: 'CH-12' }, (h) => h.criterionCode === 'CH-12'],
    ['code of the criterion', { criterion: 'ch-12' }, (h) => h.criterionCode === 'CH-12'],
    ['words of the criterion', { criterion: '可燃和有毒有害气体泄漏的场所' }, (h) => h.criterionCode === 'CH-12'],
    ['words of the enterprise', { enterprise: '木器' }, (h) => h.enterpriseName === '示例木器厂'],
    ['words of another column', { enterprise: '配电箱' }, () => false],
  ];
  for (const [name, query, keep] of filters) {
    test(`filter: ${name}`, async () => {
      const given = { ...query };
      if (given.division) given.division = county.townships.east;
      if (given.enterpriseId) given.enterpriseId = county.enterprises.shop;
      for (const person of ['leader', 'officer', 'east'] as const) {
        for (const group of ['open', 'all'] as const) {
          expect(await readAll(person, { ...given, group })).toEqual(expected(person, keep, group, undefined, given));
        }
        const { count } = (await county.as(person).get(`/api/hazards/count?${searchOf(given)}`)).json();
        expect(count).toBe(expected(person, keep, 'all', undefined).length);
      }
    });
  }
});

describe('figures', () => {
  const asOf = instantOf('2024-02-23').toISOString();
  const before = (at: string | null) => at !== null && at < asOf;
  const cases: [string, Omit<HazardFigureFilter, 'asOf'>, (h: Hazard) => boolean][] = [
    ['all registered', {}, () => true],
    ['majors', { grade: 'major' }, (h) => h.grade === 'major' && before(h.confirmedAt)],
    [
      'majors found by enterprises',
      { grade: 'major', channel: ['selfInspection'] },
      (h) => h.grade === 'major' && before(h.confirmedAt) && h.channel === 'selfInspection',
    ],
    [
      'majors closed',
      { grade: 'major', state: 'closed' },
      (h) => h.grade === 'major' && before(h.confirmedAt) && before(h.closedAt),
    ],
    ['majors with five commitments', { grade: 'major', state: 'committed' }, (h) => before(h.committedAt)],
    ['open', { state: 'open' }, (h) => !before(h.closedAt)],
    [
      'overdue',
      { state: 'overdue' },
      (h) =>
        before(h.confirmedAt) &&
        !before(h.closedAt) &&
        h.rectificationDueOn !== null &&
        h.rectificationDueOn < '2024-02-22',
    ],
    ['since', { registeredFrom: '2024-02-01' }, (h) => h.registeredAt >= '2024-01-31T16:00'],
    ['east', { division: 'east' }, (h) => h.division === county.townships.east],
  ];
  const counted = (h: Hazard) => before(h.registeredAt) && !before(h.dismissedAt);

  for (const [name, given, keep] of cases) {
    test(`${name}: the count is the length of its list`, async () => {
      const filter = figureFilterSchema.parse({
        ...given,
        ...(given.division && { division: county.townships.east }),
        asOf,
      });
      const want = all.filter((h) => counted(h) && keep(h));
      expect(want.length).toBeGreaterThan(0);
      expect(want.length).toBeLessThan(all.length);
      const ctx = county.ctxOf('leader');
      expect(await countByFigure(ctx, { measure: 'hazards', filter })).toBe(want.length);
      const { rows } = await listByFigure(ctx, filter, { limit: 200 });
      expect(rows.map((row) => row.id).sort()).toEqual(want.map((h) => h.id).sort());
      const enterprises = await countByFigure(ctx, { measure: 'enterprises', filter });
      expect(enterprises).toBe(new Set(want.map((h) => h.enterpriseId)).size);
      const funds = await countByFigure(ctx, { measure: 'fundsPlanned', filter });
      expect(funds).toBeCloseTo(
        want.filter((h) => before(h.committedAt)).reduce((sum, h) => sum + (h.fundsPlanned ?? 0), 0),
        2,
      );
      expect(await readAll('leader', { ...filter })).toHaveLength(want.length);
    });
  }

  test('many figures in rows, and only of the scope', async () => {
    const figures = Object.fromEntries(
      cases
        .slice(0, 7)
        .map(([, filter], i) => [`c${i}`, { measure: 'hazards', filter: { ...filter, asOf } } satisfies HazardFigure]),
    );
    for (const person of ['leader', 'builder', 'safety'] as const) {
      const ctx = county.ctxOf(person);
      for (const by of ['total', 'township', 'industry'] as const) {
        const rows = await countByFigures(ctx, figures, by);
        const keyOf = (h: Hazard) => (by === 'total' ? '' : by === 'township' ? h.division : h.industry);
        for (const [key, values] of rows) {
          const mine = all.filter((h) => inScope(ctx.actor.scope, placementOf(h)) && counted(h) && keyOf(h) === key);
          cases.slice(0, 7).forEach(([name, , keep], i) => {
            // A filter of one channel is coarser for people of the enterprise (seenChannel), the same for this one.
            expect([name, values[`c${i}`]]).toEqual([name, mine.filter(keep).length]);
          });
        }
      }
    }
  });
});

test('a list cursor that is none, or of another order, is refused in words', async () => {
  const encoded = (values: unknown) => Buffer.from(JSON.stringify(values)).toString('base64url');
  const id = newId();
  for (const cursor of [
    'x',
    encoded([1]),
    encoded(['x', id]),
    encoded(['2024-02-30', id]),
    encoded([null, id]),
    encoded(['2024-01-01', 'x']),
  ]) {
    const reply = await county.as('leader').get(`/api/hazards?group=open&cursor=${cursor}`);
    expect([reply.statusCode, reply.json().fields[0].message]).toEqual([422, '翻页位置无效，请从第一页重新查看']);
  }
  await expect(listHazards(county.ctxOf('leader'), { group: 'open', limit: 1 })).resolves.toBeDefined();
});

test('the sheet holds the rows of the list, in its order and scope, and leaves a trace', async () => {
  for (const [person, query] of [
    ['officer', 'group=open&grade=major'],
    ['east', 'group=all'],
  ] as const) {
    const reply = await county.as(person).get(`/api/hazards/export?${query}`);
    expect(reply.headers['content-disposition']).toContain('.xlsx');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(reply.rawPayload as never);
    const sheet = book.worksheets[0];
    const numbers = sheet?.getColumn(1).values.slice(4) ?? [];
    const ids = await readAll(person, Object.fromEntries(new URLSearchParams(query)), 50);
    expect(numbers).toEqual(ids.map((id) => all.find((h) => h.id === id)?.number));
    expect(numbers.length).toBeGreaterThan(10);
    expect(sheet?.getRow(3).getCell(4).value).toBe('单位名称');
  }
  const { rows } = await sql<{ body: string }>`
    select body from audit_entries where county = ${county.code} and action = 'hazard:export' order by seq`.execute(
    database.app.db,
  );
  expect(rows.map(({ body }) => JSON.parse(body).data)[0]).toMatchObject({ filter: { group: 'open', grade: 'major' } });
  expect((await county.as('safety').get('/api/hazards/export')).statusCode).toBe(403);
});
