const digits = '零一二三四五六七八九';

/** 12, 1.5, 十二, 两百, 三万 → number; undefined for anything else. */
export function readNumber(text: string): number | undefined {
  if (/^[0-9]+(?:\.[0-9]+)?$/.test(text)) return Number(text);
  if (text === '半') return 0.5;
  let total = 0;
  let section = 0;
  let digit = 0;
  for (const character of text.replaceAll('两', '二').replaceAll('〇', '零')) {
    const value = digits.indexOf(character);
    if (value >= 0) digit = value;
    else if (character === '十') {
      section += (digit || 1) * 10;
      digit = 0;
    } else if (character === '百') {
      section += digit * 100;
      digit = 0;
    } else if (character === '千') {
      section += digit * 1000;
      digit = 0;
    } else if (character === '万') {
      total += (section + digit) * 10_000;
      section = 0;
      digit = 0;
    } else return undefined;
  }
  return total + section + digit;
}

export interface Quantity {
  value: number;
  at: number;
  end: number;
  /** The number stands for a limit (核定9人, 设计15米), not for what was found. */
  stated: boolean;
}

const statedBefore =
  /(?:核定|核载|核准|定员|限员|限载|限|设计|额定|许可|允许|规定|规程|规范|要求|标准|批准|铭牌|控制值?|指标|临界值?|下限|上限|最大|最高|最低|不足|不到|低于|小于|少于|说明书|图纸)[^,。;0-9]{0,8}$/;
const actualBefore =
  /(?:实际|实测|现场|现有|现|达到?|已|量得|量出来|测得|超过设计|却|只有|仅|上了|坐了|来了)[^,。;0-9]{0,5}$/;

/** Numbers that carry one of the units, in Arabic or Chinese digits, as `5.5万吨` or `十一个人`. */
export function findQuantities(text: string, unit: string): Quantity[] {
  const quantities: Quantity[] = [];
  const pattern = new RegExp(
    `([0-9]+(?:\\.[0-9]+)?|[零一二两三四五六七八九十百千]+)(万?)(?:多|余|来|几)?(?:${unit})`,
    'g',
  );
  for (const match of text.matchAll(pattern)) {
    const value = readNumber(match[1] ?? '');
    if (value === undefined) continue;
    const before = text.slice(Math.max(0, match.index - 12), match.index);
    quantities.push({
      value: match[2] ? value * 10_000 : value,
      at: match.index,
      end: match.index + match[0].length,
      stated: statedBefore.test(before) && !actualBefore.test(before),
    });
  }
  return quantities;
}

export type Comparison = '>' | '>=' | '<' | '<=';

function compare(left: number, comparison: Comparison, right: number): boolean {
  if (comparison === '>') return left > right;
  if (comparison === '>=') return left >= right;
  if (comparison === '<') return left < right;
  return left <= right;
}

/**
 * Tests what was found against a fixed limit, or (`limit` 'stated') against the limit that the text itself names.
 * @returns undefined when the text gives no such numbers to compare.
 */
export function testQuantity(
  text: string,
  unit: string,
  comparison: Comparison,
  limit: number | 'stated',
): { holds: boolean; at: number; end: number } | undefined {
  const quantities = findQuantities(text, unit);
  const found = quantities.filter(({ stated }) => !stated);
  if (limit !== 'stated') {
    const candidates = found.length ? found : quantities.filter(() => false);
    const hit = candidates.find(({ value }) => compare(value, comparison, limit)) ?? candidates[0];
    return hit && { holds: compare(hit.value, comparison, limit), at: hit.at, end: hit.end };
  }
  const stated = quantities.find((quantity) => quantity.stated);
  const actual = found.find(({ value }) => stated && compare(value, comparison, stated.value)) ?? found.at(0);
  if (!stated || !actual) return undefined;
  return { holds: compare(actual.value, comparison, stated.value), at: actual.at, end: actual.end };
}
