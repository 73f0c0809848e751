import type { Frequency, Period } from '../plan.types.ts';
import { NUMBER, readNumber } from './numbers.ts';

export interface FrequencyFind {
  start: number;
  end: number;
  frequency: Frequency;
  /** The find itself says how often (一年两次, 班组日查): no number behind it belongs to it. */
  complete: boolean;
  /** 月度调度, 日查: the period is part of the name of the deed, which ends here. */
  deedEnd: number | null;
}

const PERIODS: Record<string, Period> = {
  年: 'year',
  年度: 'year',
  学年: 'year',
  工作日: 'day',
  半年: 'half-year',
  学期: 'half-year',
  季度: 'quarter',
  季: 'quarter',
  月: 'month',
  月度: 'month',
  周: 'week',
  星期: 'week',
  礼拜: 'week',
  日: 'day',
  天: 'day',
  晚: 'day',
  半年度: 'half-year',
};

/** Deeds that are named together with their period. */
const DEED =
  '(?:自查自纠|自查自改|调度|通报|研判|会商|例会|报告|上报|报送|汇报|督查|督导|督办|巡查|巡检|巡防|巡护|检查|自查|互查|抽查|排查|核查|点评|讲评|评比|评估|评价|总结|分析|会议|晾晒|演练|考评|盘点|清零|销号|提示|预警|查|检|巡|报)';
/** 季考核, 月培训 are deeds of their own; 年度考核 and 季度考核 are nouns. */
const SHORT_DEED = `(?:${DEED}|考核|考评|管控|点检|培训|学习|排名|曝光|讲堂|安全日|评|考|训)`;

/** What may stand before 日查, 月度调度 when it is a deed of its own and not part of another word. */
const DEED_LEFT =
  '(?<=^|[、，。；：“”（）和及或以]|实行|实施|执行|坚持|落实|建立|推行|开展|做到|做好|按照|严格|健全|完善|采取|进行|召开|形成|强化|定期|组织|班组|车间|厂矿|工段|岗位|公司|集团|企业|部门|乡镇|街道|单位|村|县|市|区|镇|省|员工|职工|站|队|[一两三]级)';

const EACH = new RegExp(
  `每(?:一|1)?(?:个)?(?:(?<half>半)(?:个)?(?<halfUnit>年|月)|(?<number>${NUMBER})?个?(?<unit>工作日|学期|学年|季度|旬|星期|礼拜|季|年|月|周|天|日|晚))(?<degree>度)?(?!均|一度的|[次起家名位户])` +
    '(?<due>(?:的)?(?:首月|末月|第[一二三]个月|最后[一1]个月|结束后|终了后)?(?:的)?' +
    '(?:(?:\\d{1,2}月(?:份)?)?\\d{1,2}[日号](?:内|以内)?(?:前|之前|以前)?|\\d{1,2}月(?:份)?(?:、\\d{1,2}月(?:份)?)*(?:和\\d{1,2}月(?:份)?)?(?:[底末初]|上旬|中旬|下旬)?(?:前|之前|以前)?|[底末初](?:前|之前)?|(?:上|中|下)旬|(?:星期|周)?[一二三四五六日](?=前|上午|下午|之前)(?:上午|下午)?(?:\\d{1,2}[点时：](?:\\d\\d分?)?)?(?:前|之前)?|(?:上午|下午|晚上?|早上?)?\\d{1,2}(?:[点时]|：\\d\\d)(?:\\d\\d分?)?(?:前|之前)?))?',
  'g',
);
const BY = /[分按逐](季度|月度|季|月|周|日|年度(?=开展|组织|进行))(?![份常期均额历薪产别头边内计连加累的节])/g;
const ONE_ONE = new RegExp(
  `(?<![每第\\d])(?:(半年|半个?月)|([一两三1-3])?个?(季度|季|月|周|日|天|年))一(?!次|遍|轮|般|定|体|律|直|致|度|并|旦|步|批|个|些|线|样|起|是)${SHORT_DEED}`,
  'g',
);
const TIMES = new RegExp(
  `(?<![每第\\d今去明全同当近])(?:(半年|半个?月)|(${NUMBER})个?(季度|季|月|周|天|日|年))(?:至少|不少于|不低于)?(${NUMBER})(?:次|轮|遍|回|检|评|审|考|训|练)(?!性|以上|及以上|事故)`,
  'g',
);
const NAMED_SHORT = new RegExp(`${DEED_LEFT}(半年|旬|季|月|周|日)${SHORT_DEED}`, 'g');
const NAMED_LONG = new RegExp(
  `(?<=(?:开展|进行|组织|实施|实行|坚持|落实|建立|召开|执行|做好|健全|完善|严格)[^，。；：]{0,8})(?<![\\d月])((?:月度|季度|半年度|年度|每日|每周|周|月|季)(?:[、和及与](?:月度|季度|半年度|年度|周|月|季))*)(?=(?:工作|综合|专题|安全|形势|安全生产|风险|集中|定期|联席|视频|动态)*${DEED})`,
  'g',
);
/** 全年不少于4次, 月均不少于2次: the period, where a number of times follows. */
const WHOLE_PERIOD = new RegExp(
  `(?<![\\d每])(?:全年|年度内|([年季月周])均)(?=[^，。；：]{0,24}?${NUMBER}(?:次|场|期|轮))`,
  'g',
);
const RATE = new RegExp(`(${NUMBER})次[/每](年|季度|季|月|周|天|日)`, 'g');
const NEXT_MONTH = /(?:次月|当月)(\d{1,2})[日号](?:前|之前|以前)/g;

