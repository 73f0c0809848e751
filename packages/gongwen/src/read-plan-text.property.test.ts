import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan, Span } from './plan.types.ts';
import { readPlanText } from './read-plan-text.ts';
import { labelledPlans } from './testing/labelled-plans.ts';
import { foldText, sourceWords } from './text/folded-text.ts';

const PLANS = labelledPlans().map(({ text }) => text);

/** The words of a span as the reader quotes them: white space and page marks gone. */
function quotable(text: string, { start, end }: Span): string {
  const folded = foldText(text);
  const from = folded.at.findIndex((place) => place >= start);
  const to = folded.at.findIndex((place, index) => place >= end || index === folded.text.length);
  return sourceWords(folded, from, to);
}

function expectSound(text: string, plan: Plan): void {
  const inside = ({ start, end }: Span): boolean => start >= 0 && start <= end && end <= text.length;
  for (const section of plan.sections) {
    expect(inside(section.span) && inside(section.headSpan)).toBe(true);
    expect(section.span.start).toBe(section.headSpan.start);
    expect(section.startsWith).not.toBe('');
    expect(section.path.slice(0, -1)).toEqual(section.parentPath);
  }
  expect(new Set(plan.sections.map((section) => section.id)).size).toBe(plan.sections.length);
  const ids = new Set(plan.sections.map((section) => section.id));
  for (const duty of plan.obligations) {
    expect(inside(duty.span)).toBe(true);
    expect(duty.quote).not.toBe('');
    expect(duty.sectionId === null || ids.has(duty.sectionId)).toBe(true);
    expect(duty.confidence).toBeGreaterThan(0);
    expect(duty.confidence).toBeLessThanOrEqual(1);
    expect(duty.kind !== 'deadline' || /^\d{4}-\d{2}-\d{2}$/.test(duty.deadline ?? '')).toBe(true);
    expect(duty.kind !== 'recurring' || (duty.frequency?.atLeast ?? 0) >= 1).toBe(true);
  }
  for (const phase of plan.phases) expect(inside(phase.span)).toBe(true);
}

describe('any text', () => {
  it.each(PLANS.map((text, index) => [index, text] as const))(
    'plan %i: quotes are the words of their spans',
    (_, text) => {
      const plan = readPlanText(text);
      expectSound(text, plan);
      for (const duty of plan.obligations) expect(quotable(text, duty.span)).toBe(duty.quote);
    },
  );

  it('reads every mutation of the county plans soundly', () => {
    const cut = fc.record({
      plan: fc.nat(PLANS.length - 1),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat(4000),
      edits: fc.array(
        fc.tuple(
          fc.nat(3999),
          fc.nat(20),
          fc.constantFrom(
            '',
            '\n',
            '\n一、',
            '（',
            '）',
            '《',
            '。',
            '每年',
            '2024年底前',
            '\t',
            '— 3 —',
            '１．',
            '\u0000',
            '的',
          ),
        ),
        { maxLength: 12 },
      ),
    });
    fc.assert(
      fc.property(cut, ({ plan, at, length, edits }) => {
        const whole = PLANS[plan] ?? '';
        const start = Math.floor(at * whole.length);
        let text = whole.slice(start, start + length);
        for (const [place, taken, added] of edits) text = text.slice(0, place) + added + text.slice(place + taken);
        expectSound(text, readPlanText(text));
      }),
      { numRuns: 150 },
    );
  });

  it('reads any string of the signs it knows soundly', () => {
    const signs = fc.constantFrom(
      ...'一二三（）()1２、.．。，；：年月日底前每季度至少次轮企业县各要《》“”—-% \t\n\u3000',
      '2024年',
      '2024年12月底前',
      '每季度',
      '责任单位：',
      '一律',
      '附件',
      '\n（一）',
      '\n1.',
      '推动企业',
      '三年内',
      '春节前',
    );
    fc.assert(
      fc.property(fc.string({ unit: signs, maxLength: 300 }), (text) => expectSound(text, readPlanText(text))),
      { numRuns: 300 },
    );
  });

  it('reads any string at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => expectSound(text, readPlanText(text))),
      { numRuns: 80 },
    );
  });
});
