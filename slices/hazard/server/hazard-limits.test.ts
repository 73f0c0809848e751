import { addMonths } from '@zhiben/platform/domain/calendar.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { getDeadlineRule, listDeadlineRules, mayShowAsFact } from '@zhiben/standards';
import { expect, test } from 'vitest';
import { testCounty } from 'zhiben/test-county';
import type { LimitCase, LimitPurpose } from '../domain/hazard.limits.ts';
import { DUE_PURPOSES, type DuePurpose, sayLapse } from '../domain/hazard.terms.ts';
import type { CountyLimitRow } from '../domain/hazard-limits.contract.ts';
import { findLimit } from './hazard-limits.queries.ts';
import { HazardPlay, ok } from './test-hazard.ts';

const database = testDatabase();

type Use =
  /** Drives a countdown of a hazard: of which purpose, and of which hazards where not of all. */
  | {
      readonly drives: Exclude<DuePurpose, 'commitments' | 'rectification' | 'lookBack'>;
      readonly of?: Partial<LimitCase>;
    }
  /** Drives a countdown of a paper; held to in supervision's paper and listed-supervision tests. */
  | { readonly paper: 'publish' | 'publishDelisting' }
  /** Of another place: a county may take it as its own limit. */
  | { readonly model: LimitPurpose }
  /** A rule of a command, not a countdown: where it is held. */
  | { readonly rule: string }
  /** Belongs to another slice, there or to come. */
  | { readonly slice: string; readonly why?: string };

const all = (prefix: string, from: number, to: number, use: Use): Record<string, Use> =>
  Object.fromEntries(
    Array.from({ length: to - from + 1 }, (_, i) => [`${prefix}${String(from + i).padStart(2, '0')}`, use]),
  );

/** What each row of the library of limits is for. */
const USES: Readonly<Record<string, Use>> = {
  ...all('L', 1, 3, { slice: 'enforcement' }),
  L04: { drives: 'acceptance' },
  L05: { model: 'extensionLead' },
  L06: { drives: 'extensionDecision' },
  ...all('L', 7, 21, { slice: 'enforcement' }),
  L22: { rule: 'refusal powerCutNotice in hazard.rules.ts' },
  L23: { drives: 'suspension' },
  H01: { drives: 'judgement', of: { industry: 'crowded-place' } },
  H02: { model: 'acceptance' },
  H03: { model: 'extensionLead' },
  H04: { model: 'extensionLead' },
  H05: { paper: 'publish' },
  H06: { paper: 'publishDelisting' },
  H07: { model: 'progress' }, // and of a plate, which states its own interval
  H08: { drives: 'acceptance', of: { isSuspended: true } },
  H09: { slice: 'dispatch', why: 'a statistical return, unchecked: no form asks for it yet' },
  H10: { slice: 'dispatch', why: 'the due day of its form' },
  ...all('R', 1, 8, { slice: 'tip-off' }),
  ...all('E', 1, 6, { slice: 'accident' }),
  ...all('E', 7, 9, { slice: 'accident' }),
  ...all('E', 10, 17, { slice: 'emergency' }),
  ...all('T', 1, 13, { slice: 'training' }),
  G01: { slice: 'enterprise' },
  G02: { slice: 'permit' },
  G03: { slice: 'permit' },
  G04: { slice: 'permit' },
  G05: { slice: 'permit' },
  G06: { slice: 'risk' },
  G07: { slice: 'permit' },
  G08: { slice: 'risk' },
  G09: { slice: 'risk' },
  G10: { slice: 'permit' },
  G11: { slice: 'permit' },
  G12: { slice: 'risk' },
  C01: { slice: 'enforcement' },
  C02: { slice: 'enforcement' },
  C03: { slice: 'enterprise' },
};
const NOWHERE_SPECIAL: LimitCase = { industry: 'industrial-trade', isSuspended: false };