const COUNT = new RegExp(
  `(?<!第)(${NUMBER})(?:[—至到](${NUMBER}))?(?:次|轮|遍|场次|场|回|批次|期)(?!性|数|死亡|生)(?!以上?的?事故)(?:以上)?`,
);

/** Every rate names a period. */
const PERIOD_SIGN = /[年季月周日天旬晚期]/;

/** Repeated duties in one stretch of folded text. Names of documents in 《》 are to be blanked by the caller. */
export function findFrequencies(text: string): FrequencyFind[] {
  if (!PERIOD_SIGN.test(text)) return [];
  const finds: FrequencyFind[] = [...findEach(text)];
  const add = (found: RegExpMatchArray, frequency: Frequency, complete: boolean, deedEnd: number | null): void => {
    const start = found.index ?? 0;
    finds.push({ start, end: start + found[0].length, frequency, complete, deedEnd });
  };
  for (const found of text.matchAll(BY))
    add(found, { per: PERIODS[found[1] ?? ''] ?? 'month', atLeast: 1 }, false, null);
  for (const found of text.matchAll(ONE_ONE)) {
    const every = found[2] ? (readNumber(found[2]) ?? 1) : 1;
    add(found, spread(found[1] ?? found[3] ?? '', every, 1), true, found.index + found[0].length);
  }
  for (const found of text.matchAll(TIMES)) {
    const every = found[2] ? (readNumber(found[2]) ?? 1) : 1;
    add(found, spread(found[1] ?? found[3] ?? '', every, readNumber(found[4] ?? '') ?? 1), true, null);
  }
  for (const found of text.matchAll(NAMED_SHORT)) {
    add(found, spread(found[1] ?? '', 1, 1), true, found.index + found[0].length);
  }
  for (const found of text.matchAll(NAMED_LONG)) finds.push(...splitSeries(found));
  for (const found of text.matchAll(RATE)) {
    add(found, { per: PERIODS[found[2] ?? ''] ?? 'year', atLeast: readNumber(found[1] ?? '') ?? 1 }, true, null);
  }
  for (const found of text.matchAll(WHOLE_PERIOD)) add(found, spread(found[1] ?? '年', 1, 1), false, null);
  for (const found of text.matchAll(NEXT_MONTH))
    add(found, { per: 'month', atLeast: 1, dueDay: found[1] }, false, null);
  return withoutOverlaps(finds).map((find, index, all) => countTimes(text, find, all[index + 1]?.start ?? text.length));
}

