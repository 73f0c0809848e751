import { isoDate, isRealDate, monthEnd } from '../language/calendar.ts';
import type { Outline } from '../outline/outline.ts';
import type { FoldedText } from '../text/folded-text.ts';
import { sourceWords } from '../text/folded-text.ts';
import { readIssuer } from './issuer.ts';
import { readTitle } from './title.ts';

export interface Metadata {
  title: string | null;
  docNumber: string | null;
  issuer: string | null;
  date: string | null;
  period: { from: string | null; to: string | null };
  /** The year that dates without a year belong to. */
  year: number | null;
  /** Who a notice is sent to (各县市区安委会办公室：…); `null` for a plan, which names its doers itself. */
  addressees: string | null;
}

const CHINESE_DATE =
  /((?:19|20)\d\d|二[〇零][〇零一二三四五六七八九]{2})年(\d{1,2}|[一二三四五六七八九十]{1,2})月(\d{1,2}|[一二三四五六七八九十]{1,3})日/;

export function readMetadata(folded: FoldedText, outline: Outline): Metadata {
  const title = readTitle(folded, outline);
  const docNumber = readDocNumber(folded, outline);
  const date = readDate(folded, outline);
  const period = readPeriod(folded, outline, title);
  const issuer = readIssuer(folded, outline);
  const year = yearOf(title, date, docNumber, period) ?? firstYear(folded);
  return { title, docNumber, issuer, date, period, year, addressees: readAddressees(folded, outline, title) };
}

