import { newId } from '@zhiben/platform/domain/ids.ts';
import { listTimeline } from '@zhiben/platform/server/audit/audit.queries.ts';
import { listDeadlines } from '@zhiben/platform/server/calendar/deadline.queries.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import ExcelJS from 'exceljs';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Person, type TestCounty, testCounty } from 'zhiben/test-county';
import { foldHazard } from '../domain/hazard.fold.ts';
import type { HazardImport, HazardImportRow } from '../domain/hazard-import.contract.ts';
import { findHazard } from './hazard.queries.ts';
import { moveImportJob, resumeImportsJob } from './hazard-import.jobs.ts';
import { HazardPlay, ok } from './test-hazard.ts';

const database = testDatabase();
let county: TestCounty;
beforeEach(async () => {
  county = await testCounty(database.app);
});

const HEADERS = ['编号', '单位名称', '隐患内容', '发现日期', '隐患来源', '进展'];
type Line = readonly (string | number | Date | null)[];

async function sheet(rows: readonly Line[], headers: readonly string[] = HEADERS): Promise<Blob> {
  const book = new ExcelJS.Workbook();
  const page = book.addWorksheet('台账');
  page.addRow(['示范县事故隐患台账']);
  page.addRow([...headers]);
  for (const row of rows) page.addRow([...row]);
  return new Blob([new Uint8Array(await book.xlsx.writeBuffer())]);
}

const lines = (count: number): Line[] =>
  Array.from({ length: count }, (_, n) => [
    n + 1,
    '示例化工有限公司',
    `第 ${n + 1} 处安全出口上锁`,
    '2024-03-01',
    '日常检查',
    '',
  ]);

async function upload(rows: readonly Line[], person: Person = 'officer', headers = HEADERS): Promise<HazardImport> {
  const body = new FormData();
  body.append('id', newId());
  body.append('file', await sheet(rows, headers), '台账.xlsx');
  return ok(await county.as(person).post('/api/hazard-imports', body));
}

const order = ({ version }: HazardImport) => ({ commandId: newId(), expectedVersion: version });
const give = async (
  verb: string,
  made: HazardImport,
  body: object = {},
  person: Person = 'officer',
): Promise<HazardImport> =>
  ok(await county.as(person).post(`/api/hazard-imports/${made.id}/${verb}`, { ...order(made), ...body }));
const rowsOf = async ({ id }: HazardImport, status = ''): Promise<HazardImportRow[]> =>
  ok<{ rows: HazardImportRow[] }>(
    await county
      .as('officer')
      .get(`/api/hazard-imports/${id}/rows?limit=200&status=${status}`.replace('&status=', status ? '&status=' : '')),
  ).rows;
const read = async ({ id }: HazardImport): Promise<HazardImport> =>
  ok(await county.as('officer').get(`/api/hazard-imports/${id}`));
const runJob = ({ id }: HazardImport) => moveImportJob.run({ ctx: county.ctxOf('admin'), payload: { id } });

/** Batches until the import stands still, as the queue would run them. */
async function runAll(made: HazardImport): Promise<HazardImport> {
  for (let n = 0; n < 10; n++) {
    await runJob(made);
    const now = await read(made);
    if (now.status !== 'running' && now.status !== 'undoing') return now;
  }
  throw new Error('the import never ends');
}

