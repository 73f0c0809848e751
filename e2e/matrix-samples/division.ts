import * as division from '@zhiben/slices/division/domain';
import { noRecord, type Sample } from '../permission-matrix-world.ts';

export const divisionSamples: readonly Sample[] = [
  noRecord(division.listDivisions, () => ({})),
  noRecord(division.listBodies, () => ({})),
];
