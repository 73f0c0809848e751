import { mkdtempSync, writeFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPlanFile } from '@zhiben/gongwen';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import ExcelJS from 'exceljs';
import { afterAll, expect, test } from 'vitest';
import { type TestCounty, testCounty } from 'zhiben/test-county';
import type { ColoredSpan, LedgerPreview, TaskRow } from '../domain/index.ts';
import { tallyCampaign } from './campaign.queries.ts';
import { reopenCampaign } from './campaign-closing.actions.ts';
import { campaignCourse } from './campaign-figures.ts';
import {
  adoptPlan,
  assignTasks,
  importPlan,
  layOutAhead,
  listTasksAsOf,
  listWork,
  reportProgress,
  sendDigests,
  verifyProgress,
} from './index.ts';
import { writeProgressReport } from './progress-report-document.ts';
import { findTaskParties } from './task.queries.ts';

const database = testDatabase();
const bytes = await readFile(new URL('../fixtures/xupu-2023.txt', import.meta.url));
const dir = mkdtempSync(join(tmpdir(), 'zhiben-ledger-'));
afterAll(() => rm(dir, { recursive: true, force: true }));

async function campaign(signedInOn = '2024-03-20') {
  const county = await testCounty(database.app, `${signedInOn}T02:00:00Z`);
  county.clock.set('2024-03-20T02:00:00Z');
  const clerk = county.ctxOf('clerk');
  const { id: documentId } = await importPlan(clerk, { bytes, fileName: 'xupu.txt' });
  const run = { ownerBodyId: county.bodies.office, startsOn: '2024-03-01', endsOn: '2024-12-15' };
  const { id } = await adoptPlan(clerk, { id: newId(), commandId: newId(), documentId, name: '专项排查整治', ...run });
  const tasks = await listTasksAsOf(clerk, id, '2024-03-20');
  return { county, clerk, id, tasks, taskId: tasks[0]?.id ?? '' };
}

// Called directly where the clock moves: sessions end long before.
const getCourse = (county: TestCounty, id: string, asOf: string) => campaignCourse(county.ctxOf('leader'), id, asOf);
const leadOf = async (county: TestCounty, taskId: string) =>
  (await findTaskParties(county.ctxOf('clerk'), [taskId]))[0]?.leadBodyId;
const spansOf = async (county: TestCounty, id: string, taskId: string) => {
  const { text, spans } = (await county.as('east').get(`/api/campaigns/${id}/document`)).json<{
    text: string;
    spans: ColoredSpan[];
  }>();
  return { text, spans: spans.filter((span) => span.taskId === taskId) };
};

async function assign(county: TestCounty, taskId: string, leadBodyId: string) {
  const [task] = await findTaskParties(county.ctxOf('clerk'), [taskId]);
  const assignments = [{ taskId, version: task?.version ?? 0, leadBodyId, supportingBodyIds: [] }];
  return assignTasks(county.ctxOf('clerk'), { commandId: newId(), assignments });
}

async function complete(county: TestCounty, taskId: string) {
  const { id } = await reportProgress(county.ctxOf('east'), taskId, {
    id: newId(),
    commandId: newId(),
    happenedOn: '2024-03-20',
    text: '已部署，排查 12 家。',
    figures: [{ name: '排查企业', value: 12, unit: '家' }],
    claimsCompletion: true,
    obligationIds: [],
    occurrenceIds: [],
    fileIds: [],
  });
  const decision = { outcome: 'verified', reason: '' } as const;
  const verify = () =>
    verifyProgress(county.ctxOf('clerk'), { taskId, progressId: id }, { ...decision, commandId: newId() });
  return { id, verify };
}

test('who led a task on a past day is the body of that day', async () => {
  const { county, clerk, id, taskId } = await campaign();
  await assign(county, taskId, county.bodies.emergency);
  await assign(county, taskId, county.bodies.housing); // the same day: the last counts
  county.clock.set('2024-04-10T02:00:00Z');
  await assign(county, taskId, county.bodies.east);
  const leadOn = async (day: string) => (await listTasksAsOf(clerk, id, day)).find((t) => t.id === taskId)?.leadBodyId;
  expect(await leadOn('2024-03-19')).toBeUndefined();
  expect(await leadOn('2024-03-20')).toBe(county.bodies.housing);
  expect(await leadOn('2024-04-09')).toBe(county.bodies.housing);
  expect(await leadOn('2024-04-10')).toBe(county.bodies.east);
  const [body] = (await getCourse(county, id, '2024-04-01')).byBody;
  expect(body).toMatchObject({ bodyId: county.bodies.housing, tally: { total: 1 } });
});

