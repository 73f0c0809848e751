import { addDays, localDate } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Person, type TestCounty, testCounty } from 'zhiben/test-county';
import type { HazardCommand } from '../domain/hazard.commands.ts';
import { applyCommand } from '../domain/hazard.rules.ts';
import { commitment, sample } from '../domain/hazard.samples.ts';
import type { Hazard } from '../domain/hazard.state.ts';
import { CHANNELS, COMMITMENT_KINDS } from '../domain/hazard.terms.ts';
import {
  type AnalysisFigure,
  type AnalysisRow,
  DIMENSIONS,
  type Dimension,
} from '../domain/hazard-analysis.contract.ts';
import { recordsOf } from '../domain/hazard-analysis.rules.ts';
import { insertHazards, updateHazard } from './hazard.queries.ts';
import { foldDurations, listWrongDurations } from './hazard-analysis.queries.ts';
import { foldSums, listWrongTotals } from './hazard-totals.queries.ts';
import { ok } from './test-hazard.ts';

const database = testDatabase();
const NOW = '2024-03-20T02:00:00Z';
const MONTHS = { from: '2024-01', to: '2024-03' };
const CRITERIA = ['CH-12', 'CH-04', 'IT-12-2'];
let county: TestCounty;
let hazards: Hazard[];

/** 120 hazards from last October on, in every status, played through the rules: first as they were, then as they became. */
function playAll(): { first: Hazard; last: Hazard }[] {
  const { chem, shop, site } = county.enterprises;
  const { east, west } = county.townships;
  const places = [
    { enterpriseId: chem, division: east, industry: 'chemicals', enterpriseName: '示例化工有限公司' },
    { enterpriseId: shop, division: east, industry: 'industrial-trade', enterpriseName: '示例木器厂' },
    { enterpriseId: site, division: west, industry: 'construction', enterpriseName: '示例建筑有限公司' },
  ];
  const { inspector, officer, safety, inspector2 } = county.userIds;
  return Array.from({ length: 120 }, (_, n) => {
    let now = Date.parse(NOW) - (165 - n * 1.3) * 86_400_000;
    const on = localDate(new Date(now));
    const found = { ...places[n % 3], discoveredOn: on, channel: CHANNELS[n % CHANNELS.length] as Hazard['channel'] };
    const number = `隐-${county.code}-2024-${String(n + 1).padStart(6, '0')}`;
    let hazard: Hazard | null = null;
    const step = (command: HazardCommand, userId: string) => {
      const at = new Date(now).toISOString();
      const { changes } = applyCommand(hazard, command, { at, today: localDate(new Date(now)), userId, bodyId: null });
      hazard = { ...(hazard ?? { id: newId() }), ...changes } as Hazard;
      now += (n % 5) * 86_400_000 + 3_600_000;
    };
    step(sample.register({ ...found, number, criterionCode: CRITERIA[n % 4] ?? null }), inspector);
    const first = hazard as unknown as Hazard;
    const path = n % 6;
    if (path === 1) step(sample.dismiss({}), officer);
    if (path > 1 && Date.parse(NOW) - now > 40 * 86_400_000) {
      if (n % 2 === 0) step(sample.judgeGeneral({ rectificationDueOn: addDays(localDate(new Date(now)), 4) }), officer);
      else {
        step(
          sample.confirm({
            criterionCode: CRITERIA[n % 3] ?? null,
            commitmentsDueOn: addDays(localDate(new Date(now)), 4),
          }),
          officer,
        );
        const dueOn = addDays(localDate(new Date(now)), 5 + (n % 9));
        step(
          sample.commit({
            commitments: COMMITMENT_KINDS.map((kind) => commitment(kind, kind === 'deadline' ? { value: dueOn } : {})),
          }),
          safety,
        );
      }
      if (n % 30 === 2) step(sample.pauseClock(), officer);
      if (path > 2) {
        step(sample.apply({}), safety);
        step(sample.accept({ visitedAt: new Date(now).toISOString() }), inspector2);
        if (n % 4 === 1) step(sample.close({}), officer); // majors; others are closed by the acceptance
      }
    }
    return { first, last: hazard as unknown as Hazard };
  });
}

