import { readFileSync } from 'node:fs';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import ExcelJS from 'exceljs';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Person, type TestCounty, testCounty } from 'zhiben/test-county';
import { HazardPlay } from '../../hazard/server/test-hazard.ts';
import type { Answer } from '../domain/dispatch.contract.ts';
import { DispatchPlay } from './test-dispatch.ts';

const database = testDatabase();
let county: TestCounty;
let hazards: HazardPlay<TestCounty>;
let dispatch: DispatchPlay<TestCounty>;

beforeEach(async () => {
  county = await testCounty(database.app);
  // Months pass within a test; its people stay signed in.
  await sql`update sessions set last_seen_at = '2999-01-01', expires_at = '2999-01-01'`.execute(database.owner.db);
  hazards = new HazardPlay(county);
  dispatch = new DispatchPlay(county);
  await dispatch.start();
});

/** A hazard in the west, of construction. */
const atSite = () => hazards.register('builder', { enterpriseId: county.enterprises.site, criterionCode: null });

describe('the figures', () => {
  beforeEach(async () => {
    await hazards.at('clue');
    await hazards.at('rectifying');
    await hazards.at('closed');
    await hazards.at('closed');
    await hazards.register('safety');
    await atSite();
    hazards.hour();
  });

  test('are counted by territory and by department, and what nobody recorded is unknown, not 0', async () => {
    const { rows, isWhole, warnings } = await dispatch.figures('clerk');
    expect(isWhole).toBe(true);
    expect(rows.map(({ name }) => name)).toEqual(['全县合计', '测试县应急管理局', '测试县住建局', '东乡镇', '西乡镇']);
    const column = (code: string) => rows.map(({ figures }) => figures[code]);
    expect(column('H01')).toEqual([6, 5, 1, 5, 1]);
    expect(column('H01C')).toEqual([2, 2, 0, 2, 0]);
    expect(column('M01')).toEqual([3, 3, 0, 3, 0]);
    expect(column('M01R')).toEqual([66.7, 66.7, 'notApplicable', 66.7, 'notApplicable']);
    expect(column('E03')).toEqual([1, 1, 0, 1, 0]);
    expect(column('E03F')).toEqual([3, 3, 0, 3, 0]);
    expect(column('D05H')).toEqual([3, 3, 0, 3, 0]);
    expect(column('D06')).toEqual(Array(5).fill('noData'));
    expect(column('P01')).toEqual(Array(5).fill('noData'));
    expect(warnings).toEqual([]);
  });

  test('each opens as many records as it says, for whoever sees it', async () => {
    for (const person of ['clerk', 'officer', 'east', 'leader'] satisfies Person[]) {
      for (const { key, figures } of (await dispatch.figures(person)).rows) {
        for (const code of ['H01', 'H01O', 'M01', 'M01C', 'M02A', 'E03', 'E03F', 'D05R']) {
          const records = await dispatch.records(person, key, code);
          expect([person, key, code, records.length]).toEqual([person, key, code, figures[code]]);
          expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
        }
      }
    }
  });

  test('money adds up to the amounts of its records', async () => {
    const { figures } = await dispatch.row('clerk', 'total');
    const records = await dispatch.records('clerk', 'total', 'T07F');
    expect(records).toHaveLength(3);
    expect(figures.T07F).toBe(records.reduce((sum, { amount }) => sum + (amount ?? 0), 0));
    expect(figures.T07F).toBeGreaterThan(0);
  });

  test('cover only the scope of whoever looks', async () => {
    const east = await dispatch.figures('east');
    expect(east.isWhole).toBe(false);
    expect(east.rows.map(({ name, figures }) => [name, figures.H01])).toEqual([
      ['管辖范围合计', 5],
      ['测试县应急管理局', 5],
      ['测试县住建局', 0],
      ['东乡镇', 5],
    ]);
    expect(east.rows.map(({ bodyId }) => bodyId)).toEqual([null, null, null, county.bodies.east]);
    const officer = await dispatch.figures('officer');
    expect(officer.rows.map(({ name, figures }) => [name, figures.H01])).toEqual([
      ['管辖范围合计', 5],
      ['测试县应急管理局', 5],
      ['东乡镇', 5],
      ['西乡镇', 0],
    ]);
    expect((await county.as('safety').get(dispatch.url('2024-03', 'figures'))).statusCode).toBe(403);
    const foreign = await county
      .as('east')
      .get(dispatch.url('2024-03', `records?row=${county.townships.west}&indicator=H01`));
    expect(foreign.statusCode).toBe(404);
  });

  test('count an enterprise once, also when its hazards lie in two industries of a department', async () => {
    await hazards.at('rectifying');
    hazards.hour();
    // The enterprise changed its industry between two hazards, which keep the one they were registered under.
    await sql`update hazards set industry = 'industrial-trade' where id =
      (select id from hazards where grade = 'major' and county = ${county.code} limit 1)`.execute(database.owner.db);
    const { rows } = await dispatch.figures('clerk');
    expect(rows.map(({ figures }) => [figures.M01, figures.E03])).toEqual([
      [4, 1],
      [4, 1],
      [0, 0],
      [4, 1],
      [0, 0],
    ]);
    expect(await dispatch.records('clerk', county.bodies.emergency, 'E03')).toMatchObject([
      { kind: 'enterprise', title: '示例化工有限公司', facts: ['东乡镇', expect.any(String), '4 项'] },
    ]);
  });

  test('stand as of the cut-off: what happened later belongs to the next period', async () => {
    county.clock.set('2024-03-22T15:00:00Z');
    await hazards.at('clue');
    county.clock.set('2024-03-22T16:00:00Z');
    await hazards.at('closed');
    county.clock.set('2024-04-10T02:00:00Z');
    const march = await dispatch.row('clerk', 'total', '2024-03');
    const april = await dispatch.row('clerk', 'total', '2024-04');
    expect([march.figures.H01, march.figures.H01C]).toEqual([7, 2]);
    expect([april.figures.H01, april.figures.H01C]).toEqual([8, 3]);
    expect(april.previous).toMatchObject({ H01: 7, H01C: 2 });
    expect(march.previous).toBeNull();
    expect(await dispatch.records('clerk', 'total', 'H01', '2024-03')).toHaveLength(7);
  });

  test('of months that are not open are refused', async () => {
    expect((await county.as('clerk').get(dispatch.url('2024-04', 'figures'))).json().code).toBe(
      'dispatch/period-not-open',
    );
    expect((await county.as('clerk').get(dispatch.url('2024-02', 'figures'))).statusCode).toBe(422);
    expect((await county.as('clerk').get(dispatch.url('2024-13', 'figures'))).json().fields[0].path).toBe('period');
  });
});

