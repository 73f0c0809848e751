import { CHANNELS } from '@zhiben/slices/hazard/domain';
import { describe, expect, test } from 'vitest';
import { changedLines, commitmentDueAt, countFault, differencesOf, prefilled, sayCounts } from './commitment.rules.ts';
import { fenOf, REWARD_STEPS, sayYuan } from './reward.rules.ts';
import { answerDueOn, claimCode, plainClaimCode } from './snapshot.rules.ts';
import { signsAs } from './statement.policy.ts';
import {
  addToMonth,
  draftWords,
  type Figures,
  isZero,
  monthRange,
  OTHER_CHANNELS,
  sayFigure,
  statementDueOn,
} from './statement.rules.ts';

const calm = { openMajor: 0, overdue: 0, missedBefore: 0, suspendedUnits: [], isSuspended: false };
const at = { enterpriseId: 'e', day: '2024-03-20' };
const counts = { ...prefilled(null), units: 12, run: 11, park: 1 };

describe('the day’s commitment', () => {
  test.each([
    ['nothing to remark', counts, calm, []],
    ['major hazards stand open', counts, { ...calm, openMajor: 2 }, ['openMajor']],
    ['hazards past their day', counts, { ...calm, overdue: 1 }, ['overdue']],
    ['checks missed the day before', counts, { ...calm, missedBefore: 3 }, ['missed']],
    ['no tasks, so nothing missed', counts, { ...calm, missedBefore: null }, []],
    ['all suspended and yet running', counts, { ...calm, isSuspended: true }, ['suspended']],
    ['all suspended and standing', { ...counts, run: 0, park: 12 }, { ...calm, isSuspended: true }, []],
    [
      'a unit suspended, none said to stand',
      { ...counts, run: 12, park: 0 },
      { ...calm, suspendedUnits: ['罐区'] },
      ['parked'],
    ],
    ['a unit suspended, one said to stand', counts, { ...calm, suspendedUnits: ['罐区'] }, []],
    ['an installation unaccounted for', { ...counts, run: 10 }, calm, ['installations']],
  ])('%s', (_, given, facts, codes) => {
    expect(differencesOf(given, facts, at).map(({ code }) => code)).toEqual(codes);
  });

  test('a difference opens the very records: as of the end of that day', () => {
    const [difference] = differencesOf(counts, { ...calm, openMajor: 1 }, at);
    expect(difference?.path).toBe(
      '/hazards?enterpriseId=e&group=all&state=open&grade=major&asOf=2024-03-20T16%3A00%3A00.000Z',
    );
  });

  test('more cannot run and stand than there is; fewer may', () => {
    expect(countFault({ units: 3, run: 3, park: 1 })).toContain('超过装置总数 3 套');
    expect(countFault({ units: 3, run: 1, park: 1 })).toBeNull();
  });

  test('begins as signed last; what changed is named', () => {
    expect(prefilled(counts)).toEqual(counts);
    expect(changedLines(counts, { ...counts, fire1: 2, contractors: true })).toEqual(['fire1', 'contractors']);
    expect(sayCounts({ ...counts, fire1: 2 })).toBe('装置 12 套（运行 11、停产 1），一级动火 2 处');
    expect(sayCounts(prefilled(null))).toBe('没有装置和特殊作业');
  });

  test('is owed by an hour of Shanghai', () => {
    expect(commitmentDueAt('2024-03-20', '10:30').toISOString()).toBe('2024-03-20T02:30:00.000Z');
  });

  const person = (role: string, userId: string, enterpriseId = 'e') => ({
    userId,
    role,
    bodyId: null,
    permissions: new Set(['screening:commit']),
    scope: { county: '990001', division: '990001000000', industries: null, enterpriseId },
  });
  test.each([
    ['the principal', person('enterprisePrincipal', 'p'), null, 'principal'],
    ['the principal of another', person('enterprisePrincipal', 'p', 'other'), null, null],
    ['a manager', person('enterpriseSafetyManager', 's'), null, null],
    [
      'whom the principal named',
      person('enterpriseSafetyManager', 's'),
      { userId: 's', until: '2024-03-20' },
      'deputy',
    ],
    ['whose time is over', person('enterpriseSafetyManager', 's'), { userId: 's', until: '2024-03-19' }, null],
    ['another than was named', person('enterpriseSafetyManager', 's'), { userId: 'x', until: '2024-03-20' }, null],
  ])('%s signs as %s', (_, who, deputy, as) => {
    expect(signsAs(who, 'e', deputy, '2024-03-20')).toBe(as);
  });
});

describe('the month’s statement', () => {
  test('months', () => {
    expect(monthRange('2024-02')).toEqual({
      from: '2024-02-01',
      to: '2024-02-29',
      end: new Date('2024-02-29T16:00:00Z'),
    });
    expect([addToMonth('2024-01', -1), addToMonth('2024-12', 1)]).toEqual(['2023-12', '2025-01']);
    expect(statementDueOn('2024-12', 5)).toBe('2025-01-05');
  });

  test('its other channels are all but the enterprise’s own', () => {
    expect(['selfInspection', ...OTHER_CHANNELS].sort()).toEqual([...CHANNELS].sort());
  });

  const figures = (given: Partial<Figures>) => given as Figures;
  test('a month without anything is a statement too', () => {
    expect(isZero({ found: 0, open: 0, closed: 0 })).toBe(true);
    expect(isZero({ found: 0, open: 1, closed: 0 })).toBe(false);
    expect(draftWords('2024-02', figures({ found: 0, open: 0, closed: 0 }))).toBe(
      '2024年2月没有登记事故隐患，月末没有未销号的隐患。',
    );
  });

  test('the words say the figures and no more', () => {
    const some = figures({ found: 3, foundSelf: 2, foundMajor: 1, closed: 2, open: 4, overdue: 0, due: null });
    expect(draftWords('2024-02', some)).toBe(
      '2024年2月，登记事故隐患 3 项（企业自查 2 项），其中重大事故隐患 1 项；销号 2 项，月末未销号 4 项，没有超过整改期限的隐患。',
    );
    expect(sayFigure('rewardedFen', 123_450)).toBe('1,234.50');
    expect(sayFigure('due', null)).toBe('无记录');
  });
});

describe('reports and rewards', () => {
  test('an answer is due in working days', () => {
    expect(answerDueOn('2024-03-21', 3)).toBe('2024-03-26'); // a Thursday; the weekend is passed over
  });

  test('a code survives being copied by hand', () => {
    const code = claimCode(Uint8Array.from({ length: 16 }, (_, n) => n * 37));
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
    expect(plainClaimCode(` ${code.toLowerCase().replaceAll('-', ' ')} `)).toBe(code);
    expect(plainClaimCode('OIL0-0000-0000-0000')).toBe('0110-0000-0000-0000');
    expect([plainClaimCode('123'), plainClaimCode('U'.repeat(16))]).toEqual([null, null]);
  });

  test('money', () => {
    expect([fenOf(300), fenOf(0.01), fenOf(0), fenOf(1.005), fenOf(-1)]).toEqual([30_000, 1, null, null, null]);
    expect(sayYuan(30_000)).toBe('300.00');
  });

  test('what is paid or refused stays so', () => {
    expect(REWARD_STEPS).toEqual({ proposed: ['approved', 'refused'], approved: ['paid'], refused: [], paid: [] });
  });
});
