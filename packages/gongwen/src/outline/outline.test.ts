import { describe, expect, it } from 'vitest';
import type { Plan } from '../plan.types.ts';
import { readPlanText } from '../read-plan-text.ts';

const units = (plan: Plan): string[] =>
  plan.sections.map(({ path, kind, title }) => `${path.join('/')} ${kind}${title ? ` ${title}` : ''}`);
const unitsOf = (text: string): string[] => units(readPlanText(text));

const BODY = `一、总体要求
坚持安全第一。
二、主要任务
（一）健全制度。建立台账。
（二）强化检查。突出重点。
三、保障措施
（一）加强领导。各单位要重视。`;
const BODY_UNITS = [
  '一 section 总体要求',
  '二 section 主要任务',
  '二/（一） task 健全制度',
  '二/（二） task 强化检查',
  '三 section 保障措施',
  '三/（一） safeguard 加强领导',
];

describe('numbering', () => {
  it('restarts in each action, or runs on through all of them', () => {
    const text = (numbers: [number, number, number]): string =>
      `一、主要任务\n（一）抓排查。\n${numbers[0]}.查企业。逐家查。\n${numbers[1]}.查场所。逐处查。\n（二）抓整改。\n${numbers[2]}.立行立改。马上改。\n`;
    const expected = (last: number): string[] => [
      '一 section 主要任务',
      '一/（一） action 抓排查',
      '一/（一）/1 task 查企业',
      '一/（一）/2 task 查场所',
      '一/（二） action 抓整改',
      `一/（二）/${last} task 立行立改`,
    ];
    expect(unitsOf(text([1, 2, 1]))).toEqual(expected(1));
    expect(unitsOf(text([1, 2, 3]))).toEqual(expected(3));
  });

  it('reads half- and full-width marks, ringed numbers, bullets and markdown in front of them', () => {
    const expected = ['一 section 主要任务', '一/（一） action 抓排查', '一/（一）/1 task 查企业'];
    for (const [one, two, three] of [
      ['一、', '（一）', '1.'],
      ['一．', '(一)', '1．'],
      ['## 一、', '### （一）', '１、'],
      ['● 一、', '㈠', '⒈'],
      ['—、', '（—）', '1、'],
    ]) {
      expect(unitsOf(`${one}主要任务\n${two}抓排查\n${three}查企业。逐家查。`)).toEqual(expected);
    }
  });

  it('skips levels in the path that the document skips', () => {
    expect(unitsOf('一、工作措施\n1.加强宣传。进社区。\n2.加强检查。\n（1）自查。企业查。\n')).toEqual([
      '一 section 工作措施',
      '一/1 task 加强宣传',
      '一/2 action 加强检查',
      '一/2/（1） task 自查',
    ]);
  });

  it('keeps a repeated number and gives it its own id', () => {
    const plan = readPlanText('一、主要任务\n（一）抓排查。逐家查。\n（一）抓整改。马上改。\n');
    expect(plan.sections.map((section) => section.id)).toEqual(['一', '一/（一）', '一/（一）#2']);
  });

  it.each([
    ['一个等级', '2024年底前，全县规模以上企业的安全生产标准化水平达到\n一、二级的占比80%以上，基本形成长效机制。'],
    ['三个等级', '各乡镇要对辖区内的企业分级分类，督促达到标准化等级\n二、三级以上。'],
    ['a clause of a law', '对照《安全生产法》第三十六条第\n（二）项的规定开展检查，确保整改到位。'],
    ['a measure', '从业人员与安全帽的配备比例要达到规定的标准，且不得低于\n1.5倍，并按规定更换。'],
    ['a year', '各乡镇和县直有关部门要在规定时间内完成整改，不得迟于\n2024年底前。'],
  ])('takes a wrapped line for no heading: %s', (_, sentence) => {
    expect(unitsOf(`一、主要任务\n（一）抓重点。${sentence}\n（二）抓落实。逐项落实。\n`)).toEqual([
      '一 section 主要任务',
      '一/（一） task 抓重点',
      '一/（二） task 抓落实',
    ]);
  });

  it('does not count inline enumerations, labelled paragraphs and phases', () => {
    expect(
      unitsOf(
        '一、主要任务\n（一）抓重点。一是查隐患，二是抓整改。\n非煤矿山：突出顶板管理。\n第一阶段：动员部署。\n①查台账；②查现场。\n',
      ),
    ).toEqual(['一 section 主要任务', '一/（一） task 抓重点']);
  });
});

