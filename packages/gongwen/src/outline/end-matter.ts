import { endsInBody } from '../language/bodies.ts';
import type { FoldedLine, FoldedText } from '../text/folded-text.ts';
import { endsSentence } from './line-shape.ts';

/** Lines that stand behind the text of a document: attachments, imprint, and the foot of a web page. */
const END_LINE = new RegExp(
  [
    '^附件(?:[一二三四五六七八九十\\d]{1,2})?(?:：|$)|^附[：]|^附表(?:[一二三四五六七八九十\\d]{1,2})?(?:：|$)',
    '^（(?:此件|本文有删减|联系人)|^(?:抄送|抄报|主题词|校对|编辑|信息来源|来源|发布日期|主办|承办)：|^共印',
    '^(?:关联稿件|相关附件|相关链接|相关阅读|相关文件|相关解读|政策解读|图片解读|文字解读|附件下载|点击下载|责任编辑|版权所有|主办单位|网站标识码|网站地图|联系我们|您访问的链接|返回顶部|收藏本页|浏览次数)',
    '^(?:扫一扫|分享到|上一篇|下一篇|上一条|下一条)|^(?:打印|关闭|打印本页|关闭窗口|关闭本页)$|^【(?:打印|关闭|字号|字体|纠错|我要|大|收藏|返回)',
  ].join('|'),
);
const DATE_LINE =
  /^(?:[12]\d{3}|[二][〇零一二三四五六七八九○O]{3})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日(?:印发)?$/;

export const isDateLine = (words: string): boolean => words.length <= 16 && DATE_LINE.test(words);

/**
 * Index of the first line from `from` on that no longer belongs to the text: attachments, the signature with its date, the
 * imprint, the foot of a page. `lines.length` where the text runs to the end.
 */
export function findEndMatter(folded: FoldedText, lines: readonly FoldedLine[], from: number, to: number): number {
  for (let i = from; i < to; i++) {
    const line = lines[i];
    if (!line || line.end - line.start > 100) continue;
    const words = folded.text.slice(line.start, line.end);
    if (END_LINE.test(words) && opensLine(folded, lines, i)) return i;
    if (isDateLine(words)) return signatureStart(folded, lines, i, from);
  }
  return to;
}

/** The signing bodies stand on the lines before the date. */
function signatureStart(folded: FoldedText, lines: readonly FoldedLine[], dateIndex: number, from: number): number {
  let start = dateIndex;
  while (start > from) {
    const line = lines[start - 1];
    if (!line || line.end - line.start > 40) break;
    const words = folded.text.slice(line.start, line.end);
    if (!endsInBody(words) || /[，。；：]/.test(words)) break;
    start--;
  }
  return start;
}

/** The line is no continuation of a sentence (…依法⏎关闭取缔…). */
function opensLine(folded: FoldedText, lines: readonly FoldedLine[], index: number): boolean {
  const before = lines[index - 1];
  const line = lines[index];
  return !before || !line || line.gapBefore || endsSentence(folded, before) || before.end - before.start <= 30;
}