describe('a report', () => {
  let hazardId: string;
  beforeEach(async () => {
    hazardId = await hazards.at('rectifying');
    await hazards.at('closed');
  });

  test('freezes what was signed: figures and records stay when the ledger moves on', async () => {
    const report = await dispatch.submitted('east', county.townships.east);
    expect(report).toMatchObject({ revision: 1, kind: 'first', status: 'submitted', submittedByName: '测试east' });
    const signed = await dispatch.records('clerk', county.townships.east, 'H01');
    await hazards.do('safety', hazardId, 'apply', { statement: '完成', files: [await hazards.photo('safety')] });
    await hazards.do('inspector2', hazardId, 'accept', await hazards.visit('inspector2'));
    // 验收通过 is not yet 销号: it stands in neither figure before the closure is approved.
    expect((await dispatch.row('clerk', county.townships.east)).differs).toEqual({});
    await hazards.do('officer', hazardId, 'close', { opinion: '同意销号' });
    await hazards.at('clue');

    const row = await dispatch.row('clerk', county.townships.east);
    expect(row).toMatchObject({ state: 'submitted', report: { id: report.id } });
    expect(row.figures).toMatchObject({ H01: 2, M01C: 1 });
    expect(row.differs).toMatchObject({ H01: 3, M01C: 2, M01R: 100 });
    expect(await dispatch.records('clerk', county.townships.east, 'H01')).toHaveLength(2);
    expect((await dispatch.records('clerk', county.townships.east, 'M01C')).map(({ id }) => id)).not.toContain(
      hazardId,
    );
    expect((await dispatch.records('clerk', county.townships.east, 'H01')).map(({ id }) => id)).toEqual(
      signed.map(({ id }) => id),
    );
    const fact = await sql<{ body: string }>`select body from audit_entries where subject_id = ${report.id}`.execute(
      database.app.db,
    );
    expect(JSON.parse(fact.rows[0]?.body ?? '{}').data).toMatchObject({ digest: report.digest, figures: { H01: 2 } });
  });

  test('is refused when the signer read other figures, left zeros unconfirmed, or signs for another body', async () => {
    const row = await dispatch.row('east', county.townships.east);
    const stale = await dispatch.submit('east', county.townships.east, { seen: { ...row.figures, H01: 1 } });
    expect(stale.json()).toMatchObject({ code: 'dispatch/figures-changed', fields: [{ path: 'seen.H01' }] });
    expect(stale.statusCode).toBe(409);
    const silent = await dispatch.submit('east', county.townships.east, { confirmedZeros: [] });
    expect(silent.json()).toMatchObject({ code: 'dispatch/zeros-not-confirmed' });
    expect(silent.json().fields.map((f: { path: string }) => f.path)).toContain('confirmedZeros.M02C');
    const body = await dispatch.signature('east', row);
    expect((await county.as('west').post(dispatch.url('2024-03', 'reports'), body)).statusCode).toBe(404);
    expect((await county.as('officer').post(dispatch.url('2024-03', 'reports'), body)).statusCode).toBe(404);
    expect((await county.as('inspector').post(dispatch.url('2024-03', 'reports'), body)).statusCode).toBe(403);
    const emergency = await dispatch.row('clerk', county.bodies.emergency);
    const forEmergency = await dispatch.signature('clerk', emergency);
    expect((await county.as('east').post(dispatch.url('2024-03', 'reports'), forEmergency)).statusCode).toBe(404);
    expect((await county.as('clerk').post(dispatch.url('2024-03', 'reports'), forEmergency)).statusCode).toBe(200);
  });

  test('sent twice is there once, and two at once are two revisions', async () => {
    const row = await dispatch.row('officer', county.bodies.emergency);
    const body = await dispatch.signature('officer', row);
    const send = (b: object) => county.as('officer').post(dispatch.url('2024-03', 'reports'), b);
    const first = (await send(body)).json();
    expect((await send(body)).json()).toEqual(first);
    const more = await Promise.all([
      send(await dispatch.signature('officer', row)),
      send(await dispatch.signature('officer', row)),
    ]);
    expect(more.map((reply) => reply.json().revision).sort()).toEqual([2, 3]);
    expect(more.map((reply) => reply.json().kind)).toEqual(['replacement', 'replacement']);
  });

  test('goes back with a reason and comes again; after the deadline it changes only with a note', async () => {
    const { id, version } = await dispatch.submitted('east', county.townships.east);
    const sendBack = (commandId: string, over = {}) =>
      county
        .as('clerk')
        .post(`/api/dispatch/reports/${id}/return`, { commandId, version, reason: '漏报一项', ...over });
    expect((await county.as('east').post(`/api/dispatch/reports/${id}/return`, {})).statusCode).toBe(403);
    expect((await sendBack(newId(), { version: 9 })).json().code).toBe('app/version-conflict');
    const commandId = newId();
    expect((await sendBack(commandId)).json()).toMatchObject({ status: 'returned', returnReason: '漏报一项' });
    expect((await sendBack(commandId)).statusCode).toBe(200);
    const { rows: inbox } = (await county.as('east').get('/api/notifications')).json();
    expect(inbox).toMatchObject([{ kind: 'dispatch:return', detail: '漏报一项' }]);
    expect(inbox[0].link).toContain(county.bodies.east);
    expect((await sendBack(newId())).json().code).toBe('dispatch/not-returnable');
    expect(await dispatch.row('east', county.townships.east)).toMatchObject({ state: 'returned', report: null });

    county.clock.set('2024-03-25T02:00:00Z');
    expect(await dispatch.submitted('east', county.townships.east)).toMatchObject({
      revision: 2,
      kind: 'resubmission',
    });
    expect((await dispatch.submit('east', county.townships.east)).json().code).toBe('dispatch/correction-note-needed');
    const corrected = await dispatch.submitted('east', county.townships.east, { note: '更正治理资金' });
    expect(corrected).toMatchObject({ revision: 3, kind: 'correction', note: '更正治理资金' });
    expect(await dispatch.row('east', county.townships.east)).toMatchObject({ state: 'submitted' });
  });

  test('with a cumulative figure below last time needs an explanation', async () => {
    await dispatch.submitted('east', county.townships.east);
    const dismissed = await hazards.at('clue');
    county.clock.set('2024-03-22T17:00:00Z');
    const late = await dispatch.submitted('west', county.townships.west);
    expect(late.kind).toBe('late');
    // A clue that stood in March's figures turns out to be none: April counts one less.
    await dispatch.submitted('east', county.townships.east, { note: '补报' });
    await hazards.do('officer', dismissed, 'dismiss', { reason: '现场不构成隐患' });
    county.clock.set('2024-04-10T02:00:00Z');
    const row = await dispatch.row('east', county.townships.east, '2024-04');
    expect([row.previous?.H01, row.figures.H01]).toEqual([3, 2]);
    const { warnings } = await dispatch.figures('clerk', '2024-04');
    expect(warnings).toContainEqual(
      expect.objectContaining({ kind: 'decrease', row: county.townships.east, indicators: ['H01'] }),
    );
    expect((await dispatch.submit('east', county.townships.east, {}, '2024-04')).json().code).toBe(
      'dispatch/decrease-note-needed',
    );
    expect((await dispatch.submit('east', county.townships.east, { note: '核减一项' }, '2024-04')).statusCode).toBe(
      200,
    );
  });

  test('is never rewritten', async () => {
    const { id } = await dispatch.submitted('east', county.townships.east);
    const { db } = database.owner;
    await expect(sql`update dispatch_cells set value = 9 where report_id = ${id}`.execute(db)).rejects.toThrow('never');
    await expect(sql`delete from dispatch_cells where report_id = ${id}`.execute(db)).rejects.toThrow('never');
    await expect(sql`update dispatch_reports set note = 'x' where id = ${id}`.execute(db)).rejects.toThrow('never');
    await expect(sql`delete from dispatch_reports where id = ${id}`.execute(db)).rejects.toThrow('never');
  });

  test('that is missing heads the list of answers', async () => {
    await dispatch.submitted('east', county.townships.east);
    const answers = async (person: Person) => {
      const { rows } = (await county.as(person).get(dispatch.url('2024-03', 'answers'))).json<{ rows: Answer[] }>();
      return rows.map(({ body, state, abilities }) => [body.shortName, state, abilities.submit]);
    };
    expect((await answers('clerk')).map(([, state]) => state)).toEqual([
      'waiting',
      'waiting',
      'waiting',
      'waiting',
      'submitted',
    ]);
    expect(await answers('east')).toEqual([['东乡镇人民政府', 'submitted', true]]);
    county.clock.set('2024-03-22T16:00:00Z');
    expect((await answers('clerk')).map(([, state]) => state)).toEqual([
      'overdue',
      'overdue',
      'overdue',
      'overdue',
      'submitted',
    ]);
    expect(await answers('officer')).toEqual([['测试县应急管理局', 'overdue', true]]);
    expect(await answers('inspector')).toEqual([['测试县应急管理局', 'overdue', false]]);
  });
});

