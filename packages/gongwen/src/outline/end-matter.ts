import { BODY_NOUN_END } from '../language/bodies.ts';
import type { FoldedLine, FoldedText } from '../text/folded-text.ts';

/** Lines that stand behind the text of a document: attachments, imprint, and the foot of a web page. */
const END_LINE =
  /^(?:附件(?:[一二三四五六七八九十\d]{1,2})?(?:[：].{0,80}|[一二三四五六七八九十\d]{0,2})$|附[：]|附表(?:[一二三四五六七八九十\d]{1,2})?(?:[：]|$)|[（]此件|[（]本文有删减|抄送[：:]|抄报[：:]|主题词[：:]|校对[：:]|共印|(?:关联稿件|相关附件|相关链接|相关阅读|相关文件|相关解读|政策解读|图片解读|附件下载|扫一扫|分享到|打印本页|打印|关闭窗口|关闭|【|上一篇|下一篇|上一条|下一条|责任编辑|编辑[：:]|来源[：:]|信息来源|发布日期[：:]|版权所有|主办单位|主办[：:]|承办[：:]|网站标识码|网站地图|联系我们|您访问的链接|点击下载|返回顶部|收藏本页|浏览次数|ICP))/;
/** An attachment notice rather than an attachment: 附件：1.… behind the text. Both end the units. */
const ATTACHMENT_LINE = /^附(?:件|表|录)?(?:[一二三四五六七八九十\d]{1,2})?(?:[：]|$|[^，。；]{0,30}$)/;
const DATE_LINE =
  /^(?:[12]\d{3}|[二][〇零一二三四五六七八九○O]{3})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日(?:印发)?$/;

export const isAttachmentLine = (words: string): boolean =>
  words.length <= 60 && ATTACHMENT_LINE.test(words) && /^附(?:件|表|录|：)/.test(words);

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
    if (END_LINE.test(words)) return i;
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
    if (!BODY_NOUN_END.test(words) || /[，。；：]/.test(words)) break;
    start--;
  }
  return start;
}
