import { describe, expect, it } from 'vitest';
import { readPlanText } from '../read-plan-text.ts';

const BODY = '一、主要任务\n（一）抓排查。逐家查。\n';

describe('title', () => {
  it.each([
    [
      'on two lines',
      '青石县重大事故隐患专项排查整治\n2023行动方案\n按照部署，制定本方案。',
      '青石县重大事故隐患专项排查整治2023行动方案',
    ],
    [
      'inside 《》 of a notice that forwards it',
      '青石县安委办\n关于印发《青石县安全生产提升行动\n方案》的通知\n各乡镇：',
      '青石县安全生产提升行动方案',
    ],
    [
      'of a notice that forwards nothing',
      '青石县人民政府 关于做好2020年安全生产工作的通知\n各乡镇：',
      '青石县人民政府关于做好2020年安全生产工作的通知',
    ],
    [
      'with spaces inside words',
      '     工贸安全生产\n   三年行动方 案 （2024—2026 年）\n  为认真贯彻，制定本方案。',
      '工贸安全生产三年行动方案（2024—2026年）',
    ],
    [
      'announced in the letter only',
      '各园区企业：\n现将《青石开发区三年行动方案（2024—2026年）》印发给你们。',
      '青石开发区三年行动方案（2024—2026年）',
    ],
  ])('%s', (_, head, title) => expect(readPlanText(`${head}\n${BODY}`).title).toBe(title));
});

describe('number, issuer and date', () => {
  it('come from banner, number line and signature', () => {
    const plan = readPlanText(
      `青石县安全生产委员会办公室文件\n青安办〔2024〕7号\n关于印发《青石县整治方案》的通知\n各乡镇：\n现印发给你们。\n青石县安全生产委员会办公室\n二〇二四年三月一日\n青石县整治方案\n${BODY}`,
    );
    expect(plan).toMatchObject({
      docNumber: '青安办〔2024〕7号',
      issuer: '青石县安全生产委员会办公室',
      date: '2024-03-01',
    });
  });

  it('fall back on the imprint, the source and the publication date', () => {
    expect(
      readPlanText(
        `青石县人民政府文件\n关于加强安全生产工作的通知\n${BODY}（此件公开发布）\n青石县人民政府办公室\n2020年2月10日印发`,
      ),
    ).toMatchObject({ issuer: '青石县人民政府', date: '2020-02-10' });
    expect(readPlanText(`首页 > 政务公开\n青石县整治方案\n2024-02-26 11:33\n来源: 县安委会\n${BODY}`)).toMatchObject({
      issuer: '县安委会',
      date: '2024-02-26',
    });
    expect(readPlanText(`青石县整治方案\n按照部署，县安委会决定开展整治，制定本方案。\n${BODY}`)).toMatchObject({
      issuer: '县安委会',
      date: null,
    });
  });

  it('are null where nothing is stated', () => {
    expect(readPlanText(`按照《安全生产法》（青发〔2019〕1号）规定。\n${BODY}`)).toMatchObject({
      title: null,
      docNumber: null,
      issuer: null,
      date: null,
      period: { from: null, to: null },
    });
  });
});

describe('period and phases', () => {
  it.each([
    ['title', '三年行动方案（2024—2026年）', '', { from: '2024-01-01', to: '2026-12-31' }],
    [
      'sentence',
      '三年行动方案（2024—2026年）',
      '从2024年2月至2026年12月，分四个阶段进行。',
      { from: '2024-02-01', to: '2026-12-31' },
    ],
    ['a duty is no period', '整治方案', '从2024年2月至3月，开展一次排查。', { from: null, to: null }],
  ])('%s', (_, title, sentence, period) =>
    expect(readPlanText(`青石县${title}\n${BODY}二、进度安排\n${sentence}\n`).period).toEqual(period),
  );

  it('reads steps with spans, and the end of the last one', () => {
    const plan = readPlanText(
      `青石县2023整治方案\n一、推进步骤\n（一）动员部署（4月底前）。印发方案。\n（二）集中整治阶段（2023年5月1日至12月15日前）。全面整治。\n（三）总结（2023年12月）。总结经验。\n`,
    );
    expect(plan.phases.map(({ name, from, to }) => [name, from, to])).toEqual([
      ['动员部署', null, '2023-04-30'],
      ['集中整治阶段', '2023-05-01', '2023-12-15'],
      ['总结', '2023-12-01', '2023-12-31'],
    ]);
    expect(plan.period).toEqual({ from: null, to: '2023-12-31' });
    expect(plan.obligations.map((duty) => [duty.taskPath.join('/'), duty.deadline])).toEqual([
      ['一/（一）', '2023-04-30'],
    ]);
  });

  it('reads stages that are labels or paragraphs without a number, and no task with a limit', () => {
    const plan = readPlanText(`青石县2024整治方案
一、主要任务
（一）排查隐患（6月底前）。全面排查。
二、工作安排
第一阶段：动员部署（即日起至3月31日）。印发方案。
第二阶段：集中整治（4月1日—10月31日）。全面整治。
三、其他
（一）巩固提升阶段：2024年11月1日至12月31日。总结经验。
`);
    expect(plan.phases.map(({ name, from, to }) => [name, from, to])).toEqual([
      ['第一阶段：动员部署', null, '2024-03-31'],
      ['第二阶段：集中整治', '2024-04-01', '2024-10-31'],
      ['巩固提升阶段', '2024-11-01', '2024-12-31'],
    ]);
    expect(plan.obligations.map((duty) => [duty.quote, duty.deadline])).toEqual([
      ['排查隐患（6月底前）', '2024-06-30'],
    ]);
  });

  it('counts the year of a plan of the last quarter onward', () => {
    const plan = readPlanText(
      `今冬明春防火方案\n一、工作安排\n（一）开展排查。12月底前完成自查，3月底前完成整改。\n青石县安委会\n2024年11月5日`,
    );
    expect(plan.obligations.map((duty) => duty.deadline)).toEqual(['2024-12-31', '2025-03-31']);
  });
});
