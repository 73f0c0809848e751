import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { storeFile } from '@zhiben/platform/server/files/index.ts';
import { describe, expect, test } from 'vitest';
import { PEOPLE, type Person, type TestCounty, testCounty } from 'zhiben/test-county';
import { isSure, readingCorrector } from '../domain/correction.rules.ts';
import type { Campaign, CampaignUnit, PlanRecord, Task } from '../domain/index.ts';

const database = testDatabase();
const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}.txt`, import.meta.url));

function upload(
  county: TestCounty,
  person: Person,
  file: { name: string; bytes: Buffer; id?: string; commandId?: string },
) {
  const form = new FormData();
  form.append('id', file.id ?? newId());
  form.append('commandId', file.commandId ?? newId());
  form.append('file', new Blob([new Uint8Array(file.bytes)]), file.name);
  return county.as(person).post('/api/plans', form);
}

async function adopted(county: TestCounty, name = 'xupu-2023') {
  const { id: documentId } = (await upload(county, 'clerk', { name: `${name}.txt`, bytes: fixture(name) })).json();
  const body = {
    id: newId(),
    commandId: newId(),
    documentId,
    version: 1,
    name: '重大事故隐患专项排查整治',
    ownerBodyId: county.bodies.office,
    startsOn: '2024-03-01',
    endsOn: '2024-12-15',
  };
  const response = await county.as('clerk').post('/api/campaigns', body);
  expect(response.statusCode, response.body).toBe(200);
  const tree = (await county.as('clerk').get(`/api/campaigns/${body.id}/tree`)).json().units as CampaignUnit[];
  const taskAt = (path: string) => {
    const unit = tree.find((u) => u.path.join('') === path);
    if (!unit) throw new Error(`no clause ${path}`);
    return unit.id;
  };
  return { id: body.id, body, documentId, tree, taskAt };
}

const getTask = async (county: TestCounty, id: string, person: Person = 'clerk') =>
  (await county.as(person).get(`/api/tasks/${id}`)).json() as Task;

async function assign(county: TestCounty, taskId: string, leadBodyId: string, supportingBodyIds: string[] = []) {
  const { version } = await getTask(county, taskId);
  const assignments = [{ taskId, version, leadBodyId, supportingBodyIds }];
  return county.as('clerk').post('/api/tasks/assign', { commandId: newId(), assignments });
}

function report(county: TestCounty, person: Person, taskId: string, part: object = {}) {
  const body = { id: newId(), commandId: newId(), happenedOn: '2024-03-20', text: '已完成部署。', ...part };
  return county.as(person).post(`/api/tasks/${taskId}/progress`, body);
}

function decide(county: TestCounty, person: Person, taskId: string, progressId: string, part: object = {}) {
  const body = { commandId: newId(), outcome: 'verified', ...part };
  return county.as(person).post(`/api/tasks/${taskId}/progress/${progressId}/decision`, body);
}

describe('importing', () => {
  test('the five county plans are read, shown with their spans, and kept byte for byte', async () => {
    const county = await testCounty(database.app);
    for (const name of ['zhengning-2022', 'haifeng-2024', 'fengtai-2024', 'linfen-2020', 'xupu-2023']) {
      const bytes = fixture(name);
      const imported = await upload(county, 'clerk', { name: `${name}.txt`, bytes });
      expect(imported.statusCode, imported.body).toBe(200);
      const { id, alreadyImported, counts } = imported.json();
      expect(alreadyImported).toBe(false);
      const plan = (await county.as('east').get(`/api/plans/${id}`)).json() as PlanRecord;
      expect(plan.sections.length).toBeGreaterThan(30);
      expect(counts).toMatchObject({ clauses: plan.sections.length, duties: plan.obligations.length });
      expect(counts.doubts).toBe(
        readingCorrector(plan, plan.text)([]).obligations.filter((duty) => !isSure(duty)).length,
      );
      if (name === 'xupu-2023') expect(counts.tasks).toBe(28); // as many as its campaign has below
      for (const section of plan.sections) {
        const words = plan.text.slice(section.span.start, section.span.end).replace(/\s+/g, '');
        expect(words).toContain(section.startsWith.slice(0, 6));
      }
      const original = await county.as('leader').get(`/api/plans/${id}/original`);
      expect(original.rawPayload.equals(bytes)).toBe(true);
      expect(original.headers['content-disposition']).toContain('attachment');
    }
    const { rows } = (await county.as('clerk').get('/api/plans?limit=2')).json();
    expect(rows.map((row: { title: string }) => row.title)[0]).toContain('重大事故隐患专项排查整治');
    expect((await county.as('clerk').get('/api/plans/count?q=治本攻坚')).json().count).toBe(2);
    expect((await county.as('clerk').get('/api/plans/count?adopted=true')).json().count).toBe(0);
  });

  test('the same bytes are recognised, also when sent twice at once and under another name', async () => {
    const county = await testCounty(database.app);
    const bytes = fixture('xupu-2023');
    const [a, b] = await Promise.all([
      upload(county, 'clerk', { name: 'a.txt', bytes }),
      upload(county, 'clerk', { name: 'b.txt', bytes }),
    ]);
    expect(a.json().id).toBe(b.json().id);
    expect([a.json().alreadyImported, b.json().alreadyImported].sort()).toEqual([false, true]);
    const again = await upload(county, 'clerk', { name: 'c.txt', bytes });
    expect(again.json()).toMatchObject({ id: a.json().id, title: a.json().title, alreadyImported: true });
  });

  test('a resend of the same command is no re-import', async () => {
    const county = await testCounty(database.app);
    const file = { name: 'a.txt', bytes: fixture('xupu-2023'), id: newId(), commandId: newId() };
    expect((await upload(county, 'clerk', file)).json()).toMatchObject({ id: file.id, alreadyImported: false });
    expect((await upload(county, 'clerk', file)).json()).toMatchObject({ id: file.id, alreadyImported: false });
  });

  test.each([
    ['empty', Buffer.alloc(0), 'plan/unreadable'],
    ['no text', Buffer.from(Array.from({ length: 400 }, (_, i) => (i * 37) % 256)), 'plan/unreadable'],
    ['no numbered clause', Buffer.from('今天天气很好，适合检查。'), 'plan/not-a-plan'],
    ['a book', Buffer.from(`一、总则\n${'加强管理。'.repeat(120_000)}`), 'plan/too-long'],
  ])('%s is refused with a sentence', async (_, bytes, code) => {
    const county = await testCounty(database.app);
    const response = await upload(county, 'clerk', { name: 'x.txt', bytes });
    expect(response.json().code).toBe(code);
    expect(response.json().detail).toMatch(/[一-龥]{6}/);
    expect((await county.as('clerk').get('/api/plans/count')).json().count).toBe(0);
  });

  test('a saved government page is read, and given back as a download, never as a page', async () => {
    const county = await testCounty(database.app);
    const clauses = '<p>一、主要任务</p><p>（一）开展排查。2024年底前各乡镇完成排查。</p>';
    const bytes = Buffer.from(
      `<!doctype html><html><body><h1>某县安全生产行动方案</h1>${clauses}<script>alert(1)</script></body></html>`,
    );
    const { id } = (await upload(county, 'clerk', { name: '方案.html', bytes })).json();
    const plan = (await county.as('clerk').get(`/api/plans/${id}`)).json() as PlanRecord;
    expect(plan).toMatchObject({ format: 'html', obligations: [{ deadline: '2024-12-31' }] });
    const original = await county.as('clerk').get(`/api/plans/${id}/original`);
    expect(original.rawPayload.equals(bytes)).toBe(true);
    expect(original.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('方案.html')}`,
    });
  });

  test('half a character and a NUL do not stop an import', async () => {
    const county = await testCounty(database.app);
    // The 15th character of the first clause lies outside the basic plane: cutting there halves it.
    const text = '一、总体要求\n一二三四五六七八九𠮷𠮷𠮷。\n二、任务\n1.2024年底前𠮷镇完成整改\0。';
    const response = await upload(county, 'clerk', { name: 'x.txt', bytes: Buffer.from(text) });
    expect(response.statusCode, response.body).toBe(200);
    expect((await county.as('clerk').get(`/api/plans/${response.json().id}`)).statusCode).toBe(200);
  });
});