describe('a sheet', () => {
  test('is read under its own headers, every cell with its problem', async () => {
    const made = await upload([
      [1, '示例化工有限公司', '防爆电气失效', new Date('2024-03-01T00:00:00Z'), '企业自查', '整改中'],
      [2, '没有的厂', '防爆电气失效', '三月一日', '企业自查', ''],
      [3, '示例建筑有限公司', '脚手架无连墙件', '2024-03-01', '企业自查', ''],
      [4, '示例化工有限公司', '防爆电气失效', '2024-03-01', '举报', ''],
    ]);
    expect(made).toMatchObject({
      status: 'mapping',
      total: 4,
      counts: { ready: 1, bad: 3 },
      mapping: { number: 0, enterprise: 1, description: 2, discoveredOn: 3, channel: 4, status: 5 },
    });
    const bad = await rowsOf(made, 'bad');
    expect(bad.map(({ row, problems }) => [row, problems.map(({ field }) => field)])).toEqual([
      [4, ['enterprise', 'discoveredOn']],
      [5, ['enterprise']], // construction is another department's
      [6, [null]], // the same as row 3
    ]);
  });

  test('without known headers is mapped by hand, and known the next time', async () => {
    const headers = ['甲', '乙', '丙', '丁'];
    const rows: Line[] = [['示例化工有限公司', '防爆电气失效', '2024-03-01', '罐区']];
    const made = await upload(rows, 'officer', headers);
    expect(made.counts).toMatchObject({ ready: 0, bad: 1 });
    const mapping = { enterprise: 0, description: 1, discoveredOn: 2, place: 3 };
    const refused = await county.as('officer').post(`/api/hazard-imports/${made.id}/map`, {
      ...order(made),
      mapping: { enterprise: 0, description: 0, discoveredOn: 2 },
    });
    expect(refused.json()).toMatchObject({ code: 'hazard/import-column-twice' });
    const missing = await county
      .as('officer')
      .post(`/api/hazard-imports/${made.id}/map`, { ...order(made), mapping: { enterprise: 0 } });
    expect(missing.json()).toMatchObject({ code: 'hazard/import-columns-missing' });
    expect((await give('map', made, { mapping })).counts).toMatchObject({ ready: 1, bad: 0 });
    expect((await upload(rows, 'officer', headers)).counts).toMatchObject({ ready: 1, bad: 0 });
  });

  test('finds an enterprise under its name in any width and spacing, and says when two carry it', async () => {
    const rename = (name: string, id: string) =>
      sql`update enterprises set name = ${name} where id = ${id}`.execute(database.owner.db);
    const rows: Line[] = [[1, '示例 化工(集团)ＡＢ 有限公司', '防爆电气失效', '2024-03-01', '企业自查', '']];
    await rename('示例化工\u3000（集团）\u2028AB有限公司\ufeff', county.enterprises.chem);
    expect((await upload(rows)).counts).toMatchObject({ ready: 1, bad: 0 });
    await rename('示例化工(集团)AB有限公司', county.enterprises.site);
    expect((await upload(rows)).counts).toMatchObject({ ready: 1, bad: 0 });
    expect((await upload(rows, 'clerk')).counts).toMatchObject({ ready: 0, bad: 1 });
  });

  test('that is none is refused', async () => {
    const body = new FormData();
    body.append('id', newId());
    body.append('file', new Blob(['no sheet']), '台账.xlsx');
    expect((await county.as('officer').post('/api/hazard-imports', body)).statusCode).toBe(422);
  });
});

