import { createRequire } from 'node:module';
import path from 'node:path';
import type { TextItem } from 'pdfjs-dist/types/src/display/api.js';
import { GongwenError } from '../gongwen-error.ts';

const MAX_PAGES = 600;
/** A page with fewer characters than this has no text layer worth the name. */
const FEW_CHARACTERS = 12;
/** Longest time for one file, in milliseconds. */
const TIME_LIMIT = 60_000;

/**
 * The words of the text layer of a pdf, line by line as printed, pages separated by an empty line.
 *
 * @throws GongwenError `scanned` without a text layer, `encrypted`, `damaged`, or `too-large`
 */
export async function pdfText(bytes: Uint8Array): Promise<string> {
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const home = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const task = pdfjs.getDocument({
    // pdfjs takes the buffer away, the caller keeps its own
    data: new Uint8Array(bytes),
    cMapUrl: `${home}${path.sep}cmaps${path.sep}`,
    cMapPacked: true,
    standardFontDataUrl: `${home}${path.sep}standard_fonts${path.sep}`,
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    stopAtErrors: false,
    verbosity: 0,
  });
  const timer = setTimeout(() => void task.destroy(), TIME_LIMIT);
  try {
    const document = await task.promise;
    if (document.numPages > MAX_PAGES) throw new GongwenError('too-large');
    const pages: string[] = [];
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      const content = await page.getTextContent();
      pages.push(pageLines(content.items.filter((item): item is TextItem => 'str' in item)).join('\n'));
      page.cleanup();
    }
    const characters = pages.join('').replace(/\s/g, '').length;
    if (characters < FEW_CHARACTERS * Math.max(1, pages.length / 2)) throw new GongwenError('scanned');
    return pages.join('\n\n');
  } catch (error) {
    throw asGongwenError(error);
  } finally {
    clearTimeout(timer);
    await task.destroy();
  }
}

function asGongwenError(error: unknown): GongwenError {
  if (error instanceof GongwenError) return error;
  const name = error instanceof Error ? error.name : '';
  return new GongwenError(name === 'PasswordException' ? 'encrypted' : 'damaged', undefined, { cause: error });
}

interface Piece {
  x: number;
  y: number;
  width: number;
  height: number;
  words: string;
}

/** Pieces of text at one height make a line, left to right, lines from top to bottom. */
function pageLines(items: TextItem[]): string[] {
  const pieces = items
    .filter((item) => item.str.trim() !== '')
    .map((item): Piece => {
      const [, , , scale, x, y] = item.transform as number[];
      return { x: x ?? 0, y: y ?? 0, width: item.width, height: item.height || Math.abs(scale ?? 10), words: item.str };
    })
    .sort((a, b) => b.y - a.y || a.x - b.x);
  const lines: Piece[][] = [];
  for (const piece of pieces) {
    const line = lines.at(-1);
    const [first] = line ?? [];
    if (line && first && Math.abs(first.y - piece.y) <= Math.max(2, Math.min(first.height, piece.height) * 0.45))
      line.push(piece);
    else lines.push([piece]);
  }
  return lines.map((line) => joinPieces(line.sort((a, b) => a.x - b.x)));
}

function joinPieces(line: Piece[]): string {
  let words = '';
  let end = line[0]?.x ?? 0;
  for (const piece of line) {
    const gap = piece.x - end;
    if (words !== '' && gap > piece.height * 0.3) words += ' ';
    words += piece.words;
    end = piece.x + piece.width;
  }
  return words;
}
