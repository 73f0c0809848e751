import { type FoldedText, sourceWords } from '../text/folded-text.ts';

/** Who a unit names at its end: （责任单位：…）, 牵头单位：…；配合单位：…, （县应急局牵头，县住建局配合）. */
export interface Tail {
  lead: string | null;
  support: string[];
  /** Where the tail begins. */
  start: number;
}

const LABEL =
  /(牵头单位|牵头部门|主责单位|责任单位|责任部门|责任主体|责任领导|责任人|落实单位|承办单位|主办单位|实施单位|配合单位|配合部门|参与单位|协同单位|协办单位)[：:]/g;
const IS_SUPPORT = /^(?:配合|参与|协同|协办)/;
/** The last bracket of a unit, with brackets inside names. */
const CLOSING = /（((?:[^（）]|（[^（）]{1,16}）){2,220})）。?$/;
const LEAD = /^(.{2,80}?)(?:负责)?牵头/;
const SUPPORT =
  /(?:牵头[^，；]{0,4}[，；])(.{2,160}?)等?(?:按(?:照)?(?:各自)?(?:职责|分工)+)?(?:配合|参与|协同|分工负责|负责)/;
const SHARED = /^(.{2,200}?)等?(?:按(?:照)?(?:各自)?(?:职责|分工)+|分别)?负责(?:，|；|$)/;

export function readTail(folded: FoldedText, start: number, end: number): Tail | null {
  const words = folded.text.slice(start, end);
  return readLabels(folded, words, start) ?? readClosing(folded, words, start);
}

function readLabels(folded: FoldedText, words: string, offset: number): Tail | null {
  const labels = [...words.matchAll(LABEL)];
  const [first] = labels;
  if (!first) return null;
  const tail: Tail = { lead: null, support: [], start: offset + first.index };
  for (const [index, label] of labels.entries()) {
    const from = label.index + label[0].length;
    const to = valueEnd(words, from, labels[index + 1]?.index ?? words.length);
    if (to <= from) continue;
    const names = sourceWords(folded, offset + from, offset + to);
    if (tail.lead === null && !IS_SUPPORT.test(label[1] ?? '')) tail.lead = names;
    else tail.support.push(names);
  }
  return tail.lead === null && tail.support.length === 0 ? null : tail;
}

/** The value runs to the next mark; brackets inside names (各县（市、区）) do not end it. */
function valueEnd(words: string, from: number, limit: number): number {
  let depth = 0;
  for (let i = from; i < limit; i++) {
    const sign = words[i] ?? '';
    if (sign === '（') depth++;
    else if (sign === '）' && depth-- === 0) return i;
    else if (depth === 0 && /[；。]/.test(sign)) return i;
    else if (depth === 0 && sign === '，' && /^，(?:完成时限|时限|完成时间|配合|参与)/.test(words.slice(i, i + 5)))
      return i;
    if (i - from > 300) return i;
  }
  return limit;
}

/** （县应急局牵头，县住建局配合）, （各乡镇、县应急局等按职责分工负责）. */
function readClosing(folded: FoldedText, words: string, offset: number): Tail | null {
  const window = words.slice(-260);
  const bracket = CLOSING.exec(window);
  const inside = bracket?.[1];
  if (!bracket || !inside) return null;
  const start = offset + words.length - window.length + bracket.index + 1;
  const take = (name: string): string => {
    const at = start + inside.indexOf(name);
    return sourceWords(folded, at, at + name.length);
  };
  const lead = LEAD.exec(inside)?.[1];
  const support = SUPPORT.exec(inside)?.[1];
  if (lead) return { lead: take(lead), support: support ? [take(support)] : [], start: start - 1 };
  const shared = SHARED.exec(inside)?.[1];
  return shared ? { lead: take(shared), support: [], start: start - 1 } : null;
}
