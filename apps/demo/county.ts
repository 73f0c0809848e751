/** 示范县 does not exist: no county has a code beginning with 99. */
export const COUNTY = '990101';

export interface DemoSize {
  readonly enterprises: number;
  readonly hazards: number;
}

export const DEFAULT_SIZE: DemoSize = { enterprises: 1_200, hazards: 400 };
