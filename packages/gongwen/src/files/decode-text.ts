import iconv from 'iconv-lite';
import { GongwenError } from '../gongwen-error.ts';

/**
 * Bytes to text: by byte-order mark, else UTF-8 where it is valid, else GB18030.
 *
 * @throws GongwenError `not-text` for bytes that are no text at all, `empty` for no readable character
 */
export function decodeText(bytes: Uint8Array): string {
  const text = decode(bytes);
  if (text.trim() === '') throw new GongwenError('empty');
  let controls = 0;
  const sample = text.length > 65_536 ? text.slice(0, 65_536) : text;
  for (let i = 0; i < sample.length; i++) {
    const code = sample.charCodeAt(i);
    if (code < 0x09 || (code > 0x0d && code < 0x20) || code === 0xfffd) controls++;
  }
  if (controls > 8 && controls > sample.length * 0.02) throw new GongwenError('not-text');
  return text;
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return iconv.decode(Buffer.from(bytes), 'utf16be');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return iconv.decode(Buffer.from(bytes), 'gb18030');
  }
}