describe('adopting', () => {
  test('lays down every clause and duty, tasks without bodies', async () => {
    const county = await testCounty(database.app);
    const { id, documentId, tree } = await adopted(county);
    const plan = (await county.as('clerk').get(`/api/plans/${documentId}`)).json() as PlanRecord;
    expect(plan.campaignId).toBe(id);
    expect(plan.abilities.adopt).toBe(false);
    expect(tree).toHaveLength(plan.sections.length);
    const campaign = (await county.as('viewer').get(`/api/campaigns/${id}`)).json() as Campaign;
    expect(campaign.number).toMatch(/^专行-\d{6}-2024-0001$/);
    expect(campaign.obligations).toBe(plan.obligations.length);
    expect(campaign.tally).toMatchObject({ total: 28, unassigned: 28, done: 0 });
    expect(campaign.byAction.reduce((sum, action) => sum + action.tally.total, 0)).toBe(28);
    expect(campaign.abilities.assign).toBe(false);
    const inTree = tree.reduce((sum, unit) => sum + unit.obligations, 0);
    expect(inTree).toBe(plan.obligations.length);
  });

  test('one document, one campaign; a resend gives the same one', async () => {
    const county = await testCounty(database.app);
    const { body } = await adopted(county);
    expect((await county.as('clerk').post('/api/campaigns', body)).json()).toEqual({ id: body.id });
    const second = await county.as('clerk').post('/api/campaigns', { ...body, id: newId(), commandId: newId() });
    expect(second.json().code).toBe('plan/already-adopted');
    const [a, b] = await Promise.all(
      [0, 1].map(async () => {
        const { id } = (await upload(county, 'clerk', { name: 'y.txt', bytes: fixture('haifeng-2024') })).json();
        const another = { ...body, id: newId(), commandId: newId(), documentId: id };
        return (await county.as('clerk').post('/api/campaigns', another)).statusCode;
      }),
    );
    expect([a, b].sort()).toEqual([200, 409]);
  });

  test('is refused for a body of another county, a period that ends before it starts, a missing document', async () => {
    const county = await testCounty(database.app);
    const other = await testCounty(database.app);
    const { id: documentId } = (await upload(county, 'clerk', { name: 'x.txt', bytes: fixture('xupu-2023') })).json();
    const body = {
      id: newId(),
      commandId: newId(),
      documentId,
      version: 1,
      name: '行动',
      ownerBodyId: county.bodies.office,
    };
    const period = { startsOn: '2024-03-01', endsOn: '2024-12-15' };
    const post = async (part: object) =>
      (await county.as('clerk').post('/api/campaigns', { ...body, ...period, ...part })).json();
    expect((await post({ ownerBodyId: other.bodies.office })).code).toBe('app/not-found');
    expect((await post({ endsOn: '2024-02-01' })).fields[0].path).toBe('endsOn');
    expect((await post({ documentId: newId() })).code).toBe('app/not-found');
    const foreign = await other
      .as('clerk')
      .post('/api/campaigns', { ...body, ...period, ownerBodyId: other.bodies.office });
    expect(foreign.json().code).toBe('app/not-found');
  });
});

