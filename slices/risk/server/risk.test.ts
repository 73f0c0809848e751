import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { testFolder } from '@zhiben/platform/server/test-folder.ts';
import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { type Person, type TestCounty, testCounty } from 'zhiben/test-county';
import type { RiskPlan } from '../domain/plan.contract.ts';
import type { RiskFigure, RiskPointRow } from '../domain/points.contract.ts';
import type { RiskReview } from '../domain/review.contract.ts';
import type { LevelCounts, RiskFile, RiskPoint } from '../domain/risk.contract.ts';
import { LEVELS } from '../domain/risk.terms.ts';
import { giveRisks } from './move-risks.queries.ts';
import { riskTemplates } from './templates.ts';

/** A drawing of one point. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

const database = testDatabase();
let county: TestCounty;
let chem: string;
beforeEach(async () => {
  county = await testCounty(database.app);
  chem = county.enterprises.chem;
  mkdirSync(county.ctxOf('clerk').services.files.incoming, { recursive: true });
});

const post = async <T>(person: Person, url: string, body: object, status = 200): Promise<T> => {
  const answer = await county.as(person).post(url, body);
  expect([url, answer.statusCode, answer.statusCode === status ? '' : answer.body]).toEqual([url, status, '']);
  return answer.json<T>();
};
const get = async <T>(person: Person, url: string): Promise<T> => {
  const answer = await county.as(person).get(url);
  expect([url, answer.statusCode]).toEqual([url, 200]);
  return answer.json<T>();
};
/** Time passes; that people would have to sign in again is not what is tested here. */
async function later(at: string): Promise<void> {
  county.clock.set(at);
  await sql`update sessions set expires_at = '2030-01-01', created_at = '2029-12-31' where county = ${county.code}`.execute(
    database.owner.db,
  );
}
const fileOf = (person: Person, enterpriseId = chem) => get<RiskFile>(person, `/api/risk-files/${enterpriseId}`);
const pointOf = (person: Person, id: string) => get<RiskPoint>(person, `/api/risk-points/${id}`);

async function unit(name: string, person: Person = 'safety', enterpriseId = chem): Promise<string> {
  const id = newId();
  await post(person, `/api/risk-files/${enterpriseId}/units`, { id, name });
  return id;
}
async function event(unitId: string, name: string, person: Person = 'safety'): Promise<string> {
  const id = newId();
  const measures = [{ id: newId(), class1: 1, content: '设联锁' }];
  await post(person, `/api/risk-units/${unitId}/events`, { id, name, accidentType: '火灾', measures });
  return id;
}
const ls = (before: [number, number], after: [number, number] | null) => ({
  scoreTable: 'LS/standard',
  before: { L: before[0], S: before[1] },
  after: after && { L: after[0], S: after[1] },
  directRule: null,
});
const assessment = (version: number, judgement: object, more: object = {}) => ({
  commandId: newId(),
  version,
  cause: 'first',
  controlLevel: 'company',
  ownerName: '甲示一',
  ...judgement,
  ...more,
});

/** The slow recount that the maintained figures must equal. */
async function recount(): Promise<{ file: LevelCounts; place: LevelCounts }> {
  const sums = (table: string) => sql<LevelCounts>`
    select ${sql.join(
      [...LEVELS, 'ungraded'].map((level) => sql`coalesce(sum(${sql.ref(level)}), 0)::int as ${sql.ref(level)}`),
    )} from ${sql.table(table)} where county = ${county.code}`;
  const { rows: slow } = await sql<LevelCounts>`
    select ${sql.join(
      LEVELS.map((level) => sql`count(*) filter (where level = ${level})::int as ${sql.ref(level)}`),
    )}, count(*) filter (where level is null)::int as ungraded
    from risk_events where county = ${county.code} and removed_at is null`.execute(database.app.db);
  const { rows: files } = await sums('risk_files').execute(database.app.db);
  const { rows: places } = await sums('risk_counts').execute(database.app.db);
  expect(files[0]).toEqual(slow[0]);
  expect(places[0]).toEqual(slow[0]);
  const { rows: wrong } = await sql`
    with slow as (select division, industry, count(*) as n from risk_events
      where county = ${county.code} and removed_at is null group by 1, 2),
    kept as (select division, industry, red + orange + yellow + blue + ungraded as n from risk_counts
      where county = ${county.code} and red + orange + yellow + blue + ungraded <> 0)
    select * from slow full join kept using (division, industry) where slow.n is distinct from kept.n`.execute(
    database.app.db,
  );
  expect(wrong).toEqual([]);
  return { file: files[0] as LevelCounts, place: places[0] as LevelCounts };
}

