import { findQuantities, limitWords } from './quantities.ts';

/** Units in which a text compares what was found with a limit it names itself. */
const comparedUnits = [
  '人',
  '米',
  '毫米',
  '公斤',
  '吨',
  '%',
  'kpa',
  '千帕',
  'mpa',
  '兆帕',
  '箱',
  '发',
  '台',
  '分钟',
  '年',
  '立方',
];

/** Of these there must be enough; of everything else there must not be too much. */
const needed =
  /干滩|滩长|滩顶|埋深|煤柱|水柱|岩柱|矿柱|保安|距离|间距|相距|封堵|强度|平台宽|平盘宽|安全系数|支护长|超前支护|套管|厚|供风|风量|备用|能力|标高|高出|净宽|宽度|接地|照度|深度不|抽采率|风速/;

export interface OwnLimits {
  /** A number found is beyond the limit that the text names. */
  beyond: boolean;
  /** The text without the clauses whose numbers keep the limit that the text names: what is left to complain of. */
  rest: string;
}

/**
 * Compares, whatever the subject, the numbers of a text with the limits it names itself (核定40人,上了36人).
 * @param text normalised
 */
export function compareOwnLimits(text: string): OwnLimits {
  if (!limitWords.test(text)) return { beyond: false, rest: text };
  let beyond = false;
  const kept: { from: number; to: number }[] = [];
  for (const unit of comparedUnits) {
    const quantities = findQuantities(text, unit);
    const stated = quantities.find((quantity) => quantity.stated);
    const found = quantities.filter(
      (quantity) => !quantity.stated && Math.abs(quantity.at - (stated?.at ?? 0)) < reach,
    );
    if (!stated || !found.length) continue;
    const from = startOfClause(text, Math.min(stated.at, found[0]?.at ?? stated.at));
    const to = endOfClause(text, Math.max(stated.end, found.at(-1)?.end ?? stated.end));
    const mustBeEnough = needed.test(text.slice(from, to));
    if (found.some(({ value }) => (mustBeEnough ? value < stated.value : value > stated.value))) beyond = true;
    else kept.push({ from, to });
  }
  let rest = text;
  for (const { from, to } of kept.sort((a, b) => b.from - a.from)) rest = rest.slice(0, from) + rest.slice(to);
  return { beyond, rest: kept.length ? rest.replace(/^[,。;]+/, '') : text };
}

/** A number further away speaks of something else. */
const reach = 24;

function startOfClause(text: string, at: number): number {
  return Math.max(...[',', '。', ';'].map((mark) => text.lastIndexOf(mark, at - 1))) + 1;
}

function endOfClause(text: string, at: number): number {
  const ends = [',', '。', ';'].map((mark) => text.indexOf(mark, at)).filter((end) => end >= 0);
  return ends.length ? Math.min(...ends) : text.length;
}
