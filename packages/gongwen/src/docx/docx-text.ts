import { ListNumbers } from './numbering.ts';
import { ParagraphStyles } from './styles.ts';
import { unzipParts } from './unzip-parts.ts';
import { walkXml } from './walk-xml.ts';

/** Elements whose words are not part of the text: field codes, deleted words, the second copy of a drawing, tables of contents. */
const SKIPPED = new Set(['instrText', 'delText', 'del', 'Fallback', 'moveFrom', 'footnote', 'annotationRef']);

/**
 * The words of a docx, one line a paragraph, with the numbers that the word processor computes. Rows of tables are lines with
 * tabs between their cells; a cell merged into the one above stays empty. Headers and footers are other parts and not read.
 *
 * @throws GongwenError for what is no docx, is damaged or unpacks to too much
 */
export function docxText(bytes: Uint8Array): string {
  const parts = unzipParts(bytes);
  const reader = new DocumentReader(new ListNumbers(parts.numbering), new ParagraphStyles(parts.styles));
  walkXml(parts.document, reader);
  return reader.lines.join('\n');
}

interface Cell {
  words: string[];
  /** Grid columns that it covers. */
  columns: number;
}

class DocumentReader {
  readonly lines: string[] = [];
  private words = '';
  private hidden = false;
  private skipDepth = 0;
  private inText = false;
  private styleId = '';
  private listId: string | null = null;
  private listLevel: number | null = null;
  private inContents = 0;
  private readonly sdtStack: boolean[] = [];
  private readonly rows: Cell[][] = [];
  private readonly numbers: ListNumbers;
  private readonly styles: ParagraphStyles;

  constructor(numbers: ListNumbers, styles: ParagraphStyles) {
    this.numbers = numbers;
    this.styles = styles;
  }

  open = (name: string, attribute: (name: string) => string | undefined): void => {
    if (this.skipDepth > 0 || SKIPPED.has(name)) {
      this.skipDepth++;
      return;
    }
    const value = attribute('val');
    const on = value !== '0' && value !== 'false' && value !== 'none';
    switch (name) {
      case 'p':
        this.words = '';
        this.styleId = '';
        this.listId = null;
        this.listLevel = null;
        break;
      case 'pStyle':
        this.styleId = value ?? '';
        break;
      case 'numId':
        this.listId = value ?? null;
        break;
      case 'ilvl':
        this.listLevel = Number(value ?? 0);
        break;
      case 'r':
        this.hidden = false;
        break;
      case 'vanish':
        this.hidden = on;
        break;
      case 't':
        this.inText = true;
        break;
      case 'tab':
      case 'ptab':
        if (!this.hidden) this.words += ' ';
        break;
      case 'br':
      case 'cr':
        this.words += '\n';
        break;
      case 'noBreakHyphen':
        this.words += '-';
        break;
      case 'sdt':
        this.sdtStack.push(false);
        break;
      case 'docPartGallery':
        if (value === 'Table of Contents' && this.sdtStack.length > 0) {
          this.sdtStack[this.sdtStack.length - 1] = true;
          this.inContents++;
        }
        break;
      case 'tr':
        this.rows.push([]);
        break;
      case 'tc':
        this.rows.at(-1)?.push({ words: [], columns: 1 });
        break;
      case 'gridSpan': {
        const cell = this.rows.at(-1)?.at(-1);
        if (cell) cell.columns = Math.min(Math.max(Number(value) || 1, 1), 60);
        break;
      }
    }
  };

  close = (name: string): void => {
    if (this.skipDepth > 0) {
      this.skipDepth--;
      return;
    }
    if (name === 't') this.inText = false;
    else if (name === 'p') this.endParagraph();
    else if (name === 'tr') this.endRow();
    else if (name === 'sdt' && this.sdtStack.pop()) this.inContents--;
  };

  text = (words: string): void => {
    if (this.inText && this.skipDepth === 0 && !this.hidden) this.words += words;
  };

  private endParagraph(): void {
    const words = this.words;
    this.words = '';
    if (this.inContents > 0 || this.styles.isContents(this.styleId)) return;
    const line = words.trim() === '' ? '' : this.number() + words;
    const cell = this.rows.at(-1)?.at(-1);
    if (cell) {
      if (line !== '') cell.words.push(line);
    } else this.lines.push(line);
  }

  /** A number set on the paragraph counts before the one of its style; list 0 means none. */
  private number(): string {
    const style = this.styles.numbering(this.styleId);
    const listId = this.listId ?? style.listId;
    return listId === null || listId === '0' ? '' : this.numbers.next(listId, this.listLevel ?? style.level);
  }

  private endRow(): void {
    const row = this.rows.pop();
    if (!row) return;
    const cells = row.flatMap(({ words, columns }) => [
      words.join(' ').replace(/[\t\n]/g, ' '),
      ...new Array<string>(columns - 1).fill(''),
    ]);
    const outer = this.rows.at(-1)?.at(-1);
    if (outer) outer.words.push(cells.filter((cell) => cell !== '').join(' '));
    else this.lines.push(cells.join('\t'));
  }
}
