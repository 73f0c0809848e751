import { readFileSync } from 'node:fs';
import { readPlanText } from '@zhiben/gongwen';
import { quoter } from '@zhiben/gongwen/words';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Anchor, Correction, DutyFacts, Operation } from './correction.contract.ts';
import { operationSchema } from './correction.contract.ts';
import { type CorrectedReading, isSure, itemsOf, readingCorrector } from './correction.rules.ts';
import { undoSteps } from './correction-history.rules.ts';
import type { Reading } from './reading.contract.ts';
import { readingOf } from './reading.rules.ts';

const PLANS = ['zhengning-2022', 'haifeng-2024', 'fengtai-2024', 'linfen-2020', 'xupu-2023'].map((name) => {
  const text = readFileSync(new URL(`../fixtures/${name}.txt`, import.meta.url), 'utf8');
  const reading = readingOf(readPlanText(text));
  return { name, text, reading, correct: readingCorrector(reading, text), quote: quoter(text) };
});
type Sample = (typeof PLANS)[number];

const idOf = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const BY = { madeAt: '2024-03-01T00:00:00Z', madeBy: idOf(999), madeByName: '测试' };
const numbered = (operations: readonly Operation[], from = 1): Correction[] =>
  operations.map((operation, n) => ({ id: idOf(n + from), version: n + from, operation, ...BY }));

const FACTS: DutyFacts = {
  kind: 'deadline',
  actor: '县应急局',
  deadline: '2025-06-30',
  inPeriod: false,
  frequency: null,
  count: null,
  target: null,
  appliesTo: null,
  condition: null,
};

/** An operation on the reading as corrected so far, chosen by four numbers. */
function choose({ sections, obligations }: Reading & CorrectedReading, text: string, dice: readonly number[]) {
  const [what = 0, which = 0, where = 0, other = 0] = dice;
  const duty = obligations[which % Math.max(1, obligations.length)];
  const unit = sections[which % Math.max(1, sections.length)];
  const next = obligations[(which + 1) % Math.max(1, obligations.length)];
  const nextUnit = sections[(which + 1) % Math.max(1, sections.length)];
  if (!duty || !unit || !next || !nextUnit) return null;
  const inside = ({ start, end }: { start: number; end: number }) => start + (where % Math.max(1, end - start));
  const start = where % text.length;
  const span = { start, end: Math.min(text.length, start + 1 + (other % 80)) };
  const operations: Operation[] = [
    { op: 'changeDuty', duty: duty.anchor, changes: { actor: `单位${other}` } },
    { op: 'changeDuty', duty: duty.anchor, changes: { kind: 'recurring', frequency: { per: 'month', atLeast: 2 } } },
    { op: 'confirmDuty', duty: duty.anchor },
    { op: 'deleteDuty', duty: duty.anchor },
    { op: 'addDuty', span, facts: FACTS },
    { op: 'splitDuty', duty: duty.anchor, at: inside(duty.span), first: FACTS, second: FACTS },
    { op: 'mergeDuties', duty: duty.anchor, next: next.anchor },
    { op: 'changeUnit', unit: unit.anchor, changes: { kind: 'section', title: `标题${other}` } },
    { op: 'deleteUnit', unit: unit.anchor },
    { op: 'addUnit', span, facts: { kind: 'task', title: null } },
    { op: 'splitUnit', unit: unit.anchor, at: inside(unit.span) },
    { op: 'mergeUnits', unit: unit.anchor, next: nextUnit.anchor },
  ];
  return operations[what % operations.length] ?? null;
}

const dice = fc.tuple(fc.nat(1000), fc.nat(1000), fc.nat(100_000), fc.nat(1000));
const samples = fc.constantFrom(...PLANS);

