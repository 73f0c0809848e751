import { isoDate, isRealDate, lastDay, monthEnd } from './calendar.ts';
import { readNumber } from './numbers.ts';

/** What a date without a year, or counted from the plan, is relative to. */
export interface DateContext {
  year: number | null;
  /** The date of the plan, for festivals and 本月. */
  planDate: string | null;
  periodFrom: string | null;
  periodTo: string | null;
}

/** A stretch of the calendar as a document names it: 2024年, 上半年, 三季度, 6月, 6月底, 6月3日. */
export interface Point {
  /** First and last day. */
  from: string;
  to: string;
  /** Offset behind the words. */
  end: number;
  year: number;
  month: number | null;
  precision: 'day' | 'part' | 'month' | 'quarter' | 'half' | 'year';
  /** 底 or 末 is printed: the last day is meant. */
  limit: boolean;
  yearStated: boolean;
}

/** Years: 2024年, 二〇二四年, the first of 2024—2025年, 今年. */
const YEAR =
  '(?:(?:(?:19|20)\\d\\d|二[〇零][〇零一二三四五六七八九]{2})年|(?:19|20)\\d\\d(?=[—至到](?:19|20)\\d\\d年)|今年|本年|明年|次年)';
const NUM = '\\d{1,2}';

/** The number of a month or a day may stand without its sign in front of another: 3—6月, 6、12月底, 3月1—15日. */
const POINT = new RegExp(
  `(?<year>${YEAR})?` +
    `(?:(?<month>${NUM}|(?<=年)(?:十[一二]?|[一二三四五六七八九]))(?:月(?:份)?|(?=[—至到、]${NUM}月))(?:(?<day>${NUM})(?:[日号]|(?=[—至到]${NUM}[日号]))|(?<part>[底末]|上旬|中旬|下旬|初))?` +
    '|(?<half>上半年|下半年)(?<halfEnd>[底末])?' +
    '|第?(?<quarter>[一二三四1-4])季度(?<quarterEnd>[底末])?' +
    '|(?<yearEnd>年?[底末终]|年内)' +
    ')?',
  'y',
);
const BARE_DAY = new RegExp(`(?<day>${NUM})[日号]`, 'y');

/** Where a date can begin. */
export const pointStarts = (): RegExp =>
  new RegExp(
    `${YEAR}|(?<![\\d.])(?:${NUM}[—至、])?${NUM}月(?!度)|年[底末](?!端)|(?<![\\d一二两三四五六七八九十几多])年内(?!部|外|容)|上半年|下半年|第?[一二三四1-4]季度|即日起`,
    'g',
  );

/** Reads the date that stands at `position`; a date without a year takes it from `inherited`, else from the plan. */
export function readPoint(text: string, position: number, context: DateContext, inherited: Point | null): Point | null {
  POINT.lastIndex = position;
  const found = POINT.exec(text);
  const groups = found?.groups;
  if (!found || !groups || found[0] === '') return inherited ? readBareDay(text, position, inherited) : null;
  if (!groups.year && groups.yearEnd && !groups.yearEnd.startsWith('年')) return null;
  const year = readYear(groups.year, inherited?.year ?? yearOfMonth(readNumber(groups.month ?? ''), context));
  if (year === null || year < 1949 || year > 2100) return null;
  const base = { end: position + found[0].length, year, month: null, limit: false, yearStated: Boolean(groups.year) };
  if (groups.month) return readMonth(base, readNumber(groups.month) ?? 0, groups.day, groups.part);
  if (groups.half) {
    const first = groups.half === '上半年';
    const range = { from: isoDate(year, first ? 1 : 7, 1), to: monthEnd(year, first ? 6 : 12) };
    return { ...base, ...range, limit: Boolean(groups.halfEnd), precision: 'half' };
  }
  if (groups.quarter) {
    const quarter = readNumber(groups.quarter) ?? 1;
    const range = { from: isoDate(year, quarter * 3 - 2, 1), to: monthEnd(year, quarter * 3) };
    return { ...base, ...range, limit: Boolean(groups.quarterEnd), precision: 'quarter' };
  }
  const range = { from: isoDate(year, 1, 1), to: isoDate(year, 12, 31) };
  return { ...base, ...range, limit: Boolean(groups.yearEnd), precision: groups.yearEnd ? 'part' : 'year' };
}

/** A plan of the last quarter means the next year by 3月底前. */
function yearOfMonth(month: number | null, { year, planDate }: DateContext): number | null {
  if (year === null || month === null || month > 6 || planDate === null) return year;
  return Number(planDate.slice(5, 7)) >= 10 && Number(planDate.slice(0, 4)) === year ? year + 1 : year;
}

function readYear(word: string | undefined, known: number | null): number | null {
  if (!word) return known;
  if (/^\d{4}/.test(word)) return Number(word.slice(0, 4));
  if (/^[明次]/.test(word)) return known === null ? null : known + 1;
  if (/^[今本]/.test(word)) return known;
  const digits = [...word.slice(0, -1)].map((sign) => readNumber(sign));
  return digits.length === 4 && !digits.includes(null) ? Number(digits.join('')) : null;
}

type Base = Pick<Point, 'end' | 'year' | 'limit' | 'yearStated'>;

function readMonth(base: Base, month: number, day: string | undefined, part: string | undefined): Point | null {
  const { year } = base;
  if (month < 1 || month > 12) return null;
  if (day) {
    if (!isRealDate(year, month, Number(day))) return null;
    const date = isoDate(year, month, Number(day));
    return { ...base, month, from: date, to: date, precision: 'day' };
  }
  const first = part === '下旬' ? 21 : part === '中旬' ? 11 : 1;
  const last = part === '上旬' || part === '初' ? 10 : part === '中旬' ? 20 : lastDay(year, month);
  const limit = part === '底' || part === '末';
  return {
    ...base,
    month,
    from: isoDate(year, month, first),
    to: isoDate(year, month, last),
    limit,
    precision: part ? 'part' : 'month',
  };
}

/** 3月1日至15日: the month is not said again. */
function readBareDay(text: string, position: number, inherited: Point): Point | null {
  BARE_DAY.lastIndex = position;
  const found = BARE_DAY.exec(text);
  const day = Number(found?.groups?.day);
  if (!found || !inherited.month || !isRealDate(inherited.year, inherited.month, day)) return null;
  const date = isoDate(inherited.year, inherited.month, day);
  const end = position + found[0].length;
  return { ...inherited, from: date, to: date, end, limit: false, precision: 'day', yearStated: false };
}