describe('what surrounds the text', () => {
  it('leaves out a table of contents', () => {
    expect(unitsOf(`工作方案\n目录\n一、总体要求……1\n二、主要任务……2\n三、保障措施……5\n${BODY}`)).toEqual(BODY_UNITS);
    expect(unitsOf(`工作方案\n目录\n一、总体要求\n二、主要任务\n三、保障措施\n\n${BODY}`)).toEqual(BODY_UNITS);
  });

  it('leaves out attachments, the imprint and the foot of a page', () => {
    const tails = [
      '附件：1.检查表\n2.汇总表',
      '附件1\n共性问题清单\n一、消防领域\n1.通道堵塞。\n2.器材缺失。',
      '（此件公开发布）\n抄送：县委。',
      '关联稿件：\n1.关于召开会议的通知',
      '青石县安委会\n2024年3月1日\n1.其他稿件',
    ];
    for (const tail of tails) expect(unitsOf(`${BODY}\n\n${tail}\n`)).toEqual(BODY_UNITS);
  });

  it('reads the plan behind a covering letter, also one with its own points', () => {
    const plan = readPlanText(`青石县人民政府办公室关于印发青石县消防安全整治方案的通知
各乡镇人民政府：
现印发给你们。请于3月5日前报送联络员名单。
一、提高认识。要高度重视。
二、狠抓落实。要落到实处。
青石县人民政府办公室
2024年3月1日
附件
青石县消防安全整治方案
${BODY.replaceAll('。', '，坚持依法依规、系统治理、常态长效，确保取得实效。')}`);
    expect(plan.title).toBe('青石县消防安全整治方案');
    expect(plan.sections.map((section) => section.path.join('/'))).toEqual(
      BODY_UNITS.map((unit) => unit.split(' ')[0]),
    );
    expect(plan.obligations.map((duty) => [duty.taskPath.length, duty.deadline])).toEqual([[0, '2024-03-05']]);
  });

  it('joins sentences that a page mark cuts, whichever form it has', () => {
    for (const mark of ['— 2 —', '－２－', '第 2 页 共 9 页', '—\n\n2\n\n—', '- 2 -']) {
      const plan = readPlanText(
        `一、主要任务\n（一）抓排查。2024年底前，县应急局建\n${mark}\n立专家库。\n（二）抓整改。马上改。`,
      );
      expect(plan.obligations.map((duty) => duty.quote)).toEqual(['2024年底前，县应急局建立专家库']);
    }
  });

  it('leaves an enumeration inside a paragraph alone', () => {
    expect(
      unitsOf('通知\n现就有关事项通知如下：（一）抓排查；（二）抓整改；（三）抓落实。（1）要快；（2）要实。'),
    ).toEqual([]);
  });

  it('finds units in a text that has lost its line breaks', () => {
    expect(unitsOf(`青石县工作方案  ${BODY.replaceAll('\n', '  ')}`)).toEqual(BODY_UNITS);
  });
});

describe('kinds', () => {
  it.each([
    ['指导思想', 'section'],
    ['工作目标', 'section'],
    ['活动主题和时间', 'section'],
    ['检查范围', 'section'],
    ['组织分工', 'safeguard'],
    ['有关要求', 'safeguard'],
    ['报送要求', 'safeguard'],
    ['工作制度和保障措施', 'safeguard'],
    ['重点任务', 'task'],
    ['推进步骤', 'task'],
    ['检查内容', 'task'],
  ])('%s makes its units %s', (title, kind) => {
    expect(readPlanText(`一、前言\n略。\n二、${title}\n（一）第一项。甲乙丙。\n`).sections.at(-1)?.kind).toBe(kind);
  });

  it('makes a level-one unit of a short notice a task', () => {
    expect(unitsOf('一、快速抓好整改。建立台账。\n二、开展自查。逐项查。\n三、工作要求。加强领导。')).toEqual([
      '一 task 快速抓好整改',
      '二 task 开展自查',
      '三 safeguard 工作要求',
    ]);
  });

  it('gives no title to a unit that starts straight with its sentence', () => {
    expect(
      unitsOf(
        '一、主要任务\n1.总结专项整治经验做法，围绕重大事故隐患判定标准，在全县各行业领域推广使用，形成良好氛围。规范排查。',
      ),
    ).toEqual(['一 section 主要任务', '一/1 task']);
  });
});