test('tasks of the campaign are counted for the bodies that lead them, and open', async () => {
  const campaign = await adoptedCampaign();
  const form = new DispatchPlay(county);
  await form.start({ campaignId: campaign.id });
  const { rows: tasks } = (await county.as('clerk').get(`/api/tasks?campaignId=${campaign.id}&limit=3`)).json();
  const assignments = tasks.map(({ id }: { id: string }, i: number) => {
    return {
      taskId: id,
      version: 1,
      leadBodyId: i < 2 ? county.bodies.east : county.bodies.housing,
      supportingBodyIds: [],
    };
  });
  dispatch.ok(await county.as('clerk').post('/api/tasks/assign', { commandId: newId(), assignments }));
  const { rows } = await form.figures('clerk');
  const of = (key: string) => rows.find((row) => row.key === key)?.figures;
  expect([of(county.townships.east)?.P01, of(county.bodies.housing)?.P01, of(county.bodies.emergency)?.P01]).toEqual([
    2, 1, 0,
  ]);
  expect(of('total')?.P01).toBeGreaterThan(10);
  const records = await form.records('clerk', county.townships.east, 'P01', '2024-03', 1);
  expect(records.map(({ kind, id }) => [kind, id])).toEqual(
    expect.arrayContaining(tasks.slice(0, 2).map(({ id }: { id: string }) => ['task', id])),
  );
  expect(records).toHaveLength(2);
  expect(await form.records('clerk', 'total', 'P01', '2024-03', 50)).toHaveLength(Number(of('total')?.P01));
  // Parts of a department's industries have no body of their own, so no tasks either.
  expect((await form.row('officer', county.townships.east)).figures.P01).toBe('notApplicable');
});

