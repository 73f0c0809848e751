import { createWriteStream, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { type TestCounty, testCounty } from 'zhiben/test-county';
import type { Batch, BatchRow, Receipt } from '../domain/batches.contract.ts';
import { parseJson, printRecord, type RawRecord } from '../domain/raw-record.ts';
import { receiptStatement } from './batch.actions.ts';
import { applyBatchJob } from './exchange.jobs.ts';
import { signedExport } from './signed-file.ts';
import { isSignedBy } from './signing.ts';
import { checkFile, findResumption } from './whole-file.ts';

const database = testDatabase();
let county: TestCounty;
beforeEach(async () => {
  county = await testCounty(database.app);
  await setCode('441521001', county.enterprises.chem);
});

function ok<T>(response: { statusCode: number; body: string }): T {
  expect(response.statusCode, response.body).toBe(200);
  return JSON.parse(response.body) as T;
}
const setCode = async (companyCode: string, enterpriseId: string | null) =>
  ok(await county.as('clerk').post('/api/exchange/companies', { commandId: newId(), companyCode, enterpriseId }));

const common = (id: string, more: object = {}) => ({
  id,
  companyCode: '441521001',
  deleted: '0',
  createDate: '20240301080000',
  updateDate: '20240301080000',
  createBy: '省平台',
  updateBy: '省平台',
  ...more,
});
const ids = { unit: newId(), event: newId(), measure: newId(), strange: newId(), task: newId(), hazard: newId() };
const unit = (more: object = {}) =>
  common(ids.unit, {
    hazardCode: 'WX-001',
    hazardDep: '生产部',
    hazardLiablePerson: '甲',
    riskUnitName: '氨罐区',
    ...more,
  });
const event = (more: object = {}) => common(ids.event, { riskUnitId: ids.unit, riskEventName: '氨泄漏', ...more });
const measure = (id = ids.measure, more: object = {}) =>
  common(id, {
    riskEventId: ids.event,
    dataSrc: '2',
    classify1: '1',
    classify2: '1-1',
    classify3: '',
    troubleshootContent: '查看压力表',
    ...more,
  });
/** Children first, with codes and fields that nobody here knows, and types that are kept as they come. */
const foreign = (): Record<string, unknown>[] => [
  measure(ids.measure, { classify2: '1-9', extField: { deep: [1, 'x'] } }),
  measure(ids.strange, { dataSrc: '7' }),
  common(ids.task, {
    riskMeasureId: ids.measure,
    checkCycle: 1,
    checkCycleUnit: '天',
    taskStartTime: '20240301000000',
    workDayType: '0',
    workType: '0',
  }),
  common(ids.hazard, { riskMeasureId: ids.strange, dangerName: '阀门漏气', dangerState: 3 }),
  event(),
  unit({ deleted: 0 }),
];

const jsonl = (records: readonly object[]) => records.map((record) => JSON.stringify(record)).join('\n');
async function upload(content: string | Buffer, name = '省平台.jsonl', id = newId()): Promise<Batch> {
  const body = new FormData();
  body.append('id', id);
  body.append('source', '省平台');
  body.append('file', new Blob([typeof content === 'string' ? content : new Uint8Array(content)]), name);
  return ok(await county.as('clerk').post('/api/exchange/batches', body));
}
const run = async ({ id }: Batch): Promise<Batch> => {
  await applyBatchJob.run({ ctx: county.ctxOf('clerk'), payload: { id } });
  return ok(await county.as('clerk').get(`/api/exchange/batches/${id}`));
};
const order = ({ version }: Batch) => ({ commandId: newId(), version });
const start = async (batch: Batch) => {
  ok(await county.as('clerk').post(`/api/exchange/batches/${batch.id}/start`, order(batch)));
  return run(batch);
};
const replay = async (batch: Batch) => {
  ok(await county.as('clerk').post(`/api/exchange/batches/${batch.id}/replay`, order(batch)));
  return run(batch);
};
const take = async (records: readonly object[]) => start(await upload(jsonl(records)));
const rowsOf = async ({ id }: Batch, show = 'all') =>
  ok<{ rows: BatchRow[] }>(await county.as('clerk').get(`/api/exchange/batches/${id}/rows?limit=200&show=${show}`))
    .rows;

async function exported(query = ''): Promise<{ lines: string[]; records: Map<string, RawRecord>; trailer: RawRecord }> {
  const { statusCode, body } = await county.as('clerk').get(`/api/exchange/export?${query}`);
  expect(statusCode, body).toBe(200);
  const lines = body.trimEnd().split('\n');
  const values = lines.map((line) => parseJson(line) as RawRecord);
  const records = values.slice(1, -1).map(({ record }) => record as RawRecord);
  return { lines, records: new Map(records.map((r) => [String(r.id), r])), trailer: values.at(-1) as RawRecord };
}

/** Everything that the exchange may change, for comparing before and after. */
async function state(): Promise<unknown> {
  const { rows } = await sql`
    select 'unit' as what, id, name, version::text as more, removed_at is null as stands from risk_units where county = ${county.code}
    union all select 'event', id, name, version::text, removed_at is null from risk_events where county = ${county.code}
    union all select 'measure', id, content, coalesce(class2, ''), removed_at is null from risk_measures where county = ${county.code}
    union all select type, id, body, update_date, entered from exchange_records where county = ${county.code}
    order by 1, 2`.execute(database.app.db);
  return rows;
}

describe('import', () => {
  test('what another platform sent comes out as it came in, and stands in the risk list of the enterprise', async () => {
    const records = foreign();
    const preview = await upload(jsonl(records));
    expect(preview).toMatchObject({ status: 'ready', total: 6, counts: { ready: 6, bad: 0 } });
    expect(await state()).toEqual([]);
    const done = await start(preview);
    expect(done.counts.outcomes).toEqual({ created: 3, kept: 3 });
    const { records: out } = await exported();
    for (const record of records)
      expect(printRecord(out.get(String(record.id)) ?? {})).toBe(printRecord(record as RawRecord));
    expect(out.size).toBe(6);

    const file = ok<{ units: { name: string; events: { name: string; measures: { class2: string | null }[] }[] }[] }>(
      await county.as('safety').get(`/api/risk-files/${county.enterprises.chem}`),
    );
    expect(file.units).toMatchObject([{ name: '氨罐区', events: [{ name: '氨泄漏', measures: [{ class2: null }] }] }]);
  });

  test('good records are taken and bad ones answered by record and field; mended and replayed they follow', async () => {
    const lost = newId();
    const batch = await upload(
      [
        jsonl([
          unit(),
          event(),
          { ...event({ id: newId(), riskUnitId: lost }) },
          { ...unit({ id: 'x', updateDate: '20241301000000' }) },
          unit({ id: newId(), companyCode: '999999999' }),
        ]),
        '{"riskUnitName": ',
        jsonl([{ id: newId(), unknown: 1 }]),
      ].join('\n'),
    );
    expect(batch.counts).toMatchObject({ ready: 2, bad: 5 });
    const problems = (await rowsOf(batch, 'faults')).map(({ line, problems: all }) => [line, all.map((p) => p.field)]);
    expect(problems).toEqual([
      [3, ['riskUnitId']],
      [4, ['id', 'updateDate']],
      [5, ['companyCode']],
      [6, [null]],
      [7, [null]],
    ]);
    const done = await start(batch);
    expect(done.counts.outcomes).toEqual({ created: 2, refused: 5 });
    await setCode('999999999', county.enterprises.shop);
    const again = await replay(done);
    expect(again.counts.outcomes).toEqual({ created: 1, same: 2, refused: 4 });
    expect(again.replays).toBe(1);
  });

  test('a replay, a second sending and a later edit: what stands is the same, or the later', async () => {
    const batch = await take(foreign());
    const before = await state();
    const again = await replay(batch);
    expect(await state()).toEqual(before);
    expect(again.receiptHash).toBe(batch.receiptHash);
    expect((await take(foreign())).counts.outcomes).toEqual({ same: 5, kept: 1 });
    expect(await state()).toMatchObject(before as object);

    // The enterprise writes it otherwise, later than the platform's record is dated.
    const file = ok<{ units: { id: string; version: number }[] }>(
      await county.as('safety').get(`/api/risk-files/${county.enterprises.chem}`),
    );
    const edit = {
      commandId: newId(),
      version: file.units[0]?.version,
      name: '液氨罐区',
      ownerName: '甲',
      department: '生产部',
      sourceCode: 'WX-001',
    };
    ok(await county.as('safety').post(`/api/risk-units/${ids.unit}/edit`, edit));
    await replay(again);
    const { records: out } = await exported();
    expect(out.get(ids.unit)).toEqual({
      ...unit({ deleted: 0 }),
      riskUnitName: '液氨罐区',
      updateBy: '测试safety',
      updateDate: '20240320100000',
    });
    const older = await take([unit({ hazardDep: '设备部', updateDate: '20240310000000' })]);
    expect(older.counts.outcomes).toEqual({ newerHere: 1 });
    const newer = await take([unit({ hazardDep: '设备部', updateDate: '20240401000000' })]);
    expect(newer.counts.outcomes).toEqual({ updated: 1 });
    expect((await exported()).records.get(ids.unit)).toEqual(
      unit({ hazardDep: '设备部', updateDate: '20240401000000' }),
    );
  });

  test('what was deleted there is removed here, children first, and leaves its trace', async () => {
    await take(foreign());
    const gone = { deleted: '1', updateDate: '20240302000000' };
    const early = await take([unit(gone)]);
    expect((await rowsOf(early))[0]).toMatchObject({
      outcome: 'refused',
      problems: [{ message: '该单元下还有 1 个风险事件，请先删除' }],
    });
    const all = await take([unit(gone), event(gone), measure(ids.measure, gone)]);
    expect(all.counts.outcomes).toEqual({ removed: 3 });
    expect(
      (await rowsOf(await take([measure(newId(), { updateDate: '20240303000000' })]))).map((r) => r.problems[0]?.field),
    ).toEqual(['riskEventId']);
    const { records: out } = await exported();
    expect(out.get(ids.unit)).toEqual(unit(gone));
    const back = await take([unit({ updateDate: '20240304000000' }), event({ updateDate: '20240304000000' })]);
    expect(back.counts.outcomes).toEqual({ created: 2 });
    const { rows } = await sql<{ n: number }>`select count(*) as n from audit_entries
      where county = ${county.code} and action = 'risk:exchange'`.execute(database.app.db);
    expect(rows[0]?.n).toBeGreaterThanOrEqual(6);
  });

  test('hazards become clues where that is asked for, once, and go out as they came', async () => {
    const batch = await upload(jsonl(foreign()));
    const body = { ...order(batch), registersHazards: true };
    ok(await county.as('clerk').post(`/api/exchange/batches/${batch.id}/start`, body));
    expect((await run(batch)).counts.outcomes).toEqual({ created: 4, kept: 2 });
    const hazard = ok<object>(await county.as('officer').get(`/api/hazards/${ids.hazard}`));
    expect(hazard).toMatchObject({ status: 'clue', description: '阀门漏气', discoveredOn: '2024-03-01' });
    const official = foreign()[3] as RawRecord;
    expect((await exported()).records.get(ids.hazard)).toEqual(official);
    const again = await upload(jsonl([{ ...official, updateDate: '20240401000000' }]));
    ok(
      await county
        .as('clerk')
        .post(`/api/exchange/batches/${again.id}/start`, { ...order(again), registersHazards: true }),
    );
    expect((await run(again)).counts.outcomes).toEqual({ kept: 1 });
  });

  test('a record of one enterprise is not taken over by another', async () => {
    await take(foreign());
    await setCode('441521002', county.enterprises.shop);
    const batch = await take([unit({ companyCode: '441521002', updateDate: '20240501000000' })]);
    expect((await rowsOf(batch))[0]).toMatchObject({
      outcome: 'refused',
      problems: [{ message: '这个编号已是另一家企业的记录' }],
    });
  });

  test('files of every shape are read', async () => {
    const two = [unit(), event()];
    const shapes = {
      array: JSON.stringify(two, null, 2),
      lists: JSON.stringify({ 风险分析单元: [two[0]], 风险事件: [two[1]] }),
      printedLists: JSON.stringify({ riskUnit: [two[0]], riskEvent: [two[1]] }, null, 2),
      wrapped: two.map((record, n) => JSON.stringify({ type: ['风险分析单元', 'riskEvent'][n], record })).join('\r\n'),
      marked: `\ufeff${jsonl(two)}\n`,
    };
    for (const [shape, text] of Object.entries(shapes)) {
      const { types, counts } = await upload(text);
      expect({ shape, types, bad: counts.bad }).toEqual({ shape, types: { riskUnit: 1, riskEvent: 1 }, bad: 0 });
    }
  });

  test('GB 18030 is read, and bytes of it that look like line ends are none', async () => {
    const { execFileSync } = await import('node:child_process');
    const bytes = execFileSync('iconv', ['-f', 'utf-8', '-t', 'gb18030'], {
      input: jsonl([unit({ riskUnitName: '㐂氨罐区𠮷' }), event()]),
    });
    await start(await upload(bytes));
    expect((await exported()).records.get(ids.unit)).toMatchObject({ riskUnitName: '㐂氨罐区𠮷' });
  });

  test('a workbook with a sheet a type goes out to the enterprise and comes in again', async () => {
    await take(foreign());
    const sheet = await county.as('safety').get('/api/exchange/own?format=xlsx');
    expect(sheet.statusCode).toBe(200);
    const batch = await upload(sheet.rawPayload, '本企业.xlsx');
    expect(batch).toMatchObject({ format: 'xlsx', counts: { bad: 0 } });
    expect(batch.types).toEqual({ riskUnit: 1, riskEvent: 1, riskMeasure: 2, screeningTask: 1, hazard: 1 });
  });

  test('the receipt is signed by the county', async () => {
    const batch = await take(foreign());
    const receipt = ok<Receipt>(await county.as('clerk').get(`/api/exchange/batches/${batch.id}/receipt`));
    expect(receipt).toMatchObject({ total: 6, outcomes: { created: 3, kept: 3 }, sha256: batch.sha256 });
    expect(isSignedBy(receipt.key, receiptStatement(receipt), receipt.signature)).toBe(true);
    expect(isSignedBy(receipt.key, receiptStatement({ ...receipt, receiptHash: 'x' }), receipt.signature)).toBe(false);
  });
});

describe('export', () => {
  test('goes on behind its cursor, and a signed file that was changed or cut is refused', async () => {
    await take(foreign());
    const whole = await exported();
    expect((await exported(`since=${whole.trailer.cursor}`)).records.size).toBe(0);
    county.clock.set('2024-03-20T03:00:00Z');
    await take([event({ riskEventName: '氨大量泄漏', updateDate: '20240302000000' })]);
    const more = await exported(`since=${whole.trailer.cursor}`);
    expect([...more.records.keys()]).toEqual([ids.event]);

    const other = await testCounty(database.app);
    county = other;
    await setCode('441521001', other.enterprises.chem);
    const file = whole.lines.join('\n');
    const refused = async (text: string) => {
      const body = new FormData();
      body.append('id', newId());
      body.append('file', new Blob([text]), 'x.jsonl');
      const { statusCode, body: answer } = await other.as('clerk').post('/api/exchange/batches', body);
      return [statusCode, (JSON.parse(answer) as { code: string }).code];
    };
    expect(await refused(`${file.replace('氨罐区', '水罐区')}\n`)).toEqual([422, 'exchange/signature-broken']);
    expect(await refused(whole.lines.slice(0, -1).join('\n'))).toEqual([422, 'exchange/signature-broken']);
    const taken = await start(await upload(`${file}\n`));
    expect(taken.counts.outcomes).toEqual({ created: 3, kept: 3 });
  });

  test('a broken export is taken up behind its last checkpoint, and the whole is signed as one', async () => {
    await take(foreign());
    const ctx = county.ctxOf('clerk');
    const path = join(ctx.services.files.incoming, newId());
    const write = async (options: Parameters<typeof signedExport>[1], flags: string) =>
      pipeline(
        Readable.from(signedExport(ctx, { ...options, checkpointEvery: 2 })),
        createWriteStream(path, { flags }),
      );
    await write({ since: {} }, 'w');
    const whole = readFileSync(path, 'utf8');
    const lines = whole.split('\n');
    const cut = lines.findLastIndex((line) => line.includes('checkpoint'));
    expect(cut).toBeGreaterThan(1);
    writeFileSync(
      path,
      `${lines
        .slice(0, cut + 2)
        .join('\n')
        .slice(0, -5)}`,
    );
    const resumed = await findResumption(path);
    truncateSync(path, resumed?.bytes);
    await write({ since: {}, resumed }, 'a');
    expect(await checkFile(path)).toMatchObject({ records: 6, bad: 0, county: county.code });
    expect(readFileSync(path, 'utf8')).toBe(whole);
  });

  test('records of an enterprise without a code are held back', async () => {
    await take(foreign());
    await setCode('441521001', null);
    expect([...(await exported('types=riskUnit,riskEvent')).records]).toEqual([]);
  });
});
