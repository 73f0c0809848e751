import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { expect, test } from 'vitest';
import { testFolder } from '../test-folder.ts';
import { makePhotoPrint, NEAR, printOf } from './photo-print.ts';

const folder = testFolder('prints');
let files = 0;

async function printFrom(picture: Sharp): Promise<bigint | null> {
  const path = join(folder, `${files++}.img`);
  await picture.toFile(path);
  return makePhotoPrint(path);
}

/** Rectangles at places that follow from a number alone. */
function scene(seed: number, { shift = 0 } = {}): Sharp {
  let state = seed;
  const next = (most: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * most);
  };
  const shapes = Array.from({ length: 14 }, () => {
    const [x, y, w, h] = [next(560) + shift, next(400), 40 + next(200), 40 + next(200)];
    return `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="rgb(${next(256)},${next(256)},${next(256)})"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="#9aa"/>${shapes.join('')}</svg>`;
  return sharp(Buffer.from(svg));
}

function distance(a: bigint | null, b: bigint | null): number {
  if (a === null || b === null) throw new Error('no print');
  return BigInt.asUintN(64, a ^ b)
    .toString(2)
    .replaceAll('0', '').length;
}

test('a picture that is saved again, smaller or lighter, has the same print; other scenes have others', async () => {
  for (let seed = 1; seed <= 12; seed++) {
    const first = await printFrom(scene(seed).jpeg({ quality: 90 }));
    const copies = await Promise.all([
      printFrom(scene(seed).resize(320, 240).jpeg({ quality: 45 })),
      printFrom(scene(seed).resize(480, 360).jpeg({ quality: 30 })),
      printFrom(scene(seed).modulate({ brightness: 1.06 }).png()),
    ]);
    for (const copy of copies) expect(distance(first, copy)).toBeLessThanOrEqual(NEAR);
    const others = await Promise.all([1, 2, 3].map((n) => printFrom(scene(seed * 100 + n).jpeg())));
    for (const other of others) expect(distance(first, other)).toBeGreaterThan(NEAR * 3);
    // The same place photographed again from a step aside is another picture.
    expect(distance(first, await printFrom(scene(seed, { shift: 60 }).jpeg()))).toBeGreaterThan(NEAR);
  }
});

test('a wall, the dark and what is no picture have no print', async () => {
  const plain = (background: string) => sharp({ create: { width: 64, height: 48, channels: 3, background } }).png();
  expect(await printFrom(plain('#ffffff'))).toBeNull();
  expect(await printFrom(plain('#101010'))).toBeNull();
  expect(await makePhotoPrint(join(folder, 'absent.jpg'))).toBeNull();
  expect(printOf(new Uint8Array(72))).toBeNull();
});
