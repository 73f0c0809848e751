import type { Figure, Indicator } from './form.types.ts';
import { isNumber } from './form.types.ts';

export type Figures = Readonly<Record<string, Figure>>;

/**
 * Completes counted figures by those that follow from them: rates, and columns without data.
 * A rate is in percent with one decimal; of nothing it is `notApplicable`.
 */
export function completeFigures(indicators: readonly Indicator[], counted: Figures): Record<string, Figure> {
  return Object.fromEntries(
    indicators.map(({ code, source }): [string, Figure] => {
      if (source.kind === 'none') return [code, 'noData'];
      if (source.kind !== 'rate') return [code, counted[code] ?? 'noData'];
      return [code, rate(counted[source.part], counted[source.whole])];
    }),
  );
}

function rate(part: Figure | undefined, whole: Figure | undefined): Figure {
  if (!isNumber(part) || !isNumber(whole)) return 'noData';
  return whole === 0 ? 'notApplicable' : Math.round((part / whole) * 1000) / 10;
}

/** The change since last time; undefined where one of the two is no number. */
export function change(now: Figure | undefined, before: Figure | undefined): number | undefined {
  if (!isNumber(now) || !isNumber(before)) return undefined;
  return Math.round((now - before) * 100) / 100;
}

/** Codes of the figures that are 0, in the order of the form: a zero report names them (§5 rule 7). */
export function zeros(indicators: readonly Indicator[], figures: Figures): string[] {
  return indicators.filter(({ code }) => figures[code] === 0).map(({ code }) => code);
}

/** Codes whose value is not what was seen before. */
export function changedSince(seen: Figures, figures: Figures): string[] {
  return Object.keys(figures).filter((code) => seen[code] !== figures[code]);
}
