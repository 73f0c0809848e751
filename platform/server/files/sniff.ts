import { open, readFile } from 'node:fs/promises';
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
  const sound = found && SOUND_ALONE[found.mime];
  if (sound && (await holdsAlone(path, sound))) return sound.type;
  if (found) return KINDS[found.mime] ?? null;
  return /\.txt$/i.test(name) && (await isPlainText(path)) ? 'text/plain' : null;
}

interface SoundAlone {
  readonly type: string;
  /** Names of a track of sound, and of pictures, as they stand in the head of the file. */
  readonly sound: readonly string[];
  readonly pictures: readonly string[];
}

/** What phones record a voice with lies in the container of films. */
const SOUND_ALONE: Readonly<Record<string, SoundAlone>> = {
  'video/mp4': { type: 'audio/mp4', sound: ['soun'], pictures: ['vide'] },
  'video/webm': { type: 'audio/webm', sound: ['A_OPUS', 'A_VORBIS'], pictures: ['V_VP8', 'V_VP9', 'V_AV1', 'V_MPEG4'] },
};
/** Recorders write their tracks here; a film that has them at its end stays a film. */
const HEAD_BYTES = 65_536;

async function holdsAlone(path: string, { sound, pictures }: SoundAlone): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const head = buffer.subarray(0, bytesRead);
    return sound.some((name) => head.includes(name)) && !pictures.some((name) => head.includes(name));
  } finally {
    await file.close();
  }
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
