import { readFile } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';

/** Said to a person whose file was refused. */
export const ACCEPTED =
  '照片（jpg、png、webp、heic）、PDF、Word、Excel、WPS、视频（mp4、mov、webm）、录音（m4a、mp3、webm）、纯文本（txt）';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What the content may be → the media type under which it is kept. HTML, SVG, archives and programs are not here. */
const KINDS: Readonly<Record<string, string>> = {
  'image/jpeg': 'image/jpeg',
  'image/png': 'image/png',
  'image/webp': 'image/webp',
  'image/heic': 'image/heic',
  'image/heif': 'image/heif',
  'application/pdf': 'application/pdf',
  [DOCX]: DOCX,
  [XLSX]: XLSX,
  'video/mp4': 'video/mp4',
  'video/quicktime': 'video/quicktime',
  // Also sound alone: what Android records with where there is no mp4.
  'video/webm': 'video/webm',
  'audio/mp4': 'audio/mp4',
  'audio/x-m4a': 'audio/mp4',
  'audio/mpeg': 'audio/mpeg',
};

/**
 * The media type of a file by its content; its name only tells plain text from nothing.
 * @returns null when it is none that is accepted
 */
export async function sniff(path: string, name: string): Promise<string | null> {
  const found = await fileTypeFromFile(path);
  if (found?.mime === 'application/x-cfb') return sniffCompound(path);
  if (found) return KINDS[found.mime] ?? null;
  return /\.txt$/i.test(name) && (await isPlainText(path)) ? 'text/plain' : null;
}

/** The container of doc, xls and wps also holds installers and mail: the name of the main stream tells. */
async function sniffCompound(path: string): Promise<string | null> {
  const content = await readFile(path);
  const holds = (stream: string) => content.includes(Buffer.from(`${stream}\0`, 'utf16le'));
  if (holds('WordDocument')) return 'application/msword';
  if (holds('Workbook') || holds('Book')) return 'application/vnd.ms-excel';
  return null;
}

async function isPlainText(path: string): Promise<boolean> {
  const content = await readFile(path);
  const text = decode(content);
  return text !== null && !hasControls(text) && !/^\s*<(!doctype|\?xml|html|head|body|svg|script)\b/i.test(text);
}

/** UTF-8, or the GB 18030 of older editors. */
function decode(content: Buffer): string | null {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(content);
    } catch {
      // try the next
    }
  }
  return null;
}

function hasControls(text: string): boolean {
  return /\p{Cc}/u.test(text.replace(/[\t\n\f\r]/g, ''));
}
