import { expect, test } from 'vitest';
import { fallsOnEnterprises, proposeClassRule } from './class-duty.rules.ts';

test.each([
  ['高危行业企业', [], true],
  ['企业主要负责人', [], null],
  ['矿山、危险化学品等生产经营单位', ['coal-mine', 'noncoal-mine', 'chemicals'], null],
  ['非煤矿山企业', ['noncoal-mine'], null],
  ['煤矿企业', ['coal-mine'], null],
  ['建筑施工企业', ['construction'], null],
  ['高危行业（烟花爆竹）企业', ['fireworks'], null],
])('%s', (words, industries, highRisk) => {
  expect(fallsOnEnterprises(words)).toBe(true);
  expect(proposeClassRule(words)).toEqual({ industries, highRisk, sizes: [], grades: [] });
});

test.each(['各乡镇人民政府', '县应急管理局', '各有关部门', '督促企业的行业主管部门'])(
  '%s is no class of enterprises',
  (words) => {
    expect(fallsOnEnterprises(words)).toBe(false);
  },
);

test.each([
  ['小微企业', ['small', 'micro'], []],
  ['大中型企业', ['large', 'medium'], []],
  ['中小微企业', ['medium', 'small', 'micro'], []],
  ['规模以上企业', [], []],
  ['监管等级C、D级的企业', [], ['C', 'D']],
  ['D级小型企业', ['small'], ['D']],
  ['A级和B级企业', [], ['A', 'B']],
  ['4A级景区企业', [], []],
  ['A类企业', [], []],
])('%s by size and grade', (words, sizes, grades) => {
  expect(proposeClassRule(words)).toMatchObject({ sizes, grades });
});
