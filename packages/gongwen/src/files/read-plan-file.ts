import { GongwenError } from '../gongwen-error.ts';
import type { PlanFileFormat, PlanFileReading } from '../plan.types.ts';
import { readPlanText } from '../read-plan-text.ts';
import { decodeText } from './decode-text.ts';
import { fileKind } from './file-kind.ts';

/** Largest file that is taken in, in bytes: far beyond any plan, small enough to refuse at once. */
const MAX_BYTES = 50 * 1024 * 1024;
/** Longest text that is read, in characters. */
const MAX_CHARACTERS = 12_000_000;

/**
 * Reads a plan from the bytes of a file: txt (UTF-8, UTF-16, GB18030), docx, html, or pdf with a text layer.
 *
 * @param fileName only its ending is looked at, and only where the bytes do not tell the format
 * @throws GongwenError with a code and a sentence for the screen, whatever is wrong with the file
 */
export async function readPlanFile(bytes: Uint8Array, fileName: string): Promise<PlanFileReading> {
  if (bytes.length === 0) throw new GongwenError('empty');
  if (bytes.length > MAX_BYTES) throw new GongwenError('too-large');
  const { text, format } = await readText(bytes, fileName);
  if (!/[\p{L}\p{N}]/u.test(text)) throw new GongwenError(format === 'pdf' ? 'scanned' : 'empty');
  if (text.length > MAX_CHARACTERS) throw new GongwenError('too-large');
  return { text, format, plan: readPlanText(text) };
}

/** The readers of containers are loaded when they are needed: they are large. */
async function readText(bytes: Uint8Array, fileName: string): Promise<{ text: string; format: PlanFileFormat }> {
  switch (fileKind(bytes, fileName)) {
    case 'pdf': {
      const { pdfText } = await import('./pdf-text.ts');
      return { text: await pdfText(bytes), format: 'pdf' };
    }
    case 'zip': {
      const { docxText } = await import('../docx/docx-text.ts');
      return { text: docxText(bytes), format: 'docx' };
    }
    case 'text': {
      const text = decodeText(bytes);
      if (!isHtml(text, fileName)) return { text, format: 'txt' };
      const { htmlText } = await import('./html-text.ts');
      return { text: htmlText(text), format: 'html' };
    }
  }
}

/** A page by its name or its first words; a text with a few tags left in it is a text. */
function isHtml(text: string, fileName: string): boolean {
  if (/\.(?:html?|xhtml|shtml)$/i.test(fileName)) return true;
  return /^\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html\b)/i.test(text.slice(0, 1000));
}
