import { systemActor } from '@zhiben/platform/domain/actor.ts';
import { fixedClock, localDate } from '@zhiben/platform/domain/clock.ts';
import { hashPassword } from '@zhiben/platform/server/auth/secrets.ts';
import { createCtx, type Services } from '@zhiben/platform/server/ctx.ts';
import type { Connection } from '@zhiben/platform/server/db/connect.ts';
import { withoutIndexes } from '@zhiben/platform/server/db/without-indexes.ts';
import { createLog } from '@zhiben/platform/server/log.ts';
import { StartupError } from '@zhiben/platform/server/startup-error.ts';
import { hasDivisions, insertBodies, insertDivisions } from '@zhiben/slices/division/server';
import { decideGrade, insertFiles, listProposed, type NewFile, recomputeAll } from '@zhiben/slices/enterprise/server';
import { makeSums, withoutSums } from '@zhiben/slices/hazard/server';
import { insertUsers, type NewUser } from '@zhiben/slices/identity/server';
import { playAcceptancePatterns } from './acceptance-patterns.ts';
import { createStage } from './acting.ts';
import type { DemoSize } from './county.ts';
import { COUNTY } from './county.ts';
import { duplicateOf, fileOf } from './enterprise-files.ts';
import { playEnterpriseList } from './enterprise-list.ts';
import { makeEnterprises } from './enterprises.ts';
import { playExchange } from './exchange.ts';
import { loadForms } from './forms.ts';
import { loadAftermath } from './hazard-aftermath.ts';
import { loadHazards } from './hazards.ts';
import { loadSuggestions, playReplacedStandard } from './judgements.ts';
import { loadPapers } from './papers.ts';
import { DEMO_PASSWORD, makePeople } from './people.ts';
import { makePlaces } from './places.ts';
import { loadPlans } from './plans.ts';
import { createRandom } from './random.ts';
import { loadRisks, playRisks } from './risks.ts';
import { loadScreening, playConflict } from './screening.ts';
import { loadScreeningPatterns } from './screening-patterns.ts';
import { playStatements } from './statements.ts';

const SEED = 20_240_101;
const BATCH = 500;
/** From this many rows on, indexes are built after the load. */
const REBUILD_FROM = 50_000;
const RISK_TABLES = ['risk_files', 'risk_units', 'risk_events', 'risk_measures', 'risk_assessments'];

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

  // A source of its own: what the rest of the county draws does not depend on the papers.
  const papers = createRandom(SEED + 1);
  const on = localDate(new Date());
  const known: NewFile[] = [];
  let batch: NewFile[] = [];
  let serial = 0;
  let hasClient = false;
  let done = 0;
  const flush = async () => {
    await ctx.transaction(async (tx) => {
      await insertFiles(tx, batch, on);
      const data = { enterprises: batch.length };
      tx.record({ id: random.id(foundedAt), action: 'enterprise:import', subject: county(random.id(foundedAt)), data });
    });
    done += batch.length;
    batch = [];
    onProgress('企业', done, size.enterprises);
  };
  const enter = async () => {
    for (const enterprise of makeEnterprises(random, places, size.enterprises, foundedAt)) {
      serial += 1;
      const filed = fileOf(papers, enterprise, on, serial);
      // Of the enterprise of the shown accounts the grade is decided further down, by a person.
      const isClient = !hasClient && isShown(filed);
      hasClient ||= isClient;
      const file = isClient ? { ...filed, graded: false } : filed;
      // Blind spots of supervision have nobody who would have found or accepted anything there.
      if (known.length < 20_000 && file.supervisingBodyId) known.push(file);
      batch.push(file);
      if (serial === 8 || serial === 21) batch.push(duplicateOf(papers, file, foundedAt));
      if (batch.length >= BATCH) await flush();
    }
    if (batch.length > 0) await flush();
  };
  const isMany = size.enterprises >= REBUILD_FROM;
  const rebuilt = (built: number, total: number) => onProgress('索引', built, total);
  await (isMany ? withoutIndexes(owner, ['enterprises', 'enterprise_papers'], enter, rebuilt) : enter());

  const { users, client } = makePeople(random, places, known, passwordHash, foundedAt);
  await ctx.transaction(async (tx) => {
    await insertUsers(tx, users);
    const data = { users: users.length };
    tx.record({ id: random.id(foundedAt), action: 'user:import', subject: county(random.id(foundedAt)), data });
  });

  const now = new Date();
  const stage = createStage({ app: connection, owner }, services, random, now);
  const campaigns = await loadPlans(stage, random, places, users, now);
  const isSmall = size.hazards < REBUILD_FROM;
  const risksLoaded = (loaded: number, total: number) => onProgress('风险清单', loaded, total);
  const risks = () => loadRisks(owner, known, client, { now, onProgress: risksLoaded });
  await (isSmall ? risks() : withoutIndexes(owner, RISK_TABLES, risks));
  await playRisks(stage, users, client);
  await loadScreening({ owner, stage }, known, { client, users, now });
  await playConflict(stage, users, client);
  const play = () =>
    loadHazards(
      owner,
      services,
      { enterprises: known, client, users, bodies: places.bodies },
      {
        seed: SEED,
        count: size.hazards,
        now,
        url: isSmall ? null : url,
        onProgress: (loaded) => onProgress('隐患', loaded, size.hazards),
      },
    );
  const tables = ['hazards', 'audit_entries', 'deadlines', 'files'];
  const rebuild = (built: number, total: number) => onProgress('索引', built, total);
  const loaded = () => withoutSums(owner, play);
  await (isSmall ? play() : withoutIndexes(owner, tables, loaded, rebuild, () => makeSums(owner)));
  if (isSmall) {
    // As the job does every night; the client's grade is decided, so that it can be appealed against.
    await recomputeAll(stage.as(userOf(users, 'admin')));
    const department = stage.as(userOf(users, 'dept1'));
    const [proposal] = await listProposed(department, [client.id]);
    if (proposal) {
      const decision = { commandId: stage.newId(), version: 1, grade: proposal.proposed, reason: '' };
      await decideGrade(department, proposal.id, decision);
    }
  }
  await loadForms(stage, random, users, campaigns, { now, reports: isSmall });
  if (!isSmall) return;
  await loadPapers(stage, { users, client }, now);
  await loadAftermath(stage, { users, clientId: client.id }, now);
  await playStatements(stage, users, now);
  await playExchange(stage, users, now);
  await playAcceptancePatterns(stage, known, users, now);
  await playReplacedStandard(stage, { users, enterprises: known }, now);
  await loadSuggestions(stage, { users, enterprises: known }, now);
  // Neither waits for the other: one reads a file, the other computes.
  await Promise.all([
    playEnterpriseList(stage, known, users),
    loadScreeningPatterns({ app: connection, owner }, known, { now, services }),
  ]);
}

/** The works that `makePeople` gives the shown accounts is the first of these. */
function isShown({ industry, division }: NewFile): boolean {
  return industry === 'chemicals' && division.startsWith(`${COUNTY}101`);
}

function userOf(users: readonly NewUser[], account: string): NewUser {
  const user = users.find((one) => one.account === account);
  if (!user) throw new Error(`the demo has an account ${account}`);
  return user;
}

const county = (id: string) => ({ kind: 'county', id });
