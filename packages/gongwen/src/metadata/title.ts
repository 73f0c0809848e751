import type { Outline } from '../outline/outline.ts';
import { type FoldedText, sourceWords } from '../text/folded-text.ts';

const TITLE_END =
  /(?:通知|方案|意见|计划|决定|通报|办法|要点|细则|公告|通告|规划|措施|制度|预案|指引|清单|函)(?:》的?通知)?(?:（[^（）]{1,24}）)*$/;
/** Lines of a page or of a text which are no title: sentences, labels, navigation, banners, numbers. */
const NOT_TITLE =
  /[。；！？]|^(?:现将|为|根据|按照|经|附件|各|抄送|发布|来源|索引|主题|当前位置|您现在|首页|关联|上一篇|下一篇)|^.{0,12}：$|>|文件$|号$|^[\d.、（）—]+$|^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.、])/;
const LABEL = /^(?:标题|名称|信息名称|文件名称)：/;

interface Range {
  start: number;
  end: number;
}

/** The title of the plan: its own title behind a covering letter, the one inside 《》 where a notice only forwards a plan. */
export function readTitle(folded: FoldedText, outline: Outline): string | null {
  const lines = folded.lines.slice(0, Math.min(outline.headEnd, 80));
  const words = lines.map((line) => folded.text.slice(line.start, line.end));
  const candidates = words.flatMap((line, index): Range[] => {
    if (!isTitle(line)) return [];
    const first = firstLine(words, index);
    return [{ start: lines[first]?.start ?? 0, end: lines[index]?.end ?? 0 }];
  });
  const forwards = ({ start, end }: Range): boolean =>
    /(?:关于|印发|转发|下发).*通知$/.test(folded.text.slice(start, end));
  const best = candidates.filter((range) => !forwards(range)).at(-1) ?? candidates.at(-1);
  if (!best) return announcedTitle(folded, lines.at(-1)?.end ?? 0);
  const whole = folded.text.slice(best.start, best.end);
  const forwarded = /(?:印发|转发|下发|关于|发布)(?:《(.{4,90})》)(子方案)?的?通知$/.exec(whole);
  if (forwarded?.[1] && !forwarded[2]) {
    const start = best.start + whole.indexOf('《') + 1;
    return sourceWords(folded, start, start + forwarded[1].length);
  }
  return sourceWords(folded, best.start + (LABEL.exec(whole)?.[0].length ?? 0), best.end);
}

function isTitle(line: string): boolean {
  if (line.length > 90 || !TITLE_END.test(line) || NOT_TITLE.test(line)) return false;
  return !line.includes('，') || /关于.*通知$/.test(line);
}

/** A title runs over several lines upward: short lines that are no sentence, and whatever an open bracket needs. */
function firstLine(words: readonly string[], last: number): number {
  let first = last;
  while (first > 0 && last - first < 6) {
    const above = words[first - 1] ?? '';
    const below = words.slice(first, last + 1).join('');
    const open = closesMore(below) || /(?:关于|印发|转发|暨|和|的)$/.test(above);
    if (!open && !joins(above, words[first] ?? '')) break;
    first--;
  }
  return first;
}

/** A closing bracket whose opening one stands on a line above. */
function closesMore(words: string): boolean {
  const count = (sign: string): number => words.split(sign).length;
  return count('》') > count('《') || count('）') > count('（');
}

function joins(above: string, below: string): boolean {
  if (above.length > 45 || above.length < 3 || NOT_TITLE.test(above) || TITLE_END.test(above)) return false;
  if (/\d{1,2}日$|：|•|^【|^（|〔|，/.test(above)) return false;
  return !/^关于/.test(below);
}

/** 现将《…方案》印发给你们. */
function announcedTitle(folded: FoldedText, end: number): string | null {
  const found = /(?:现将|关于)[^《。]{0,20}《([^《》]{4,80}(?:方案|计划|意见|办法|要点)(?:（[^（）]{1,24}）)?)》/.exec(
    folded.text.slice(0, end),
  );
  if (!found?.[1]) return null;
  const start = found.index + found[0].length - 1 - found[1].length;
  return sourceWords(folded, start, start + found[1].length);
}