test('the whole course: unit, event, assessment, return, change, quarter, removal', async () => {
  const reactor = await unit('反应釜');
  const id = await event(reactor, '超温超压');
  expect((await fileOf('safety')).units[0]?.events[0]).toMatchObject({ level: null, reviewDueOn: null });

  await post('safety', `/api/risk-events/${id}/assess`, assessment(1, ls([2, 5], [4, 5])), 422); // worse after control
  await post(
    'safety',
    `/api/risk-events/${id}/assess`,
    assessment(1, ls([5, 5], [4, 5]), { controlLevel: 'team' }),
    422,
  );
  await post('safety', `/api/risk-events/${id}/assess`, assessment(1, ls([6, 5], null)), 422); // no such score
  const first = assessment(1, ls([5, 5], [4, 5]));
  await post('safety', `/api/risk-events/${id}/assess`, first);
  await post('safety', `/api/risk-events/${id}/assess`, first); // sent again: nothing more happens
  await post('safety', `/api/risk-events/${id}/assess`, assessment(1, ls([5, 5], null)), 409); // stale
  const red = await pointOf('clerk', id);
  expect(red).toMatchObject({
    level: 'red',
    enterpriseName: '示例化工有限公司',
    unitName: '反应釜',
    beforeScore: { formula: 'R = L × S = 5 × 5 = 25', band: 'R ≥ 20' },
    afterScore: { value: 20 },
    reviewDueOn: '2025-03-20',
    deadline: { state: 'running', dueOn: '2025-03-20', ruleCode: 'risk:yearly' },
    abilities: { write: false, remark: true },
  });
  expect(red.assessments).toHaveLength(1);

  // Whom it concerns, and nobody else.
  await post('clerk', `/api/risk-files/${chem}/units`, { id: newId(), name: '代填' }, 403);
  await post('sitePrincipal', `/api/risk-units/${reactor}/events`, { id: newId(), name: '别家' }, 404);
  expect((await county.as('builder').get(`/api/risk-points/${id}`)).statusCode).toBe(404);
  expect((await county.as('expert').get(`/api/risk-points/${id}`)).statusCode).toBe(403);

  await post('inspector', `/api/risk-events/${id}/remarks`, {
    commandId: newId(),
    kind: 'return',
    words: '缺少泄放措施',
  });
  const [returned] = (await get<{ rows: RiskPointRow[] }>('officer', '/api/risk-points?returned=true')).rows;
  expect(returned).toMatchObject({ id, returned: true, level: 'red' });
  const remark = (await pointOf('safety', id)).remarks[0];
  expect(remark).toMatchObject({ kind: 'return', abilities: { answer: true } });
  await post('principal', `/api/risk-remarks/${remark?.id}/answer`, { commandId: newId(), answer: '已补充爆破片' });
  await post('principal', `/api/risk-remarks/${remark?.id}/answer`, { commandId: newId(), answer: '再答' }, 409);
  expect((await pointOf('safety', id)).returned).toBe(false);

  // A change asks for a new assessment by a day; assessing meets it and the year begins anew.
  await later('2024-05-06T02:00:00Z');
  const change = { cause: 'change', unitIds: [reactor], dueOn: '2024-05-20', reason: '更换催化剂' };
  await post('safety', `/api/risk-files/${chem}/reassess`, { commandId: newId(), ...change, dueOn: '2025-05-20' }, 422);
  await post('safety', `/api/risk-files/${chem}/reassess`, { commandId: newId(), ...change });
  // What is due stays due: asking anew does not put it off.
  const later7 = { ...change, commandId: newId(), dueOn: '2024-05-27' };
  await post('safety', `/api/risk-files/${chem}/reassess`, later7, 422);
  expect((await pointOf('safety', id)).deadline).toMatchObject({ dueOn: '2024-05-20', ruleCode: 'risk:change' });
  await later('2024-05-25T02:00:00Z');
  expect(await get('clerk', '/api/risk-points/count?overdue=true')).toEqual({ count: 1, exact: true });
  const version = (await pointOf('safety', id)).version;
  await post('safety', `/api/risk-events/${id}/assess`, assessment(version, ls([5, 5], [3, 5]), { cause: 'change' }));
  const orange = await pointOf('safety', id);
  expect(orange).toMatchObject({ level: 'orange', reviewDueOn: '2025-05-25' });
  expect(orange.assessments.map(({ level, previousLevel }) => [level, previousLevel])).toEqual([
    ['orange', 'red'],
    ['red', null],
  ]);

  // The quarter: what changed, as a draft; a person confirms it, once.
  const direct = await event(reactor, '泄漏中毒');
  const rule = { scoreTable: null, before: null, after: null, directRule: 'majorDangerSource' };
  await post('safety', `/api/risk-events/${direct}/assess`, assessment(1, rule));
  const reviewUrl = `/api/risk-files/${chem}/review`;
  const { review } = await get<{ review: RiskReview }>('principal', reviewUrl);
  expect(review).toMatchObject({ quarter: '2024-2', confirmedAt: null, majors: [{ eventId: direct, measures: 1 }] });
  expect(review.changes.map(({ kind }) => kind)).toEqual(['lowered', 'new']);
  expect(review.statement).toContain('重大风险 1 项：反应釜“泄漏中毒”');
  const confirm = { commandId: newId(), quarter: '2024-2', statement: '已逐项核对。' };
  await post('teamLeader', reviewUrl, confirm, 403);
  await post('principal', reviewUrl, { ...confirm, quarter: '2024-3', commandId: newId() }, 422);
  await post('principal', reviewUrl, confirm);
  await post('principal', reviewUrl, { ...confirm, commandId: newId() }, 409);
  const kept = await get<{ review: RiskReview }>('clerk', `${reviewUrl}?quarter=2024-2`);
  expect(kept.review).toMatchObject({ statement: '已逐项核对。', confirmedByName: '测试principal' });
  await later('2024-07-02T02:00:00Z');
  const next = await get<{ review: RiskReview }>('principal', reviewUrl);
  expect(next.review).toMatchObject({ quarter: '2024-3', changes: [] });
  expect(next.review.statement).toContain('没有变化');

  // Removed points leave list, figures and deadlines, and are a change of the quarter.
  await post('safety', `/api/risk-units/${reactor}/remove`, { commandId: newId(), version: 1, reason: '停用' }, 409);
  const gone = await pointOf('safety', direct);
  const removal = { commandId: newId(), version: gone.version, reason: '拆除' };
  await post('principal', `/api/risk-events/${direct}/remove`, removal);
  await post('principal', `/api/risk-events/${direct}/remove`, removal); // sent again: the same answer
  expect((await get<{ review: RiskReview }>('principal', reviewUrl)).review.changes).toMatchObject([
    { kind: 'removed', byName: '测试principal' },
  ]);
  expect((await recount()).file).toEqual({ red: 0, orange: 1, yellow: 0, blue: 0, ungraded: 0 });
});

