import { join } from 'node:path';
import sharp from 'sharp';
import { newId } from '../../domain/ids.ts';

const EDGE = 480;
/** A picture that claims more is refused a thumbnail, not memory. The largest phone sensors have 200 megapixels. */
const MOST_PIXELS = 220_000_000;

/**
 * A small JPEG beside an image: turned upright, place and camera removed. The original keeps both, it is evidence.
 * @returns its path, or null when the image cannot be decoded (HEIC needs licensed codecs; damaged files)
 */
export async function makeThumbnail(path: string, mediaType: string, folder: string): Promise<string | null> {
  if (!mediaType.startsWith('image/')) return null;
  const target = join(folder, newId());
  try {
    await sharp(path, { limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true })
      .rotate()
      .resize(EDGE, EDGE, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 78 })
      .toFile(target);
    return target;
  } catch {
    return null;
  }
}
