import { describe, expect, test } from 'vitest';
import { proposeAssignment } from './assignment.rules.ts';
import { isLearnable, suggestAliases } from './body-alias.rules.ts';
import { type KnownBody, matchBodies } from './body-matching.rules.ts';

const body = (id: string, kind: KnownBody['kind'] = 'department'): KnownBody => ({ id, name: id, shortName: id, kind });
const bodies = [
  body('县安委办', 'committeeOffice'),
  body('示范县交通运输局'),
  body('示范县公安局'),
  body('东山镇', 'township'),
  body('西河乡', 'township'),
  body('示范经济开发区', 'park'),
];
const alias = (phrase: string, bodyIds: string[], bodyKinds: KnownBody['kind'][] = []) => ({
  phrase,
  bodyIds,
  bodyKinds,
});

describe("a county's own words", () => {
  test.each([
    ['one body', '道路交通安全专委会', alias('道路交通安全专委会', ['示范县公安局']), ['示范县公安局'], []],
    [
      'several bodies',
      '道安专委会',
      alias('道安专委会', ['示范县公安局', '示范县交通运输局']),
      [],
      ['示范县交通运输局', '示范县公安局'],
    ],
    [
      'a rule over kinds',
      '各乡镇（园区）',
      alias('各乡镇（园区）', [], ['township', 'park']),
      [],
      ['东山镇', '西河乡', '示范经济开发区'],
    ],
    ['less than is shipped', '各乡镇', alias('各乡镇', ['东山镇', '西河乡'].slice(0, 1)), ['东山镇'], []],
    ['nobody', '各乡镇', alias('各乡镇', []), [], []],
    ['a body that is gone', '旧部门', alias('旧部门', ['gone']), [], []],
  ])('%s', (_, words, own, named, grouped) => {
    const match = matchBodies(words, bodies, { aliases: [own] });
    expect(match.named).toEqual(named);
    expect(match.groups.flatMap((group) => group.bodyIds)).toEqual(grouped);
  });

  test('the longer word counts, and what is left is read as shipped', () => {
    const aliases = [alias('专委会', ['示范县公安局']), alias('道安专委会', ['示范县交通运输局'])];
    expect(matchBodies('道安专委会', bodies, { aliases }).named).toEqual(['示范县交通运输局']);
    const both = matchBodies('专委会、各乡镇', bodies, { aliases });
    expect(both.named).toEqual(['示范县公安局']);
    expect(both.groups.flatMap((group) => group.bodyIds)).toEqual(['东山镇', '西河乡']);
  });

  test('proposals use them', () => {
    const clause = { text: '（一）开展巡查。', actors: ['道安专委会'] };
    expect(proposeAssignment(clause, bodies, '县安委办').leadBodyId).toBeNull();
    const proposal = proposeAssignment(clause, bodies, '县安委办', [alias('道安专委会', ['示范县公安局'])]);
    expect(proposal).toMatchObject({ leadBodyId: '示范县公安局', source: 'actor', phrases: ['道安专委会'] });
  });
});

describe('what assignments teach', () => {
  const task = (taskId: string, phrases: string[], ...bodyIds: string[]) => ({ taskId, phrases, bodyIds });
  const nobody = () => [];

  test.each([
    ['one word, one answer', [task('a', ['专委会'], 'x')], [['专委会', 'x']]],
    [
      'the same answer twice',
      [task('a', ['专委会'], 'x', 'y'), task('b', ['专委会'], 'y', 'x')],
      [['专委会', 'x', 'y']],
    ],
    ['different answers teach nothing', [task('a', ['专委会'], 'x'), task('b', ['专委会'], 'y')], []],
    ['two words in one task teach nothing', [task('a', ['专委会', '工信系统'], 'x')], []],
    ['牵头单位 is somebody else each time', [task('a', ['牵头单位'], 'x')], []],
  ])('%s', (_, tasks, learned) => {
    expect(suggestAliases(tasks, nobody).map((s) => [s.phrase, ...s.bodyIds])).toEqual(learned);
  });

  test('a word that is known already teaches nothing', () => {
    expect(suggestAliases([task('a', ['各乡镇'], 'x')], () => ['东山镇'])).toEqual([]);
  });

  test.each([
    ['专委会', true],
    ['责任单位', false],
    ['上述部门', false],
    ['网', false],
    ['县里。各部门', false],
  ])('%s can be learned: %s', (phrase, can) => {
    expect(isLearnable(phrase)).toBe(can);
  });
});
