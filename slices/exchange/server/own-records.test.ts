import { createHash } from 'node:crypto';
import { canonicalJson } from '@zhiben/platform/domain/canonical-json.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { expect, test } from 'vitest';
import { type TestCounty, testCounty } from 'zhiben/test-county';
import type { Batch } from '../domain/batches.contract.ts';
import { checkRecord } from '../domain/check-record.ts';
import { COMMITMENT_COUNTS } from '../domain/official/commitment-records.ts';
import { OFFICIAL_TYPES, type OfficialType } from '../domain/official/index.ts';
import { parseJson, printRecord, type RawRecord } from '../domain/raw-record.ts';
import { applyBatchJob } from './exchange.jobs.ts';

const database = testDatabase();
const CODE = '441521001';

type Person = Parameters<TestCounty['as']>[0];
/** One county as its people use it. */
function hands(county: TestCounty) {
  const parsed = <T>({ statusCode, body }: { statusCode: number; body: string }): T => {
    expect(statusCode, body).toBe(200);
    return JSON.parse(body) as T;
  };
  const get = async <T>(person: Person, url: string) => parsed<T>(await county.as(person).get(url));
  const post = async <T = { id: string }>(person: Person, url: string, body: object) =>
    parsed<T>(await county.as(person).post(url, body));
  const minute = () => county.clock.set(new Date(county.clock.now().getTime() + 60_000));
  const exported = async (since = '') => {
    const { statusCode, body } = await county.as('clerk').get(`/api/exchange/export?since=${since}`);
    expect(statusCode, body).toBe(200);
    const lines = body.trimEnd().split('\n');
    const items = lines.slice(1, -1).map((line) => parseJson(line) as { type: OfficialType; record: RawRecord });
    return { body, items, cursor: String((parseJson(lines.at(-1) ?? '') as RawRecord).cursor) };
  };
  const take = async (file: string): Promise<Batch> => {
    const form = new FormData();
    const id = newId();
    form.append('id', id);
    form.append('source', '邻县');
    form.append('file', new Blob([file]), '邻县.jsonl');
    const { version } = await post<Batch>('clerk', '/api/exchange/batches', form);
    await post('clerk', `/api/exchange/batches/${id}/start`, { commandId: newId(), version });
    await applyBatchJob.run({ ctx: county.ctxOf('clerk'), payload: { id } });
    return get<Batch>('clerk', `/api/exchange/batches/${id}`);
  };
  const code = () =>
    post('clerk', '/api/exchange/companies', {
      commandId: newId(),
      companyCode: CODE,
      enterpriseId: county.enterprises.chem,
    });
  return { get, post, minute, exported, take, code };
}

const byId = (items: readonly { type: OfficialType; record: RawRecord }[], id: string) =>
  items.find(({ record }) => record.id === id)?.record;
const linesOf = (items: readonly { type: OfficialType; record: RawRecord }[]) =>
  items.map(({ type, record }) => `${type} ${printRecord(record)}`).sort();