describe('assigning', () => {
  test('proposals name this county’s bodies; a bulk assignment is all or nothing', async () => {
    const county = await testCounty(database.app);
    const { id, taskAt } = await adopted(county);
    const { rows } = (await county.as('clerk').get(`/api/campaigns/${id}/proposals`)).json();
    expect(rows).toHaveLength(28);
    const training = rows.find((row: { taskId: string }) => row.taskId === taskAt('二（三）3'));
    expect(training).toMatchObject({ leadBodyId: county.bodies.office, phrases: ['各乡镇'] });
    expect(training.supportingBodyIds.sort()).toEqual([county.bodies.east, county.bodies.west].sort());

    const chosen = rows.filter((row: { leadBodyId: string | null }) => row.leadBodyId !== null);
    const assignments = chosen.map(({ taskId, version, leadBodyId, supportingBodyIds }: Record<string, unknown>) => ({
      taskId,
      version,
      leadBodyId,
      supportingBodyIds,
    }));
    const stale = assignments.map((a: object, i: number) => (i === 3 ? { ...a, version: 9 } : a));
    const post = (list: object[]) =>
      county.as('clerk').post('/api/tasks/assign', { commandId: newId(), assignments: list });
    expect((await post(stale)).json().code).toBe('app/version-conflict');
    expect((await county.as('clerk').get(`/api/tasks/count?campaignId=${id}&status=unassigned`)).json().count).toBe(28);
    expect((await post(assignments)).json()).toEqual({ assigned: chosen.length });
    const left = (await county.as('clerk').get(`/api/campaigns/${id}/proposals`)).json().rows;
    expect(left).toHaveLength(28 - chosen.length);
    expect(
      (await county.as('east').get(`/api/tasks/count?supportingBodyId=${county.bodies.east}`)).json().count,
    ).toBeGreaterThan(0);
  });

  test('a body owes its recurring duties from the assignment on', async () => {
    const county = await testCounty(database.app, '2024-03-22T10:00:00Z');
    const { taskAt } = await adopted(county);
    const id = taskAt('四（三）');
    const monthlyOf = (task: Task) => task.obligations.find((duty) => duty.frequency?.dueDay === '22');
    expect(monthlyOf(await getTask(county, id))?.dueOn).toBe('2024-03-22');
    county.clock.set('2024-03-22T17:00:00Z'); // the 23rd in Shanghai
    expect((await getTask(county, id)).status).toBe('unassigned');
    await assign(county, id, county.bodies.emergency, [county.bodies.east, county.bodies.emergency]);
    const task = await getTask(county, id);
    expect(task.assignedOn).toBe('2024-03-23');
    expect(task.supportingBodyIds).toEqual([county.bodies.east]);
    expect(monthlyOf(task)?.dueOn).toBe('2024-04-22');
    expect(task.history.map((h) => h.action)).toEqual(['plan:assign']);
    expect(task.history[0]?.data).toMatchObject({ lead: '测试县应急管理局', supporting: ['东乡镇人民政府'] });
  });
});

