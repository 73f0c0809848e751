import type { Ground } from '../domain/plan.contract.ts';

/** Widths of the ground that a sheet may show, m: from a shop to an industrial park. */
export const GROUND_WIDTHS = [100, 200, 400, 800, 1600, 3200] as const;

interface Sheet {
  readonly width: number;
  readonly height: number;
}

interface GridLine {
  /** In units of the sheet. */
  readonly at: number;
  /** Metres east or north of the middle. */
  readonly metres: number;
}

/** Lines of a grid through the middle of a sheet at round distances, some eight across. */
export function gridOf({ metresPerUnit }: Ground, { width, height }: Sheet) {
  const wide = width * metresPerUnit;
  const power = 10 ** Math.floor(Math.log10(wide / 8));
  const step = [1, 2, 5, 10].map((n) => n * power).find((length) => wide / length <= 10) ?? power * 10;
  const lines = (units: number, sign: 1 | -1): GridLine[] => {
    const most = Math.floor((units * metresPerUnit) / 2 / step);
    return Array.from({ length: most * 2 + 1 }, (_, n) => {
      const metres = (n - most) * step;
      return { at: units / 2 + (sign * metres) / metresPerUnit, metres };
    });
  };
  return { step, columns: lines(width, 1), rows: lines(height, -1) };
}

/** 25 米; 1.5 公里 */
export const sayMetres = (metres: number): string => (metres >= 1000 ? `${metres / 1000} 公里` : `${metres} 米`);