test('the course says what was planned, reported and verified, also as of a past day', async () => {
  const { county, id, tasks, taskId } = await campaign();
  await assign(county, taskId, county.bodies.east);
  county.clock.set('2024-03-25T02:00:00Z');
  const report = await complete(county, taskId);
  county.clock.set('2024-04-05T02:00:00Z');
  await report.verify();
  const at = async (asOf: string, on: string) =>
    (await getCourse(county, id, asOf)).burnUp.find((point) => point.on === on);
  expect(await at('2024-04-05', '2024-04-05')).toMatchObject({ reported: 1, verified: 1 });
  expect(await at('2024-04-01', '2024-04-01')).toMatchObject({ reported: 1, verified: 0 });
  expect(await at('2024-03-24', '2024-03-24')).toMatchObject({ reported: 0, verified: 0 });
  const course = await getCourse(county, id, '2024-04-05');
  expect(course.burnUp.at(-1)).toMatchObject({ on: '2024-12-15', planned: tasks.length, verified: null });
  expect(course.tally).toMatchObject({ total: tasks.length, done: 1 });
  expect(course.byAction.reduce((sum, { tally }) => sum + tally.total, 0)).toBe(tasks.length);
});

test('the sentences of the plan change colour with what is verified', async () => {
  const { county, id, taskId } = await campaign();
  const before = await spansOf(county, id, taskId);
  expect(new Set(before.spans.map(({ status }) => status))).toEqual(new Set(['unassigned']));
  for (const { start, end } of before.spans) expect(before.text.slice(start, end).trim()).not.toBe('');
  await assign(county, taskId, county.bodies.east);
  const report = await complete(county, taskId);
  expect((await spansOf(county, id, taskId)).spans[0]?.status).toBe('awaitingVerification');
  await report.verify();
  expect(new Set((await spansOf(county, id, taskId)).spans.map(({ status }) => status))).toEqual(new Set(['done']));
});

test('the decomposition table reads back as the tasks that it was made of', async () => {
  const { county, id, tasks, taskId } = await campaign();
  await assign(county, taskId, county.bodies.east);
  const response = await county.as('leader').get(`/api/campaigns/${id}/decomposition`);
  expect(decodeURIComponent(String(response.headers['content-disposition']))).toContain('任务分解表.docx');
  const { text } = await readPlanFile(new Uint8Array(response.rawPayload), '任务分解表.docx');
  for (const { label } of tasks) expect(text.replace(/\s/g, '')).toContain(label.replace(/\s/g, ''));
  expect(text).toContain('东乡镇人民政府');
  expect(text).toContain('牵头单位');
});

test('the report tells what was verified in its period, and whence each sentence comes', async () => {
  const { county, id, taskId } = await campaign();
  await assign(county, taskId, county.bodies.east);
  const report = await complete(county, taskId);
  const read = async (period: { from?: string; to?: string } = {}) => {
    const { docx } = await writeProgressReport(county.ctxOf('clerk'), id, period);
    return (await readPlanFile(new Uint8Array(docx), '报告.docx')).text;
  };
  expect(await read()).not.toContain('排查 12 家');
  await report.verify();
  const text = await read();
  expect(text).toContain('已核查完成1项');
  expect(text).toMatch(/东乡镇人民政府（.*）：已部署，排查 12 家；排查企业12家，任务完成〔1〕。/);
  expect(text).toContain(report.id);
  county.clock.set('2024-06-20T02:00:00Z');
  expect(await read({ from: '2024-05-01', to: '2024-05-31' })).not.toContain('排查 12 家');
  expect(await read({ from: '2024-03-01', to: '2024-03-31' })).toContain('排查 12 家');
  await expect(read({ to: '2024-06-21' })).rejects.toMatchObject({ code: 'app/invalid-input' });
});