test('a template starts a list; edits, measures and the search follow; a moved enterprise takes its risks along', async () => {
  for (const { points, code } of riskTemplates())
    expect([code, new Set(points.map(({ key }) => key)).size]).toEqual([code, points.length]);
  expect(riskTemplates().length).toBeGreaterThanOrEqual(12);
  const [template] = (
    await get<{ rows: { code: string; points: { key: string }[] }[] }>('safety', '/api/risk-templates')
  ).rows;
  const points = template?.points.slice(0, 10).map(({ key }) => key) ?? [];
  const use = { commandId: newId(), template: template?.code, points, ownerName: '甲示一' };
  expect(await post('safety', `/api/risk-files/${chem}/template`, use)).toEqual({ events: 10 });
  await post('safety', `/api/risk-files/${chem}/template`, use);
  expect(await post('safety', `/api/risk-files/${chem}/template`, { ...use, commandId: newId() })).toEqual({
    events: 0,
  });
  const file = await fileOf('safety');
  expect(file.units.flatMap(({ events }) => events)).toHaveLength(10);
  await recount();

  const [one] = file.units.flatMap(({ events }) => events);
  const { id, version, measures } = one as NonNullable<typeof one>;
  const [kept] = measures;
  const edit = {
    commandId: newId(),
    version,
    name: '改名的危险',
    accidentType: '火灾',
    measures: [kept, { id: newId(), class1: 4, content: '新措施' }],
  };
  await post('safety', `/api/risk-events/${id}/edit`, edit);
  const stolen = { ...edit, commandId: newId(), version: version + 1 };
  const other = file.units.flatMap(({ events }) => events).at(-1);
  await post('safety', `/api/risk-events/${other?.id}/edit`, { ...stolen, version: other?.version }, 409);
  const twice = { ...stolen, measures: [kept, kept], commandId: newId() };
  await post('safety', `/api/risk-events/${id}/edit`, twice, 422);
  expect((await pointOf('safety', id)).measures.map(({ content }) => content)).toEqual([kept?.content, '新措施']);
  const found = async (q: string) =>
    (await get<{ rows: RiskPointRow[] }>('clerk', `/api/risk-points?q=${encodeURIComponent(q)}`)).rows.length;
  expect(await found('改名的危险')).toBe(1);
  expect(await found('示例化工')).toBe(10);

  const before = await get<{ version: number }>('clerk', `/api/enterprises/${chem}`);
  const move = {
    commandId: newId(),
    version: before.version,
    division: county.townships.west,
    reason: '搬迁',
    effectiveOn: '2024-03-20',
  };
  await post('clerk', `/api/enterprises/${chem}/transfer`, move);
  const figures = await get<{ townships: RiskFigure[] }>('clerk', '/api/risk-figures');
  expect(figures.townships.filter((row) => LEVELS.some((level) => row[level] > 0)).map(({ code }) => code)).toEqual([
    county.townships.west,
  ]);
  expect((await get<{ rows: RiskPointRow[] }>('west', '/api/risk-points')).rows).toHaveLength(10);
  expect((await get<{ rows: RiskPointRow[] }>('east', '/api/risk-points')).rows).toHaveLength(0);
  const changes = { name: '改名化工有限公司' };
  await post('clerk', `/api/enterprises/${chem}/edit`, {
    commandId: newId(),
    version: before.version + 1,
    changes,
    effectiveOn: '2024-03-20',
  });
  expect([await found('改名化工'), await found('示例化工')]).toEqual([10, 0]);
  await recount();
});

