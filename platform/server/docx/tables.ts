import {
  AlignmentType,
  BorderStyle,
  Table as DocxTable,
  HeightRule,
  LineRuleType,
  Paragraph,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  WidthType,
} from 'docx';
import type { Orientation, Table, TableColumn } from './official-document.ts';
import { mm, pt, TEXT_WIDTH } from './page-layout.ts';
import { line, run } from './paragraphs.ts';

const SIZE = 12;
const MANY_COLUMNS = 6;
/** Characters of a cell beyond which its row may be torn in two: kept whole it would leave half a page empty. */
const LONG_CELL = 160;
const THIN = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
const BORDERS = { top: THIN, bottom: THIN, left: THIN, right: THIN, insideHorizontal: THIN, insideVertical: THIN };
const ALIGNMENTS = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const;

/** A table over the whole width; its head stands again on every page, and short rows are not torn in two. */
export function table(content: Table, orientation: Orientation): (Paragraph | DocxTable)[] {
  const { caption, unit, columns, rows, size = columns.length >= MANY_COLUMNS ? 10.5 : SIZE } = content;
  const widths = columnWidths(columns, TEXT_WIDTH[orientation]);
  const cell = (words: string, i: number, head = false) => {
    const { align = 'left' } = columns[i] ?? {};
    return tableCell(words, { width: widths[i] ?? 0, size, head, align: head ? 'center' : align });
  };
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map(({ header }, i) => cell(header, i, true)),
  });
  const body = rows.map((row) =>
    isCells(row)
      ? new TableRow({
          cantSplit: row.every((words) => words.length <= LONG_CELL),
          height: { value: mm(8), rule: HeightRule.ATLEAST },
          children: columns.map((_, i) => cell(row[i] ?? '', i)),
        })
      : groupRow(row.group, widths, size),
  );
  return [
    ...(caption ? [line(run(caption, { font: 'hei' }), { alignment: AlignmentType.CENTER, keepNext: true })] : []),
    ...(unit ? [line(run(unit, { size }), { alignment: AlignmentType.RIGHT, keepNext: true })] : []),
    new DocxTable({
      rows: [head, ...body],
      columnWidths: widths,
      width: { size: TEXT_WIDTH[orientation], type: WidthType.DXA },
      layout: TableLayoutType.FIXED,
      borders: BORDERS,
      margins: { left: mm(1.2), right: mm(1.2), top: mm(0.6), bottom: mm(0.6) },
    }),
  ];
}

const isCells = (row: Table['rows'][number]): row is readonly string[] => Array.isArray(row);

/** Whole twips that add up to the width. */
function columnWidths(columns: readonly TableColumn[], width: number): number[] {
  const total = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => Math.floor((share / total) * width));
  const rest = width - widths.reduce((sum, w) => sum + w, 0);
  return widths.map((w, i) => (i === widths.length - 1 ? w + rest : w));
}

function groupRow(words: string, widths: readonly number[], size: number): TableRow {
  const width = widths.reduce((sum, w) => sum + w, 0);
  const cell = tableCell(words, { width, size, head: true, align: 'left', columns: widths.length });
  return new TableRow({ cantSplit: true, children: [cell] });
}

interface CellStyle {
  readonly width: number;
  readonly size: number;
  readonly head: boolean;
  readonly align: 'left' | 'center' | 'right';
  readonly columns?: number;
}

function tableCell(words: string, { width, size, head, align, columns = 1 }: CellStyle): TableCell {
  // A line end in a cell is a new paragraph, as readers of such tables expect.
  const children = words.split('\n').map(
    (part) =>
      new Paragraph({
        alignment: ALIGNMENTS[align],
        keepNext: head,
        spacing: { line: pt(size * 1.35), lineRule: LineRuleType.EXACT },
        children: run(part, { size, font: head ? 'hei' : 'fangsong' }),
      }),
  );
  return new TableCell({
    children,
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    ...(columns > 1 ? { columnSpan: columns } : {}),
  });
}
