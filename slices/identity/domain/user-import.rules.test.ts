import type { Body, Division } from '@zhiben/slices/division/domain';
import { expect, test } from 'vitest';
import { type Directory, type ImportColumn, readImport } from './user-import.rules.ts';

const COUNTY = '990001';
const division = (tail: string, name: string, kind: Division['kind'], parent: string | null): Division => ({
  code: COUNTY + tail,
  name,
  kind,
  parent: parent && COUNTY + parent,
});
const body = (id: string, shortName: string, kind: Body['kind'], tail: string, industries: string[] | null): Body => ({
  id,
  name: `示范县${shortName}`,
  shortName,
  kind,
  division: COUNTY + tail,
  industries,
});

const directory: Directory = {
  county: COUNTY,
  divisions: [
    division('000000', '示范县', 'county', null),
    division('100000', '东乡镇', 'township', '000000'),
    division('101000', '西乡镇', 'township', '000000'),
    division('100200', '新村', 'village', '100000'),
    division('101200', '新村', 'village', '101000'),
  ],
  bodies: [
    body('office', '安委办', 'committeeOffice', '000000', null),
    body('emergency', '应急局', 'department', '000000', ['chemicals', 'fireworks']),
    body('east', '东乡镇政府', 'township', '100000', null),
  ],
  enterprises: [
    { id: 'works', name: '示例化工有限公司', creditCode: '91990001000000001X', division: `${COUNTY}100200` },
    { id: 'twin1', name: '示例超市', creditCode: '919900010000000028', division: `${COUNTY}100000` },
    { id: 'twin2', name: '示例超市', creditCode: '919900010000000036', division: `${COUNTY}101000` },
  ],
  takenAccounts: new Set(['zhang']),
};

/** A row of the sheet from its cells in order. */
const row = (n: number, ...cells: string[]) => {
  const [姓名 = '', 账号 = '', 手机 = '', 角色 = '', organisation = '', 管辖区划 = '', 管辖行业 = ''] = cells;
  return { row: n, cells: { 姓名, 账号, 手机, 角色, '机构/企业': organisation, 管辖区划, 管辖行业 } };
};
const read = (...cells: string[]) => readImport([row(2, ...cells)], directory);

test.each([
  [
    'a department',
    ['张三', 'Zhang3', '13800000000', '部门监管人员', '示范县应急局'],
    { account: 'zhang3', bodyId: 'emergency', division: '990001000000', industries: ['chemicals', 'fireworks'] },
  ],
  [
    'a department by its short name, one industry',
    ['张三', 'zs3', '', '执法人员', '应急局', '', '烟花爆竹'],
    { bodyId: 'emergency', industries: ['fireworks'] },
  ],
  [
    'several industries, by name and code',
    ['张三', 'zs3', '', '执法人员', '应急局', '', '烟花爆竹、chemicals'],
    { industries: ['fireworks', 'chemicals'] },
  ],
  [
    'a township by name',
    ['李四', 'lisi', '', '乡镇（园区）工作人员', '东乡镇政府'],
    { bodyId: 'east', division: '990001100000', industries: null },
  ],
  [
    'a village by code',
    ['李四', 'lisi', '', '乡镇（园区）工作人员', '东乡镇政府', '990001100200'],
    { division: '990001100200' },
  ],
  [
    'an enterprise by name',
    ['王五', 'wang5', '', '企业主要负责人', '示例化工有限公司'],
    { enterpriseId: 'works', division: '990001100200', industries: null },
  ],
  [
    'an enterprise by credit code',
    ['王五', 'wang5', '', '企业员工', '919900010000000028'],
    { enterpriseId: 'twin1', organisationName: '示例超市' },
  ],
  [
    'nobody’s',
    ['赵六', 'zhao6', '', '专家', '', '东乡镇'],
    { bodyId: null, enterpriseId: null, division: '990001100000' },
  ],
])('a person of %s', (_, cells, user) => {
  const { users, faults } = read(...cells);
  expect(faults).toEqual([]);
  expect(users).toEqual([expect.objectContaining({ row: 2, ...user })]);
});

const good = ['张三', 'zs3', '', '部门监管人员', '应急局'];
const withCell = (n: number, text: string) => Object.assign([...good], { [n]: text }) as string[];

test.each<[string, string[], [ImportColumn, string][]]>([
  ['no name', withCell(0, ''), [['姓名', '请填写姓名']]],
  ['no account', withCell(1, ''), [['账号', '请填写账号']]],
  ['an account with Chinese characters', withCell(1, '张三'), [['账号', '账号为']]],
  ['an account in use', withCell(1, 'ZHANG'), [['账号', '已被使用']]],
  ['a short phone number', withCell(2, '1380000'), [['手机', '11 位']]],
  ['an unknown role', withCell(3, '局长'), [['角色', '可填：系统管理员、']]],
  ['an unknown body', withCell(4, '财政局'), [['机构/企业', '没有这个机构']]],
  ['no body', withCell(4, ''), [['机构/企业', '须选择所属机构']]],
  ['a body of the wrong kind', withCell(4, '安委办'), [['机构/企业', '不能属于安委办']]],
  ['an unknown division', withCell(5, '南乡镇'), [['管辖区划', '没有这个区划']]],
  [
    'a name that two villages have',
    withCell(5, '新村'),
    [['管辖区划', '990001100200（东乡镇）、990001101200（西乡镇）']],
  ],
  [
    'an unknown industry',
    Object.assign([...good], { 5: '', 6: '炼金、化工和危险化学品' }),
    [['管辖行业', '没有这个行业：炼金']],
  ],
  ['an industry beyond the department', Object.assign([...good], { 5: '', 6: '电力' }), [['管辖行业', '超出']]],
  ['an unknown enterprise', ['王五', 'w5x', '', '企业员工', '某某公司'], [['机构/企业', '没有这家企业']]],
  [
    'an enterprise name that two have',
    ['王五', 'w5x', '', '企业员工', '示例超市'],
    [['机构/企业', '统一社会信用代码']],
  ],
  [
    'several faults at once',
    ['', 'a', '123', '局长'],
    [
      ['姓名', ''],
      ['手机', ''],
      ['账号', ''],
      ['角色', ''],
    ],
  ],
])('a row with %s says so at its cell', (_, cells, expected) => {
  const { users, faults } = read(...cells);
  expect(users).toEqual([]);
  expect(faults).toEqual(
    expected.map(([column, words]) => ({ row: 2, column, message: expect.stringContaining(words) })),
  );
});

test('an account that stands twice is entered once; bad rows do not take good ones with them', () => {
  const rows = [row(2, ...good), row(3, ...withCell(3, '局长')), row(4, ...good), row(5, ...withCell(1, 'other'))];
  const { users, faults } = readImport(rows, directory);
  expect(users.map((user) => user.row)).toEqual([2, 5]);
  expect(faults.map(({ row: n, column }) => [n, column])).toEqual([
    [3, '账号'],
    [3, '角色'],
    [4, '账号'],
  ]);
  expect(faults[2]?.message).toBe('与第 2 行的账号相同');
});
