import * as overview from '@zhiben/slices/overview/domain';
import { noRecord, type Sample } from '../permission-matrix-world.ts';

export const overviewSamples: readonly Sample[] = [
  noRecord(overview.search, () => ({ query: { q: '储罐' } })),
  noRecord(overview.getHome, () => ({})),
];
