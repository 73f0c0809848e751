import { dayBefore, type Festival, festivalDate, isoDate, isRealDate, monthEnd } from './calendar.ts';
import type { DateContext } from './date-points.ts';
import type { DateFind, DateUse } from './dates.ts';
import { readNumber } from './numbers.ts';

/** Dates that are counted from something: 三年内, 春节前, 本月25日前, “十四五”末. */
export function findRelativeDates(text: string, context: DateContext): DateFind[] {
  return [
    ...findTerms(text, context),
    ...findFestivals(text, context),
    ...findThisMonth(text, context),
    ...findPlanPeriods(text),
  ];
}

function find(use: DateUse, start: number, length: number, to: string, alt?: string[]): DateFind {
  const end = start + length;
  return { start, end, use, values: [{ from: null, to, ...(alt ? { alt } : {}), start, end }], yearStated: false };
}

const TERM =
  /(?:(?<![每\d第])([一二两三五1-5])个?年(?:内|之内|以内)|用([一二两三五1-5])年(?:左右)?的?时间)(?!发生|累计|有|未|因|受到|被|[一两二2]次)/g;

/** 三年内 ends with the plan's period; a shorter term ends that many years after its beginning. */
function findTerms(text: string, context: DateContext): DateFind[] {
  const { periodFrom, periodTo } = context;
  if (!periodTo) return [];
  const first = Number((periodFrom ?? periodTo).slice(0, 4));
  const final = Number(periodTo.slice(0, 4));
  return [...text.matchAll(TERM)].flatMap((found) => {
    const years = readNumber(found[1] ?? found[2] ?? '');
    if (years === null || (first + years - 1 > final && years !== 3)) return [];
    const to = first + years - 1 >= final ? periodTo : isoDate(first + years - 1, 12, 31);
    return [find('term', found.index, found[0].length, to)];
  });
}

const FESTIVAL =
  /(?:((?:19|20)\d\d)年)?[“"]?(元旦|春节|元宵|清明|五一|端午|中秋|国庆|十一(?=[”"]))[”"]?(?:劳动)?节?[”"]?(?:假期|放假)?(?:之前|以前|前)(?!夕|后|往|期|来)/g;

/** 春节前: up to the day before; the day itself is the other reading. Without a year, the next one after the plan. */
function findFestivals(text: string, context: DateContext): DateFind[] {
  return [...text.matchAll(FESTIVAL)].flatMap((found) => {
    const festival = (found[2] === '十一' ? '国庆' : found[2]) as Festival;
    const year = found[1] ? Number(found[1]) : context.year;
    if (year === null) return [];
    let day = festivalDate(festival, year);
    if (!found[1] && context.planDate && day < context.planDate) day = festivalDate(festival, year + 1);
    return [find('by', found.index, found[0].length, dayBefore(day), [day])];
  });
}

const THIS_MONTH =
  /(?<![每\d上各当次])(本月|下月|下个月)?(?:(\d{1,2})[日号]|(?<=[本下]月|下个月)底|(?<![\d一二三四五六七八九十月份])月底)(?:之前|以前|前)/g;

/** 本月25日前, 下月5日前, 月底前: counted from the date of the plan. */
function findThisMonth(text: string, context: DateContext): DateFind[] {
  if (!context.planDate) return [];
  const year = Number(context.planDate.slice(0, 4));
  const month = Number(context.planDate.slice(5, 7));
  return [...text.matchAll(THIS_MONTH)].flatMap((found) => {
    if (!found[1] && !/^月底/.test(found[0])) return [];
    const index = month + (found[1]?.startsWith('下') ? 1 : 0);
    const at = index > 12 ? { year: year + 1, month: 1 } : { year, month: index };
    const day = found[2] ? Number(found[2]) : null;
    if (day !== null && !isRealDate(at.year, at.month, day)) return [];
    const to = day === null ? monthEnd(at.year, at.month) : isoDate(at.year, at.month, day);
    return [find('by', found.index, found[0].length, to)];
  });
}

/** The last years of the five-year plans: 十四五 is 2021 to 2025. */
const FIVE_YEAR_END: Record<string, number> = { 十三五: 2020, 十四五: 2025, 十五五: 2030 };

function findPlanPeriods(text: string): DateFind[] {
  return [...text.matchAll(/[“"]?(十[三四五]五)[”"]?(?:规划)?(?:期)?(?:末|收官)/g)].map((found) =>
    find('by', found.index, found[0].length, isoDate(FIVE_YEAR_END[found[1] ?? ''] ?? 2025, 12, 31)),
  );
}
