import type { Sample } from '../permission-matrix-world.ts';
import { dispatchSamples } from './dispatch.ts';
import { divisionSamples } from './division.ts';
import { enterpriseSamples } from './enterprise.ts';
import { exchangeSamples } from './exchange.ts';
import { hazardFindingSamples, hazardSamples } from './hazard.ts';
import { identitySamples } from './identity.ts';
import { overviewSamples } from './overview.ts';
import { dutyListSamples, lineageSamples, planSamples } from './plan.ts';
import { platformSamples } from './platform.ts';
import { riskSamples } from './risk.ts';
import { screeningSamples } from './screening.ts';
import { screeningEffectSamples } from './screening-effect.ts';
import { statementSamples } from './statements.ts';
import { supervisionSamples } from './supervision.ts';

/*
 * One sample request a route, for the permission matrix and the scope leak test. To add a route, add a line to its
 * slice in this folder:
 *
 *   noRecord(contract, () => ({ query: {} }))                        a list, or something about oneself
 *   atPlace(contract, async ({ make }) => ({ params: { id: await make(hazardAt) } }))
 *                                                                    a record that lies at an enterprise
 *   inCounty(contract, ({ county }) => ({ params: { id: county.userIds.worker } }))
 *                                                                    a record of the county as a whole
 *
 * The tests run a sample once with a setting inside the person's scope and once for each kind of foreign place, so
 * take every id from the setting. `make(maker)` gives a record made there; a maker is a function `(place) => id`.
 * Give writes a `version` that is out of date (STALE): scope and policy are checked before it, and nothing changes.
 * Ids in a body other than `id` and `commandId` need a line in `references` that gives one from the setting; the
 * tests send it with an id of a foreign setting and expect 404. There the version must be a current one.
 */

export const samples: readonly Sample[] = [
  ...identitySamples,
  ...divisionSamples,
  ...enterpriseSamples,
  ...planSamples,
  ...lineageSamples,
  ...dutyListSamples,
  ...hazardSamples,
  ...hazardFindingSamples,
  ...riskSamples,
  ...screeningEffectSamples,
  ...screeningSamples,
  ...statementSamples,
  ...supervisionSamples,
  ...dispatchSamples,
  ...exchangeSamples,
  ...overviewSamples,
  ...platformSamples,
];
