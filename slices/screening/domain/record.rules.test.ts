import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CheckItem, checkItemSchema } from './checklist.contract.ts';
import { type Answer, answerSchema } from './record.contract.ts';
import { limitsOf, mergeAnswers, recordFaults } from './record.rules.ts';

const item = (over: Partial<CheckItem> = {}) => checkItemSchema.parse({ id: 'a', question: '通道畅通', ...over });
const answer = (over: Partial<Answer> = {}) => answerSchema.parse({ item: 'a', verdict: 'ok', ...over });
const body = (answers: Answer[], over = {}) => ({
  answers,
  findings: [],
  signedName: '张 三',
  startedAt: '2024-03-20T01:00:00Z',
  signedAt: '2024-03-20T01:05:00Z',
  ...over,
});
const finding = {
  id: '018e0000-0000-7000-8000-000000000000',
  words: '堵塞',
  place: '东门',
  itemId: 'a',
  gradeGuess: null,
  files: [],
  fixedNow: '',
};
const hash = 'a'.repeat(64);
const gauge = item({ kind: 'number', low: 0.2, high: 0.4, unit: 'MPa' });
const choice = item({
  kind: 'choice',
  choices: [
    { words: '有压', bad: false },
    { words: '无压', bad: true },
  ],
});

describe('faults of a record', () => {
  test.each<[string, CheckItem[], Answer[], string | null]>([
    ['all answered', [item()], [answer()], null],
    ['one left out', [item(), item({ id: 'b' })], [answer()], 'answers.b'],
    ['an item of no list', [item()], [answer(), answer({ item: 'x' })], 'answers.x'],
    ['an item twice', [item()], [answer(), answer()], 'answers.a'],
    ['bad without a word', [item()], [answer({ verdict: 'bad' })], 'answers.a'],
    ['bad with a note', [item()], [answer({ verdict: 'bad', note: '堵塞' })], null],
    ['a reading within', [gauge], [answer({ value: 0.2 })], null],
    ['a reading beyond called good', [gauge], [answer({ value: 0.41 })], 'answers.a'],
    ['a reading beyond called bad', [gauge], [answer({ value: 0.41, verdict: 'bad', note: '超压' })], null],
    ['no reading', [gauge], [answer()], 'answers.a'],
    ['does not apply', [gauge], [answer({ verdict: 'na' })], null],
    ['a bad choice called good', [choice], [answer({ value: '无压' })], 'answers.a'],
    ['a choice that is none', [choice], [answer({ value: '别的' })], 'answers.a'],
    ['a text left empty', [item({ kind: 'text' })], [answer({ value: ' ' })], 'answers.a'],
    ['a photo that a rule demands', [item({ photo: 'required', photoBasis: '某规定第1条' })], [answer()], 'answers.a'],
    ['with it', [item({ photo: 'required', photoBasis: '某规定第1条' })], [answer({ files: [hash] })], null],
  ])('%s', (_, items, answers, path) => {
    expect(recordFaults(items, body(answers), '张三').map((fault) => fault.path)).toEqual(path ? [path] : []);
  });
  test('a finding stands for the note; another name, an earlier signature, a finding twice are refused', () => {
    const bad = [answer({ verdict: 'bad' })];
    expect(recordFaults([item()], body(bad, { findings: [finding] }), '张三')).toEqual([]);
    const wrong = body([answer()], {
      findings: [finding, finding],
      signedName: '李四',
      signedAt: '2024-03-20T00:00:00Z',
    });
    expect(recordFaults([item()], wrong, '张三').map(({ path }) => path)).toEqual([
      'findings',
      'signedName',
      'signedAt',
    ]);
  });
  test('limits are said as they are', () => {
    expect([
      limitsOf(gauge),
      limitsOf(item({ low: 1 })),
      limitsOf(item({ high: 2, unit: '℃' })),
      limitsOf(item()),
    ]).toEqual(['应在 0.2–0.4 MPa 之间', '应不低于 1', '应不高于 2 ℃', '']);
  });
});

const answers = fc.uniqueArray(
  fc.record({
    item: fc.constantFrom('a', 'b', 'c', 'd'),
    value: fc.constantFrom(null, 1, 2, '有'),
    verdict: fc.constantFrom('ok' as const, 'bad' as const, 'na' as const),
    note: fc.constantFrom('', '甲', '乙'),
    files: fc.constantFrom<string[]>([], ['1'.repeat(64)], ['2'.repeat(64)]),
  }),
  { selector: (one) => one.item },
);

test('merging loses nothing, whichever comes first', () => {
  fc.assert(
    fc.property(answers, answers, (first, second) => {
      const merged = mergeAnswers({ answers: first, findings: [] }, { answers: second, findings: [] });
      const items = new Set([...first, ...second].map((one) => one.item));
      expect(new Set(merged.answers.map((one) => one.item))).toEqual(items);
      expect(merged.answers).toHaveLength(items.size);
      for (const one of [...first, ...second]) {
        const kept = merged.answers.find(({ item: id }) => id === one.item);
        const conflict = merged.conflicts.find((c) => c.first.item === one.item);
        const stands = [kept, conflict?.second].filter((c) => c?.value === one.value && c.verdict === one.verdict);
        expect(stands.length).toBeGreaterThan(0);
        expect(stands.flatMap((c) => c?.files)).toEqual(expect.arrayContaining([...one.files]));
        expect(stands.some((c) => c?.note.includes(one.note))).toBe(true);
      }
      const back = mergeAnswers({ answers: second, findings: [] }, { answers: first, findings: [] });
      expect(back.conflicts.map((c) => c.first.item).sort()).toEqual(merged.conflicts.map((c) => c.first.item).sort());
      // Sent once more it changes nothing.
      const settled = { answers: merged.answers, findings: [] };
      expect(mergeAnswers(settled, settled)).toEqual({ ...settled, conflicts: [] });
    }),
  );
});