beforeAll(async () => {
  county = await testCounty(database.app, NOW);
  const played = playAll();
  hazards = played.map(({ last }) => last);
  await county.ctxOf('admin').transaction(async (tx) => {
    await insertHazards(
      tx,
      played.map(({ first }) => first),
    );
    for (const { first, last } of played) if (last !== first) await updateHazard(tx, first.id, last);
    tx.record({ id: newId(), action: 'test:enter', subject: { kind: 'county', id: newId() }, data: {} });
  });
});

/** The day of rectification, also of those whose clock stands still. */
const dayOf = ({ rectificationDueOn, course }: Hazard) => rectificationDueOn ?? course.pausedDueOn;

interface Analysis {
  total: AnalysisRow;
  rows: AnalysisRow[];
}
const analyse = async (by: Dimension, more = ''): Promise<Analysis> =>
  ok(await county.as('clerk').get(`/api/hazard-analysis?from=${MONTHS.from}&to=${MONTHS.to}&by=${by}${more}`));

const countOf = async (figure: AnalysisFigure, filter: object, row: { by: Dimension; key: string } | null) => {
  const records = recordsOf(figure, { ...MONTHS, ...filter }, row, '2024-03-20');
  if (!records) return null;
  const { view: _, ...query } = records;
  return ok<{ count: number }>(await county.as('clerk').get(`/api/hazards/count?${new URLSearchParams(query)}`)).count;
};

describe('the sums', () => {
  test('equal the slow recount after every change, folded, half folded or not', async () => {
    const ctx = county.ctxOf('admin');
    const wrong = async () => [...(await listWrongTotals(ctx)), ...(await listWrongDurations(ctx))];
    expect(await wrong()).toEqual([]);
    const before = await Promise.all(DIMENSIONS.map((by) => analyse(by)));
    await foldSums(ctx);
    await foldDurations(ctx);
    expect(await wrong()).toEqual([]);
    expect(await Promise.all(DIMENSIONS.map((by) => analyse(by)))).toEqual(before);

    // What comes after a fold stands beside the totals, and the next fold adds it to rows that are there.
    const one = hazards.find(({ status }) => status === 'clue') as Hazard;
    const move = (changes: Partial<Hazard>) =>
      ctx.transaction(async (tx) => {
        await updateHazard(tx, one.id, changes);
        tx.record({ id: newId(), action: 'test:move', subject: { kind: 'county', id: newId() }, data: {} });
      });
    await move({ criterionCode: 'CH-12', basis: '' });
    expect(await wrong()).toEqual([]);
    await foldSums(ctx);
    expect(await wrong()).toEqual([]);
    await move({ criterionCode: one.criterionCode });
    await foldSums(ctx);
    expect(await Promise.all(DIMENSIONS.map((by) => analyse(by)))).toEqual(before);
  });

  test('are of the scope: a township and a department see their own', async () => {
    const east = ok<Analysis>(await county.as('east').get('/api/hazard-analysis?from=2024-01&to=2024-03'));
    expect(east.rows.map(({ key }) => key)).toEqual([county.townships.east]);
    const builder = ok<Analysis>(
      await county.as('builder').get('/api/hazard-analysis?from=2024-01&to=2024-03&by=industry'),
    );
    expect(builder.rows.map(({ key }) => key)).toEqual(['construction']);
  });
});

