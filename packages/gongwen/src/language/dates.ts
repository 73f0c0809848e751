import { dayBefore, type Festival, festivalDate, isoDate, isRealDate, monthEnd } from './calendar.ts';
import { readNumber } from './numbers.ts';

/**
 * What a date in a sentence does:
 * - `by`: a limit (底前, 前, 底, 到…底, 至…)
 * - `in`: a period in which something is done (2024年，开展…)
 * - `on`: a single day
 * - `span`: from one date to another
 * - `term`: a period counted from the plan (三年内)
 * - `false`: no limit for a duty (起, 以来, 及以前, 截至, 年度)
 */
export type DateUse = 'by' | 'in' | 'on' | 'span' | 'term' | 'false';

export interface DateFind {
  start: number;
  end: number;
  use: DateUse;
  /** One value for each date of a list (分别于8月8日、12月8日前). */
  values: DateValue[];
}

export interface DateValue {
  /** First day of what is named; `null` for 即日起 and for limits. */
  from: string | null;
  /** Last day. */
  to: string;
  /** Other readings of the last day. */
  alt?: string[];
  /** Where this value stands, within the find. */
  start: number;
  end: number;
}

/** What a date without a year, or counted from the plan, is relative to. */
export interface DateContext {
  year: number | null;
  /** The date of the plan, for festivals and terms. */
  planDate: string | null;
  periodFrom: string | null;
  periodTo: string | null;
}

const YEAR_WORDS = '(?:(?:19|20)\\d\\d|二[〇○零]二?[〇○零一二三四五六七八九]{1,2})年|今年|本年度?(?!度)|明年|次年|当年';
const DAY = '\\d{1,2}';
/** One point: a year, a half, a quarter, a month or a day, with what says that its end is meant. */
const POINT = new RegExp(
  `(?<year>${YEAR_WORDS})?` +
    `(?:(?<month>${DAY})月(?:份)?(?:(?<day>${DAY})[日号]|(?<part>[底末]|上旬|中旬|下旬|初))?` +
    '|(?<half>上半年|下半年)(?<halfEnd>[底末])?' +
    '|第?(?<quarter>[一二三四1-4])季度(?<quarterEnd>[底末])?' +
    '|(?<yearEnd>年?[底末终]|年内)' +
    ')?',
  'y',
);
const DAY_ONLY = new RegExp(`(?<day>${DAY})[日号]`, 'y');

interface Point {
  from: string;
  to: string;
  end: number;
  year: number;
  month: number | null;
  /** 底, 末 or a day is printed: the point is a limit by itself. */
  limit: boolean;
  day: boolean;
  precision: 'day' | 'part' | 'month' | 'quarter' | 'half' | 'year';
  yearStated: boolean;
}

const QUARTERS = ['一', '二', '三', '四'];

function readYear(word: string | undefined, context: DateContext, inherited: number | null): number | null {
  if (!word) return inherited ?? context.year;
  if (/^\d{4}/.test(word)) return Number(word.slice(0, 4));
  if (word === '明年' || word === '次年')
    return (inherited ?? context.year) === null ? null : ((inherited ?? context.year) as number) + 1;
  if (/^[今本当]/.test(word)) return context.year;
  const digits = [...word.slice(0, -1)].map((sign) =>
    sign === '○' || sign === '〇' || sign === '零' ? 0 : readNumber(sign),
  );
  return digits.length === 4 ? Number(digits.join('')) : null;
}

function readPoint(text: string, position: number, context: DateContext, inherited: Point | null): Point | null {
  POINT.lastIndex = position;
  const found = POINT.exec(text);
  const groups = found?.groups;
  if (!found || !groups || found[0] === '') return inherited ? readShortPoint(text, position, inherited) : null;
  if (!groups.year && groups.yearEnd && !/^年/.test(groups.yearEnd)) return null;
  const year = readYear(groups.year, context, inherited?.year ?? null);
  if (year === null || year < 1949 || year > 2100) return null;
  const end = position + found[0].length;
  const base = { end, year, yearStated: Boolean(groups.year) };
  if (groups.month) {
    const month = Number(groups.month);
    if (month < 1 || month > 12) return null;
    if (groups.day) {
      const day = Number(groups.day);
      if (!isRealDate(year, month, day)) return null;
      const date = isoDate(year, month, day);
      return { ...base, month, from: date, to: date, limit: false, day: true, precision: 'day' };
    }
    const from = isoDate(year, month, groups.part === '下旬' ? 21 : groups.part === '中旬' ? 11 : 1);
    if (groups.part === '上旬' || groups.part === '初')
      return { ...base, month, from, to: isoDate(year, month, 10), limit: false, day: false, precision: 'part' };
    if (groups.part === '中旬')
      return { ...base, month, from, to: isoDate(year, month, 20), limit: false, day: false, precision: 'part' };
    const limit = groups.part === '底' || groups.part === '末';
    return {
      ...base,
      month,
      from,
      to: monthEnd(year, month),
      limit,
      day: false,
      precision: groups.part ? 'part' : 'month',
    };
  }
  if (groups.half) {
    const first = groups.half === '上半年';
    return {
      ...base,
      month: null,
      from: isoDate(year, first ? 1 : 7, 1),
      to: monthEnd(year, first ? 6 : 12),
      limit: Boolean(groups.halfEnd),
      day: false,
      precision: 'half',
    };
  }
  if (groups.quarter) {
    const index = QUARTERS.includes(groups.quarter) ? QUARTERS.indexOf(groups.quarter) + 1 : Number(groups.quarter);
    return {
      ...base,
      month: null,
      from: isoDate(year, index * 3 - 2, 1),
      to: monthEnd(year, index * 3),
      limit: Boolean(groups.quarterEnd),
      day: false,
      precision: 'quarter',
    };
  }
  return {
    ...base,
    month: null,
    from: isoDate(year, 1, 1),
    to: isoDate(year, 12, 31),
    limit: Boolean(groups.yearEnd),
    day: false,
    precision: groups.yearEnd ? 'part' : 'year',
  };
}

