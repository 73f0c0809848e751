/** The four levels of official documents (GB/T 9704—2012, 7.3.3): 一、 （一） 1. （1）. */
type MarkerLevel = 1 | 2 | 3 | 4;

export interface Marker {
  level: MarkerLevel;
  number: number;
  /** As it stands in a path: 一, （一）, 1, （1）. */
  token: string;
  /** Folded characters taken by the marker. */
  length: number;
}

/** A dash stands for 一 where recognition has read it so: —、总体要求, （—）. */
const FORMS: readonly [MarkerLevel, RegExp][] = [
  [
    1,
    /([一二三四五六七八九十—]{1,3})(?:、|(?<!—)[.。])(?![一二三四五六七八九十]{1,2}(?:[级类等季期线次名号度代产楼层]|、))/y,
  ],
  [2, /（([一二三四五六七八九十—]{1,3})）[、.。]?/y],
  // "1.2024年底前…" is the first task, "1.5米" is a measure
  [3, /(\d{1,2})(?:[.、](?!\d)|[.、](?=(?:19|20)\d\d年))/y],
  [4, /（(\d{1,2})）[、.。]?/y],
];

/** Reads the marker that stands at `position` of a folded text. */
export function markerAt(text: string, position: number): Marker | null {
  for (const [level, form] of FORMS) {
    form.lastIndex = position;
    const found = form.exec(text);
    const digits = found?.[1]?.replaceAll('—', '一');
    if (!found || !digits) continue;
    const number = level <= 2 ? chineseNumber(digits) : Number(digits);
    if (!number) continue;
    const bare = level <= 2 ? digits : String(number);
    return { level, number, token: level % 2 === 0 ? `（${bare}）` : bare, length: found[0].length };
  }
  return null;
}

const DIGITS = '零一二三四五六七八九';

/** 一 … 九十九; `null` where the characters do not make a number. */
function chineseNumber(word: string): number | null {
  const form = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(word);
  if (!form) return null;
  const [, first, ten, last] = form;
  if (!ten) return first && !last ? DIGITS.indexOf(first) : null;
  return (first ? DIGITS.indexOf(first) : 1) * 10 + (last ? DIGITS.indexOf(last) : 0);
}
