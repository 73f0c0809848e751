const digits = '零一二三四五六七八九';

/** 12, 1.5, 十二, 两百, 三万, 一点三 → number; undefined for anything else. */
export function readNumber(text: string): number | undefined {
  if (/^[0-9]+(?:\.[0-9]+)?$/.test(text)) return Number(text);
  if (text === '半') return 0.5;
  const [whole = '', decimals] = text.split('点');
  if (decimals !== undefined) {
    const left = readNumber(whole);
    const right = [...decimals.replaceAll('〇', '零')].map((character) => digits.indexOf(character));
    return left === undefined || !right.length || right.includes(-1) ? undefined : Number(`${left}.${right.join('')}`);
  }
  let total = 0;
  let section = 0;
  let digit = 0;
  let place = 1;
  for (const character of whole.replaceAll('两', '二').replaceAll('俩', '二').replaceAll('〇', '零')) {
    const value = digits.indexOf(character);
    const power = { 十: 10, 百: 100, 千: 1000 }[character];
    if (value >= 0) digit = value;
    else if (power !== undefined) {
      section += (power === 10 ? digit || 1 : digit) * power;
      digit = 0;
      place = power;
    } else if (character === '万') {
      total += (section + digit) * 10_000;
      section = 0;
      digit = 0;
      place = 10_000;
    } else return undefined;
  }
  // 一百二 is 120 in speech; 一百零二 and 十二 are what they say.
  const spoken = digit && place >= 100 && !whole.includes('零') && !whole.includes('〇') ? place / 10 : 1;
  return total + section + digit * spoken;
}

/** Everyday units of one measure with what one of them is worth in the unit that the condition names. */
const measures: Record<string, [pattern: string, worth: number][]> = {
  人: [
    ['(?:个|个工)?人', 1],
    ['名', 1],
    ['位', 1],
    ['口(?!井)', 1],
    ['个(?=$|[,。;)]|人|工|大|妇|女|男|老|孩|学|乘|旅|游|师|小伙|临时|在|坐|站|挤)', 1],
  ],
  米: [
    ['米(?!厘)', 1],
    ['m(?![a-z³3²2])', 1],
    ['公分|厘米|cm', 0.01],
    ['毫米|mm', 0.001],
    ['公里|千米|km', 1000],
  ],
  毫米: [
    ['毫米|mm', 1],
    ['公分|厘米|cm', 10],
    ['米(?!厘)|m(?![a-z³3²2])', 1000],
  ],
  公斤: [
    ['公斤|千克|kg', 1],
    ['(?<!公)斤', 0.5],
    ['吨', 1000],
  ],
  // Of methane a bare 1.2 or 一点三 is said, never anything else.
  '%': [
    ['%', 1],
    ['个(?:点|气|瓦斯)', 1],
    ['(?<=(?:\\.|点)[0-9零一二三四五六七八九]+)(?:的)?(?=$|[,。;)]|气|瓦斯|没|还|仍|照|牌|未)', 1],
  ],
};
const sameMeasure: Record<string, string> = {
  名: '人',
  个人: '人',
  位: '人',
  m: '米',
  mm: '毫米',
  kg: '公斤',
  千克: '公斤',
};

/** The units of a condition, `(公斤|箱)`, each with the others of its measure. */
function unitsOf(source: string): [pattern: string, worth: number][] {
  const units = new Map<string, number>();
  for (const name of source.replace(/^\((.*)\)$/, '$1').split('|')) {
    for (const [pattern, worth] of measures[sameMeasure[name] ?? name] ?? [[name, 1] as const]) {
      if (!units.has(pattern)) units.set(pattern, worth);
    }
  }
  return [...units];
}

export interface Quantity {
  value: number;
  at: number;
  end: number;
  /** The number stands for a limit (核定9人, 设计15米), not for what was found. */
  stated: boolean;
}

/** Words that name a limit; a number soon after them is that limit. */
export const limitWords =
  /核定|核载|核|定额|限乘|核准|定员|限员|限载|限|设计|额定|许可|允许|规定|规程|规范|要求|标准|批准|铭牌|控制值?|指标|临界值?|下限|上限|最大|最高|最低|不足|不到|低于|小于|少于|说明书|图纸|牌子上?写|本该|应该|应当|按说|只批|批了|批的|定量/;
const statedBefore = new RegExp(`(?:${limitWords.source})[^,。;0-9]{0,8}$`);
const actualBefore =
  /(?:实际|实测|现场|现有|现|达到?|已|量得|量出来|测得|超过设计|却|只有|仅|上了|坐了|来了|量了|挤了|摸了|称|站了|拉了|装了|留了|不到)[^,。;0-9]{0,5}$/;

const number = '[0-9]+(?:\\.[0-9]+)?|[零〇一二两俩三四五六七八九十百千]+(?:点[零〇一二三四五六七八九]+)?';
const patterns = new Map<string, { pattern: RegExp; worth: number }[]>();

function patternsOf(unit: string) {
  const known = patterns.get(unit);
  if (known) return known;
  const made = unitsOf(unit).map(([name, worth]) => ({
    pattern: new RegExp(`(${number})(万?)(?:多|余|来|几)?(?:${name})([二三四五六七八九半]?)(?![十百千])`, 'g'),
    worth,
  }));
  // 核载18, 核四十坐了六十: people are often counted without a word for them.
  const bare = new RegExp(
    `(?<=核(?:定|载)?|限员|限载|限乘|定员|定额|坐了|挤了|实载|上了)(${number})(万?)()(?=$|[,。;]|坐|挤|实|上)`,
    'g',
  );
  made.push({ pattern: bare, worth: 1 });
  patterns.set(unit, made);
  return made;
}

/** Numbers that carry one of the units, in Arabic or Chinese digits, as `5.5万吨`, `十一个人` or `一米七`. */
export function findQuantities(text: string, unit: string): Quantity[] {
  const quantities = patternsOf(unit).flatMap(({ pattern, worth }) =>
    [...text.matchAll(pattern)].flatMap((match): Quantity[] => {
      const value = readNumber(match[1] ?? '');
      if (value === undefined) return [];
      const tenths = match[3] ? (readNumber(match[3]) ?? 0) / (match[3] === '半' ? 1 : 10) : 0;
      const before = text.slice(Math.max(0, match.index - 12), match.index);
      return [
        {
          value: (value + tenths) * (match[2] ? 10_000 : 1) * worth,
          at: match.index,
          end: match.index + match[0].length,
          stated: statedBefore.test(before) && !actualBefore.test(before),
        },
      ];
    }),
  );
  return quantities.sort((a, b) => a.at - b.at);
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
