import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RouteContract } from '@zhiben/platform/domain/contract.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { encodeCursor } from '@zhiben/platform/server/http/paging.ts';
import { EVERYONE, rolesWith } from '@zhiben/platform/server/slice.ts';
import { ROLE_NAMES, type Role } from '@zhiben/slices/identity/domain';
import { beforeEach, expect, test } from 'vitest';
import type { Person } from 'zhiben/test-county';
import { slices } from '../apps/slices.ts';
import { samples } from './matrix-samples/index.ts';
import {
  type Answer,
  onePersonPerRole,
  routeKey,
  type Sample,
  type Setting,
  send,
  World,
} from './permission-matrix-world.ts';

/**
 * Every route × every role × a record of one's own and foreign ones, against permission-matrix.expected.md.
 * After a change that is meant: `UPDATE_MATRIX=1 npx vitest run e2e/permission-matrix.test.ts`, then read the diff.
 */
const EXPECTED = join(import.meta.dirname, 'permission-matrix.expected.md');
const database = testDatabase();
const routes = slices.flatMap((slice) => slice.routes.map(({ contract }) => ({ slice: slice.name, contract })));
const sampleOf = new Map(samples.map((sample) => [routeKey(sample.contract), sample]));

let world: World;
let people: { role: string; person: Person }[];
beforeEach(async () => {
  world = await World.create(database.app);
  people = onePersonPerRole(world.home);
});

test('every route has a sample', () => {
  const missing = routes.filter(({ contract }) => !sampleOf.has(routeKey(contract)));
  const sentences = missing.map(
    ({ slice, contract }) =>
      `${routeKey(contract)} has no sample: add one to the ${slice} samples in e2./matrix-samples/index.ts (its head says how).`,
  );
  expect(sentences).toEqual([]);
  const known = new Set(routes.map(({ contract }) => routeKey(contract)));
  const stray = [...sampleOf.keys()].filter((key) => !known.has(key));
  expect(stray, 'samples of routes that no slice in apps/slices.ts has').toEqual([]);
});

test('every role has a person in the test county', () => {
  expect(people.map(({ role }) => role).sort()).toEqual(Object.keys(ROLE_NAMES).sort());
});

test('every route answers each role as the matrix says', async () => {
  const faults: string[] = [];
  const sections: string[] = [];
  const ordered = [...samples].sort((a, b) => Number(a.last) - Number(b.last));
  const cellsOf = new Map<string, string[]>();
  for (const sample of ordered) {
    const cells = await Promise.all(people.map(({ role, person }) => cell(sample, role, person, faults)));
    const guest = await guestCell(sample, faults);
    const { permission } = sample.contract;
    const key = routeKey(sample.contract);
    cellsOf.set(key, [`\`${key}\``, permission ? `\`${permission}\`` : 'none', guest, ...cells]);
  }
  const heading = ['route', 'permission', 'no session', ...people.map(({ role }) => ROLE_NAMES[role as Role])];
  for (const slice of slices) {
    const rows = slice.routes.map(({ contract }) => cellsOf.get(routeKey(contract)) ?? [`\`${routeKey(contract)}\``]);
    sections.push(`## ${slice.name}\n\n${table([heading, ...rows])}`);
  }
  for (const sample of samples) {
    const isOpen = sample.contract.permission === null;
    if (isOpen !== (sample.openBecause !== null))
      faults.push(`${routeKey(sample.contract)}: \`openBecause\` belongs to it`);
  }
  const open = samples.filter(({ openBecause }) => openBecause !== null).map(openLine);
  sections.push(`## Open to all, and why\n\n${open.join('\n')}`);
  expect(faults).toEqual([]);
  const actual = `${HEAD}\n${sections.join('\n\n')}\n`;
  if (process.env.UPDATE_MATRIX === '1') writeFileSync(EXPECTED, actual);
  expect(actual).toBe(readFileSync(EXPECTED, 'utf8'));
}, 120_000);

const openLine = (sample: Sample) => `- \`${routeKey(sample.contract)}\`: ${sample.openBecause}`;

