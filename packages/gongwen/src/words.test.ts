import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPlanText } from './read-plan-text.ts';
import { labelledPlans } from './testing/labelled-plans.ts';
import { quoter, readDay, readRate, readWords, trimSpan, wordsContext } from './words.ts';

const context = { year: 2025, planDate: '2025-02-20', periodFrom: '2024-01-01', periodTo: '2026-12-31' };

describe('what a person types', () => {
  it.each([
    ['2025-06-30', '2025-06-30'],
    ['2025.6.3', '2025-06-03'],
    ['20250630', '2025-06-30'],
    ['2025年底前', '2025-12-31'],
    ['2026年6月底', '2026-06-30'],
    ['6月底前', '2025-06-30'],
    ['三季度末', '2025-09-30'],
    ['2025年3月15日前', '2025-03-15'],
    ['2025-02-30', null],
    ['尽快', null],
    ['', null],
  ])('day: %s', (words, day) => expect(readDay(words, context)).toBe(day));

  it.each([
    ['每季度至少2次', { per: 'quarter', atLeast: 2 }],
    ['每月22日前', { per: 'month', atLeast: 1, dueDay: '22' }],
    ['每三年一次', { per: 'year', atLeast: 1, every: 3 }],
    ['经常', null],
  ])('rate: %s', (words, rate) => expect(readRate(words)).toEqual(rate));
});

describe('words of a plan', () => {
  const text = '（一）检查。各乡镇每季度至少检查1次，2025年底前县应急局建立台账，\n  报县安委办。';

  it('are read by themselves, in their place', () => {
    const start = text.indexOf('2025');
    const [duty] = readWords(text, { start, end: text.length }, context);
    expect(duty).toMatchObject({ kind: 'deadline', deadline: '2025-12-31', actor: '县应急局' });
    expect(text.slice(duty?.span.start, duty?.span.end)).toMatch(/^2025年底前/);
  });

  it('lose stray marks at their ends', () => {
    const start = text.indexOf('，2025');
    const span = trimSpan(text, { start, end: text.indexOf('  报') });
    expect(span && text.slice(span.start, span.end)).toBe('2025年底前县应急局建立台账');
    expect(trimSpan(text, { start: text.indexOf('\n'), end: text.indexOf('报') })).toBeNull();
  });

  it('are quoted as the reader quotes them', () => {
    for (const { text } of labelledPlans()) {
      const plan = readPlanText(text);
      const quote = quoter(text);
      for (const duty of plan.obligations) expect(quote(duty.span)).toContain(duty.quote);
      expect(wordsContext(plan).year).toBeGreaterThan(2019);
    }
  });

  it('are quoted from any span without harm', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(30), fc.nat(30), (words, a, b) => {
        const quote = quoter(words)({ start: Math.min(a, b), end: Math.max(a, b) });
        for (const sign of quote.replaceAll(' ', '')) expect(words).toContain(sign);
      }),
    );
  });
});

describe('doubts', () => {
  it.each([
    ['2025年6月前，县应急局完成排查。', 'ambiguous-date'],
    ['2025年，县应急局开展排查整治。', 'period-not-day'],
    ['2025年底前完成排查整治。', 'no-actor'],
  ])('%s', (sentence, doubt) => {
    const { obligations } = readPlanText(`某县2025年行动方案\n一、主要任务\n（一）排查。${sentence}`);
    expect(obligations[0]?.doubts).toContain(doubt);
  });

  it('are named for whatever a person should look at', () => {
    for (const { text } of labelledPlans()) {
      for (const duty of readPlanText(text).obligations) {
        if (duty.confidence < 0.7) expect(duty.doubts?.length, duty.quote).toBeGreaterThan(0);
      }
    }
  });
});
