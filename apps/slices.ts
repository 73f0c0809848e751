import { auditSlice } from '@zhiben/platform/server/audit/index.ts';
import { filesSlice } from '@zhiben/platform/server/files/index.ts';
import { liveSlice } from '@zhiben/platform/server/live/index.ts';
import { notifySlice } from '@zhiben/platform/server/notify/index.ts';
import type { Slice } from '@zhiben/platform/server/slice.ts';
import { viewsSlice } from '@zhiben/platform/server/views/index.ts';
import { dispatchSlice } from '@zhiben/slices/dispatch/server';
import { divisionSlice } from '@zhiben/slices/division/server';
import { enterpriseSlice } from '@zhiben/slices/enterprise/server';
import { exchangeSlice } from '@zhiben/slices/exchange/server';
import { hazardSlice } from '@zhiben/slices/hazard/server';
import { identitySlice } from '@zhiben/slices/identity/server';
import { overviewSlice } from '@zhiben/slices/overview/server';
import { planSlice } from '@zhiben/slices/plan/server';
import { riskSlice } from '@zhiben/slices/risk/server';
import { announceScreeningEvidence, screeningSlice } from '@zhiben/slices/screening/server';
import { supervisionSlice } from '@zhiben/slices/supervision/server';

announceScreeningEvidence();

/** Every capability of this build, and the platform's own services that have routes or jobs. */
export const slices: readonly Slice[] = [
  identitySlice,
  divisionSlice,
  enterpriseSlice,
  planSlice,
  hazardSlice,
  riskSlice,
  screeningSlice,
  supervisionSlice,
  dispatchSlice,
  exchangeSlice,
  overviewSlice,
  auditSlice,
  filesSlice,
  notifySlice,
  liveSlice,
  viewsSlice,
];
