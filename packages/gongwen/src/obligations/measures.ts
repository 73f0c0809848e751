import { NUMBER } from '../language/numbers.ts';

const AMOUNT =
  '(?:\\d+(?:\\.\\d+)?(?:%|‰|个百分点)|百分之[一二三四五六七八九十百]+|\\d+(?:\\.\\d+)?(?:—\\d+(?:\\.\\d+)?)?(?:个|家|名|人|处|支|座|项|套|所|户|台|辆|艘|公里|万|亿|条|批|块|起|件|册))';
const MEASURE = new RegExp(
  `(?:不低于|不少于|不得少于|不高于|不大于|不超过|至少|达到?|超过|降至|降低|下降|提高到?|控制在|压减)[^，。；\\d]{0,8}${AMOUNT}(?:以上|以下|以内|左右)?`,
);
const SHARE = new RegExp(`(?:率|占比|比例|覆盖面)[^，。；\\d]{0,8}${AMOUNT}(?:以上|以内)?`);
const TARGETS: readonly RegExp[] = [
  SHARE,
  /(?:达到?|实现)?(?:100%|百分之百)/,
  /全覆盖(?=$|[，。；、）”])/,
  /全部[\u4e00-\u9fff]{2,6}/,
  /零(?:发生|事故|死亡|伤亡|增长|新增)(?=$|[，。；、”])|[双三四]下降|双零/,
  /[一二三四五]级(?:及以上|以上)?(?=标准|达标|水平|$|[，。；])/,
  new RegExp(
    `(?:至少|不少于|不低于)(?:有|培育|打造|建成|建设|创建|选树)?${NUMBER}(?:个|家|名|人|处|支|座|项|套|所|户|条)(?:[\\u4e00-\\u9fff（）、]{0,10})?`,
  ),
];

/** A measure with a number: 不低于50%, 不大于3人, 占比80%以上. */
export function findMeasure(words: string): string | null {
  return MEASURE.exec(words)?.[0] ?? SHARE.exec(words)?.[0] ?? null;
}

/** Every target and measure has one of these. */
const TARGET_SIGN = /[%‰率占零级]|百分|全覆盖|全部|下降|不[少低高大超得]|至少|达|超过|降|提高|控制|压减|比例|覆盖面/;

/** A measurable result: a share, a grade, 全覆盖, 全部…, 双下降. */
export function findTarget(words: string): string | null {
  if (!TARGET_SIGN.test(words)) return null;
  for (const pattern of TARGETS) {
    const found = pattern.exec(words);
    if (found) return found[0].replace(/^(?:率|占比|比例|覆盖面)(?:达到?|为|在|要|应)*/, '');
  }
  return findMeasure(words);
}

/** Nothing but how often: 至少1次, 不少于2次. */
const ONLY_COUNT =
  /^(?:各|为|要|应|须|原则上|至少|不少于|不低于|不得少于|开展|进行|组织)*(?:\d+|[一二两三四五六七八九十]+)(?:—\d+)?(?:次|轮|遍|场次?|回|期)(?:以上)?$/;

export const isOnlyCount = (words: string): boolean => ONLY_COUNT.test(words);