/** Sends a ledger back after changing it. */
async function previewed(county: TestCounty, id: string, change: (sheet: ExcelJS.Worksheet) => void) {
  const file = (await county.as('clerk').get(`/api/campaigns/${id}/ledger`)).rawPayload;
  const workbook = new ExcelJS.Workbook();
  const path = join(dir, `${newId()}.xlsx`);
  writeFileSync(path, file);
  await workbook.xlsx.readFile(path);
  const sheet = workbook.worksheets[0];
  if (!sheet) throw new Error('no sheet');
  change(sheet);
  await workbook.xlsx.writeFile(path);
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(await readFile(path))]), '台账.xlsx');
  const response = await county.as('clerk').post(`/api/campaigns/${id}/ledger/preview`, form);
  expect(response.statusCode, response.body).toBe(200);
  return response.json<LedgerPreview>();
}

const HEADER = 3;
function cellOf(sheet: ExcelJS.Worksheet, row: number, header: string): ExcelJS.Cell {
  const found = (sheet.getRow(HEADER).values as unknown[]).indexOf(header);
  if (found < 0) throw new Error(`no column ${header}`);
  return sheet.getRow(HEADER + row).getCell(found);
}

test('the ledger goes out and comes back: unchanged it changes nothing, filled in exactly what was filled in', async () => {
  const { county, id, tasks, taskId } = await campaign();
  await assign(county, taskId, county.bodies.east);
  const same = await previewed(county, id, () => undefined);
  expect(same).toMatchObject({ rows: tasks.length, changes: [], problems: [], assignments: [], notes: [] });

  // The first task whose text names no date lasts as long as the campaign.
  const undated = tasks.findIndex(({ dueOn }, i) => i > 3 && dueOn === '2024-12-15') + 1;
  const { id: datedId = '' } = tasks[undated - 1] ?? {};
  const filled = await previewed(county, id, (sheet) => {
    // The heading has a column of its own; the measures go on after it.
    const [task, measures] = ['任务', '工作措施'].map((header) => String(cellOf(sheet, 1, header).value));
    expect(measures?.startsWith(task ?? '')).toBe(false);
    expect(measures?.length).toBeGreaterThan(20);
    cellOf(sheet, 1, '牵头单位').value = '测试县住建局';
    cellOf(sheet, 2, '牵头单位').value = '测试县应急管理局';
    cellOf(sheet, 2, '配合单位').value = '东乡镇人民政府，西乡镇人民政府';
    cellOf(sheet, 3, '备注').value = '先行先试';
    cellOf(sheet, undated, '完成时限').value = new Date('2024-06-30T00:00:00Z');
  });
  expect(filled.problems).toEqual([]);
  expect(filled.changes.map(({ fields }) => fields.map(({ name, after }) => `${name} ${after}`))).toEqual([
    ['牵头单位 测试县住建局'],
    ['牵头单位 测试县应急管理局', '配合单位 东乡镇人民政府、西乡镇人民政府'],
    ['备注 先行先试'],
    ['完成时限 2024-06-30'],
  ]);
  const { assignments, dates, notes } = filled;
  const command = { commandId: newId(), assignments, dates, notes };
  const apply = (body: object) => county.as('clerk').post(`/api/campaigns/${id}/ledger`, body);
  // All or nothing: one assignment on an older version, and not even the note is kept.
  const stale = assignments.map((one, i) => (i === 1 ? { ...one, version: one.version + 1 } : one));
  expect((await apply({ ...command, commandId: newId(), assignments: stale })).json().code).toBe(
    'app/version-conflict',
  );
  expect(await leadOf(county, taskId)).toBe(county.bodies.east);
  expect((await apply(command)).json()).toEqual({ changed: 4 });
  expect((await apply(command)).json()).toEqual({ changed: 4 }); // resent
  expect(await leadOf(county, taskId)).toBe(county.bodies.housing);
  expect(await previewed(county, id, () => undefined)).toMatchObject({ changes: [], problems: [] });

  // The limit is owed by whoever gets the task, can be moved as long as it is not met, and stays within the campaign.
  const dueOf = async () => (await county.as('clerk').get(`/api/tasks/${datedId}`)).json().dueOn;
  expect(await dueOf()).toBe('2024-06-30');
  await assign(county, datedId, county.bodies.west);
  const move = (day: string) =>
    previewed(county, id, (sheet) => {
      cellOf(sheet, undated, '完成时限').value = day;
    });
  expect((await move('2025-01-31')).problems[0]?.message).toContain('2024-03-01 至 2024-12-15');
  const moved = await move('2024年7月15日');
  const { statusCode, body } = await apply({ commandId: newId(), assignments: [], dates: moved.dates, notes: [] });
  expect(statusCode, body).toBe(200);
  expect(await dueOf()).toBe('2024-07-15');
  const owed = (await county.as('clerk').get(`/api/tasks/${datedId}/occurrences`)).json().rows;
  expect(owed.map((row: { dueOn: string; bodyId: string }) => [row.dueOn, row.bodyId])).toContainEqual([
    '2024-07-15',
    county.bodies.west,
  ]);
  expect(owed.some((row: { dueOn: string }) => row.dueOn === '2024-06-30')).toBe(false);
});

