/** Round steps from zero that hold the greatest value: at most six, whole numbers only. */
export function ticksTo(greatest: number): number[] {
  const rough = Math.max(1, greatest) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough) ?? 10 * power);
  return Array.from({ length: Math.ceil(Math.max(1, greatest) / step) + 1 }, (_, i) => i * step);
}

/** Share of the way from the first day to the last at which each day lies. */
export function placesOf(days: readonly string[]): number[] {
  const times = days.map((day) => Date.parse(`${day}T00:00:00Z`));
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  return times.map((time) => (last === first ? 0 : (time - first) / (last - first)));
}