/** Corrections as people make them: each on what is there after those before, ineffective ones refused. */
function made({ text, correct }: Sample, throws: readonly (readonly number[])[]): Correction[] {
  let corrections: Correction[] = [];
  for (const dice of throws) {
    const operation = choose(correct(corrections), text, dice);
    if (!operation) continue;
    const longer = [...corrections, ...numbered([operationSchema.parse(operation)], corrections.length + 1)];
    if (correct(longer).outcomes.get(idOf(longer.length)) === 'applied') corrections = longer;
  }
  return corrections;
}

const undo = (correctionId: string): Operation => ({ op: 'undo', correctionId });
const shown = ({ sections, obligations }: CorrectedReading) => ({ sections, obligations });

describe('corrections', () => {
  it('without any, the reading stays as it is', () => {
    for (const { correct, reading } of PLANS) {
      const { sections, obligations } = correct([]);
      expect(sections).toMatchObject(reading.sections);
      expect(obligations).toMatchObject(reading.obligations);
      expect(new Set(obligations.map(({ id }) => id)).size).toBe(obligations.length);
    }
  });

  it('whatever is done: spans lie in the text, words are verbatim, every duty has its unit', () => {
    fc.assert(
      fc.property(samples, fc.array(dice, { maxLength: 14 }), (sample, throws) => {
        const { sections, obligations } = sample.correct(made(sample, throws));
        const ids = new Set(sections.map(({ id }) => id));
        expect(ids.size).toBe(sections.length);
        expect(new Set(obligations.map(({ id }) => id)).size).toBe(obligations.length);
        for (const { span } of [...sections, ...obligations]) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeGreaterThan(span.start);
          expect(span.end).toBeLessThanOrEqual(sample.text.length);
        }
        for (const duty of obligations) {
          if (duty.sectionId !== null) expect(ids).toContain(duty.sectionId);
          expect(sample.quote(duty.span)).toContain(duty.quote);
          expect(duty.quote).not.toBe('');
        }
        const paths = new Set(sections.map(({ path }) => path.join('/')));
        for (const { parentPath } of sections) {
          if (parentPath.length > 0) expect([...paths, 'table']).toContain(parentPath.join('/'));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('undo restores exactly what was there, and undoing the undo what was done', () => {
    fc.assert(
      fc.property(samples, fc.array(dice, { minLength: 1, maxLength: 10 }), fc.nat(20), (sample, throws, n) => {
        const corrections = made(sample, throws);
        fc.pre(corrections.length > 0);
        const taken = corrections[n % corrections.length] as Correction;
        const undone = [...corrections, ...numbered([undo(taken.id)], corrections.length + 1)];
        const without = corrections.filter(({ id }) => id !== taken.id);
        expect(shown(sample.correct(undone))).toEqual(shown(sample.correct(without)));
        const redone = [...undone, ...numbered([undo(idOf(undone.length))], undone.length + 1)];
        expect(shown(sample.correct(redone))).toEqual(shown(sample.correct(corrections)));
        expect(sample.correct(undone).outcomes.get(taken.id)).toBe('undone');
      }),
      { numRuns: 100 },
    );
  });

  it('a second reading by the same reader keeps all', () => {
    fc.assert(
      fc.property(samples, fc.array(dice, { maxLength: 10 }), (sample, throws) => {
        const corrections = made(sample, throws);
        const again = readingCorrector(readingOf(readPlanText(sample.text)), sample.text)(corrections);
        expect(shown(again)).toEqual(shown(sample.correct(corrections)));
        expect([...again.outcomes.values()].every((outcome) => outcome === 'applied')).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('the order of corrections on different items does not matter', () => {
    const independent = samples.chain((sample) =>
      fc.tuple(fc.constant(sample), fc.array(dice, { minLength: 2, maxLength: 8 }), fc.infiniteStream(fc.nat(1000))),
    );
    fc.assert(
      fc.property(independent, ([sample, throws, shuffle]) => {
        const untouched = sample.correct([]);
        const taken = new Set<string>();
        const operations = throws.flatMap((dice) => {
          const operation = choose(untouched, sample.text, dice);
          if (!operation || itemsOf(operation).some((item) => taken.has(item))) return [];
          for (const item of itemsOf(operation)) taken.add(item);
          return [operation];
        });
        const corrections = numbered(operations);
        const order = corrections
          .map((correction) => ({ correction, at: shuffle.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ correction }, n) => ({ ...correction, version: n + 1 }));
        expect(shown(sample.correct(order))).toEqual(shown(sample.correct(corrections)));
      }),
      { numRuns: 150 },
    );
  });

  it('none is ever lost silently, whatever the reading', () => {
    fc.assert(
      fc.property(samples, samples, fc.array(dice, { maxLength: 8 }), (sample, other, throws) => {
        const corrections = made(sample, throws);
        const { outcomes } = other.correct(corrections);
        expect([...outcomes.keys()].sort()).toEqual(corrections.map(({ id }) => id).sort());
      }),
      { numRuns: 60 },
    );
  });
});

const TEXT = [
  '某县安全生产行动方案',
  '一、主要任务',
  '（一）开展检查。各乡镇每季度至少检查1次，2025年底前县应急局建立台账。',
  '（二）完善机制。2025年，县住建局开展试点。县消防大队2025年6月前完成检查。',
  '二、工作要求',
  '（一）加强领导。县安委办每月调度1次。',
].join('\n');
const small = () => readingOf(readPlanText(TEXT));
const laid = (operations: readonly Operation[], reading = small()) =>
  readingCorrector(reading, TEXT)(numbered(operations));
const dutyOf = (words: string, reading = laid([])): Anchor => {
  const found = reading.obligations.find(({ quote }) => quote.includes(words));
  if (!found) throw new Error(`no duty ${words}`);
  return found.anchor;
};
const unitAt = (path: string, reading = laid([])): Anchor => {
  const found = reading.sections.find((section) => section.path.join('') === path);
  if (!found) throw new Error(`no unit ${path}`);
  return found.anchor;
};
const quotes = (reading: CorrectedReading) => reading.obligations.map(({ quote }) => quote);
const paths = (reading: CorrectedReading) => reading.sections.map(({ path }) => path.join(''));

describe('one correction', () => {
  it('a duty that was changed or confirmed is sure', () => {
    const before = laid([]).obligations.find(({ quote }) => quote.includes('6月前'));
    expect(before && isSure(before)).toBe(false);
    const changed = laid([{ op: 'changeDuty', duty: dutyOf('6月前'), changes: { deadline: '2025-05-31' } }]);
    const after = changed.obligations.find(({ quote }) => quote.includes('6月前'));
    expect(after).toMatchObject({ deadline: '2025-05-31', deadlineAlternatives: [], confidence: 1, doubts: [] });
    const confirmed = laid([{ op: 'confirmDuty', duty: dutyOf('6月前') }]);
    expect(confirmed.obligations.every((duty) => isSure(duty) || !duty.quote.includes('6月前'))).toBe(true);
  });

  it('a kind without its fact is not sure, although a person chose it', () => {
    const { obligations } = laid([{ op: 'changeDuty', duty: dutyOf('建立台账'), changes: { kind: 'recurring' } }]);
    expect(obligations.filter((duty) => !isSure(duty)).some(({ quote }) => quote.includes('建立台账'))).toBe(true);
  });

  it('splits at a place and merges again', () => {
    const duty = dutyOf('每季度');
    const whole = laid([{ op: 'mergeDuties', duty, next: dutyOf('建立台账') }]);
    const merged = whole.obligations[0];
    expect(merged?.quote).toBe('各乡镇每季度至少检查1次，2025年底前县应急局建立台账');
    expect(merged).toMatchObject({ deadline: '2025-12-31', frequency: { per: 'quarter', atLeast: 1 } });
    const split = laid([
      { op: 'mergeDuties', duty, next: dutyOf('建立台账') },
      { op: 'splitDuty', duty, at: TEXT.indexOf('2025年底'), first: { ...FACTS, deadline: null }, second: FACTS },
    ]);
    expect(quotes(split).slice(0, 2)).toEqual(['各乡镇每季度至少检查1次', '2025年底前县应急局建立台账']);
    expect(split.obligations[1]).toMatchObject({ deadline: '2025-06-30', sectionId: merged?.sectionId });
  });

  it('adds a duty in the unit in which its words stand', () => {
    const start = TEXT.indexOf('加强领导');
    const { obligations } = laid([{ op: 'addDuty', span: { start, end: start + 5 }, facts: FACTS }]);
    const added = obligations.find(({ quote }) => quote === '加强领导。');
    const unit = laid([]).sections.find(({ path }) => path.join('') === '二（一）');
    expect(added?.sectionId).toBe(unit?.id);
  });

  it('a unit that is deleted takes its duties along; the one that is merged gives them on', () => {
    const deleted = laid([{ op: 'deleteUnit', unit: unitAt('一（一）') }]);
    expect(paths(deleted)).toEqual(['一', '一（二）', '二', '二（一）']);
    expect(quotes(deleted).join()).not.toContain('台账');
    const merged = laid([{ op: 'mergeUnits', unit: unitAt('一（一）'), next: unitAt('一（二）') }]);
    expect(paths(merged)).toEqual(['一', '一（一）', '二', '二（一）']);
    expect(new Set(merged.obligations.slice(0, 4).map(({ sectionId }) => sectionId)).size).toBe(1);
    expect(merged.obligations).toHaveLength(laid([]).obligations.length);
  });

  it('units under a deleted one stand under the one above', () => {
    const { sections, obligations } = laid([{ op: 'deleteUnit', unit: unitAt('一') }]);
    expect(sections.map(({ parentPath }) => parentPath.join('')).slice(0, 2)).toEqual(['', '']);
    expect(obligations).toHaveLength(laid([]).obligations.length);
  });

  it('splits a unit at a place; what stands behind goes to the second part', () => {
    const at = TEXT.indexOf('2025年底');
    const split = laid([{ op: 'splitUnit', unit: unitAt('一（一）'), at }]);
    expect(paths(split)).toEqual(['一', '一（一）', '一（一）之2', '一（二）', '二', '二（一）']);
    const second = split.sections[2];
    expect(split.obligations.filter((duty) => duty.sectionId === second?.id).map(({ deadline }) => deadline)).toEqual([
      '2025-12-31',
    ]);
    const thrice = laid([
      { op: 'splitUnit', unit: unitAt('一（一）'), at },
      { op: 'splitUnit', unit: second?.anchor as Anchor, at: TEXT.indexOf('建立台账') },
    ]);
    expect(paths(thrice).slice(1, 4)).toEqual(['一（一）', '一（一）之2', '一（一）之3']);
  });

  it('a unit made of selected words takes in the duties that stand in them', () => {
    const start = TEXT.indexOf('县消防大队');
    const span = { start, end: TEXT.indexOf('\n二、') };
    const { sections, obligations } = laid([{ op: 'addUnit', span, facts: { kind: 'task', title: '消防检查' } }]);
    const added = sections.find(({ title }) => title === '消防检查');
    expect(added?.path).toEqual(['一', '（二）', '增1']);
    expect(obligations.find(({ actor }) => actor === '县消防大队')?.sectionId).toBe(added?.id);
  });

  it.each<[string, Operation, string]>([
    ['a place outside the text', { op: 'addDuty', span: { start: 5, end: 9999 }, facts: FACTS }, 'lost'],
    [
      'only marks',
      { op: 'addDuty', span: { start: TEXT.indexOf('。'), end: TEXT.indexOf('。') + 1 }, facts: FACTS },
      'lost',
    ],
    ['a cut outside the duty', { op: 'splitDuty', duty: dutyOf('每季度'), at: 0, first: FACTS, second: FACTS }, 'lost'],
    ['a duty with itself', { op: 'mergeDuties', duty: dutyOf('每季度'), next: dutyOf('每季度') }, 'lost'],
    ['nothing known', { op: 'changeDuty', duty: { correctionId: idOf(77) }, changes: { actor: '甲' } }, 'lost'],
    ['a unit as a duty', { op: 'deleteDuty', duty: unitAt('一') }, 'lost'],
  ])('that cannot be made is told: %s', (_, operation, outcome) => {
    const reading = laid([operation]);
    expect(reading.outcomes.get(idOf(1))).toBe(outcome);
    expect(shown(reading)).toEqual(shown(laid([])));
  });

  it('on what is gone it waits, and takes effect when that comes back', () => {
    const duty = dutyOf('每季度');
    const gone: Operation[] = [
      { op: 'deleteDuty', duty },
      { op: 'changeDuty', duty, changes: { actor: '各乡镇政府' } },
    ];
    expect(laid(gone).outcomes.get(idOf(2))).toBe('idle');
    expect(laid([...gone, undo(idOf(1))]).obligations[0]?.actor).toBe('各乡镇政府');
  });
});

describe('one step back, one step forth', () => {
  const duty = dutyOf('每季度');
  const change = (actor: string): Operation => ({ op: 'changeDuty', duty, changes: { actor } });
  const steps = (operations: readonly Operation[], userId = BY.madeBy) => {
    const corrections = numbered(operations);
    const { undo, redo } = undoSteps(corrections, readingCorrector(small(), TEXT)(corrections).outcomes, userId);
    return [undo, redo].map((id) => (id === null ? null : Number(id.slice(-12))));
  };
  it.each<[string, readonly Operation[], readonly (number | null)[]]>([
    ['nothing done', [], [null, null]],
    ['two done', [change('甲'), change('乙')], [2, null]],
    ['one taken back', [change('甲'), change('乙'), undo(idOf(2))], [1, 3]],
    ['both taken back', [change('甲'), change('乙'), undo(idOf(2)), undo(idOf(1))], [null, 4]],
    ['one of them done again', [change('甲'), change('乙'), undo(idOf(2)), undo(idOf(1)), undo(idOf(4))], [1, 3]],
    ['something new after an undo', [change('甲'), undo(idOf(1)), change('乙')], [3, null]],
  ])('%s', (_, operations, expected) => expect(steps(operations)).toEqual(expected));

  it('is about one’s own corrections', () => expect(steps([change('甲')], idOf(5))).toEqual([null, null]));
});

describe('a later reader', () => {
  it('that cuts a sentence elsewhere keeps the correction on it', () => {
    const later = small();
    const [first, ...rest] = later.obligations;
    if (!first) throw new Error('no duty');
    const moved = { ...first, span: { start: first.span.start + 3, end: first.span.end }, quote: first.quote.slice(3) };
    const change: Operation = { op: 'changeDuty', duty: dutyOf('每季度'), changes: { actor: '各镇' } };
    expect(laid([change], { ...later, obligations: [moved, ...rest] }).obligations[0]?.actor).toBe('各镇');
  });

  it('that sees another kind in the same words keeps the correction on them', () => {
    const later = small();
    const other = later.obligations.map((duty) => ({ ...duty, kind: 'target' as const }));
    const change: Operation = { op: 'changeDuty', duty: dutyOf('每季度'), changes: { actor: '各镇' } };
    expect(laid([change], { ...later, obligations: other }).obligations[0]?.actor).toBe('各镇');
  });

  it('that does not find a duty any more leaves its correction to be looked at', () => {
    const later = small();
    const without = { ...later, obligations: later.obligations.slice(1) };
    const change: Operation = { op: 'changeDuty', duty: dutyOf('每季度'), changes: { actor: '各镇' } };
    expect(laid([change], without).outcomes.get(idOf(1))).toBe('lost');
  });
});