test('a ledger with changed ids, unknown bodies or a done task reassigned is refused cell by cell', async () => {
  const { county, id, taskId } = await campaign();
  await assign(county, taskId, county.bodies.east);
  await (await complete(county, taskId)).verify();
  const { problems, changes } = await previewed(county, id, (sheet) => {
    cellOf(sheet, 1, '牵头单位').value = '西乡镇人民政府';
    cellOf(sheet, 2, '牵头单位').value = '不存在的单位';
    cellOf(sheet, 3, '任务编号').value = newId();
    cellOf(sheet, 4, '任务编号').value = cellOf(sheet, 5, '任务编号').value;
    cellOf(sheet, 6, '任务').value = '改了名的任务';
    cellOf(sheet, 7, '任务编号').value = '第七项';
    cellOf(sheet, 8, '配合单位').value = '东乡镇人民政府';
  });
  expect(changes).toEqual([]);
  const said = problems.map(({ path, message }) => `${path} ${message}`).join('\n');
  for (const words of [
    '任务已核查完成',
    '没有“不存在的单位”这个单位',
    '不是本专项行动的任务编号',
    '编号和任务名称不能改动',
    '任务编号被改动',
    '还须填牵头单位',
  ]) {
    expect(said).toContain(words);
  }
});

test('a campaign ends with a summary, takes nothing more, and goes on when it is taken up again', async () => {
  const { county, id, taskId } = await campaign();
  await assign(county, taskId, county.bodies.east);
  const report = await complete(county, taskId);
  const close = () =>
    county.as('clerk').post(`/api/campaigns/${id}/close`, { commandId: newId(), summary: '按期结束。' });
  expect((await close()).json()).toMatchObject({ code: 'plan/still-pending' });
  await report.verify();
  expect((await close()).statusCode).toBe(200);
  expect((await close()).json()).toMatchObject({ code: 'plan/campaign-closed' });
  const { closing } = (await county.as('leader').get(`/api/campaigns/${id}/closing`)).json();
  expect(closing).toMatchObject({ summary: '按期结束。' });
  const { rows } = (await county.as('clerk').get(`/api/tasks?campaignId=${id}&open=true`)).json();
  const [open] = rows as TaskRow[];
  const again = () => assign(county, open?.id ?? '', county.bodies.east);
  await expect(again()).rejects.toMatchObject({ code: 'plan/campaign-closed' });
  const reopen = () =>
    county.as('clerk').post(`/api/campaigns/${id}/reopen`, { commandId: newId(), reason: '补充任务' });
  expect((await reopen()).statusCode).toBe(200);
  expect((await reopen()).json()).toMatchObject({ code: 'plan/campaign-open' });
  expect(await again()).toEqual({ assigned: 1 });
  expect(
    (await county.as('east').post(`/api/campaigns/${id}/close`, { commandId: newId(), summary: '不' })).statusCode,
  ).toBe(403);
});