/** "…至15日", "3月至5月" with the first month bare: what the point before it has said is not said again. */
function readShortPoint(text: string, position: number, inherited: Point): Point | null {
  DAY_ONLY.lastIndex = position;
  const day = DAY_ONLY.exec(text);
  if (day?.groups?.day && inherited.month) {
    const value = Number(day.groups.day);
    if (!isRealDate(inherited.year, inherited.month, value)) return null;
    const date = isoDate(inherited.year, inherited.month, value);
    return {
      ...inherited,
      from: date,
      to: date,
      end: position + day[0].length,
      limit: false,
      day: true,
      precision: 'day',
      yearStated: false,
    };
  }
  return null;
}

const SPAN_MARK = /(?:[（(][^（）]{0,6}[）)])?(?:—+|至|到|起至|开始至|起到)/y;
const LIST_MARK = /(?:、|和|及|以及|与|，)/y;
const LIMIT_MARK =
  /(?:[底末]?(?:之前|以前|前夕|前)|以内|之内|内)(?!后|述|文|期|列|三年|提|往|来|沿|景|瞻|台|线|置|者|身|部|容|外|在|涝|河|蒙|设|控|业|务|地|卫|网)/y;
const FALSE_MARK =
  /(?:及以前|及之前|及此前|以前年度|以来|以后|之后|后|起|始|至今|开始|度(?!内|底)|同期|版|届|修[订正]|第\d+号|[印颁]发|发布的|公布的|排查(?:出|发现)的|专项(?:排查)?(?:整治)?行动经验|全国[“"《])/y;

/** Dates of one stretch of folded text. Names of documents in 《》 are to be blanked by the caller. */
export function findDates(text: string, context: DateContext): DateFind[] {
  const finds: DateFind[] = [];
  const candidate = new RegExp(
    `${YEAR_WORDS}|(?<![\\d.])${DAY}月(?!度)|年[底末](?!端)|(?<![\\d一二两三四五六七八九十几多])年内(?!部|外|容)|上半年|下半年|第?[一二三四1-4]季度|即日起`,
    'g',
  );
  let taken = 0;
  for (const found of text.matchAll(candidate)) {
    if (found.index < taken) continue;
    const find = readDate(text, found.index, context);
    if (!find) continue;
    finds.push(find);
    taken = find.end;
  }
  finds.push(...findTerms(text, context), ...findFestivals(text, context));
  return finds.sort((a, b) => a.start - b.start);
}

function match(pattern: RegExp, text: string, position: number): string | null {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0] ?? null;
}

const BEFORE_FALSE = /(?:截至|与|较|同比|比|[自从])(?:去年|上年)?$/;

function readDate(text: string, start: number, context: DateContext): DateFind | null {
  if (text.startsWith('即日起', start)) return readFromToday(text, start, context);
  const first = readPoint(text, start, context, null);
  if (!first) return null;
  const before = text.slice(Math.max(0, start - 6), start);
  const spanMark = match(SPAN_MARK, text, first.end);
  if (spanMark !== null) {
    const second = readPoint(text, first.end + spanMark.length, context, first);
    if (second && second.to >= first.from) {
      const limit = match(LIMIT_MARK, text, second.end);
      const end = second.end + (limit?.length ?? 0);
      return { start, end, use: 'span', values: [{ from: first.from, to: second.to, start, end }] };
    }
  }
  const points: { point: Point; start: number }[] = [{ point: first, start }];
  let end = first.end;
  for (;;) {
    const mark = match(LIST_MARK, text, end);
    if (mark === null) break;
    const next = readPoint(text, end + mark.length, context, points.at(-1)?.point ?? null);
    if (!next || (mark === '，' && !/分别(?:于|在)?$/.test(before))) break;
    points.push({ point: next, start: end + mark.length });
    end = next.end;
  }
  const falseMark = match(FALSE_MARK, text, end);
  if (falseMark !== null && !/^[底末]/.test(falseMark)) {
    return { start, end: end + falseMark.length, use: 'false', values: points.map((entry) => dateValue(entry, end)) };
  }
  const limit = match(LIMIT_MARK, text, end);
  const last = points.at(-1)?.point ?? first;
  const values = points.map((entry) => dateValue(entry, end));
  // 2024年、2025年、2026年11月底前: the month of the last one is meant for all
  if (limit !== null || last.limit) {
    for (const [index, { point }] of points.entries()) {
      const value = values[index];
      if (value && last.month && point.precision === 'year' && last.precision !== 'year') {
        value.to = last.day
          ? isoDate(point.year, last.month, Number(last.to.slice(8)))
          : monthEnd(point.year, last.month);
      }
    }
  }
  const limitEnd = end + (limit?.length ?? 0);
  if (limit !== null && /前/.test(limit) && !last.limit && !/^[底末]/.test(limit)) markAmbiguous(values, last);
  if (BEFORE_FALSE.test(before) && !(limit !== null && /截[至止]$/.test(before))) {
    return { start, end: limitEnd, use: 'false', values };
  }
  const byWords =
    limit !== null ||
    last.limit ||
    (/(?:到|至|截止到?|不(?:迟|晚)于)$/.test(before) && !/(?:[直甚乃]至|[达得看提想]到)$/.test(before));
  const use: DateUse = byWords ? 'by' : last.day ? 'on' : 'in';
  if (use === 'by') for (const value of values) value.from = null;
  return { start, end: limitEnd, use, values };
}

function dateValue({ point, start }: { point: Point; start: number }, end: number): DateValue {
  return { from: point.from, to: point.to, start, end: Math.min(point.end, end) };
}

/** 2024年6月前 may or may not include June, 2025年之前 may or may not include 2025. */
function markAmbiguous(values: DateValue[], point: Point): void {
  if (point.day || point.precision === 'part') return;
  for (const value of values) if (value.from) value.alt = [dayBefore(value.from)];
}

/** 即日起至4月8日, 即日起到12月底. */
function readFromToday(text: string, start: number, context: DateContext): DateFind | null {
  const mark = match(/即日起(?:至|到|—)/y, text, start);
  const point = mark === null ? null : readPoint(text, start + mark.length, context, null);
  if (!point) return null;
  const limit = match(LIMIT_MARK, text, point.end);
  const end = point.end + (limit?.length ?? 0);
  return { start, end, use: 'by', values: [{ from: null, to: point.to, start, end }] };
}

const TERM =
  /(?:用|力争|争取)?(?<![每\d第])([一二两三五1-5])(?:个)?年(?:左右)?(?:时间)?(?:内|之内|以内)(?!发生|累计|[两二2]次|未|因|受到|被|有)/g;

/** 三年内 ends with the plan's period; a shorter term ends that many years after its beginning. */
function findTerms(text: string, context: DateContext): DateFind[] {
  if (!context.periodTo) return [];
  const finds: DateFind[] = [];
  for (const found of text.matchAll(TERM)) {
    const years = readNumber(found[1] ?? '');
    if (years === null) continue;
    const start = found.index;
    const end = start + found[0].length;
    const first = Number((context.periodFrom ?? context.periodTo).slice(0, 4));
    const final = Number(context.periodTo.slice(0, 4));
    if (first + years - 1 > final && years !== 3) continue;
    const to = years >= final - first + 1 ? context.periodTo : isoDate(first + years - 1, 12, 31);
    finds.push({ start, end, use: 'term', values: [{ from: null, to, start, end }] });
  }
  return finds;
}

const FESTIVAL =
  /(元旦|春节|元宵节?|清明节?|[“"]?五一[”"]?|五一劳动节|端午节?|中秋节?|[“"]?国庆[”"]?节?|[“"]十一[”"])(?:劳动节|假期|放假|节)?(?:之前|以前|前)(?!夕|后|往|期|来)/g;

function findFestivals(text: string, context: DateContext): DateFind[] {
  const finds: DateFind[] = [];
  for (const found of text.matchAll(FESTIVAL)) {
    const name =
      (found[1] ?? '').replace(/[“”"节]/g, '') === '春'
        ? '春节'
        : (found[1] ?? '')
            .replace(/[“”"]/g, '')
            .replace(/(?<!春)节$/, '')
            .replace('五一劳动', '五一')
            .replace('十一', '国庆');
    const before = text.slice(Math.max(0, found.index - 6), found.index);
    const stated = /((?:19|20)\d\d)年$/.exec(before)?.[1];
    const year = stated ? Number(stated) : context.year;
    if (year === null) continue;
    let day = festivalDate(name as Festival, year);
    if (!stated && context.planDate && day < context.planDate) day = festivalDate(name as Festival, year + 1);
    const start = stated ? found.index - 5 : found.index;
    const end = found.index + found[0].length;
    finds.push({ start, end, use: 'by', values: [{ from: null, to: dayBefore(day), alt: [day], start, end }] });
  }
  return finds;
}
