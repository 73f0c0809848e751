import sharp from 'sharp';

/** Longest edge of a cleaned picture. */
const EDGE = 1600;
const MOST_PIXELS = 60_000_000;

/**
 * A picture drawn anew as JPEG: upright, and without place, time and camera, for whoever must not be known by it.
 * @returns null when it is no picture
 */
export async function cleanPhoto(bytes: Buffer): Promise<Buffer | null> {
  try {
    return await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
      .rotate()
      .resize(EDGE, EDGE, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 82 })
      .toBuffer();
  } catch {
    return null;
  }
}