test('what belongs to a campaign that has ended is asked of nobody, shown on wish, and comes back when it is taken up', async () => {
  const { county, clerk, id, tasks } = await campaign('2024-04-02');
  for (const task of tasks.slice(0, 8)) await assign(county, task.id, county.bodies.east);
  county.clock.set('2024-04-02T02:00:00Z');
  const east = county.as('east');
  const rowsOf = async (person: 'east' | 'clerk', url: string) =>
    (await county.as(person).get(url)).json().rows as { id: string; status: string; closedOn: string | null }[];
  const asked = async () => ({
    work: (await rowsOf('east', '/api/occurrences?mine=true&limit=200')).length,
    mine: (await rowsOf('east', '/api/tasks?mine=true&open=true')).length,
    county: (await rowsOf('clerk', '/api/tasks')).length,
    days: (await east.get('/api/calendar?from=2024-03-01&to=2024-12-31')).json().days.length,
    month: (await rowsOf('east', '/api/calendar?from=2024-04-01&to=2024-04-30')).length,
    unanswered: (await rowsOf('clerk', '/api/unanswered')).length,
  });
  const before = await asked();
  for (const [what, count] of Object.entries(before)) expect(count, what).toBeGreaterThan(0);
  const [late] = await rowsOf('east', '/api/occurrences?mine=true&group=missed');
  const [ahead] = await rowsOf('east', '/api/occurrences?mine=true&group=ahead');
  const taskId = tasks[0]?.id ?? '';

  const command = { commandId: newId(), summary: '按期结束。' };
  expect((await county.as('clerk').post(`/api/campaigns/${id}/close`, command)).statusCode).toBe(200);
  const nothing = { work: 0, mine: 0, county: 0, days: 0, month: 0, unanswered: 0 };
  expect(await asked()).toEqual(nothing);
  expect(await sendDigests(clerk)).toBe(0);
  expect(
    (await county.as('clerk').post('/api/reminders', { commandId: newId(), bodyIds: [county.bodies.east] })).json(),
  ).toEqual({ reminded: 0, skipped: 1 });
  const ended = await rowsOf('east', '/api/occurrences?mine=true&closed=true&limit=200');
  expect(ended).toHaveLength(before.work);
  expect(ended.every((row) => row.closedOn === '2024-04-02')).toBe(true);
  expect(await rowsOf('clerk', '/api/tasks?closed=true')).toHaveLength(before.county);
  expect(await rowsOf('clerk', '/api/tasks?closed=any')).toHaveLength(before.county);
  expect(await rowsOf('clerk', `/api/tasks?campaignId=${id}`)).toHaveLength(before.county);
  expect(await rowsOf('clerk', '/api/campaigns?closed=false')).toEqual([]);
  expect(await rowsOf('clerk', '/api/campaigns?closed=true')).toMatchObject([
    { id, closedAt: '2024-04-02T02:00:00.000Z' },
  ]);

  expect((await county.as('clerk').get(`/api/campaigns/${id}`)).json()).toMatchObject({ abilities: { assign: false } });
  const refused = { assign: false, report: false, claimCompletion: false };
  expect((await east.get(`/api/tasks/${taskId}`)).json()).toMatchObject({ closedOn: '2024-04-02', abilities: refused });
  const periods = (await county.as('clerk').get(`/api/tasks/${taskId}/occurrences`)).json();
  expect(periods.abilities).toEqual({ waive: false });
  for (const [url, body] of [
    ['/api/occurrences/waive', { occurrenceIds: [ahead?.id], reason: '不要' }],
    [`/api/campaigns/${id}/ledger`, { assignments: [], dates: [], notes: [{ taskId, note: '备注' }] }],
    [`/api/tasks/${taskId}/duties`, { id: newId(), quote: '每月研究', per: 'month' }],
  ] as const) {
    const answer = await county.as('clerk').post(url, { commandId: newId(), ...body });
    expect(answer.json(), url).toMatchObject({ code: 'plan/campaign-closed' });
  }

  // Months later it stands as it stood on the day it ended, and nothing was laid out meanwhile.
  county.clock.set('2024-11-20T02:00:00Z');
  expect(await layOutAhead(clerk)).toBe(0);
  const work = (filter: object) =>
    listWork(clerk, { limit: 200, sort: 'dueOn' as const, closed: 'true', ...filter }, '2024-11-20', 15);
  const later = (await work({})).rows;
  expect(later.map(({ id, status }) => ({ id, status }))).toEqual(ended.map(({ id, status }) => ({ id, status })));
  expect((await work({ group: 'missed' })).rows[0]?.id).toBe(late?.id);
  expect((await work({ group: 'ahead' })).rows.length).toBeGreaterThan(0);
  expect((await tallyCampaign(clerk, id, '2024-11-20')).tally.overdue).toBeLessThan(8);

  await reopenCampaign(clerk, { campaignId: id, commandId: newId(), reason: '继续' });
  const again = await listWork(clerk, { limit: 200, sort: 'dueOn' }, '2024-11-20', 15);
  expect(again.rows.length).toBeGreaterThanOrEqual(before.work);
  expect(again.rows.some((row) => row.status === 'missed')).toBe(true);
});
