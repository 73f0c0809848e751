/** Legal dates as strings `YYYY-MM-DD`; months are 1 to 12. */
export const isoDate = (year: number, month: number, day: number): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

export const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

export const monthEnd = (year: number, month: number): string => isoDate(year, month, lastDay(year, month));

export const isRealDate = (year: number, month: number, day: number): boolean =>
  year >= 1949 && year <= 2100 && month >= 1 && month <= 12 && day >= 1 && day <= lastDay(year, month);

export const dayBefore = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

/** Festivals named in plans as dates (春节前). */
export type Festival = '元旦' | '春节' | '元宵' | '清明' | '五一' | '端午' | '中秋' | '国庆';

const FIXED: Partial<Record<Festival, [month: number, day: number]>> = { 元旦: [1, 1], 五一: [5, 1], 国庆: [10, 1] };
const LUNAR: Partial<Record<Festival, [month: number, day: number]>> = {
  春节: [1, 1],
  元宵: [1, 15],
  端午: [5, 5],
  中秋: [8, 15],
};

/** The day of a festival in a Gregorian year (农历 by the calendar of the runtime; 清明 by the solar-term formula). */
export function festivalDate(festival: Festival, year: number): string {
  const fixed = FIXED[festival];
  if (fixed) return isoDate(year, ...fixed);
  const lunar = LUNAR[festival];
  if (lunar) return lunarDate(year, ...lunar);
  const short = year % 100;
  return isoDate(year, 4, Math.floor(short * 0.2422 + 4.81) - Math.floor(short / 4));
}

let calendar: Intl.DateTimeFormat | undefined;
/** Made on first use: loading the calendar data takes longer than reading a plan. */
const lunarCalendar = (): Intl.DateTimeFormat =>
  (calendar ??= new Intl.DateTimeFormat('en-US-u-ca-chinese', {
    timeZone: 'UTC',
    month: 'numeric',
    day: 'numeric',
  }));

/** Walks the days in which the lunar date can fall: lunar month m lies between Gregorian months m and m + 2. */
function lunarDate(year: number, month: number, day: number): string {
  const start = Date.UTC(year, month - 1, 20);
  for (let offset = 0; offset < 70; offset++) {
    const date = new Date(start + offset * 86_400_000);
    const parts = lunarCalendar().formatToParts(date);
    const value = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
    if (value('month') === String(month) && value('day') === String(day)) return date.toISOString().slice(0, 10);
  }
  return isoDate(year, month + 1, day);
}
