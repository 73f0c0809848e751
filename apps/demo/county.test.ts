import { expect, test } from 'vitest';
import { DEFAULT_SIZE, sizeFault } from './county.ts';

test.each([
  [DEFAULT_SIZE, true],
  [{ enterprises: 1_000, hazards: 200 }, true],
  [{ enterprises: 999, hazards: 400 }, false],
  [{ enterprises: 120, hazards: 60 }, false],
  [{ enterprises: 1_200, hazards: 199 }, false],
  [{ enterprises: 0, hazards: 0 }, false],
])('a demo county of %o is loaded: %s; else one sentence says what is too small', (size, fits) => {
  const fault = sizeFault(size);
  if (fits) expect(fault).toBeNull();
  else expect(fault).toMatch(/^示范县至少要有 1000 家企业、200 项隐患，[^。]+。$/);
});
