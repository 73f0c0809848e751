import { endsInBody } from '../language/bodies.ts';
import { isDateLine } from '../outline/end-matter.ts';
import type { Outline } from '../outline/outline.ts';
import type { FoldedText } from '../text/folded-text.ts';
import { sourceWords } from '../text/folded-text.ts';

const AUTHOR =
  /(?<=^|[，。：])([^，。；：、]{2,30}?)(?:研究)?(?:决定|结合[^，。]{0,20}实际[，]?(?:特)?(?:制定|制订|编制)(?:本|了?本)(?:实施)?(?:方案|计划))/;

/** The signing body; else the banner (…文件); else the body that the plan names as its author; else the source of the page. */
export function readIssuer(folded: FoldedText, outline: Outline): string | null {
  return signature(folded, outline) ?? banner(folded, outline) ?? author(folded, outline) ?? source(folded, outline);
}

function signature(folded: FoldedText, outline: Outline): string | null {
  const { lines, text } = folded;
  for (let i = 1; i < lines.length; i++) {
    if (i === outline.headEnd) i = Math.max(i, outline.bodyEnd);
    const line = lines[i];
    const above = lines[i - 1];
    if (!line || !above) continue;
    const date = text.slice(line.start, line.end);
    if (!isDateLine(date) || date.endsWith('印发')) continue;
    const words = text.slice(above.start, above.end);
    if (words.length <= 40 && endsInBody(words) && !/[，。；：]/.test(words))
      return sourceWords(folded, above.start, above.end);
  }
  return null;
}

function banner(folded: FoldedText, outline: Outline): string | null {
  for (const line of folded.lines.slice(0, Math.min(outline.headEnd, 40))) {
    const words = folded.text.slice(line.start, line.end);
    const found = /^([\u4e00-\u9fff（）]{3,50})文件$/.exec(words);
    if (found?.[1] && !/政策|相关|重要/.test(found[1])) return sourceWords(folded, line.start, line.end - 2);
  }
  return null;
}

function author(folded: FoldedText, outline: Outline): string | null {
  const start = 0;
  const end = folded.lines[outline.headEnd - 1]?.end ?? 0;
  const found = AUTHOR.exec(folded.text.slice(start, end));
  if (!found?.[1] || !endsInBody(found[1])) return null;
  return sourceWords(folded, start + found.index, start + found.index + found[1].length);
}

function source(folded: FoldedText, outline: Outline): string | null {
  for (const line of folded.lines.slice(0, Math.min(outline.headEnd, 40))) {
    const words = folded.text.slice(line.start, line.end);
    const found = /(?:信息来源|来源|发文机关|发布机构|发布单位)：([\u4e00-\u9fff（）]{3,30})/.exec(words);
    if (!found?.[1] || !endsInBody(found[1])) continue;
    const start = line.start + found.index + found[0].length - found[1].length;
    return sourceWords(folded, start, start + found[1].length);
  }
  return null;
}
