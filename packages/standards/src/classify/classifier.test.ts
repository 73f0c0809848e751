import { describe, expect, it } from 'vitest';
import { classifyHazard, classifyMany, listCriteria } from '../index.ts';
import { type HazardText, metScore } from './classifier.ts';
import { parseCondition, Reading } from './condition-language.ts';
import { conditions, humanOnly } from './conditions/index.ts';
import { scopeWords } from './scope-words.ts';

const first = (hazard: HazardText) => classifyHazard(hazard).candidates[0]?.code;

describe('conditions', () => {
  it('cover every criterion not superseded, and no unknown code', () => {
    const codes = new Set(listCriteria({ includeSuperseded: true }).map(({ code }) => code));
    expect(Object.keys(conditions).filter((code) => !codes.has(code))).toEqual([]);
    expect(listCriteria().filter(({ code }) => !conditions[code]?.length)).toEqual([]);
    expect([...humanOnly].filter((code) => !codes.has(code))).toEqual([]);
  });

  it('all read: words known to the lexicon, patterns and quantities well formed', () => {
    const reading = new Reading('现场12人');
    for (const condition of Object.values(conditions).flat()) reading.judge(parseCondition(condition));
    for (const words of Object.values(scopeWords)) reading.isAbout(words);
  });

  it('require at least one term, so that no text meets them by itself', () => {
    const nothing = new Reading('今天天气晴');
    const met = Object.entries(conditions).filter(([, all]) =>
      all.some((each) => nothing.judge(parseCondition(each)).met),
    );
    expect(met.map(([code]) => code)).toEqual([]);
  });
});

describe('what is present and working is not missing', () => {
  it.each([
    ['industrial-trade', '速冻间现场作业人员12人', '速冻间现场作业人员9人'],
    ['industrial-trade', '除尘器没有锁气卸灰装置', '除尘器锁气卸灰装置完好'],
    ['industrial-trade', '炉前平台有积水，正在出钢', '炉前平台无积水，正在出钢'],
    ['chemicals', '甲醇罐区未设可燃气体报警器', '甲醇罐区可燃气体报警器运行正常'],
    ['chemicals', '紧急停车系统装了一直没投用', '紧急停车系统已投用，试验正常'],
    ['coal-mine', '回风巷甲烷1.2%仍在生产', '回风巷甲烷0.4%正常生产'],
    ['construction', '塔吊力矩限制器失灵', '塔吊力矩限制器灵敏有效'],
    ['noncoal-mine', '湿排库干滩40米，设计70米', '湿排库干滩120米，设计70米'],
  ])('%s: %s, but %s', (industry, bad, good) => {
    expect(classifyHazard({ text: bad, industry }).verdict).toBe('major');
    expect(classifyHazard({ text: good, industry }).verdict).not.toBe('major');
  });
});

describe('a number within its limit is no major hazard', () => {
  it.each([
    ['coal-mine', '采面回风瓦斯一点二还在割煤', '采面回风瓦斯零点四正常割煤'],
    ['coal-mine', '综掘头限员9人，现场14人', '综掘头限员9人，现场8人'],
    ['coal-mine', '核定产能90万吨，全年出煤105万吨', '核定产能90万吨，全年出煤88万吨'],
    ['noncoal-mine', '运人车核载18，挤了29个', '运人车核载18，坐了15个'],
    ['noncoal-mine', '台阶设计高度12米，实测21米', '台阶设计高度12米，实测11米'],
    ['noncoal-mine', '浸润线埋深控制值8米，实测5.5米', '浸润线埋深控制值8米，实测9.2米'],
    ['fireworks', '中转库限量200公斤，实存380公斤', '中转库限量200公斤，实存150公斤'],
    ['water-passenger', '渡船定额40人，上了57人', '渡船定额40人，上了36人'],
    ['inland-vessel', '货船定额载货500吨，装了720吨', '货船定额载货500吨，装了480吨'],
    ['construction', '坑边堆载30kPa，设计允许15kPa', '坑边堆载8kPa，设计允许15kPa'],
    ['industrial-trade', '煤气水封排水器封堵压力只有22kPa', '煤气水封排水器封堵压力38kPa'],
    ['self-built-house', '楼板下挠，裂缝宽两毫米', '楼板抹灰裂缝0.2毫米，无下挠'],
    ['self-built-house', '地基滑移，水平位移三公分', '地基无滑移，位移2毫米'],
    ['power', '主变油中乙炔6.5微升/升', '主变油中乙炔0.4微升/升'],
  ])('%s: %s, but %s', (industry, beyond, within) => {
    expect(classifyHazard({ text: beyond, industry }).verdict).toBe('major');
    expect(classifyHazard({ text: within, industry }).verdict).not.toBe('major');
  });

  it('leaves the rest of the text to be judged', () => {
    const within = '渡船定额40人，上了36人';
    expect(classifyHazard({ text: `${within}，船长喝了酒还在开船`, industry: 'water-passenger' }).verdict).toBe(
      'major',
    );
    expect(classifyHazard({ text: `${within}，甲板有油污`, industry: 'water-passenger' }).verdict).not.toBe('major');
  });
});

