import { newId } from '@zhiben/platform/domain/ids.ts';
import { inScope, type Placement, type Scope } from '@zhiben/platform/domain/scope.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { type ScopeColumns, whereInScope } from '@zhiben/platform/server/scope.ts';
import { insertEnterprises } from '@zhiben/slices/enterprise/server';
import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { PEOPLE, type Person, type TestCounty } from 'zhiben/test-county';
import { samples } from './matrix-samples/index.ts';
import { type Call, type Place, placesOf, routeKey, type Sample, send, World } from './permission-matrix-world.ts';

const database = testDatabase();

/* ---- The rule in SQL and the rule in TypeScript are one rule. ---- */

const COUNTIES = ['990001', '990002'];
const SUFFIXES = ['000000', '000000', '100000', '100200', '100201', '101000', '101200', '199000', '999999'];
const INDUSTRIES = ['chemicals', 'construction', 'city-gas', 'power'];
const ENTERPRISES = [newId(), newId(), newId()];

const division = fc.tuple(fc.constantFrom(...COUNTIES), fc.constantFrom(...SUFFIXES));
const row: fc.Arbitrary<Placement> = fc
  .record({
    place: division,
    industry: fc.constantFrom(...INDUSTRIES),
    enterpriseId: fc.option(fc.constantFrom(...ENTERPRISES)),
  })
  .map(({ place: [county, suffix], ...rest }) => ({ county, division: county + suffix, ...rest }));
const mostlyNull = fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.constantFrom(...ENTERPRISES));
const scope: fc.Arbitrary<Scope> = fc
  .record({
    place: division,
    industries: fc.option(fc.subarray(INDUSTRIES)),
    enterpriseId: mostlyNull,
  })
  .map(({ place: [county, suffix], ...rest }) => ({ county, division: county + suffix, ...rest }));

const columns = { county: 't.county', division: 't.division', industry: 't.industry', enterprise: 't.enterprise' };
const shapes: readonly (readonly [string, ScopeColumns, (s: Scope, r: Placement) => boolean])[] = [
  ['all columns', columns, inScope],
  ['no industry', { ...columns, industry: undefined }, (s, r) => inScope({ ...s, industries: null }, r)],
  ['no enterprise', { ...columns, enterprise: undefined }, (s, r) => s.enterpriseId === null && inScope(s, r)],
];

test.each(shapes)('whereInScope and inScope agree on random rows and scopes: %s', async (_, named, rule) => {
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(scope, fc.array(row, { minLength: 40, maxLength: 60 }), async (s, rows) => {
      const values = rows.map((r, n) => ({ n, ...r, enterprise: r.enterpriseId }));
      const visible = await sql<{ n: number }>`
        select t.n from jsonb_to_recordset(${JSON.stringify(values)}::jsonb)
          as t(n int, county text, division text, industry text, enterprise uuid)
        where ${whereInScope(s, named)} order by t.n`.execute(database.app.db);
      const expected = rows.flatMap((r, n) => (rule(s, r) ? [n] : []));
      seen += expected.length;
      expect(visible.rows.map(({ n }) => n)).toEqual(expected);
    }),
    { numRuns: 300 },
  );
  expect(seen, 'rows that were visible').toBeGreaterThan(100);
});

/* ---- 1,000 requests at once, of everybody in two counties: no answer holds a foreign row. ---- */

const REQUESTS = 1000;
const MORE_ENTERPRISES = 30;
/** Files, sheets and streams hold nothing that could be read here; the matrix has whom they are shown to. */
const reads = samples.filter(
  ({ contract: { method, permission, response } }) =>
    method === 'GET' && permission !== null && response.def.type !== 'unknown',
);

/** More enterprises of a county, in both townships and in industries of several departments. */
async function moreEnterprises(county: TestCounty): Promise<Place[]> {
  const industries = ['chemicals', 'industrial-trade', 'construction', 'city-gas', 'power', 'education'];
  const places = Array.from({ length: MORE_ENTERPRISES }, (_, n): Place => {
    const township = n % 2 === 0 ? county.townships.east : county.townships.west;
    const industry = industries[n % industries.length] as string;
    const enterpriseId = newId();
    return { county, placement: { county: county.code, division: township, industry, enterpriseId } };
  });
  await county.ctxOf('admin').transaction(async (tx) => {
    await insertEnterprises(
      tx,
      places.map(({ placement }, n) => ({
        id: placement.enterpriseId,
        name: `示例企业${n}`,
        creditCode: null,
        division: placement.division,
        industry: placement.industry,
        address: '',
        longitude: null,
        latitude: null,
        employees: null,
        highRisk: false,
        principalName: '',
        principalPhone: '',
        controllerName: '',
        supervisingBodyId: null,
      })),
    );
    tx.record({ id: newId(), action: 'test:enter', subject: { kind: 'county', id: newId() }, data: {} });
  });
  return places;
}