async function adoptedCampaign() {
  const upload = new FormData();
  const documentId = newId();
  upload.append('id', documentId);
  upload.append('commandId', newId());
  const text = readFileSync(new URL('../../plan/fixtures/xupu-2023.txt', import.meta.url));
  upload.append('file', new Blob([new Uint8Array(text)]), 'xupu-2023.txt');
  dispatch.ok(await county.as('clerk').post('/api/plans', upload));
  const campaign = {
    id: newId(),
    commandId: newId(),
    documentId,
    version: 1,
    name: '重大事故隐患专项排查整治',
    ownerBodyId: county.bodies.office,
    startsOn: '2024-03-01',
    endsOn: '2024-12-15',
  };
  dispatch.ok(await county.as('clerk').post('/api/campaigns', campaign));
  return campaign;
}

test('a form is put into use once for a campaign, by the office', async () => {
  const again = { id: newId(), commandId: newId(), definitionCode: 'major-hazards-2023', campaignId: null };
  const body = {
    ...again,
    campaignName: '同一行动',
    countsFrom: '2024-03-01',
    firstPeriod: '2024-03',
    lastPeriod: null,
  };
  expect((await county.as('clerk').post('/api/dispatch/forms', body)).json().code).toBe('dispatch/form-in-use');
  expect((await county.as('officer').post('/api/dispatch/forms', body)).statusCode).toBe(403);
  const unknown = { ...body, id: newId(), commandId: newId(), campaignId: newId() };
  expect((await county.as('clerk').post('/api/dispatch/forms', unknown)).statusCode).toBe(404);
  const { rows } = (await county.as('viewer').get('/api/dispatch/forms')).json();
  expect(rows).toMatchObject([{ id: dispatch.formId, periods: ['2024-03'] }]);
});