test('every row of the library drives something, or says whose it is', async () => {
  expect(Object.keys(USES).sort()).toEqual(
    listDeadlineRules()
      .map(({ code }) => code)
      .sort(),
  );
  const county = await testCounty(database.app);
  const ctx = county.ctxOf('admin');
  const { rows } = ok<{ rows: CountyLimitRow[] }>(await county.as('admin').get('/api/hazard-limits'));
  for (const [code, use] of Object.entries(USES)) {
    const rule = getDeadlineRule(code);
    if ('drives' in use) {
      const found = await findLimit(ctx, use.drives, { ...NOWHERE_SPECIAL, ...use.of });
      expect(found, code).toMatchObject({ code, amount: rule?.duration, source: rule?.source });
      if (use.of) expect((await findLimit(ctx, use.drives, NOWHERE_SPECIAL))?.code, code).not.toBe(code);
    } else if ('model' in use) {
      const { models } = rows.find(({ purpose }) => purpose === use.model) as CountyLimitRow;
      expect(
        models.map(({ limit }) => limit.source),
        code,
      ).toContain(rule?.source);
    } else if ('slice' in use) expect(['hazard', 'supervision'], code).not.toContain(use.slice);
  }
  // What was not read in its source itself never stands without its mark.
  const shown = rows.flatMap((row) => [
    ...row.cases,
    ...row.models,
    ...(row.limit ? [{ ...row, limit: row.limit }] : []),
  ]);
  for (const rule of listDeadlineRules().filter((one) => !mayShowAsFact(one))) {
    for (const { mark } of shown.filter(({ limit }) => limit.source === rule.source)) expect(mark).not.toBe('');
  }
  for (const purpose of DUE_PURPOSES) expect(sayLapse(purpose)).toContain('到期未办');
});

test('acceptance by kind of enterprise, and what the county set before all of them', async () => {
  const county = await testCounty(database.app);
  const ctx = county.ctxOf('admin');
  const acceptance = (facts: Partial<LimitCase>) => findLimit(ctx, 'acceptance', { ...NOWHERE_SPECIAL, ...facts });
  expect(await acceptance({})).toMatchObject({ amount: 10, unit: 'day' });
  expect(await acceptance({ industry: 'crowded-place' })).toMatchObject({ amount: 3, unit: 'workingDay' });
  expect(await acceptance({ industry: 'special-equipment' })).toMatchObject({ amount: 10, unit: 'workingDay' });
  expect(await acceptance({ industry: 'coal-mine' })).toMatchObject({ amount: 20, unit: 'day' });
  expect(await acceptance({ industry: 'coal-mine', isSuspended: true })).toMatchObject({ code: 'H08' });
  const limit = { amount: 7, unit: 'day', source: '测试县文件' };
  const commandId = '0190f3a4-0000-7000-8000-000000000001';
  ok(await county.as('admin').send('PUT', '/api/hazard-limits/acceptance', { commandId, limit }));
  expect(await acceptance({ industry: 'coal-mine' })).toMatchObject({ amount: 7, source: '测试县文件' });
});

test('a county takes the reports of progress by the month as its own: the countdown runs by months', async () => {
  const play = new HazardPlay(await testCounty(database.app));
  const limit = { amount: 3, unit: 'month', source: '测试县安委〔2024〕3号第五条' };
  ok(await play.county.as('admin').send('PUT', '/api/hazard-limits/progress', { commandId: newId(), limit }));
  const id = await play.at('rectifying');
  const { deadlines } = await play.record('safety', id);
  expect(deadlines.find(({ purpose }) => purpose === 'progress')).toMatchObject({
    state: 'running',
    dueOn: addMonths(play.today, 3),
    source: limit.source,
  });
});

test('a suspension counts down to its end, by the order or by the law, until it is lifted', async () => {
  const play = new HazardPlay(await testCounty(database.app));
  const id = await play.at('rectifying');
  const since = play.today;
  const suspend = { measure: 'suspension', text: '停用罐区', document: '现决1号', untilOn: null };
  await play.do('officer', id, 'impose', suspend);
  const running = async () =>
    (await play.record('safety', id)).deadlines.filter(({ purpose }) => purpose === 'suspension');
  expect(await running()).toMatchObject([{ state: 'running', ruleCode: 'L23', dueOn: addMonths(since, 6) }]);
  expect((await running())[0]?.note).toContain('已有新规定');
  await play.do('officer', id, 'lift', { no: 1, note: '撤销：停用范围有误' });
  expect(await running()).toMatchObject([{ state: 'met' }]);
  const untilOn = addMonths(play.today, 1);
  await play.do('officer', id, 'impose', { ...suspend, document: '现决2号', untilOn });
  expect((await running()).at(-1)).toMatchObject({ state: 'running', dueOn: untilOn, source: '现决2号' });
});
