import { systemActor } from '@zhiben/platform/domain/actor.ts';
import { fixedClock } from '@zhiben/platform/domain/clock.ts';
import { hashPassword } from '@zhiben/platform/server/auth/secrets.ts';
import { createCtx, type Services } from '@zhiben/platform/server/ctx.ts';
import type { Connection } from '@zhiben/platform/server/db/connect.ts';
import { withoutIndexes } from '@zhiben/platform/server/db/without-indexes.ts';
import { createLog } from '@zhiben/platform/server/log.ts';
import { StartupError } from '@zhiben/platform/server/startup-error.ts';
import { hasDivisions, insertBodies, insertDivisions } from '@zhiben/slices/division/server';
import { insertEnterprises, type NewEnterprise } from '@zhiben/slices/enterprise/server';
import { insertUsers } from '@zhiben/slices/identity/server';
import { createStage } from './acting.ts';
import { makeEnterprises } from './enterprises.ts';
import { loadForms } from './forms.ts';
import { loadHazards } from './hazards.ts';
import { DEMO_PASSWORD, makePeople } from './people.ts';
import { COUNTY, makePlaces } from './places.ts';
import { loadPlans } from './plans.ts';
import { createRandom } from './random.ts';

export interface DemoSize {
  readonly enterprises: number;
  readonly hazards: number;
}

export const DEFAULT_SIZE: DemoSize = { enterprises: 1_200, hazards: 400 };
const SEED = 20_240_101;
const BATCH = 500;
/** From this many hazards on, indexes are built after the load. */
const REBUILD_FROM = 50_000;

/**
 * Loads 示范县, an invented county, into an empty database. The same day and size give the same county.
 * @param onProgress told how far it is: what, done, of how many
 * @throws StartupError when the database is not empty
 */
export async function loadDemo(
  { app: connection, owner, url }: { readonly app: Connection; readonly owner: Connection; readonly url: string },
  services: Services,
  size: DemoSize,
  onProgress: (what: string, done: number, total: number) => void = () => {},
): Promise<void> {
  if (await hasDivisions(connection.db)) throw new StartupError('数据库中已有数据，演示县只能装入空数据库。');
  const foundedAt = new Date('2023-12-20T01:00:00Z');
  const random = createRandom(SEED);
  const places = makePlaces(random, foundedAt);
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const ctx = createCtx({
    connection,
    actor: systemActor(COUNTY),
    clock: fixedClock(foundedAt),
    log: createLog(),
    requestId: 'demo',
    services,
  });

  await ctx.transaction(async (tx) => {
    await insertDivisions(tx, places.divisions);
    await insertBodies(tx, places.bodies);
    const data = { divisions: places.divisions.length, bodies: places.bodies.length };
    tx.record({ id: random.id(foundedAt), action: 'demo:found', subject: county(random.id(foundedAt)), data });
  });

  const known: NewEnterprise[] = [];
  let batch: NewEnterprise[] = [];
  let done = 0;
  const flush = async () => {
    await ctx.transaction(async (tx) => {
      await insertEnterprises(tx, batch);
      const data = { enterprises: batch.length };
      tx.record({ id: random.id(foundedAt), action: 'enterprise:import', subject: county(random.id(foundedAt)), data });
    });
    done += batch.length;
    batch = [];
    onProgress('企业', done, size.enterprises);
  };
  for (const enterprise of makeEnterprises(random, places, size.enterprises, foundedAt)) {
    if (known.length < 20_000) known.push(enterprise);
    batch.push(enterprise);
    if (batch.length === BATCH) await flush();
  }
  if (batch.length > 0) await flush();

  const { users, client } = makePeople(random, places, known, passwordHash, foundedAt);
  await ctx.transaction(async (tx) => {
    await insertUsers(tx, users);
    const data = { users: users.length };
    tx.record({ id: random.id(foundedAt), action: 'user:import', subject: county(random.id(foundedAt)), data });
  });

  const now = new Date();
  const stage = createStage(connection, services, random, now);
  const campaigns = await loadPlans(stage, random, places, users, now);
  const isSmall = size.hazards < REBUILD_FROM;
  const play = () =>
    loadHazards(
      owner,
      services,
      random,
      { enterprises: known, client, users, bodies: places.bodies },
      {
        count: size.hazards,
        now,
        url: isSmall ? null : url,
        onProgress: (loaded) => onProgress('隐患', loaded, size.hazards),
      },
    );
  const tables = ['hazards', 'audit_entries', 'deadlines', 'files'];
  const rebuild = (built: number, total: number) => onProgress('索引', built, total);
  await (isSmall ? play() : withoutIndexes(owner, tables, play, rebuild));
  await loadForms(stage, random, users, campaigns, { now, reports: isSmall });
}

const county = (id: string) => ({ kind: 'county', id });
