import { GongwenError } from '../gongwen-error.ts';

export type FileKind = 'pdf' | 'zip' | 'text';

const MAGIC: readonly [signature: readonly number[], kind: FileKind | 'compound' | 'rtf' | 'picture'][] = [
  [[0x50, 0x4b, 0x03, 0x04], 'zip'],
  [[0x50, 0x4b, 0x05, 0x06], 'zip'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'compound'],
  [[0x7b, 0x5c, 0x72, 0x74, 0x66], 'rtf'],
  [[0x89, 0x50, 0x4e, 0x47], 'picture'],
  [[0xff, 0xd8, 0xff], 'picture'],
  [[0x47, 0x49, 0x46, 0x38], 'picture'],
  [[0x49, 0x49, 0x2a, 0x00], 'picture'],
  [[0x4d, 0x4d, 0x00, 0x2a], 'picture'],
];
const OLD_NAMES = /\.(?:doc|dot|wps|wpt|rtf|ofd)$/i;
const OTHER_NAMES = /\.(?:xlsx?|et|csv|pptx?|dps|png|jpe?g|gif|tiff?|bmp|zip|rar|7z|exe|mht|mhtml|json|xml|mp4|mp3)$/i;

/**
 * What the bytes are; the name decides only where the bytes say nothing.
 *
 * @throws GongwenError `old-format`, `encrypted` or `unsupported` for what is not read
 */
export function fileKind(bytes: Uint8Array, fileName: string): FileKind {
  if (new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes('%PDF-')) return 'pdf';
  const kind = MAGIC.find(([signature]) => signature.every((byte, index) => bytes[index] === byte))?.[1];
  if (kind === 'compound') throw new GongwenError(holdsEncryptedPackage(bytes) ? 'encrypted' : 'old-format');
  if (kind === 'rtf') throw new GongwenError('old-format');
  if (kind === 'picture') throw new GongwenError('unsupported', '图片');
  if (kind) return kind;
  if (OTHER_NAMES.test(fileName)) throw new GongwenError('unsupported');
  if (OLD_NAMES.test(fileName) && !looksLikeMarkup(bytes)) throw new GongwenError('old-format');
  if (/\.(?:docx|pdf)$/i.test(fileName) && !looksLikeMarkup(bytes)) throw new GongwenError('damaged');
  return 'text';
}

/** A docx with a password is a compound file that names its stream in UTF-16. */
function holdsEncryptedPackage(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(Buffer.from('EncryptedPackage', 'utf16le'));
}

/** Saved pages are often named .doc. */
function looksLikeMarkup(bytes: Uint8Array): boolean {
  return /<(?:!doctype|html|head|body|meta|div|p)\b/i.test(new TextDecoder('latin1').decode(bytes.subarray(0, 4096)));
}
