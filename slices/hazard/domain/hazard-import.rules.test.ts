import { findHeaderRow, guessMapping } from '@zhiben/platform/domain/sheet-mapping.ts';
import { describe, expect, it, test } from 'vitest';
import { CHANNELS } from './hazard.terms.ts';
import {
  checkRow,
  IMPORT_FIELD_WORDS,
  type ImportWorld,
  type RowTexts,
  readChannel,
  sameness,
  saysSettled,
} from './hazard-import.rules.ts';

const text = (words: string) => ({ text: words });

const world: ImportWorld = {
  today: '2024-03-20',
  byCode: new Map([['91990001MA00000001', 'chem']]),
  byName: new Map([
    ['示例化工有限公司', 'chem'],
    ['同名商店', null],
  ]),
  hasCriterion: (code) => code === 'CH-12',
  findSame: () => undefined,
};

const good: RowTexts = {
  enterprise: text('示例化工有限公司'),
  description: text('罐区可燃气体探测器离线'),
  discoveredOn: text('2024-03-01'),
};

describe('the columns of a sheet', () => {
  it.each([
    [
      ['序号', '单位名称', '隐患描述', '隐患来源', '发现日期', '整改情况'],
      { number: 0, enterprise: 1, description: 2, channel: 3, discoveredOn: 4, status: 5 },
    ],
    [
      ['隐患编号', '隐患名称与内容', '来源(日常检查/上级交办)', '治理责任单位', '交办单位', '整改完成时限', '交办日期'],
      { number: 0, description: 1, channel: 2, enterprise: 3, dueOn: 5, discoveredOn: 6 },
    ],
    [
      ['企业名称*', '统一社会信用代码', '存在的主要问题', '检查\n时间', '部 位', '责任人'],
      { enterprise: 0, creditCode: 1, description: 2, discoveredOn: 3, place: 4 },
    ],
    [['检查单位', '被检查单位', '问题隐患', '排查时间'], { enterprise: 1, description: 2, discoveredOn: 3 }],
    [['备注', null, '联系电话'], {}],
  ])('%j', (headers, mapping) => expect(guessMapping(headers, IMPORT_FIELD_WORDS)).toEqual(mapping));

  test('the header stands below titles', () => {
    const title = ['示范县重大事故隐患台账（2024年3月）', null, null];
    expect(
      findHeaderRow(
        [title, ['填报单位：应急局', null, null], ['单位名称', '隐患描述', '发现日期']],
        IMPORT_FIELD_WORDS,
      ),
    ).toBe(2);
    expect(findHeaderRow([title, ['甲', '乙', '丙'], ['1', '2', '3']], IMPORT_FIELD_WORDS)).toBe(1);
  });
});

describe('words of a sheet', () => {
  it.each([
    ['企业自查', 'selfInspection'],
    ['群众举报', 'tipOff'],
    ['12345热线', 'tipOff'],
    ['媒体曝光', 'media'],
    ['部门移送', 'transfer'],
    ['上级交办', 'higherLevelSupervision'],
    ['下级或企业报告', 'selfInspection'],
    ['日常检查', 'departmentInspection'],
    ['乡镇排查', 'lowerLevelReport'],
    ['监测预警', 'monitoringAlarm'],
  ])('%s is %s', (words, channel) => expect(readChannel(words)).toBe(channel));

  test('every origin but import can be named', () => {
    const named = new Set(
      ['企业自查', '举报', '媒体', '移送', '监测', '事故调查', '上级', '乡镇', '部门检查', '其他'].map(readChannel),
    );
    expect([...named].sort()).toEqual([...CHANNELS].sort());
  });

  it.each([
    ['已销号', true],
    ['整改完成', true],
    ['已整改', true],
    ['验收合格', true],
    ['未整改', false],
    ['整改中', false],
    ['验收不合格', false],
    ['待验收', false],
    ['', false],
  ])('%s: settled %s', (words, settled) => expect(saysSettled(words)).toBe(settled));
});

describe('a row', () => {
  test('becomes a hazard with its own origin beside', () => {
    const texts = { ...good, channel: text('企业自查'), place: text('罐区'), criterion: text('CH-12') };
    expect(checkRow(texts, world)).toEqual({
      hazard: {
        enterpriseId: 'chem',
        description: '罐区可燃气体探测器离线',
        place: '罐区',
        discoveredOn: '2024-03-01',
        originalChannel: 'selfInspection',
        criterionCode: 'CH-12',
      },
    });
  });

  it.each<[string, RowTexts, string, RegExp]>([
    ['no name', { enterprise: text('') }, 'enterprise', /不能为空/],
    ['unknown', { enterprise: text('没有的厂') }, 'enterprise', /没有这家企业/],
    ['several of the name', { enterprise: text('同名商店') }, 'enterprise', /多家企业同名/],
    ['nothing said', { description: text(' ') }, 'description', /不能为空/],
    ['too long', { description: text('长'.repeat(2001)) }, 'description', /2000/],
    ['no day', { discoveredOn: { problem: '应为日期' } }, 'discoveredOn', /应为日期/],
    ['a day to come', { discoveredOn: text('2024-03-21') }, 'discoveredOn', /不能晚于/],
    ['no such origin', { channel: text('天上') }, 'channel', /认不出/],
    ['dealt with', { status: text('已销号') }, 'status', /已办结/],
  ])('%s is refused at its cell', (_, over, field, message) => {
    const checked = checkRow({ ...good, ...over }, world);
    expect(checked).toEqual({ problems: [{ field, message: expect.stringMatching(message) }] });
  });

  test('names all that is wrong at once', () => {
    const checked = checkRow({ enterprise: text('没有的厂'), discoveredOn: { problem: '应为日期' } }, world);
    expect('problems' in checked && checked.problems.map(({ field }) => field)).toEqual([
      'enterprise',
      'description',
      'discoveredOn',
    ]);
  });

  test('the credit code decides where names differ', () => {
    const checked = checkRow({ ...good, enterprise: text('旧名'), creditCode: text('91990001ma00000001') }, world);
    expect(checked).toMatchObject({ hazard: { enterpriseId: 'chem' } });
  });

  test('the same report twice is refused as a row', () => {
    const same = sameness({ enterpriseId: 'chem', discoveredOn: '2024-03-01', description: '罐区可燃气体探测器 离线' });
    const seen: ImportWorld = { ...world, findSame: (key) => (key === same ? '第 3 行' : undefined) };
    expect(checkRow(good, seen)).toEqual({ problems: [{ field: null, message: expect.stringContaining('第 3 行') }] });
  });
});
