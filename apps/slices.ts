import type { Slice } from '@zhiben/platform/server/slice.ts';
import { divisionSlice } from '@zhiben/slices/division/server';
import { enterpriseSlice } from '@zhiben/slices/enterprise/server';
import { identitySlice } from '@zhiben/slices/identity/server';

/** Every capability of this build. */
export const slices: readonly Slice[] = [identitySlice, divisionSlice, enterpriseSlice];
