/** Corners as people type them: `10,20 300,20 300,200`. */
export function sayCorners(corners: readonly (readonly [number, number])[]): string {
  return corners.map((corner) => corner.join(',')).join(' ');
}

/** The corners of such words; null when they are none, or fewer than three. */
export function cornersOf(words: string): [number, number][] | null {
  const corners = words
    .trim()
    .split(/\s+/)
    .map((pair) => pair.split(/[,，]/).map(Number));
  const isCorner = (pair: number[]): pair is [number, number] =>
    pair.length === 2 && pair.every((n) => Number.isFinite(n) && n >= 0 && n <= 10_000);
  return corners.length >= 3 && corners.length <= 60 && corners.every(isCorner)
    ? (corners as [number, number][])
    : null;
}