/** A unit with its number of times; 旬 and 半月 are thirds and halves of a month. */
function spread(unit: string, every: number, times: number): Frequency {
  const parts = unit === '旬' ? 3 : /^半个?月$/.test(unit) ? 2 : 1;
  const per = parts > 1 ? 'month' : (PERIODS[unit] ?? 'year');
  const atLeast = times * parts;
  return every > 1 ? { per, atLeast, every } : { per, atLeast };
}

function* findEach(text: string): Generator<FrequencyFind> {
  for (const found of text.matchAll(EACH)) {
    const { half, halfUnit, number, unit = '', due } = found.groups ?? {};
    const every = number ? (readNumber(number) ?? 1) : 1;
    const frequency: Frequency = half
      ? halfUnit === '年'
        ? { per: 'half-year', atLeast: 1 }
        : { per: 'month', atLeast: 2 }
      : spread(unit, every, 1);
    const dueDay = due ? readDue(due) : null;
    if (dueDay) frequency.dueDay = dueDay;
    const months = due?.match(/\d{1,2}月/g)?.length ?? 1;
    if (months > 1 && frequency.per === 'year') frequency.atLeast = months;
    yield { start: found.index, end: found.index + found[0].length, frequency, complete: months > 1, deedEnd: null };
  }
}

/** 22日前 is "22", 下午5点前 is "17:00"; anything else as printed. */
function readDue(due: string): string {
  const words = due.replace(/^的/, '').replace(/(?:之前|以前|前|内|以内)+$/, '');
  const day = /^(\d{1,2})[日号]$/.exec(words);
  if (day?.[1]) return day[1];
  const hour = /^(上午|下午|晚上?|早上?)?(\d{1,2})(?:[点时]|：)(\d\d)?分?$/.exec(words);
  if (!hour) return words;
  const value = Number(hour[2]) + (/^[下晚]/.test(hour[1] ?? '') && Number(hour[2]) < 12 ? 12 : 0);
  return `${String(value).padStart(2, '0')}:${hour[3] ?? '00'}`;
}

/** 月度、季度、年度评估 is three duties. */
function splitSeries(found: RegExpMatchArray): FrequencyFind[] {
  const start = found.index ?? 0;
  return [...found[0].matchAll(/月度|季度|半年度|年度|每日|每周|周|月|季/g)].map((part) => {
    const unit = part[0].replace('每', '');
    return {
      start: start + part.index,
      end: start + part.index + part[0].length,
      frequency: spread(unit, 1, 1),
      complete: true,
      deedEnd: null,
    };
  });
}

function withoutOverlaps(finds: FrequencyFind[]): FrequencyFind[] {
  const sorted = finds.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: FrequencyFind[] = [];
  for (const find of sorted) {
    const last = kept.at(-1);
    if (last && find.start < last.end) continue;
    kept.push(find);
  }
  return kept;
}

/** The number of times stands behind the period, within the clause and before the next period. */
function countTimes(text: string, find: FrequencyFind, limit: number): FrequencyFind {
  if (find.complete) return find;
  const rest = text.slice(find.end, limit);
  const clause = /^[^，。；：]*/.exec(rest)?.[0] ?? '';
  const count = COUNT.exec(clause);
  const times = count?.[1] ? readNumber(count[1]) : null;
  return times && times > 1 ? { ...find, frequency: { ...find.frequency, atLeast: times } } : find;
}

const TIMES_SIGN = /[次轮遍场回期]/;

/** The first count of times in a stretch of text: 1次, 一轮, 两遍. */
export function findTimes(text: string): { start: number; end: number; times: number } | null {
  if (!TIMES_SIGN.test(text)) return null;
  const found = COUNT.exec(text);
  const times = found?.[1] ? readNumber(found[1]) : null;
  return found && times ? { start: found.index, end: found.index + found[0].length, times } : null;
}
