import type { Level } from './risk.terms.ts';

/**
 * How risk is scored: tables of factors, and the bands in which the product falls. No national standard fixes one set
 * of cut points, so each table has a name that is stored with every assessment; a table that was used is never
 * changed, a new one gets a new name. Sources: the score tables and cut points in public use by dual-prevention
 * platforms; levels and colours 安委办〔2016〕11号.
 */

/** Said beside the tables, so that nobody takes the scores for a national standard. */
export const SCORE_TABLE_SOURCE =
  '来源：双重预防机制信息平台公开使用的评分表和分级界值；没有统一的国家标准，界值因行业、地区而异，以所选方法的名称为准。等级和颜色依据安委办〔2016〕11号。';

export interface Factor {
  readonly key: string;
  readonly name: string;
  readonly options: readonly (readonly [score: number, meaning: string])[];
}

export interface ScoreTable {
  readonly label: string;
  /** The letter of the product: D or R. */
  readonly product: string;
  readonly factors: readonly Factor[];
  /** Lowest product of each grade, gravest first; below the third it is blue. */
  readonly from: readonly [red: number, orange: number, yellow: number];
}

const LIKELIHOOD: Factor = {
  key: 'L',
  name: '发生的可能性',
  options: [
    [10, '完全可以预料'],
    [6, '相当可能'],
    [3, '可能，但不经常'],
    [1, '可能性小，完全意外'],
    [0.5, '很不可能，可以设想'],
    [0.2, '极不可能'],
    [0.1, '实际不可能'],
  ],
};

const exposure = (monthly: string): Factor => ({
  key: 'E',
  name: '人员暴露的频繁程度',
  options: [
    [10, '连续暴露'],
    [6, '每天工作时间内暴露'],
    [3, '每周一次或偶然暴露'],
    [2, monthly],
    [1, '每年几次暴露'],
    [0.5, '非常罕见地暴露'],
  ],
});

const CONSEQUENCE_CLASSIC: Factor = {
  key: 'C',
  name: '后果',
  options: [
    [100, '十人以上死亡'],
    [40, '数人死亡'],
    [15, '一人死亡'],
    [7, '严重伤残'],
    [3, '有伤残'],
    [1, '轻伤，需救护'],
  ],
};

const CONSEQUENCE_PROVINCIAL: Factor = {
  key: 'C',
  name: '后果',
  options: [
    [100, '10 人以上死亡或 50 人以上重伤；损失 5000 万元以上；公司停产'],
    [40, '3–9 人死亡或 10–49 人重伤；损失 1000 万元以上；装置停工'],
    [15, '1–2 人死亡或 10 人以下重伤；损失 100 万元以上；部分装置停工'],
    [7, '丧失劳动力、截肢、骨折、听力丧失、慢性病；损失 10 万元以上'],
    [2, '轻微受伤、间歇不舒服；损失 1 万元以上'],
    [1, '无伤亡；损失 1 万元以下'],
  ],
};

const LS_FACTORS: readonly Factor[] = [
  {
    key: 'L',
    name: '发生的可能性',
    options: [
      [5, '没有防范、监测、控制措施，或危害不能被发现，或经常发生'],
      [4, '不容易发现、未作过监测，或措施未有效执行，或在预期情况下发生'],
      [3, '没有保护措施或未严格按规程执行，或容易被发现，或曾经发生过'],
      [2, '能及时发现并定期监测，现场有措施并有效执行，过去偶尔发生'],
      [1, '措施充分有效，员工严格执行规程，极不可能发生'],
    ],
  },
  {
    key: 'S',
    name: '后果的严重性（取最重一项）',
    options: [
      [5, '死亡；损失 100 万元以上；违反法律、法规和标准'],
      [4, '丧失劳动能力；损失 50 万元以上；潜在违反法规和标准'],
      [3, '截肢、骨折、听力丧失、慢性病；损失 1 万元以上'],
      [2, '轻微受伤、间歇不舒服；损失 1 万元以下'],
      [1, '无伤亡；无损失'],
    ],
  },
];
const ls = (label: string, from: ScoreTable['from']): ScoreTable => ({
  label: `LS 矩阵（${label}）`,
  product: 'R',
  factors: LS_FACTORS,
  from,
});
const lec = (label: string, consequence: Factor): ScoreTable => ({
  label: `LEC（${label}）`,
  product: 'D',
  factors: [LIKELIHOOD, exposure('每月一次暴露'), consequence],
  // With these scores D is never exactly 160 or 320, so "≥" and ">" agree there; 70 does occur and is 一般风险.
  from: [320, 160, 70],
});

export const SCORE_TABLES = {
  'LS/standard': ls('20、15、9', [20, 15, 9]),
  'LEC/provincial': lec('按事故等级分档', CONSEQUENCE_PROVINCIAL),
  'LEC/classic': lec('经典分值', CONSEQUENCE_CLASSIC),
  'LS/coal': ls('煤矿：20、15、10', [20, 15, 10]),
  'LS/20-9-4': ls('20、9、4', [20, 9, 4]),
  'LS/20-10-4': ls('20、10、4', [20, 10, 4]),
  'LS/17-11-5': ls('17、11、5', [17, 11, 5]),
  MES: {
    label: 'MES',
    product: 'R',
    factors: [
      {
        key: 'M',
        name: '控制措施的状态',
        options: [
          [5, '无控制措施'],
          [3, '有减轻后果的应急措施，如警报系统、个体防护用品'],
          [1, '有预防措施，如机器防护装置等，且保证有效'],
        ],
      },
      exposure('每月暴露几次'),
      {
        key: 'S',
        name: '事故后果',
        options: [
          [10, '有多人死亡；损失 1 亿元以上'],
          [8, '有一人死亡；损失 1000 万元至 1 亿元'],
          [4, '永久失能；损失 100 万元至 1000 万元'],
          [2, '需要治疗，缺工；损失 10 万元至 100 万元'],
          [1, '轻微，仅需急救；损失 3 万元以下'],
        ],
      },
    ],
    from: [180, 90, 50],
  },
} as const satisfies Record<string, ScoreTable>;

export type ScoreTableName = keyof typeof SCORE_TABLES;
export const SCORE_TABLE_NAMES = Object.keys(SCORE_TABLES) as [ScoreTableName, ...ScoreTableName[]];

export function levelIn({ from: [red, orange, yellow] }: ScoreTable, value: number): Level {
  if (value >= red) return 'red';
  if (value >= orange) return 'orange';
  return value >= yellow ? 'yellow' : 'blue';
}

/** The band in words: 160 ≤ D < 320. */
export function bandOf({ from: [red, orange, yellow], product }: ScoreTable, level: Level): string {
  const bands: Record<Level, string> = {
    red: `${product} ≥ ${red}`,
    orange: `${orange} ≤ ${product} < ${red}`,
    yellow: `${yellow} ≤ ${product} < ${orange}`,
    blue: `${product} < ${yellow}`,
  };
  return bands[level];
}
