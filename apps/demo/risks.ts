import { systemActor } from '@zhiben/platform/domain/actor.ts';
import type { Connection } from '@zhiben/platform/server/db/connect.ts';
import { withClient } from '@zhiben/platform/server/db/copy.ts';
import type { NewEnterprise } from '@zhiben/slices/enterprise/server';
import type { NewUser } from '@zhiben/slices/identity/server';
import {
  copyRisks,
  createPlan,
  drawPlan,
  type LoadedRisks,
  presentRiskFile,
  remarkEvent,
  riskOf,
  riskTemplates,
} from '@zhiben/slices/risk/server';
import type { Stage } from './acting.ts';
import { COUNTY } from './county.ts';
import { createRandom, type Random } from './random.ts';

const SEED = 20_240_202;
const DAY_MS = 86_400_000;
const BATCH = 200;
/** While the database writes one batch, the next is made. */
const LANES = 2;

interface Options {
  readonly now: Date;
  readonly onProgress: (done: number, total: number) => void;
}

/** Seven enterprises of ten have a risk list from a template of their industry; a few are late in assessing anew. */
export async function loadRisks(
  owner: Connection,
  enterprises: readonly NewEnterprise[],
  client: NewEnterprise,
  { now, onProgress }: Options,
): Promise<void> {
  const random = createRandom(SEED);
  const chosen = enterprises.filter(({ id }) => id === client.id || random.chance(0.7));
  const { userId, name } = systemActor(COUNTY);
  const options = { county: COUNTY, byUser: userId, byName: name, newId: (at: Date) => random.id(at) };
  let next = 0;
  let done = 0;
  // What is drawn for a batch is drawn before its rows are waited for, so their order does not depend on the lanes.
  const lane = () =>
    withClient(owner, async (connection) => {
      while (next < chosen.length) {
        const batch = chosen.slice(next, next + BATCH);
        next += BATCH;
        const lists = batch.map((one) => listOf(random, one, one.id === client.id, now));
        await copyRisks(connection, lists, options);
        done += batch.length;
        onProgress(done, chosen.length);
      }
    });
  await Promise.all(Array.from({ length: LANES }, lane));
}

function listOf(random: Random, enterprise: NewEnterprise, isClient: boolean, now: Date): LoadedRisks {
  const { id, name, division, industry, longitude, latitude, principalName } = enterprise;
  const templates = riskTemplates();
  const isStation = name.includes('加油站');
  const fitting = templates.filter(({ code, industries }) =>
    industry === 'chemicals'
      ? (code === 'gas-station') === isStation && industries.includes(industry)
      : industries.includes(industry),
  );
  const template = random.pick(fitting.length > 0 ? fitting : templates);
  const assessed = now.getTime() - random.int(5, isClient ? 200 : 390) * DAY_MS;
  const risks = template.points
    .filter(() => isClient || random.chance(0.9))
    .map((point) => {
      const [l, s] = point.after;
      const [most] = point.before;
      // Where measures are not yet all in place the likelihood is higher than the template hopes.
      const after: [number, number] = random.chance(0.12) ? [Math.min(most, l + random.int(1, 2)), s] : [l, s];
      const at = new Date(assessed - random.int(0, 5) * DAY_MS);
      return { ...riskOf({ ...point, after }, principalName), assessedAt: at };
    });
  return { place: { id, name, division, industry, longitude, latitude }, risks };
}

/** The shown enterprise has a plan of its works, and one point that its department returned. */
export async function playRisks({ as, clock }: Stage, users: readonly NewUser[], client: NewEnterprise): Promise<void> {
  const userOf = (account: string) => users.find((user) => user.account === account);
  // A source of its own: what the rest of the county draws does not depend on it.
  const random = createRandom(SEED + 1);
  const newId = () => random.id(clock.now());
  const [safety, department] = [userOf('safety'), userOf('dept1')];
  if (!safety || !department) return;
  const own = as(safety);
  const { units } = await presentRiskFile(own, client.id);
  const id = newId();
  await createPlan(own, client.id, { id, name: '厂区四色分布图', fileId: null, width: 1600, height: 1131 });
  const areas = units.slice(0, 9).map((unit, n) => {
    const [x, y] = [90 + (n % 3) * 490, 80 + Math.floor(n / 3) * 340];
    const corners: [number, number][] = [
      [x, y],
      [x + 430, y],
      [x + 430, y + 270],
      [x, y + 270],
    ];
    return { unitId: unit.id, corners };
  });
  const points = units.slice(0, 9).flatMap(({ events }, n) => {
    const [event] = events;
    return event ? [{ eventId: event.id, x: 305 + (n % 3) * 490, y: 270 + Math.floor(n / 3) * 340 }] : [];
  });
  await drawPlan(own, id, { commandId: newId(), version: 1, name: '厂区四色分布图', areas, points });
  const returned = units[1]?.events[0];
  if (!returned) return;
  const words = '检查由谁做、多久做一次没有写明，请补充后重新评价。';
  await remarkEvent(as(department), returned.id, { commandId: newId(), kind: 'return', words });
}