test('the printed form: A4 landscape, heads repeated and merged, 0 and — and 无数据 told apart', async () => {
  await hazards.at('closed');
  const reply = await county.as('clerk').get(dispatch.url('2024-03', 'xlsx'));
  expect(reply.headers['content-disposition']).toContain(encodeURIComponent('2024年3月.xlsx'));
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(reply.rawPayload as unknown as ArrayBuffer);
  const sheet = workbook.getWorksheet('总体情况');
  expect(workbook.worksheets.map(({ name }) => name)).toEqual([
    '总体情况',
    '企业主体责任',
    '部门监管责任',
    '属地责任与安委办统筹',
    '指标口径',
  ]);
  expect(sheet?.pageSetup).toMatchObject({ paperSize: 9, orientation: 'landscape', printTitlesRow: '4:7' });
  expect(sheet?.getCell('A1').text).toBe('重大事故隐患专项排查整治行动调度表');
  expect(sheet?.getCell('A3').text).toBe('填报单位（章）：测试县安委办');
  expect(sheet?.getCell('C4').isMerged).toBe(true);
  expect([sheet?.getCell('C5').text, sheet?.getCell('C6').text, sheet?.getCell('C7').text]).toEqual([
    '排查发现',
    'H01',
    '项',
  ]);
  expect(sheet?.getRow(8).values).toMatchObject({ 2: '全县合计', 3: 1, 4: 1, 5: 0, 9: 100 });
  const housing = sheet?.getRow(11).values as unknown[];
  expect([housing[2], housing[3], housing[9]]).toEqual(['测试县住建局', 0, '—']);
  expect(workbook.getWorksheet('部门监管责任')?.getCell('C8').text).toBe('无数据');
  const texts = sheet?.getSheetValues().flat().map(String).join('\n');
  expect(texts).toContain('列名按方案条款推导，原附表未公开');
  for (const foot of ['单位负责人（签字）', '填表人（签字）', '联系电话', '填报日期']) expect(texts).toContain(foot);
});
