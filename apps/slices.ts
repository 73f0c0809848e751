import type { Slice } from '@zhiben/platform/server/slice.ts';
import { dispatchSlice } from '@zhiben/slices/dispatch/server';
import { divisionSlice } from '@zhiben/slices/division/server';
import { enterpriseSlice } from '@zhiben/slices/enterprise/server';
import { hazardSlice } from '@zhiben/slices/hazard/server';
import { identitySlice } from '@zhiben/slices/identity/server';
import { planSlice } from '@zhiben/slices/plan/server';

/** Every capability of this build. */
export const slices: readonly Slice[] = [
  identitySlice,
  divisionSlice,
  enterpriseSlice,
  planSlice,
  hazardSlice,
  dispatchSlice,
];
