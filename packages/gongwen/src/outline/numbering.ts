import type { Marker } from './markers.ts';

/** Follows the numbers of the four levels; knows numbering that restarts and numbering that runs on. */
export class Numbering {
  private readonly last = [0, 0, 0, 0, 0];
  private readonly overall = [0, 0, 0, 0, 0];

  fits({ level, number }: Marker): boolean {
    const inParent = this.last[level] ?? 0;
    if (number === inParent + 1) return true;
    return inParent === 0 && level >= 3 && number === (this.overall[level] ?? 0) + 1;
  }

  take({ level, number }: Marker): void {
    this.last[level] = number;
    this.overall[level] = number;
    this.last.fill(0, level + 1);
  }
}