test('what was born here is reported in all eight types, arrives elsewhere, and leaves there as it came', async () => {
  const county = await testCounty(database.app);
  const { post, get, minute, exported, take, code } = hands(county);
  const { chem } = county.enterprises;
  const id = {
    tank: newId(),
    boiler: newId(),
    event: newId(),
    pressure: newId(),
    valve: newId(),
    list: newId(),
    task: newId(),
    unmeasured: newId(),
    record: newId(),
    finding: newId(),
    stray: newId(),
    whole: newId(),
  };
  await post('safety', `/api/risk-files/${chem}/units`, { id: id.tank, name: '氨罐区' });
  await post('safety', `/api/risk-files/${chem}/units`, { id: id.boiler, name: '锅炉房' });
  const measures = [
    { id: id.pressure, class1: 1, content: '查看压力表' },
    { id: id.valve, class1: 2, content: '检查安全阀' },
  ];
  await post('safety', `/api/risk-units/${id.tank}/events`, { id: id.event, name: '氨泄漏', measures });
  const items = [
    { id: 'p', question: '压力是否正常', measureId: id.pressure },
    { id: 'v', question: '安全阀是否完好', measureId: id.valve },
    { id: 'x', question: '现场是否整洁' },
  ];
  await post('safety', '/api/checklists', { id: id.list, name: '罐区日查', origin: 'measures', items });
  const other = await post('safety', '/api/checklists', {
    id: newId(),
    name: '现场',
    origin: 'own',
    items: [items[2]],
  });
  const times = { level: 'team', cycleEvery: 1, cycleUnit: 'week', startOn: '2024-03-18', checklistId: id.list };
  await post('safety', '/api/screening-tasks', { ...times, id: id.task, name: '罐区周查' });
  await post('safety', '/api/screening-tasks', { ...times, id: id.unmeasured, name: '现场', checklistId: other.id });

  const at = county.clock.now().toISOString();
  const body = {
    taskId: id.task,
    slotKey: '2024-W12',
    checklistId: id.list,
    edition: 1,
    startedAt: at,
    signedAt: at,
    signedName: '测试worker',
    answers: items.map(({ id: item }) => ({ item, verdict: item === 'v' ? 'bad' : 'ok' })),
    findings: [
      { id: id.finding, words: '安全阀未铅封', place: '罐区', itemId: 'v' },
      { id: id.stray, words: '地面有积水', place: '罐区', itemId: 'x' },
    ],
  };
  const hash = createHash('sha256').update(canonicalJson(body), 'utf8').digest('hex');
  const sync = { deviceId: 'test-phone-1', deviceAt: at, items: [{ id: id.record, kind: 'record', at, hash, body }] };
  const { receipts } = await post<{ receipts: { outcome: string }[] }>('worker', '/api/screening/sync', sync);
  expect(receipts).toMatchObject([{ outcome: 'accepted' }]);
  const stop = { from: '2024-03-20T04:00:00Z', to: '2024-03-20T08:00:00Z', reason: '检修' };
  await post('safety', '/api/screening-suspensions', { id: id.whole, ...stop });
  const counts = Object.fromEntries(
    COMMITMENT_COUNTS.map((name) => [name, name === 'units' || name === 'run' ? 3 : 0]),
  );
  const flags = { contractors: false, trialProduction: false, startStop: false };
  const day = { words: '已研判', isPublic: false, counts: { ...counts, ...flags } };
  const signed = await post('principal', '/api/commitments', { id: newId(), ...day });

  // Nothing goes out before the enterprise has its code; then it comes whole, with a cursor that had passed it.
  const early = await exported();
  expect(early.items).toEqual([]);
  minute();
  await code();
  const first = await exported(early.cursor);
  expect(linesOf(first.items)).toEqual(linesOf((await exported()).items));
  const held: Partial<Record<OfficialType, number>> = {};
  for (const { type, record } of first.items) {
    held[type] = (held[type] ?? 0) + 1;
    expect({ type, problems: checkRecord(type, record) }).toMatchObject({ type, problems: { ok: true } });
  }
  // A task and a check for each of two measures, one hazard of two, a suspension for each unit; the rest hangs on nothing.
  expect(held).toEqual({
    riskUnit: 2,
    riskEvent: 1,
    riskMeasure: 2,
    screeningTask: 2,
    checkRecord: 2,
    hazard: 1,
    suspension: 2,
    safetyCommitment: 1,
  });
  const ofType = (type: OfficialType) => first.items.filter((item) => item.type === type).map(({ record }) => record);
  const valveTask = ofType('screeningTask').find(({ riskMeasureId }) => riskMeasureId === id.valve);
  expect(valveTask).toMatchObject({
    checkCycle: 7,
    checkCycleUnit: '天',
    taskStartTime: '20240318000000',
    deleted: '0',
  });
  const valveCheck = ofType('checkRecord').find(({ checkTaskId }) => checkTaskId === valveTask?.id);
  expect(ofType('hazard')).toMatchObject([
    { id: id.finding, riskMeasureId: id.valve, checkRecordId: valveCheck?.id, dangerName: '安全阀未铅封' },
  ]);
  expect(ofType('safetyCommitment')).toMatchObject([{ id: signed.id, units: 3, run: 3, fires: 0 }]);

  const holdings = await get<{ rows: { type: OfficialType; held: object; withoutCode: object }[] }>(
    'clerk',
    '/api/exchange/holdings',
  );
  expect(holdings).toMatchObject({ items: { all: 4, unmeasured: 2 } });
  for (const { type, ...figures } of holdings.rows) {
    expect({ type, ...figures }).toMatchObject({
      type,
      held: { count: held[type], exact: true },
      withoutCode: { count: 0 },
    });
    const listed = await get<{ rows: object[] }>('clerk', `/api/exchange/records?type=${type}`);
    expect({ type, listed: listed.rows.length }).toEqual({ type, listed: held[type] });
  }
  const unreported = await get<{ rows: { id: string }[] }>(
    'clerk',
    '/api/exchange/records?type=screeningTask&state=unreported',
  );
  expect(unreported.rows.map((row) => row.id.slice(0, 36))).toEqual([id.unmeasured]);

  // What changes here goes out again, once; what is given up, with its mark.
  minute();
  expect((await exported(first.cursor)).items).toEqual([]);
  const edited = { commandId: newId(), version: 1, name: '罐区日查', items: [items[0], items[2]] };
  await post('safety', `/api/checklists/${id.list}/edit`, edited);
  const dismissal = { commandId: newId(), expectedVersion: 1, reason: '现场核实不属实' };
  await post('inspector', `/api/hazards/${id.finding}/dismiss`, dismissal);
  const withdrawal = { commandId: newId(), version: 1, reason: '登记错了' };
  await post('safety', `/api/screening-suspensions/${id.whole}/withdraw`, withdrawal);
  await post('principal', '/api/commitments', {
    id: newId(),
    ...day,
    amends: 1,
    because: '漏填',
    counts: { ...day.counts, fires: 1 },
  });
  const second = await exported(first.cursor);
  expect(second.items.map(({ type, record }) => [type, record.deleted]).sort()).toEqual([
    ['hazard', '1'],
    ['safetyCommitment', '0'],
    ['screeningTask', '1'],
    ['suspension', '1'],
    ['suspension', '1'],
  ]);
  expect(byId(second.items, signed.id)).toMatchObject({ fires: 1 });
  minute();
  const event = { commandId: newId(), version: 1, name: '氨泄漏', accidentType: '', measures: [] };
  await post('safety', `/api/risk-events/${id.event}/edit`, event);
  const third = await exported(second.cursor);
  expect(third.items.map(({ type, record }) => [type, record.deleted]).sort()).toEqual([
    ['riskEvent', '0'],
    ['riskMeasure', '1'],
    ['riskMeasure', '1'],
    ['screeningTask', '1'],
  ]);

  // All of it, into an empty county and out again: byte for byte.
  const whole = await exported();
  const elsewhere = hands(await testCounty(database.app));
  await elsewhere.code();
  const taken = await elsewhere.take(whole.body);
  expect(taken.counts.outcomes.refused).toBeUndefined();
  expect(linesOf((await elsewhere.exported()).items)).toEqual(linesOf(whole.items));
  expect(new Set(whole.items.map(({ type }) => type))).toEqual(new Set(OFFICIAL_TYPES));

  // Come back to where it was born it is known and changes nothing.
  const back = await take(whole.body);
  expect(back.counts.outcomes).toEqual({ same: whole.items.length });
  expect(linesOf((await exported()).items)).toEqual(linesOf(whole.items));
});
