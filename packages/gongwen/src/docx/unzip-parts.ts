import { type UnzipFileInfo, unzipSync } from 'fflate';
import { GongwenError } from '../gongwen-error.ts';

/** Largest part of a docx, unpacked, in bytes. */
const MAX_PART = 40 * 1024 * 1024;
const MAX_ENTRIES = 10_000;

export interface DocxParts {
  document: string;
  numbering: string | null;
  styles: string | null;
}

/**
 * Unpacks the three parts that hold words. Nothing else is unpacked, and no part beyond its declared and allowed size.
 *
 * @throws GongwenError `unsupported` for another kind of zip, `too-large` for a zip bomb, `damaged` for a broken one
 */
export function unzipParts(bytes: Uint8Array): DocxParts {
  let entries = 0;
  let other: 'ofd' | 'office' | null = null;
  const wanted = (info: UnzipFileInfo): boolean => {
    if (++entries > MAX_ENTRIES) throw new GongwenError('too-large');
    if (/^(?:xl|ppt)\//.test(info.name)) other = 'office';
    if (/OFD\.xml$/i.test(info.name)) other = 'ofd';
    const name = info.name.replaceAll('\\', '/');
    if (!/^word\/(?:document\d*|numbering|styles)\.xml$/.test(name)) return false;
    if (info.originalSize > MAX_PART) throw new GongwenError('too-large');
    return true;
  };
  let parts: Record<string, Uint8Array>;
  try {
    parts = unzipSync(bytes, { filter: wanted });
  } catch (error) {
    if (error instanceof GongwenError) throw error;
    throw new GongwenError('damaged', undefined, { cause: error });
  }
  const part = (pattern: RegExp): string | null => {
    const name = Object.keys(parts).find((entry) => pattern.test(entry));
    const content = name === undefined ? undefined : parts[name];
    return content ? new TextDecoder('utf-8').decode(content) : null;
  };
  const document = part(/document\d*\.xml$/);
  if (document === null)
    throw new GongwenError(
      other === 'ofd' ? 'old-format' : other === 'office' || entries > 0 ? 'unsupported' : 'damaged',
    );
  return { document, numbering: part(/numbering\.xml$/), styles: part(/styles\.xml$/) };
}