describe('the good rows', () => {
  test('become clues of the origin import, with the first origin in the chain', async () => {
    const done = await runAll(await give('start', await upload(lines(3))));
    expect(done).toMatchObject({ status: 'done', counts: { imported: 3, ready: 0 } });
    const list = ok<{ rows: { id: string; channel: string; status: string; number: string }[] }>(
      await county.as('officer').get(`/api/hazards?importId=${done.id}`),
    );
    expect(list.rows.map(({ channel, status }) => [channel, status])).toEqual(Array(3).fill(['import', 'clue']));
    const [entry] = await listTimeline(database.app.db, county.code, list.rows[0]?.id ?? '');
    expect(entry).toMatchObject({
      action: 'hazard:register',
      actor: { id: county.userIds.officer },
      data: { channel: 'import', import: { id: done.id, originalChannel: 'departmentInspection' } },
    });
  });

  test('come in batches; what a process left standing is taken up, and no row comes twice', async () => {
    const started = await give('start', await upload(lines(450)));
    await runJob(started);
    expect(await read(started)).toMatchObject({ status: 'running', counts: { imported: 200, ready: 250 } });
    county.clock.set(new Date(county.clock.now().getTime() + 600_000));
    await database.owner.db.executeQuery(sql`delete from graphile_worker._private_jobs`.compile(database.owner.db));
    await resumeImportsJob.run({ ctx: county.ctxOf('admin'), payload: {} });
    const { rows } = await sql<{
      key: string;
    }>`select key from graphile_worker.jobs where key like ${`%${started.id}:resumed`}`.execute(database.owner.db);
    expect(rows).toHaveLength(1);
    await Promise.allSettled([runJob(started), runJob(started)]);
    expect(await runAll(started)).toMatchObject({ status: 'done', counts: { imported: 450, ready: 0 } });
    const count = ok<{ count: number }>(await county.as('officer').get(`/api/hazards/count?importId=${started.id}`));
    expect(count.count).toBe(450);
  });

  test('a resend answers with what is there, a stale version is refused', async () => {
    const made = await upload(lines(1));
    const command = order(made);
    const send = () => county.as('officer').post(`/api/hazard-imports/${made.id}/start`, command);
    expect((await send()).json()).toMatchObject({ status: 'running' });
    expect((await send()).json()).toMatchObject({ status: 'running' });
    expect(
      (await county.as('officer').post(`/api/hazard-imports/${made.id}/map`, { ...order(made), mapping: made.mapping }))
        .statusCode,
    ).toBe(409);
  });
});

describe('undoing', () => {
  test('closes what nobody touched as no hazard, and keeps what was worked on', async () => {
    const limit = { amount: 5, unit: 'workingDay', source: '测试县文件' };
    ok(await county.as('admin').send('PUT', '/api/hazard-limits/judgement', { commandId: newId(), limit }));
    const done = await runAll(await give('start', await upload(lines(3))));
    const { rows } = ok<{ rows: { id: string; version: number }[] }>(
      await county.as('officer').get(`/api/hazards?importId=${done.id}`),
    );
    const [touched] = rows;
    const judged = await county.as('officer').post(`/api/hazards/${touched?.id}/judge-general`, {
      commandId: newId(),
      expectedVersion: 1,
      rectificationDueOn: '2024-04-01',
    });
    expect(judged.statusCode).toBe(200);
    const undone = await runAll(await give('undo', done));
    expect(undone).toMatchObject({ status: 'undone', counts: { undone: 2, kept: 1, imported: 0 } });
    const after = ok<{ rows: { id: string; status: string }[] }>(
      await county.as('officer').get(`/api/hazards?importId=${done.id}`),
    );
    expect(after.rows.map(({ status }) => status).sort()).toEqual(['dismissed', 'dismissed', 'rectifying']);
    const gone = after.rows.find(({ status }) => status === 'dismissed');
    const history = await listTimeline(database.app.db, county.code, gone?.id ?? '');
    expect(history.map(({ action }) => action)).toEqual(['hazard:register', 'hazard:dismiss']);
    const leader = county.ctxOf('leader');
    expect(foldHazard(gone?.id ?? '', await new HazardPlay(county).history(gone?.id ?? ''))).toEqual(
      await findHazard(leader, gone?.id ?? ''),
    );
    for (const { id, status } of after.rows) {
      expect([status, (await listDeadlines(leader, county.code, id))[0]]).toMatchObject([
        status,
        { purpose: 'judgement', state: 'met' },
      ]);
    }
  });
});

test('another department does not see the import', async () => {
  const made = await upload(lines(1));
  expect((await county.as('clerk').get(`/api/hazard-imports/${made.id}`)).statusCode).toBe(200);
  expect((await county.as('inspector').get(`/api/hazard-imports/${made.id}`)).statusCode).toBe(403);
  const other = await testCounty(database.app);
  expect((await other.as('officer').get(`/api/hazard-imports/${made.id}`)).statusCode).toBe(404);
});
