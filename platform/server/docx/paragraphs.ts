import { AlignmentType, type IParagraphOptions, type IRunOptions, LineRuleType, Paragraph, Tab, TextRun } from 'docx';
import type { Paragraph as BodyParagraph, Heading, Text } from './official-document.ts';
import { BODY_SIZE, CHARACTER, LINE, TIGHTER } from './page-layout.ts';

/**
 * Fonts by the names under which Windows and WPS have them. 小标宋 may be missing from a machine: its word processor
 * then takes 宋体, and nothing else changes.
 */
export const FONTS = { fangsong: '仿宋', hei: '黑体', kai: '楷体', song: '宋体', title: '方正小标宋简体' } as const;
type Font = keyof typeof FONTS;

interface Type {
  readonly font?: Font;
  /** Points. */
  readonly size?: number;
  readonly color?: string;
  readonly bold?: boolean;
}

export const RED = 'C00000';

export function run(words: string, { font = 'fangsong', size = BODY_SIZE, color, bold }: Type = {}): TextRun[] {
  const options: IRunOptions = {
    font: { ascii: FONTS[font], hAnsi: FONTS[font], eastAsia: FONTS[font], hint: 'eastAsia' },
    size: size * 2,
    ...(size === BODY_SIZE ? { characterSpacing: TIGHTER } : {}),
    ...(color ? { color } : {}),
    ...(bold ? { bold } : {}),
  };
  return printable(words)
    .split('\n')
    .map((line, i) => new TextRun({ ...options, children: tabbed(line), ...(i > 0 ? { break: 1 } : {}) }));
}

function tabbed(words: string): (string | Tab)[] {
  return words.split('\t').flatMap((part, i) => (i === 0 ? [part] : [new Tab(), part]));
}

function runsOf(text: Text, type: Type = {}): TextRun[] {
  const parts = typeof text === 'string' ? [text] : text;
  return parts.flatMap((part) =>
    typeof part === 'string' ? run(part, type) : run(part.strong, { ...type, bold: true }),
  );
}

/** A line of the page's 22, or as many as the words need. */
export function line(children: readonly TextRun[], options: Omit<IParagraphOptions, 'children'> = {}): Paragraph {
  return new Paragraph({
    spacing: { line: LINE, lineRule: LineRuleType.EXACT, before: 0, after: 0 },
    widowControl: false,
    ...options,
    children,
  });
}

export const emptyLine = (): Paragraph => line([]);

const INDENTED = { firstLine: 2 * CHARACTER, firstLineChars: 200 };

/** @param keepNext what stands last before the signature goes with it: no page holds the signature alone (7.3.5.4) */
export function paragraph({ text, align = 'indented' }: BodyParagraph, keepNext = false): Paragraph {
  const runs = runsOf(text);
  if (align === 'center') return line(runs, { alignment: AlignmentType.CENTER, keepNext });
  if (align === 'right') return line(runs, { alignment: AlignmentType.RIGHT, keepNext });
  return line(runs, { alignment: AlignmentType.BOTH, keepNext, ...(align === 'indented' ? { indent: INDENTED } : {}) });
}

const HEADING_FONTS: readonly Font[] = ['hei', 'kai', 'fangsong', 'fangsong'];

export function heading({ level, text, runOn }: Heading, number: number): Paragraph {
  const font = HEADING_FONTS[level - 1] ?? 'fangsong';
  return line([...run(`${headingMarker(level, number)}${text}`, { font }), ...(runOn ? runsOf(runOn) : [])], {
    alignment: AlignmentType.BOTH,
    indent: INDENTED,
    outlineLevel: level - 1,
    keepNext: !runOn,
  });
}

/** GB/T 9704—2012 7.3.3: 一、（一） 1. （1） */
export function headingMarker(level: Heading['level'], number: number): string {
  if (level === 1) return `${chineseNumber(number)}、`;
  if (level === 2) return `（${chineseNumber(number)}）`;
  return level === 3 ? `${number}.` : `（${number}）`;
}

const DIGITS = '零一二三四五六七八九';

/** 一 to 九十九; digits beyond, where nobody counts in characters. */
function chineseNumber(number: number): string {
  if (number > 99) return String(number);
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  const ten = tens === 0 ? '' : `${tens === 1 ? '' : DIGITS[tens]}十`;
  return `${ten}${ones > 0 || tens === 0 ? DIGITS[ones] : ''}`;
}

/** Control characters and halves of characters make the file unreadable for word processors; people paste them unseen. */
function printable(words: string): string {
  return words.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]|[\p{Cs}\ufffe\uffff]/gu, '');
}