test('the sheet goes out, is changed and comes in again; faults stand at their row', async () => {
  const points = riskTemplates()[0]?.points.map(({ key }) => key);
  await post('safety', `/api/risk-files/${chem}/template`, {
    commandId: newId(),
    template: riskTemplates()[0]?.code,
    points,
    ownerName: '甲示一',
  });
  const sheet = await county.as('safety').get(`/api/risk-files/${chem}/export`);
  expect(sheet.statusCode).toBe(200);
  const { site } = county.enterprises;
  const send = (bytes: Buffer, query = '') => {
    const body = new FormData();
    body.append('file', new Blob([new Uint8Array(bytes)]), '风险清单.xlsx');
    return county.as('sitePrincipal').post(`/api/risk-files/${site}/import?commandId=${newId()}${query}`, body);
  };
  const there = (await send(sheet.rawPayload)).json();
  expect(there).toEqual({ imported: points?.length, same: 0, bad: 0, problems: [] });
  expect((await send(sheet.rawPayload)).json()).toMatchObject({ imported: 0, same: points?.length });
  const plain = ({ units }: RiskFile) =>
    units.map(({ name, events }) => [
      name,
      events.map((e) => [
        e.name,
        e.accidentType,
        e.before,
        e.after,
        e.level,
        e.controlLevel,
        e.ownerName,
        e.measures.map((m) => [m.class1, m.content]),
      ]),
    ]);
  expect(plain(await fileOf('sitePrincipal', site))).toEqual(plain(await fileOf('safety')));

  const folder = testFolder('risk');
  const bad = join(folder, 'bad.xlsx');
  const { writeSheet } = await import('@zhiben/platform/server/excel/index.ts');
  const rows = [
    ['塔吊', '倒塌', 'LS', '5×5', '3×5', '公司级', '乙示二'],
    ['塔吊', '坠物', 'LS', '7×5', '', '公司级', '乙示二'],
    ['塔吊', '触电', 'XYZ', '4×5', '', '公司级', '乙示二'],
    ['塔吊', '碰撞', 'LS', '5×5', '', '岗位级', '乙示二'],
    ['', '无单元', 'LS', '', '', '', ''],
  ];
  const headers = ['风险分析单元', '风险事件', '评价方法', '管控前分值', '管控后分值', '管控层级', '责任人'];
  const columns = headers.map((header, n) => ({ header, value: (row: string[]) => row[n] ?? null }));
  await writeSheet(createWriteStream(bad), { title: '表', columns, rows });
  const { readFile } = await import('node:fs/promises');
  const refused = await send(await readFile(bad));
  expect(refused.statusCode).toBe(422);
  const places = refused.json<{ fields: { path: string; message: string }[] }>().fields;
  expect(places.map(({ path }) => path.replace(/ (\w) 列.*/, ' $1'))).toEqual([
    '第 4 行',
    '第 5 行 C',
    '第 6 行',
    '第 7 行 A',
  ]);
  expect((await send(await readFile(bad), '&goodRows=true')).json()).toMatchObject({ imported: 1, bad: 4 });
  await recount();
});