describe('each figure', () => {
  test.each(DIMENSIONS)('by %s opens as many records as it says', async (by) => {
    for (const filter of [
      {},
      { grade: 'major' },
      { channel: 'tipOff', division: county.townships.east },
      { criterionCode: 'CH-12', grade: 'major' },
    ]) {
      const { total, rows } = await analyse(
        by,
        Object.entries(filter)
          .map(([key, value]) => `&${key}=${value}`)
          .join(''),
      );
      const cells = [
        ...(Object.entries(total.figures) as [AnalysisFigure, number][]).map(([figure, n]) => ({
          figure,
          n,
          row: null,
        })),
        ...rows.flatMap(({ key, figures }) =>
          (Object.entries(figures) as [AnalysisFigure, number][]).map(([figure, n]) => ({
            figure,
            n,
            row: { by, key },
          })),
        ),
      ];
      const wrong: unknown[] = [];
      for (const { figure, n, row } of cells) {
        const listed = await countOf(figure, filter, row);
        if (listed !== null && listed !== n) wrong.push({ figure, n, listed, row, filter });
      }
      expect(wrong).toEqual([]);
    }
  });

  test('adds up over the rows of a dimension', async () => {
    for (const by of ['division', 'industry', 'channel', 'criterion'] as const) {
      const { total, rows } = await analyse(by);
      for (const [figure, n] of Object.entries(total.figures)) {
        const sum = rows.reduce((all, row) => all + (row.figures[figure as AnalysisFigure] ?? 0), 0);
        expect([by, figure, sum]).toEqual([by, figure, n]);
      }
    }
  });

  test('says what the hazards say', async () => {
    const { total } = await analyse('division');
    const counted = hazards.filter((h) => !h.dismissedAt);
    const closed = counted.filter((h) => h.closedAt && h.closedAt >= '2023-12-31T16:00:00Z');
    const late = counted.filter((h) => h.confirmedAt && !h.closedAt && (dayOf(h) ?? '9') < '2024-03-20');
    expect(total.figures).toMatchObject({
      registered: counted.filter((h) => h.registeredAt >= '2023-12-31T16:00:00Z').length,
      closed: closed.length,
      open: counted.filter((h) => !h.closedAt).length,
      stock: counted.filter((h) => h.discoveredOn <= '2023-12-31').length,
      overdue: late.filter((h) => !h.course.pausedOn).length,
    });
    expect(late.some((h) => h.course.pausedOn)).toBe(true);
    expect(closed.length).toBeGreaterThan(3);
    expect(total.figures.recurrent).toBeGreaterThan(0);
    expect(total.figures.closedOnTime).toBeLessThan(closed.length);
  });
});

test('median days are of what was closed in the months, of the county and its parts as kept, of the rest as counted', async () => {
  const rounded = (days: number) => (days < 10 ? Math.round(days * 10) / 10 : Math.round(days));
  const medianOf = (some: readonly Hazard[]) => {
    const whole = some
      .map((h) => (Date.parse(h.closedAt as string) - Date.parse(h.registeredAt)) / 86_400_000)
      .sort((a, b) => a - b);
    return rounded(whole[Math.ceil(whole.length / 2) - 1] as number);
  };
  const closed = hazards.filter((h) => h.closedAt && h.closedAt >= '2023-12-31T16:00:00Z');
  const { east } = county.townships;
  const ofEast = closed.filter((h) => h.division.startsWith(east.slice(0, 9)));
  const built = closed.filter((h) => h.industry === 'construction');
  const cases: readonly (readonly [Person, string, readonly Hazard[]])[] = [
    ['clerk', '', closed],
    ['clerk', '&grade=general', closed.filter((h) => h.grade === 'general')],
    ['clerk', `&division=${east}`, ofEast],
    ['east', '', ofEast],
    ['clerk', '&industry=construction', built],
    ['builder', '', built],
    ['officer', '', closed.filter((h) => h.industry !== 'construction')],
    ['east', '&industry=chemicals', ofEast.filter((h) => h.industry === 'chemicals')],
    ['clerk', '&channel=tipOff', closed.filter((h) => h.channel === 'tipOff')],
    ['clerk', '&criterionCode=CH-12', closed.filter((h) => h.criterionCode === 'CH-12')],
  ];
  for (const [person, query, some] of cases) {
    const found = ok<{ closed: number; median: Record<string, number | null> }>(
      await county.as(person).get(`/api/hazard-analysis/durations?from=2024-01&to=2024-03${query}`),
    );
    expect(some.length, query).toBeGreaterThan(0);
    expect([query, found.closed, found.median.whole]).toEqual([query, some.length, medianOf(some)]);
  }
});

test('the table is exported with its total', async () => {
  const reply = await county.as('clerk').get('/api/hazard-analysis/export?from=2024-01&to=2024-03&by=industry');
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(reply.rawPayload as unknown as ArrayBuffer);
  const sheet = book.worksheets[0];
  expect(sheet?.getCell('A1').value).toBe('2024年第一季度隐患分析（按监管行业）');
  expect(sheet?.lastRow?.getCell(1).value).toBe('合计');
});
