const UNITS: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** Source of a regular expression for a small number, in digits or in characters. */
export const NUMBER = '(?:\\d{1,4}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])';

/** 3, 三, 两, 十二, 二十 …; `null` for anything else. */
export function readNumber(word: string): number | null {
  if (/^\d{1,6}$/.test(word)) return Number(word);
  const tens = /^([一二两三四五六七八九])?十([一二三四五六七八九])?$/.exec(word);
  if (tens) return (tens[1] ? (UNITS[tens[1]] ?? 1) : 1) * 10 + (tens[2] ? (UNITS[tens[2]] ?? 0) : 0);
  return word.length === 1 ? (UNITS[word] ?? null) : null;
}