describe('progress', () => {
  test('is filed by a body of the task, returned, filed again, verified by somebody else', async () => {
    const county = await testCounty(database.app);
    const { taskAt, id: campaignId } = await adopted(county);
    const id = taskAt('二（三）3');
    expect((await report(county, 'east', id)).json().code).toBe('plan/may-not');
    await assign(county, id, county.bodies.east, [county.bodies.west]);
    expect((await report(county, 'officer', id)).json().code).toBe('plan/may-not');
    expect((await report(county, 'west', id, { claimsCompletion: true })).json().code).toBe('plan/may-not');
    expect((await report(county, 'west', id)).statusCode).toBe(200);
    expect((await report(county, 'east', id, { happenedOn: '2024-03-21' })).json().fields[0].path).toBe('happenedOn');

    const first = (await report(county, 'east', id, { claimsCompletion: true })).json().id;
    const waiting = await getTask(county, id);
    expect(waiting).toMatchObject({ status: 'awaitingVerification', pendingOn: '2024-03-20' });
    expect(waiting.progress.map((p) => p.abilities.verify)).toEqual([true, true]);
    expect((await decide(county, 'clerk', id, first, { outcome: 'returned' })).json().fields[0].path).toBe('reason');
    const returned = await decide(county, 'clerk', id, first, { outcome: 'returned', reason: '缺少签到表。' });
    expect(returned.json()).toEqual({ id: first, outcome: 'returned' });
    expect((await decide(county, 'clerk', id, first)).json().code).toBe('plan/already-decided');
    const inbox = (await county.as('east').get('/api/notifications')).json().rows;
    expect(inbox).toMatchObject([
      { kind: 'plan:return', link: `/tasks/${id}` },
      { kind: 'plan:assign', link: `/tasks/${id}` },
    ]);
    expect(inbox[0].detail).toContain('缺少签到表。');

    const second = (await report(county, 'east', id, { claimsCompletion: true, text: '已补签到表。' })).json().id;
    expect((await decide(county, 'clerk', id, second)).statusCode).toBe(200);
    const done = await getTask(county, id, 'east');
    expect(done).toMatchObject({ status: 'done', doneOn: '2024-03-20' });
    expect(done.abilities).toEqual({ assign: false, report: false, claimCompletion: false });
    expect(done.history.map((h) => h.action)).toEqual([
      'plan:assign',
      'plan:report',
      'plan:report',
      'plan:return',
      'plan:report',
      'plan:verify',
    ]);
    expect((await report(county, 'east', id)).json().code).toBe('plan/task-done');
    expect((await assign(county, id, county.bodies.west)).json().code).toBe('plan/task-done');
    const campaign = (await county.as('clerk').get(`/api/campaigns/${campaignId}`)).json() as Campaign;
    expect(campaign.byBody).toEqual([
      { bodyId: county.bodies.east, supporting: 0, tally: expect.objectContaining({ total: 1, done: 1 }) },
    ]);
  });

  test('who filed never verifies, not even a clerk of the office', async () => {
    const county = await testCounty(database.app);
    const id = (await adopted(county)).taskAt('二（四）1');
    await assign(county, id, county.bodies.office);
    const progressId = (await report(county, 'clerk', id, { claimsCompletion: true })).json().id;
    expect((await getTask(county, id)).progress[0]?.abilities.verify).toBe(false);
    expect((await decide(county, 'clerk', id, progressId)).json().code).toBe('plan/own-progress');
    for (const person of PEOPLE.filter((p) => p !== 'clerk')) {
      expect((await decide(county, person, id, progressId)).statusCode, person).toBe(403);
    }
  });

  test('a report answers duties: the next period is owed once it is verified', async () => {
    const county = await testCounty(database.app);
    const id = (await adopted(county)).taskAt('四（三）');
    await assign(county, id, county.bodies.east);
    const monthlyOf = (task: Task) => task.obligations.find((duty) => duty.frequency?.dueDay === '22');
    const duty = monthlyOf(await getTask(county, id));
    expect(duty?.dueOn).toBe('2024-03-22');
    const foreign = await report(county, 'east', id, { obligationIds: [newId()] });
    expect(foreign.json().code).toBe('app/not-found');
    const progressId = (await report(county, 'east', id, { obligationIds: [duty?.id] })).json().id;
    expect(monthlyOf(await getTask(county, id))?.dueOn).toBe('2024-03-22');
    await decide(county, 'clerk', id, progressId);
    expect(monthlyOf(await getTask(county, id))).toMatchObject({ dueOn: '2024-04-22', metThrough: '2024-03-31' });
  });

  test('evidence is attached and shown; figures are kept; a resend changes nothing', async () => {
    const county = await testCounty(database.app);
    const id = (await adopted(county)).taskAt('二（三）1');
    await assign(county, id, county.bodies.emergency);
    const fileId = newId();
    await storeFile(county.ctxOf('officer'), Readable.from(['签到：张三、李四']), { id: fileId, name: '签到表.txt' });
    const part = {
      id: newId(),
      commandId: newId(),
      fileIds: [fileId],
      figures: [{ name: '参训', value: 42, unit: '人' }],
    };
    const first = await report(county, 'officer', id, part);
    expect(first.statusCode, first.body).toBe(200);
    expect((await report(county, 'officer', id, part)).json()).toEqual(first.json());
    const taken = await report(county, 'officer', id, { ...part, commandId: newId(), fileIds: [] });
    expect(taken.json().code).toBe('app/id-taken');
    for (const person of ['officer', 'clerk'] as const) {
      const { progress } = await getTask(county, id, person);
      expect(progress).toHaveLength(1);
      expect(progress[0]?.figures).toEqual(part.figures);
      expect(progress[0]?.files.map((f) => f.name)).toEqual(['签到表.txt']);
    }
  });

  test('what was reported can neither be rewritten nor removed in the database', async () => {
    const county = await testCounty(database.app);
    const id = (await adopted(county)).taskAt('二（三）1');
    await assign(county, id, county.bodies.emergency);
    const progressId = (await report(county, 'officer', id)).json().id;
    const run = (text: string) => database.app.pool.query(text, [progressId]);
    await expect(run(`update task_progress set text = '改写' where id = $1`)).rejects.toThrow('never rewritten');
    await expect(run('delete from task_progress where id = $1')).rejects.toThrow('never deleted');
  });
});

