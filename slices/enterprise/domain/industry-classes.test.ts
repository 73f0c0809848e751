import { expect, test } from 'vitest';
import { INDUSTRY_DIVISIONS, INDUSTRY_SECTIONS, industryClassName, readIndustryCode } from './industry-classes.ts';

test('97 divisions under 20 sections, none twice', () => {
  expect(INDUSTRY_DIVISIONS.size).toBe(97);
  expect(new Set([...INDUSTRY_DIVISIONS.keys()].map((code) => code[0])).size).toBe(
    Object.keys(INDUSTRY_SECTIONS).length,
  );
  // The last of a section stands before the first of the next.
  for (const [code, name] of [
    ['A05', '农、林、牧、渔专业及辅助性活动'],
    ['B12', '其他采矿业'],
    ['C26', '化学原料和化学制品制造业'],
    ['C43', '金属制品、机械和设备修理业'],
    ['G60', '邮政业'],
    ['R90', '娱乐业'],
    ['S96', '基层群众自治组织及其他组织'],
  ] as const) {
    expect(INDUSTRY_DIVISIONS.get(code)).toBe(name);
  }
});

test.each([
  ['2614', 'C2614'],
  ['c2614', 'C2614'],
  ['Ｃ２６', 'C26'],
  ['C', 'C'],
  ['0111', 'A0111'],
  ['A26', null],
  ['99', null],
  ['化工', null],
  ['', null],
])('%s is read as %s', (typed, code) => expect(readIndustryCode(typed)).toBe(code));

test('a class is shown under its division', () => {
  expect(['C2614', 'C', 'X1'].map(industryClassName)).toEqual([
    'C2614（化学原料和化学制品制造业）',
    'C（制造业）',
    'X1',
  ]);
});