/** A single year in the title is the plan's year; else that of its date, its number, its period. */
function yearOf(
  title: string | null,
  date: string | null,
  docNumber: string | null,
  period: Metadata['period'],
): number | null {
  const inTitle = [...(title ?? '').normalize('NFKC').matchAll(/(?:19|20)\d\d/g)].map((found) => found[0]);
  const single = new Set(inTitle).size === 1 ? inTitle[0] : undefined;
  const inNumber = /[〔[［（【]((?:19|20)\d\d)/.exec(docNumber ?? '')?.[1];
  const words = single ?? date ?? inNumber ?? period.from ?? inTitle[0];
  return words ? Number(words.slice(0, 4)) : null;
}

function firstYear(folded: FoldedText): number | null {
  const found = /((?:19|20)\d\d)年(?=\d{1,2}月|底)/.exec(folded.text);
  return found?.[1] ? Number(found[1]) : null;
}

function readDocNumber(folded: FoldedText, outline: Outline): string | null {
  const end = folded.lines[Math.min(outline.headEnd, 60) - 1]?.end ?? 0;
  for (const line of folded.lines.slice(0, Math.min(outline.headEnd, 60))) {
    const words = folded.text.slice(
      line.start,
      Math.min(line.start + 60, /[〔[［]$/.test(folded.text.slice(line.start, line.end)) ? end : line.end),
    );
    const found =
      /^(?:发文字号|文号|发布文号|[（(])?[：]?([\u4e00-\u9fff]{2,16}[〔[［（【]((?:19|20)\d\d)[〕\]］）】]第?\d{1,5}号)/.exec(
        words,
      );
    if (found?.[1]) {
      const start = line.start + found[0].length - found[1].length;
      return sourceWords(folded, start, start + found[1].length);
    }
  }
  return null;
}

function toDate(found: RegExpExecArray | null): string | null {
  if (!found) return null;
  const number = (word: string | undefined): number => {
    if (!word) return Number.NaN;
    if (/^\d+$/.test(word)) return Number(word);
    if (word.length === 4)
      return Number([...word].map((sign) => '〇一二三四五六七八九'.indexOf(sign === '零' ? '〇' : sign)).join(''));
    const tens = /^([一二三])?十([一二三四五六七八九])?$/.exec(word);
    const digit = (sign: string | undefined, fallback: number): number =>
      sign ? '〇一二三四五六七八九'.indexOf(sign) : fallback;
    return tens ? digit(tens[1], 1) * 10 + digit(tens[2], 0) : digit(word, Number.NaN);
  };
  const [year, month, day] = [number(found[1]), number(found[2]), number(found[3])];
  return isRealDate(year, month, day) ? isoDate(year, month, day) : null;
}

/** The date of signature; else of printing; else of publication on the page. */
function readDate(folded: FoldedText, outline: Outline): string | null {
  const lines = folded.lines;
  const outside = [...lines.slice(0, outline.headEnd), ...lines.slice(outline.bodyEnd)];
  for (const line of outside) {
    if (line.end - line.start > 24) continue;
    const words = folded.text.slice(line.start, line.end);
    const found = CHINESE_DATE.exec(words);
    if (found && found.index === 0 && found[0].length === words.length) return toDate(found);
  }
  for (const pattern of [/成文日期：?/, /印发/, /发布(?:日期|时间)?|发文日期|公开日期|时间/, /^/]) {
    for (const line of outside) {
      if (line.end - line.start > 120) continue;
      const words = folded.text.slice(line.start, line.end);
      if (!pattern.test(words)) continue;
      const found = CHINESE_DATE.exec(words) ?? /((?:19|20)\d\d)[—/.](\d{1,2})[—/.](\d{1,2})/.exec(words);
      if (found && (pattern.source !== '^' || words.length <= 30)) return toDate(found);
    }
  }
  return null;
}

const YEARS = /((?:19|20)\d\d)年?\s?[-—–―－~～至到]+\s?((?:19|20)\d\d)/;
const SENTENCE_PERIOD =
  /(?<=[从自]|时间[：为是]?)((?:19|20)\d\d)年(\d{1,2})月(?:(\d{1,2})日)?(?:开始|起|份)?(?:至|到|—)(?:((?:19|20)\d\d)年)?(\d{1,2})月(?:(\d{1,2})日)?(?:底|份|止|结束)?(?=[，。]?(?:分[一二三四五六\d]|为期|在全|集中|利用|共|$|。))/;
/** 治本攻坚三年行动（2024—2026年） in the head of a document whose title has lost the years. */
const NAMED_YEARS = /(?:三年|五年)[^。，]{0,16}（((?:19|20)\d\d)—((?:19|20)\d\d)年?）/;

/** Only what a sentence or the title states: 从2024年2月至2026年12月, （2024—2026年）, 2020年安全生产工作. */
function readPeriod(folded: FoldedText, outline: Outline, title: string | null): Metadata['period'] {
  const sentence = SENTENCE_PERIOD.exec(folded.text);
  if (sentence) {
    const [, fromYear, fromMonth, fromDay, toYear, toMonth, toDay] = sentence;
    const year = Number(toYear ?? fromYear);
    const from = isoDate(Number(fromYear), Number(fromMonth), Number(fromDay ?? 1));
    const to = toDay ? isoDate(year, Number(toMonth), Number(toDay)) : monthEnd(year, Number(toMonth));
    if (from < to) return { from, to };
  }
  const name = (title ?? '').normalize('NFKC');
  const head = folded.text.slice(0, folded.lines[outline.headEnd - 1]?.end ?? 0);
  const years = YEARS.exec(name) ?? (title === null || /三年|五年/.test(name) ? NAMED_YEARS.exec(head) : null);
  if (years && Number(years[1]) < Number(years[2])) return { from: `${years[1]}-01-01`, to: `${years[2]}-12-31` };
  const single = /((?:19|20)\d\d)年/.exec(name);
  return single ? { from: `${single[1]}-01-01`, to: `${single[1]}-12-31` } : { from: null, to: null };
}

/** The line before the first paragraph of a notice: 各县市区、功能区安委会办公室，市安委会有关成员单位：. */
function readAddressees(folded: FoldedText, outline: Outline, title: string | null): string | null {
  if (!title || !/通知$/.test(title)) return null;
  for (const line of folded.lines.slice(0, outline.headEnd)) {
    const words = folded.text.slice(line.start, line.end);
    if (words.length <= 120 && /^[^。；]{2,}：$/.test(words) && /各|有关|相关/.test(words))
      return sourceWords(folded, line.start, line.end - 1);
  }
  return null;
}