describe('what is proposed', () => {
  it('names the words that led there', () => {
    const [candidate] = classifyHazard({ text: '速冻间里数了一下有十五个人', industry: '工贸' }).candidates;
    expect(candidate?.code).toBe('IT-12-2');
    expect(candidate?.because).toEqual(['速冻', '十五个人']);
    expect(candidate?.score).toBeGreaterThanOrEqual(metScore);
  });

  it('takes the industry by code, by name or not at all', () => {
    const text = '外脚手架没有连墙件';
    for (const industry of ['construction', '房屋市政工程', undefined, '没有这个行业']) {
      expect(first({ text, industry, on: '2026-08-01' })).toBe('CT-07-2');
    }
  });

  it('judges by the version in force on the day of discovery', () => {
    const hazard = { text: '外脚手架没有连墙件', industry: 'construction' };
    expect(first({ ...hazard, on: '2024-06-01' })).toBe('CT22-07-2');
    expect(first({ ...hazard, on: '2024-12-13' })).toBe('CT-07-2');
    expect(
      classifyHazard({ text: '井下没有人员定位系统', industry: 'coal-mine', on: '2026-06-30' }).candidates,
    ).toEqual([]);
  });

  it('looks beside the industry at special equipment, which any workplace has', () => {
    expect(first({ text: '叉车定期检验不合格，仍在作业', industry: 'chemicals' })).toBe('SE-10-a');
    expect(first({ text: '塔吊力矩限制器失灵', industry: 'construction' })).toBe('CT-08-4');
  });

  it('never decides a catch-all clause', () => {
    const { candidates, verdict } = classifyHazard({
      text: '其他严重违反强制性标准，存在群死群伤的现实危险',
      industry: 'construction',
    });
    expect(candidates[0]?.code).toBe('CT-17-0');
    expect(verdict).not.toBe('major');
  });

  it.each(['', '   ', '。', 'abc', '😀', '('.repeat(50)])('answers general for %j', (text) => {
    expect(classifyHazard({ text }).verdict).toBe('general');
  });

  it('answers many, each with its id, the same each time', () => {
    const questions = [
      { id: 1, text: '塔吊司机没有操作证', industry: 'construction' },
      { id: 2, text: '施工现场扬尘覆盖不到位', industry: 'construction' },
    ];
    const answers = classifyMany(questions);
    expect(answers.map(({ id, verdict }) => [id, verdict])).toEqual([
      [1, 'major'],
      [2, 'general'],
    ]);
    expect(classifyMany(questions)).toEqual(answers);
  });
});

it('takes under 20 ms of the processor a description over all criteria', () => {
  const texts = ['除尘器卸灰口直接用布袋扎着', '回风巷瓦斯1.2%没有撤人还在生产', '车间灭火器压力不足，未及时更换'];
  const rounds = 20;
  classifyHazard({ text: '先建索引' });
  // Processor time: other work on the machine must not fail the test.
  const start = process.cpuUsage();
  for (let round = 0; round < rounds; round++) for (const text of texts) classifyHazard({ text });
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1000 / (rounds * texts.length)).toBeLessThan(20);
});
