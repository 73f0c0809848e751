import type { Outline } from '../outline/outline.ts';
import type { FoldedText } from '../text/folded-text.ts';
import { sourceWords } from '../text/folded-text.ts';

const TITLE_END =
  /(?:通知|方案|意见|计划|决定|通报|办法|要点|细则|公告|通告|规划|措施|制度|预案|指引|函)(?:》的通知)?(?:（[^（）]{1,24}）)*$/;
const NOT_TITLE =
  /[。；！？]|^(?:现将|为|根据|按照|经|附件|各|抄送|发布|来源|索引|标题|名称|主题|当前位置|您现在|首页)|^.{0,12}：$|>|文件$|号$/;

/** The title of the plan: of the plan itself behind a covering letter, inside 《》 where a notice only forwards it. */
export function readTitle(folded: FoldedText, outline: Outline): string | null {
  const lines = folded.lines.slice(0, Math.min(outline.headEnd, 80));
  const words = lines.map((line) => folded.text.slice(line.start, line.end));
  const ends = words.flatMap((line, index) =>
    line.length <= 90 && TITLE_END.test(line) && !NOT_TITLE.test(line) ? [index] : [],
  );
  const candidates = ends.map((end) => {
    let first = end;
    while (first > 0 && end - first < 4 && joinsTitle(words[first - 1] ?? '', words[first] ?? '')) first--;
    const start = lines[first]?.start ?? 0;
    return { start, end: lines[end]?.end ?? start };
  });
  const own = candidates.filter(
    ({ start, end }) => !/^(?:.{0,60})?(?:关于|印发).{0,80}通知$/.test(folded.text.slice(start, end)),
  );
  const best = own.at(-1) ?? candidates.at(-1);
  if (!best) return forwardedTitle(folded, lines.at(-1)?.end ?? 0);
  const whole = folded.text.slice(best.start, best.end);
  const forwarded = /(?:印发|转发|下发|关于)《(.{4,80}?)》(?:的通知|》)?/.exec(whole);
  if (forwarded?.[1] && /通知$/.test(whole)) {
    const start = best.start + forwarded.index + forwarded[0].indexOf('《') + 1;
    return sourceWords(folded, start, start + forwarded[1].length);
  }
  const letter = /^(?:名称|标题)?：?/.exec(whole)?.[0].length ?? 0;
  return sourceWords(folded, best.start + letter, best.end);
}

/** A line above belongs to the title when it is a piece of one: short, no sentence, not a title or a banner itself. */
function joinsTitle(above: string, below: string): boolean {
  if (above.length > 45 || above.length < 4 || NOT_TITLE.test(above) || TITLE_END.test(above)) return false;
  if (/\d{1,2}日$|：|•|^【|^（|〔/.test(above)) return false;
  return !/^关于/.test(below);
}

/** 现将《…方案》印发给你们. */
function forwardedTitle(folded: FoldedText, end: number): string | null {
  const found = /《([^《》]{4,80}(?:方案|计划|意见|办法|要点))(（[^（）]{1,24}）)?》/.exec(folded.text.slice(0, end));
  if (!found) return null;
  return sourceWords(folded, found.index + 1, found.index + found[0].length - 1);
}