test('a four-colour plan is drawn over units and points; its colours are those of today', async () => {
  const tank = await unit('罐区');
  const id = await event(tank, '储罐泄漏');
  await post('safety', `/api/risk-events/${id}/assess`, assessment(1, ls([5, 5], null)));
  const plan = newId();
  await post('safety', `/api/risk-files/${chem}/plans`, {
    id: plan,
    name: '厂区',
    fileId: null,
    width: 1200,
    height: 800,
    ground: { longitude: 110.28, latitude: 27.52, metresPerUnit: 0.25 },
  });
  const draw = {
    commandId: newId(),
    version: 1,
    name: '厂区平面',
    areas: [
      {
        unitId: tank,
        corners: [
          [0, 0],
          [500, 0],
          [500, 400],
        ],
      },
    ],
    points: [{ eventId: id, x: 200, y: 100 }],
  };
  await post('safety', `/api/risk-plans/${plan}/draw`, { ...draw, points: [{ eventId: newId(), x: 1, y: 1 }] }, 422);
  await post('safety', `/api/risk-plans/${plan}/draw`, { ...draw, points: [{ eventId: id, x: 200, y: 801 }] }, 422);
  await post('safety', `/api/risk-plans/${plan}/draw`, { ...draw, commandId: newId() });
  const plans = async (person: Person) =>
    (await get<{ rows: RiskPlan[] }>(person, `/api/risk-files/${chem}/plans`)).rows;
  expect(await plans('worker')).toMatchObject([
    {
      name: '厂区平面',
      ground: { metresPerUnit: 0.25 },
      areas: [{ level: 'red', name: '罐区' }],
      points: [{ level: 'red' }],
    },
  ]);
  await post('safety', `/api/risk-events/${id}/assess`, assessment(2, ls([5, 5], [1, 5]), { cause: 'correction' }));
  expect(await plans('clerk')).toMatchObject([{ areas: [{ level: 'blue' }], points: [{ level: 'blue' }] }]);
  const removal = { commandId: newId(), version: 2 };
  await post('safety', `/api/risk-plans/${plan}/remove`, removal);
  await post('safety', `/api/risk-plans/${plan}/remove`, removal); // sent again
  expect(await plans('safety')).toEqual([]);
});

