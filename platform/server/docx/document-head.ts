import { AlignmentType, BorderStyle, LineRuleType, Paragraph, TabStopType } from 'docx';
import type { Letterhead, OfficialDocument } from './official-document.ts';
import { BODY_SIZE, CHARACTER, mm, pt, TEXT_WIDTH } from './page-layout.ts';
import { emptyLine, line, RED, run } from './paragraphs.ts';

/** 7.2 版头, 7.3.1 标题, 7.3.2 主送机关. */
export function documentHead({ letterhead, docNumber, title, subtitle, addressee }: OfficialDocument): Paragraph[] {
  const head = letterhead?.form === 'letter' ? letterNumber(docNumber) : fileHead(letterhead, docNumber);
  return [
    ...head,
    ...titleLines(title),
    ...(subtitle ? [line(run(`（${subtitle}）`, { font: 'kai' }), { alignment: AlignmentType.CENTER })] : []),
    emptyLine(),
    ...(addressee ? [line(run(`${addressee}：`))] : []),
  ];
}

/** 7.2.4–7.2.7: the issuer 35 mm below the text area's edge, its number after two lines, the red line 4 mm below it. */
function fileHead(letterhead: Letterhead | undefined, docNumber: string | undefined): Paragraph[] {
  if (!letterhead) return docNumber ? [line(run(docNumber), { alignment: AlignmentType.CENTER }), emptyLine()] : [];
  const { signer } = letterhead;
  const border = { bottom: { style: BorderStyle.SINGLE, size: 18, color: RED, space: 11 } };
  const number = run(docNumber ?? '');
  const numberLine = signer
    ? line([...number, ...run('\t签发人：'), ...run(signer, { font: 'kai' })], {
        indent: { left: CHARACTER, right: CHARACTER },
        tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH.portrait - CHARACTER }],
        border,
      })
    : line(number, { alignment: AlignmentType.CENTER, border });
  return [
    issuerMark(`${letterhead.issuer}文件`, mm(35)),
    emptyLine(),
    emptyLine(),
    numberLine,
    emptyLine(),
    emptyLine(),
  ];
}

/** 信函格式: the number stands at the right, under the red lines that the page's head holds. */
function letterNumber(docNumber: string | undefined): Paragraph[] {
  return [line(run(docNumber ?? ''), { alignment: AlignmentType.RIGHT }), emptyLine(), emptyLine()];
}

const LARGEST_MARK = 56;

/** 发文机关标志: as large as one line takes. */
export function issuerMark(words: string, before: number): Paragraph {
  const fitting = TEXT_WIDTH.portrait / 20 / Math.max(1, words.length);
  const size = Math.max(BODY_SIZE, Math.min(LARGEST_MARK, Math.floor(fitting)));
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before, after: 0, line: pt(size * 1.2), lineRule: LineRuleType.EXACT },
    children: run(words, { font: 'title', size, color: RED }),
  });
}

const TITLE_SIZE = 22;

export function titleLines(title: string): Paragraph[] {
  return title.split('\n').map(
    (words) =>
      new Paragraph({
        alignment: AlignmentType.CENTER,
        keepNext: true,
        spacing: { line: pt(35), lineRule: LineRuleType.EXACT },
        children: run(words, { font: 'title', size: TITLE_SIZE }),
      }),
  );
}