test('the staff of a township reads every campaign of the county, enterprises and other counties none', async () => {
  const county = await testCounty(database.app);
  const other = await testCounty(database.app);
  const { id, documentId, taskAt } = await adopted(county);
  const paths = [
    '/api/plans',
    `/api/plans/${documentId}`,
    '/api/campaigns',
    `/api/campaigns/${id}`,
    `/api/campaigns/${id}/tree`,
  ];
  paths.push('/api/tasks', `/api/tasks/${taskAt('二（三）1')}`, `/api/tasks/count?campaignId=${id}`);
  for (const path of paths) {
    for (const person of ['east', 'builder', 'inspector', 'leader', 'viewer'] as const) {
      expect((await county.as(person).get(path)).statusCode, `${person} ${path}`).toBe(200);
    }
    for (const person of ['principal', 'worker', 'admin'] as const) {
      expect((await county.as(person).get(path)).statusCode, `${person} ${path}`).toBe(403);
    }
    const foreign = await other.as('clerk').get(path);
    if (path.includes(id) && path.includes('count')) expect(foreign.json().count).toBe(0);
    else if (/[0-9a-f]{8}-/.test(path)) expect(foreign.statusCode, path).toBe(404);
    else expect(foreign.json().rows).toEqual([]);
  }
});
