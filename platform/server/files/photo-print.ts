import sharp from 'sharp';

/** Columns and rows that are compared: each of eight rows gives eight bits, whether brightness falls to the right. */
const WIDTH = 9;
const HEIGHT = 8;
/** Differences of brightness (of 255) up to this are rounding: a cell is the mean of thousands of pixels. */
const NOISE = 1;
/** With fewer clear differences (of 64) a picture is a wall or the dark: any two of them look alike. */
const LEAST_CLEAR = 20;

/**
 * A print of what a picture shows (difference hash, 64 bits as a signed number): it survives resizing, recompression
 * and small changes of brightness. Two pictures of one scene differ in many bits, a picture saved again in at most
 * `NEAR`. Null where there is too little in the picture to tell it from others, or it cannot be decoded.
 */
export async function makePhotoPrint(path: string): Promise<bigint | null> {
  try {
    const pixels = await sharp(path, { failOn: 'error', sequentialRead: true })
      .rotate()
      .flatten({ background: '#ffffff' })
      .greyscale()
      .resize(WIDTH, HEIGHT, { fit: 'fill', kernel: 'lanczos3' })
      .raw()
      .toBuffer();
    return printOf(pixels);
  } catch {
    return null;
  }
}

/** @param pixels brightness, 9 × 8, row by row */
export function printOf(pixels: Uint8Array): bigint | null {
  let print = 0n;
  let clear = 0;
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x + 1 < WIDTH; x++) {
      const fall = (pixels[y * WIDTH + x] ?? 0) - (pixels[y * WIDTH + x + 1] ?? 0);
      if (Math.abs(fall) > NOISE) clear += 1;
      print = (print << 1n) | (fall > NOISE ? 1n : 0n);
    }
  }
  return clear < LEAST_CLEAR ? null : BigInt.asIntN(64, print);
}

/** Prints that differ in no more bits are of one picture. Four bands of 16 bits: one of them is then the same. */
export const NEAR = 3;
