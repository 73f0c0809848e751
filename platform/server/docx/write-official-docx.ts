import {
  AlignmentType,
  BorderStyle,
  Document,
  type FileChild,
  Footer,
  Header,
  type ISectionOptions,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  SectionType,
  TextRun,
} from 'docx';
import { colophon, documentEnd } from './document-end.ts';
import { documentHead, issuerMark, titleLines } from './document-head.ts';
import type { Block, OfficialDocument, Orientation } from './official-document.ts';
import { BODY_SIZE, CHARACTER, LINE, mm, pageLayout } from './page-layout.ts';
import { emptyLine, FONTS, heading, line, paragraph, RED, run } from './paragraphs.ts';
import { table } from './tables.ts';

/**
 * Lays an official document out as GB/T 9704—2012 says and packs it as docx: A4, 22 lines of 28 characters, the fonts of
 * each level, headings numbered anew in each section, page numbers — 1 — at the outer edge, attachments and tables
 * across on pages of their own with repeated heads. What it says is the caller's; nothing is signed or sealed.
 */
export async function writeOfficialDocx(document: OfficialDocument): Promise<Buffer> {
  const { orientation = 'portrait', attachments = [], title } = document;
  const parts: { readonly orientation: Orientation; readonly children: FileChild[] }[] = [
    {
      orientation,
      children: [
        ...documentHead(document),
        ...blocks(document.body, orientation, document.signature !== undefined),
        ...documentEnd(document),
      ],
    },
    ...attachments.map(({ title, body, orientation = 'portrait' }, i) => ({
      orientation,
      children: [
        line(run(attachments.length > 1 ? `附件${i + 1}` : '附件', { font: 'hei' })),
        emptyLine(),
        ...titleLines(title),
        emptyLine(),
        ...blocks(body, orientation),
      ],
    })),
  ];
  const last = parts.at(-1);
  const isLetter = document.letterhead?.form === 'letter';
  if (document.colophon && last) last.children.push(...colophon(document.colophon, last.orientation, isLetter), tail());
  const sections = parts.map(
    ({ orientation, children }, i): ISectionOptions => ({
      properties: {
        ...pageLayout(orientation),
        type: SectionType.NEXT_PAGE,
        ...(isLetter && i === 0 ? { titlePage: true } : {}),
      },
      ...(isLetter && i === 0 ? { headers: { first: letterHead(document.letterhead?.issuer ?? '') } } : {}),
      footers: {
        default: pageNumber(AlignmentType.RIGHT),
        even: pageNumber(AlignmentType.LEFT),
        ...(isLetter && i === 0 ? { first: letterFoot() } : {}),
      },
      children,
    }),
  );
  const file = new Document({
    title: title.replaceAll('\n', ''),
    creator: document.signature?.issuer ?? document.letterhead?.issuer ?? '',
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: {
          run: {
            size: BODY_SIZE * 2,
            font: { ascii: FONTS.fangsong, hAnsi: FONTS.fangsong, eastAsia: FONTS.fangsong },
          },
        },
      },
    },
    sections,
  });
  return Packer.toBuffer(file);
}

/** Blocks in order; headings count by level, and start anew under each higher one. */
function blocks(body: readonly Block[], orientation: Orientation, isSigned = false): FileChild[] {
  const counts = [0, 0, 0, 0];
  return body.flatMap((block, i): FileChild[] => {
    if (block.kind === 'paragraph') return [paragraph(block, isSigned && i === body.length - 1)];
    if (block.kind === 'table') return table(block, orientation);
    const number = (counts[block.level - 1] ?? 0) + 1;
    counts.fill(0, block.level);
    counts[block.level - 1] = number;
    return [heading(block, number)];
  });
}

const PAGE_NUMBER_SIZE = 14;

/** 7.5: — 1 — in 4号宋体; at the right on odd pages, at the left on even ones, one character from the edge. */
function pageNumber(alignment: typeof AlignmentType.LEFT | typeof AlignmentType.RIGHT): Footer {
  const number = new TextRun({
    size: PAGE_NUMBER_SIZE * 2,
    font: { ascii: FONTS.song, hAnsi: FONTS.song, eastAsia: FONTS.song },
    children: ['— ', PageNumber.CURRENT, ' —'],
  });
  const side = alignment === AlignmentType.RIGHT ? 'right' : 'left';
  return new Footer({ children: [new Paragraph({ alignment, indent: { [side]: CHARACTER }, children: [number] })] });
}

/** 170 mm, over a text area of 156. */
const OVERHANG = { left: -mm(7), right: -mm(7) };

/** 信函格式: the issuer 30 mm below the paper's edge, red lines 4 mm below it, the thick one above. */
function letterHead(issuer: string): Header {
  const border = { top: { style: BorderStyle.THICK_THIN_SMALL_GAP, size: 24, color: RED, space: 11 } };
  const rule = new Paragraph({
    border,
    indent: OVERHANG,
    spacing: { line: LINE, lineRule: LineRuleType.EXACT },
    children: [],
  });
  return new Header({ children: [issuerMark(issuer, mm(15)), rule] });
}

/** Its red lines 20 mm above the paper's lower edge; the first page carries no number. */
function letterFoot(): Footer {
  const border = { bottom: { style: BorderStyle.THIN_THICK_SMALL_GAP, size: 24, color: RED, space: 1 } };
  return new Footer({ children: [new Paragraph({ border, indent: OVERHANG, children: [] })] });
}

/** A table must not end a document; this paragraph takes no room. */
function tail(): Paragraph {
  return new Paragraph({ spacing: { line: 1, lineRule: LineRuleType.EXACT, before: 0, after: 0 }, children: [] });
}
