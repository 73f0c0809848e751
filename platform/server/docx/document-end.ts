import {
  AlignmentType,
  BorderStyle,
  Table as DocxTable,
  type IParagraphOptions,
  type Paragraph,
  RelativeVerticalPosition,
  TableAnchorType,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  WidthType,
} from 'docx';
import type { LocalDate } from '../../domain/clock.ts';
import type { Attachment, Colophon, OfficialDocument, Orientation, Signature } from './official-document.ts';
import { CHARACTER, LEFT_EDGE, mm, pt, TEXT_WIDTH } from './page-layout.ts';
import { line, run } from './paragraphs.ts';

/** What follows the body on its last page: 附件说明, 署名 and date, 附注. */
export function documentEnd({ attachments = [], signature, note }: OfficialDocument): Paragraph[] {
  return [
    ...(attachments.length > 0 ? attachmentNames(attachments, signature !== undefined) : []),
    ...(signature ? signatureLines(signature) : []),
    ...(note ? [line(run(`（${note}）`), { indent: { firstLine: 2 * CHARACTER } })] : []),
  ];
}

/**
 * 7.3.4: 附件：1. ×××, further ones under the first's number, no mark behind the name.
 * @param keepNext a signature follows: they take the end of the body along to its page (7.3.5.4)
 */
function attachmentNames(attachments: readonly Attachment[], keepNext: boolean): Paragraph[] {
  const [only] = attachments;
  const lead = line([], { keepNext });
  if (attachments.length === 1 && only) {
    const indent = { left: 5 * CHARACTER, hanging: 3 * CHARACTER };
    return [lead, line(run(`附件：${oneLine(only.title)}`), { indent, keepNext })];
  }
  const names = attachments.map(({ title }, i) => {
    const words = `${i === 0 ? '附件：' : ''}${i + 1}. ${oneLine(title)}`;
    const number = 1.5 * CHARACTER;
    return line(run(words), {
      indent: { left: 5 * CHARACTER + number, hanging: number + (i === 0 ? 3 * CHARACTER : 0) },
      keepNext,
    });
  });
  return [lead, ...names];
}

/** 7.3.5: the date four characters from the right, the issuer centred over it; two lines leave room for the seal. */
function signatureLines({ issuer, on }: Signature): Paragraph[] {
  const date = on ? sayDate(on) : '    年  月  日';
  const [nameWidth, dateWidth] = [widthOf(issuer), widthOf(date)];
  const dateRight = Math.max(4, 2 + (nameWidth - dateWidth) / 2);
  const nameRight = dateRight + (dateWidth - nameWidth) / 2;
  const atRight = (words: string, characters: number, keepNext: boolean) =>
    line(run(words), {
      alignment: AlignmentType.RIGHT,
      indent: { right: Math.max(0, Math.round(characters * CHARACTER)) },
      keepNext,
    });
  const room = () => line([], { keepNext: true });
  return [room(), room(), atRight(issuer, nameRight, true), atRight(date, dateRight, false)];
}

const COLOPHON_SIZE = 14;
/** 7.4.1: 0.35 mm, and 0.25 mm between. */
const THICK = { style: BorderStyle.SINGLE, size: 8, color: '000000' };
const FINE = { style: BorderStyle.SINGLE, size: 6, color: '000000' };
const NONE = { style: BorderStyle.NIL };

/**
 * 7.4 版记 at the foot of the last page: thick lines first and last, a fine one between. A letter's 信函格式 has neither
 * lines nor 印发机关 (10.1). It floats, measured from the paper's left edge: LibreOffice lets a table as wide as the text
 * float only so, and would otherwise put it right behind the signature.
 */
export function colophon({ copies, printedBy }: Colophon, orientation: Orientation, isLetter: boolean): DocxTable[] {
  const width = TEXT_WIDTH[orientation];
  const character = pt(COLOPHON_SIZE);
  const lines: Paragraph[] = [];
  const add = (words: string, options: Omit<IParagraphOptions, 'children'>) =>
    lines.push(line(run(words, { size: COLOPHON_SIZE }), options));
  if (copies) {
    const hanging = 3 * character;
    add(`抄送：${copies}。`, { indent: { left: character + hanging, right: character, hanging } });
  }
  if (printedBy && !isLetter) {
    add(`${printedBy.issuer}\t${sayDate(printedBy.on)}印发`, {
      indent: { left: character, right: character },
      tabStops: [{ type: TabStopType.RIGHT, position: width - character }],
    });
  }
  if (lines.length === 0) return [];
  const rows = lines.map((content, i) => {
    const [top, bottom] = isLetter ? [NONE, NONE] : [i === 0 ? THICK : FINE, i === lines.length - 1 ? THICK : FINE];
    const borders = { top, bottom, left: NONE, right: NONE };
    const cell = new TableCell({ children: [content], borders, width: { size: width, type: WidthType.DXA } });
    return new TableRow({ cantSplit: true, children: [cell] });
  });
  return [
    new DocxTable({
      rows,
      columnWidths: [width],
      width: { size: width, type: WidthType.DXA },
      layout: TableLayoutType.FIXED,
      margins: { left: 0, right: 0, top: 0, bottom: 0 },
      float: {
        horizontalAnchor: TableAnchorType.PAGE,
        verticalAnchor: TableAnchorType.MARGIN,
        absoluteHorizontalPosition: LEFT_EDGE[orientation],
        relativeVerticalPosition: RelativeVerticalPosition.BOTTOM,
        topFromText: mm(4),
      },
    }),
  ];
}

/** 2026年11月2日: no leading zeros. */
export function sayDate(date: LocalDate): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

const oneLine = (words: string): string => words.replaceAll('\n', '');

/** In characters; two digits or letters take the place of one. */
function widthOf(words: string): number {
  return [...words].reduce((width, c) => width + (/[ -~]/.test(c) ? 0.5 : 1), 0);
}
