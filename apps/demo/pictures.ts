import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FileStore, originalKey, thumbnailKey } from '@zhiben/platform/server/files/file-store.ts';
import { makeThumbnail } from '@zhiben/platform/server/files/thumbnail.ts';
import sharp from 'sharp';
import { COUNTY } from './county.ts';

/** Plain drawings that nobody takes for photographs; without letters, since servers may have no Chinese fonts. */
const DRAWINGS = [
  ['#d9dde3', '#8b95a5', 'M80 420h480v-160l-120-80-120 80v-60l-120 60v160z'],
  ['#e3ddd3', '#a08b6a', 'M120 420V140h60v280zm140 0V220h60v200zm140 0V100h60v320z'],
  ['#d6e0da', '#6f9382', 'M100 380c60-160 140-160 200-60s140 60 240-120v220H100z'],
  ['#e4d8d8', '#a87474', 'M320 100l220 320H100z'],
  ['#d8d9e6', '#7a7fae', 'M160 160h320v260H160zm40 40v180h240V200z'],
] as const;

/** Puts the drawings into the file store, once each: files of the demo share their bytes. */
export async function storePictures(store: FileStore): Promise<{ sha256: string; bytes: number }[]> {
  return Promise.all(
    DRAWINGS.map(async ([ground, ink, path], i) => {
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="${ground}"/><path d="${path}" fill="${ink}"/></svg>`;
      const png = await sharp(Buffer.from(svg)).png().toBuffer();
      const sha256 = createHash('sha256').update(png).digest('hex');
      const incoming = join(store.incoming, `demo-${process.pid}-${i}`);
      await writeFile(incoming, png);
      const thumbnail = await makeThumbnail(incoming, 'image/png', store.incoming);
      if (thumbnail) await store.put(thumbnailKey(COUNTY, sha256), thumbnail, 'image/jpeg');
      await store.put(originalKey(COUNTY, sha256), incoming, 'image/png');
      return { sha256, bytes: png.length };
    }),
  );
}