test('with a transfer the list and its drawings go to the new township, and the old one sees neither', async () => {
  const body = new FormData();
  const fileId = newId();
  body.append('id', fileId);
  body.append('file', new Blob([PIXEL]), '厂区平面图.png');
  await post('safety', '/api/files', body);
  const sheet = { id: newId(), name: '厂区', fileId, width: 1200, height: 800 };
  await post('safety', `/api/risk-files/${chem}/plans`, sheet);
  const point = await event(await unit('罐区'), '储罐泄漏');
  const seen = async (person: Person) =>
    Promise.all(
      [`/api/risk-files/${chem}/plans`, `/api/risk-points/${point}`, `/api/files/${fileId}`].map(
        async (url) => (await county.as(person).get(url)).statusCode,
      ),
    );
  const [here, there] = [await seen('east'), await seen('west')];
  expect([here, there]).toEqual([
    [200, 200, 200],
    [404, 404, 404],
  ]);
  const { version } = await get<{ version: number }>('clerk', `/api/enterprises/${chem}`);
  const move = {
    commandId: newId(),
    version,
    division: county.townships.west,
    reason: '搬迁',
    effectiveOn: '2024-03-20',
  };
  await post('clerk', `/api/enterprises/${chem}/transfer`, move);
  expect([await seen('east'), await seen('west'), await seen('safety')]).toEqual([there, here, here]);
});

test('a review confirmed after its quarter ended leaves no day unsaid', async () => {
  const boiler = await unit('锅炉房');
  const id = await event(boiler, '锅炉爆炸');
  const url = `/api/risk-files/${chem}/review`;
  await later('2024-04-02T02:00:00Z');
  await post('safety', `/api/risk-events/${id}/assess`, assessment(1, ls([5, 5], null)));
  await later('2024-04-08T02:00:00Z');
  await post('principal', url, { commandId: newId(), quarter: '2024-1', statement: '已核对。' });
  const { review } = await get<{ review: RiskReview }>('principal', `${url}?quarter=2024-2`);
  expect(review.changes).toMatchObject([{ kind: 'new', eventId: id }]);
});

test('when files merge, risks go to the one that is kept, and back when it is undone; figures equal the recount', async () => {
  const { shop } = county.enterprises;
  const bareId = newId();
  const bare = { id: bareId, kind: 'smallSite', name: '示例木器厂', industry: 'industrial-trade' };
  await post('clerk', '/api/enterprises', { ...bare, division: county.townships.west });
  const pool = await unit('油漆间');
  const id = await event(pool, '溶剂燃爆');
  await post('safety', `/api/risk-events/${id}/assess`, assessment(1, ls([5, 5], null)));
  const ids = { units: [pool], plans: [] };
  const place = async (enterpriseId: string) => {
    const { name, division, industry } = await get<RiskFile & { name: string }>(
      'clerk',
      `/api/enterprises/${enterpriseId}`,
    );
    return { id: enterpriseId, name, division, industry, longitude: null, latitude: null };
  };
  // People who sign in stand against a merge: the list reaches the bare file by the same way that a merge takes.
  const to = await place(bareId);
  await county.ctxOf('clerk').transaction(async (tx) => {
    await giveRisks(tx, ids, to);
    tx.record({ id: newId(), action: 'risk:test', subject: { kind: 'riskFile', id: bareId }, data: {} });
  });
  expect((await fileOf('clerk', bareId)).counts.red).toBe(1);
  await recount();

  const merge = await post<{ mergeId: string }>('clerk', `/api/enterprises/${shop}/merge`, {
    commandId: newId(),
    goneId: bareId,
    reason: '重复建档',
  });
  expect(await fileOf('clerk', shop)).toMatchObject({
    counts: { red: 1 },
    units: [{ events: [{ id, level: 'red' }] }],
  });
  const { rows } = await get<{ rows: RiskPointRow[] }>('clerk', '/api/risk-points');
  const { division } = await place(shop);
  expect(rows).toMatchObject([{ id, enterpriseId: shop, division }]);
  expect((await pointOf('clerk', id)).assessments).toHaveLength(1);
  await recount();

  await post('clerk', `/api/enterprise-merges/${merge.mergeId}/undo`, { commandId: newId() });
  expect((await fileOf('clerk', bareId)).units[0]?.events[0]).toMatchObject({ id, measures: [{ content: '设联锁' }] });
  expect((await fileOf('clerk', shop)).units).toEqual([]);
  await recount();
});