interface Shot {
  readonly county: TestCounty;
  readonly person: Person;
  readonly sample: Sample;
  readonly call: Call;
  /** Set when the request names a record: whether the person may see it. */
  readonly visible: boolean | null;
}

test(`${REQUESTS} requests at once of mixed users bring up no foreign row`, async () => {
  const world = await World.create(database.app);
  const counties = [world.home, world.other];
  const places: Place[] = [];
  for (const county of counties) places.push(...placesOf(county), ...(await moreEnterprises(county)));
  for (const { placement } of places) world.placed.set(placement.enterpriseId, placement);
  // Records beside the enterprises at a few places of each kind; making one everywhere would only take time.
  const recordPlaces = places.filter((_, n) => n % (MORE_ENTERPRISES + 3) < 6);

  // Every enterprise has a hazard, so that lists have rows to leak.
  const hazard = samples.find(({ contract }) => routeKey(contract) === 'GET /api/hazards/:id') as Sample;
  for (const place of places) await hazard.call(world.setting(hazard, 'clerk', place));

  const random = seeded(20240320);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const shots: Shot[] = [];
  for (let n = 0; n < REQUESTS; n++) {
    const county = pick(counties);
    const person = pick(PEOPLE);
    const sample = reads[n % reads.length] as Sample;
    const place = sample.about === 'none' ? (placesOf(county)[0] as Place) : pick(recordPlaces);
    const call = await sample.call(world.setting(sample, person, place));
    const actor = county.ctxOf(person).actor;
    const sees = sample.about === 'place' ? inScope(actor.scope, place.placement) : place.county === county;
    shots.push({ county, person, sample, call, visible: sample.about === 'none' ? null : sees });
  }

  const faults: string[] = [];
  const count = { rows: 0, refused: 0, hidden: 0 };
  await Promise.all(
    shots.map(async ({ county, person, sample, call, visible }) => {
      const response = await send(county, person, sample, call);
      const what = `${routeKey(sample.contract)} as ${person} of ${county.code}`;
      const { actor } = county.ctxOf(person);
      if (!actor.permissions.has(sample.contract.permission ?? '')) {
        count.refused += 1;
        if (response.statusCode !== 403) faults.push(`${what}: ${response.statusCode}, expected 403`);
        return;
      }
      if (visible === false) {
        count.hidden += 1;
        if (response.statusCode !== 404) faults.push(`${what}: ${response.statusCode}, expected 404`);
      } else if (response.statusCode !== 200) faults.push(`${what}: ${response.statusCode} ${response.body}`);
      if (!String(response.headers['content-type']).includes('json')) return;
      for (const leak of leaksIn(JSON.parse(response.body), actor.scope, world, count)) faults.push(`${what}: ${leak}`);
    }),
  );
  expect(faults.slice(0, 10)).toEqual([]);
  // The test looked at something: rows, refusals and foreign records in plenty.
  expect(count.rows).toBeGreaterThan(REQUESTS / 2);
  expect(count.refused).toBeGreaterThan(REQUESTS / 50);
  expect(count.hidden).toBeGreaterThan(REQUESTS / 50);
}, 120_000);

/** Everything in an answer that lies outside the scope: ids of placed records, rows with a place, foreign divisions. */
function* leaksIn(value: unknown, scope: Scope, world: World, count: { rows: number }): Generator<string> {
  if (Array.isArray(value)) {
    for (const item of value) yield* leaksIn(item, scope, world, count);
    return;
  }
  if (typeof value === 'string') {
    const placement = world.placed.get(value);
    if (placement) count.rows += 1;
    if (placement && !inScope(scope, placement)) yield `record ${value} at ${JSON.stringify(placement)}`;
    const county = world.ofCounty.get(value);
    if (county) count.rows += 1;
    if (county && county !== scope.county) yield `record ${value} of ${county}`;
    if (/^99\d{10}$/.test(value) && !value.startsWith(scope.county)) yield `division ${value}`;
    return;
  }
  if (value === null || typeof value !== 'object') return;
  const { division, industry } = value as { division?: unknown; industry?: unknown };
  if (typeof division === 'string' && typeof industry === 'string' && scope.enterpriseId === null) {
    const placement = { county: division.slice(0, 6), division, industry, enterpriseId: null };
    if (!inScope(scope, placement)) yield `row at ${division}, ${industry}`;
  }
  for (const inner of Object.values(value)) yield* leaksIn(inner, scope, world, count);
}

/** mulberry32: the same requests in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
