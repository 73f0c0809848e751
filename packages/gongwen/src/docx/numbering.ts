import { walkXml } from './walk-xml.ts';

/** One level of a list: 一、 （一） 1. as the word processor prints it. */
interface ListLevel {
  start: number;
  format: string;
  /** %1 stands for the number of the first level. */
  text: string;
}

interface List {
  abstractId: string;
  /** Levels that begin anew where this list is used first. */
  restarts: Map<number, number>;
}

/** Where a paragraph style puts its paragraphs into a list. */
export interface StyleNumbering {
  listId: string | null;
  level: number;
}

/** Computes the numbers that a word processor prints before paragraphs and does not write into the text. */
export class ListNumbers {
  private readonly levels = new Map<string, Map<number, ListLevel>>();
  private readonly lists = new Map<string, List>();
  private readonly counters = new Map<string, number[]>();
  private readonly begun = new Set<string>();

  constructor(numberingXml: string | null) {
    if (numberingXml !== null) this.load(numberingXml);
  }

  private load(xml: string): void {
    let abstractId = '';
    let listId = '';
    let level = 0;
    let inOverride = false;
    walkXml(xml, {
      open: (name, attribute) => {
        const value = attribute('val') ?? '';
        if (name === 'abstractNum') {
          abstractId = attribute('abstractNumId') ?? '';
          this.levels.set(abstractId, new Map());
        } else if (name === 'num') {
          listId = attribute('numId') ?? '';
          this.lists.set(listId, { abstractId: '', restarts: new Map() });
        } else if (name === 'abstractNumId') {
          const list = this.lists.get(listId);
          if (list) list.abstractId = value;
        } else if (name === 'lvlOverride') {
          inOverride = true;
          level = Number(attribute('ilvl') ?? 0);
        } else if (name === 'startOverride') this.lists.get(listId)?.restarts.set(level, Number(value));
        else if (name === 'lvl' && !inOverride) {
          level = Number(attribute('ilvl') ?? 0);
          this.levels.get(abstractId)?.set(level, { start: 1, format: 'decimal', text: '' });
        } else if (!inOverride) this.setLevel(abstractId, level, name, value);
      },
      close: (name) => {
        if (name === 'lvlOverride') inOverride = false;
      },
    });
  }

  private setLevel(abstractId: string, level: number, name: string, value: string): void {
    const target = this.levels.get(abstractId)?.get(level);
    if (!target) return;
    if (name === 'start') target.start = Number(value) || 0;
    else if (name === 'numFmt') target.format = value;
    else if (name === 'lvlText') target.text = value;
  }

  /** The next number of a list, such as `（二）`; empty for bullets and unknown lists. */
  next(listId: string, level: number): string {
    const list = this.lists.get(listId);
    const levels = list && this.levels.get(list.abstractId);
    const own = levels?.get(level);
    if (!list || !levels || !own) return '';
    const counters = this.counters.get(list.abstractId) ?? [];
    this.counters.set(list.abstractId, counters);
    if (!this.begun.has(listId)) {
      this.begun.add(listId);
      for (const [at, start] of list.restarts) counters[at] = start - 1;
    }
    counters[level] = (counters[level] ?? own.start - 1) + 1;
    counters.length = level + 1;
    if (own.format === 'bullet' || own.format === 'none') return '';
    return own.text.replace(/%([1-9])/g, (_, digit: string) => {
      const at = Number(digit) - 1;
      const part = levels.get(at);
      return formatNumber(counters[at] ?? part?.start ?? 1, part?.format ?? 'decimal');
    });
  }
}

const DIGITS = '〇一二三四五六七八九';
const CIRCLES = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳';

function formatNumber(value: number, format: string): string {
  if (
    /^(?:chineseCounting|chineseCountingThousand|japaneseCounting|taiwaneseCounting|taiwaneseCountingThousand|ideographTraditional|koreanCounting)$/.test(
      format,
    )
  )
    return chinese(value);
  if (format === 'ideographDigital') return [...String(value)].map((digit) => DIGITS[Number(digit)] ?? digit).join('');
  if (format === 'decimalEnclosedCircle' || format === 'decimalEnclosedCircleChinese')
    return CIRCLES[value - 1] ?? String(value);
  if (format === 'lowerLetter' && value <= 26) return String.fromCharCode(96 + value);
  if (format === 'upperLetter' && value <= 26) return String.fromCharCode(64 + value);
  return String(value);
}

/** 1 to 99 in characters; beyond that digits. */
function chinese(value: number): string {
  if (value < 1 || value > 99) return String(value);
  const tens = Math.floor(value / 10);
  const ones = value % 10;
  const head = tens === 0 ? '' : tens === 1 ? '十' : `${DIGITS[tens]}十`;
  return head + (ones === 0 ? '' : (DIGITS[ones] ?? ''));
}