/** A Markdown table, padded as the formatter pads it: a Chinese character takes two places. */
function table(rows: readonly string[][]): string {
  const width = (text: string) => [...text].reduce((sum, c) => sum + (/\p{Script=Han}|[（）]/u.test(c) ? 2 : 1), 0);
  const widths = (rows[0] ?? []).map((_, n) => Math.max(3, ...rows.map((row) => width(row[n] ?? ''))));
  const line = (cells: readonly string[]) =>
    `| ${widths.map((w, n) => (cells[n] ?? '') + ' '.repeat(w - width(cells[n] ?? ''))).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((w) => '-'.repeat(w))), ...body.map(line)].join('\n');
}

const HEAD = `# Permission matrix

Written and compared by \`permission-matrix.test.ts\`. One column a role; a cell is _own record_/_foreign records_:

- \`✓\` the request reached its action (it may still fail there, as a stale version does)
- \`✗\` the role lacks the permission (403), whatever the record
- \`401\` nobody is signed in
- \`404\` the record is not to be seen, be it of another county, township, industry or enterprise: all kinds are tried
- \`policy\` the role holds the permission, but the policy says no (403)

A cell without \`/\` belongs to a request that names no record.
`;

/** What a caller learned, in the words of the table. */
function outcome(response: Answer): string {
  const code = response.statusCode >= 400 ? (JSON.parse(response.body) as { code: string }).code : '';
  if (code === 'app/not-signed-in') return '401';
  if (code === 'app/forbidden') return '✗';
  if (response.statusCode === 404) return '404';
  if (response.statusCode === 403) return 'policy';
  if (response.statusCode >= 500 || code === 'app/invalid-input') return `broken: ${response.body}`;
  return '✓';
}

async function run(sample: Sample, setting: Setting): Promise<string> {
  const call = await sample.call(setting);
  // The person always belongs to `home`; only the record may lie elsewhere.
  return outcome(await send(world.home, setting.person, sample, call));
}

async function cell(sample: Sample, role: string, person: Person, faults: string[]): Promise<string> {
  const { permission } = sample.contract;
  const own = await run(sample, world.setting(sample, person, world.ownPlace(person)));
  const foreign = await Promise.all(
    foreignSettings(sample, person).map(async ([why, setting]) => ({ why, got: await run(sample, setting) })),
  );
  const holders = permission === null ? EVERYONE : rolesWith(permission, slices);
  const allowed = holders === EVERYONE || holders.includes(role);
  const as = `${routeKey(sample.contract)} as ${role}`;

  const ownExpected = allowed ? ['✓', 'policy'] : ['✗'];
  if (!ownExpected.includes(own)) faults.push(`${as}, own record: ${own}, expected ${ownExpected.join(' or ')}`);
  for (const { why, got } of foreign) {
    const expected = allowed ? '404' : '✗';
    if (got !== expected) faults.push(`${as}, record of ${why}: ${got}, expected ${expected}`);
  }
  return allowed && foreign.length > 0 ? `${own}/404` : own;
}

async function guestCell(sample: Sample, faults: string[]): Promise<string> {
  const setting = world.setting(sample, 'admin', world.ownPlace('admin'));
  const got = outcome(await send(world.home, null, sample, await sample.call(setting)));
  const expected = sample.contract.permission === null ? '✓' : '401';
  if (got !== expected) faults.push(`${routeKey(sample.contract)} without a session: ${got}, expected ${expected}`);
  return got;
}

function foreignSettings(sample: Sample, person: Person): (readonly [why: string, Setting])[] {
  if (sample.about === 'none') return [];
  const places = world.foreignPlaces(person);
  const kinds = sample.about === 'county' ? places.filter(([, place]) => place.county === world.other) : places;
  return kinds.map(([why, place]) => [why, world.setting(sample, person, place)]);
}

test('an id of a foreign record in a body is not found', async () => {
  const faults: string[] = [];
  const reference = (await world.home.as(null).get('/api/openapi.json')).json<ApiReference>();
  let found = 0;
  for (const sample of samples) {
    const key = routeKey(sample.contract);
    const paths = idPaths(sample.contract, reference);
    found += paths.length;
    const unnamed = paths.filter((path) => !(path in sample.references));
    if (unnamed.length > 0) {
      faults.push(`${key}: the body holds ids at ${unnamed.join(', ')}; name them in \`references\` of its sample.`);
    }
    const holders = rolesWith(sample.contract.permission ?? '', slices);
    const able = people.filter(({ role }) => holders === EVERYONE || holders.includes(role));
    for (const path of Object.keys(sample.references)) {
      for (const { role, person } of able) await refuseForeign(sample, path, role, person, faults);
    }
  }
  expect(faults).toEqual([]);
  expect(found, 'ids in bodies').toBeGreaterThan(3);
}, 120_000);

async function refuseForeign(sample: Sample, path: string, role: string, person: Person, faults: string[]) {
  const own = world.setting(sample, person, world.ownPlace(person));
  for (const [why, place] of world.foreignPlaces(person)) {
    const id = await sample.references[path]?.(world.setting(sample, person, place));
    const ownId = await sample.references[path]?.(own);
    if (id === ownId) continue; // what belongs to the county as a whole is foreign only in another one
    const call = await sample.call(own);
    const body = withValue(call.body, path.split('.'), id);
    const got = outcome(await send(world.home, person, sample, { ...call, body }));
    if (got !== '404' && got !== 'policy') {
      faults.push(`${routeKey(sample.contract)} as ${role} with ${path} of ${why}: ${got}, expected 404`);
    }
  }
}

/** The body with `value` at `path`; arrays on the way are replaced in their first element. */
function withValue(body: unknown, [key, ...rest]: string[], value: unknown): object {
  if (Array.isArray(body)) return [withValue(body[0], [key as string, ...rest], value), ...body.slice(1)];
  const object = (body ?? {}) as Record<string, unknown>;
  if (rest.length > 0) return { ...object, [key as string]: withValue(object[key as string], rest, value) };
  return { ...object, [key as string]: Array.isArray(object[key as string]) ? [value] : value };
}

test('a list refuses a cursor of another list', async () => {
  const strange = [['x'], ['x', 'x'], ['x', 'x', 'x']].map(encodeCursor);
  const faults: string[] = [];
  const lists = samples.filter(({ contract }) => contract.query && 'cursor' in contract.query.shape);
  for (const sample of lists) {
    const holders = rolesWith(sample.contract.permission ?? '', slices);
    const able = people.find(({ role }) => holders === EVERYONE || holders.includes(role))?.person ?? null;
    const person = able ?? 'admin';
    const call = await sample.call(world.setting(sample, person, world.ownPlace(person)));
    for (const cursor of strange) {
      const answer = await send(world.home, able, sample, { ...call, query: { ...call.query, cursor } });
      const isFine = answer.statusCode < 400 || (answer.statusCode === 422 && answer.body.includes('翻页位置无效'));
      if (!isFine) faults.push(`${routeKey(sample.contract)}: ${answer.statusCode} ${answer.body}`);
    }
  }
  expect(faults).toEqual([]);
  expect(lists.length).toBeGreaterThan(30);
}, 120_000);

interface JsonSchema {
  readonly format?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

/** Where a body holds ids of other records, as the API reference has it: `bodyId`, `tasks.bodyId`. */
function idPaths({ method, url }: RouteContract, reference: ApiReference): string[] {
  const path = url.replace(/:(\w+)/g, '{$1}');
  const body = reference.paths[path]?.[method.toLowerCase()]?.requestBody?.content?.['application/json']?.schema;
  const walk = (schema: JsonSchema, at: string): string[] => [
    ...(schema.format === 'uuid' ? [at] : []),
    ...Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => walk(inner, at ? `${at}.${key}` : key)),
    ...(schema.items ? walk(schema.items, at) : []),
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((inner) => walk(inner, at)),
  ];
  return [...new Set(walk(body ?? {}, ''))].filter((at) => at !== 'id' && at !== 'commandId');
}

interface ApiReference {
  readonly paths: Record<
    string,
    Record<string, { requestBody?: { content?: Record<string, { schema: JsonSchema }> } }>
  >;
}
