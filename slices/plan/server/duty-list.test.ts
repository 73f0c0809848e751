import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { expect, test } from 'vitest';
import { type Person, type TestCounty, testCounty } from 'zhiben/test-county';
import type { DutyLine, DutyList, DutyListContent, Occurrence, WorkRow } from '../domain/index.ts';
import { listTasksAsOf, reportProgress, verifyProgress } from './index.ts';

const database = testDatabase();

const lineOf = (text: string, changes: Partial<DutyLine> = {}): DutyLine => ({
  id: newId(),
  text,
  kind: 'recurring',
  frequency: { per: 'month', atLeast: 1 },
  deadline: null,
  evidence: '会议纪要',
  source: '',
  ...changes,
});

function contentOf({ bodies }: TestCounty): DutyListContent {
  const { office, emergency, east, west } = bodies;
  const party = (name: string, bodyIds: string[], ...lines: DutyLine[]) => ({ id: newId(), name, bodyIds, lines });
  return {
    title: '测试县安全生产职责清单',
    basis: '县委文件',
    startsOn: '2024-03-01',
    endsOn: '2024-12-31',
    parties: [
      party('县应急局局长', [emergency], lineOf('主持召开安全生产专题会议。'), lineOf('带队督查重点企业。')),
      party(
        '各乡镇',
        [east, west],
        lineOf('报送调度表。', { frequency: { per: 'month', atLeast: 1, dueDay: '22' } }),
        lineOf('公布举报电话。', { kind: 'standing', frequency: null }),
      ),
      party(
        '县安委办',
        [office],
        lineOf('印发年度任务清单。', { kind: 'deadline', frequency: null, deadline: '2024-06-30' }),
      ),
    ],
  };
}

async function keeper() {
  const county = await testCounty(database.app, '2024-03-20T02:00:00Z');
  const send = async (person: Person, method: 'GET' | 'POST' | 'PUT', path: string, body?: object) => {
    const as = county.as(person);
    const response = await (method === 'GET'
      ? as.get(`/api/duty-lists${path}`)
      : as.send(method, `/api/duty-lists${path}`, body));
    return { status: response.statusCode, body: response.json() };
  };
  const id = newId();
  const get = async (person: Person = 'clerk') => (await send(person, 'GET', `/${id}`)).body as DutyList;
  const save = async (content: DutyListContent) =>
    send('clerk', 'PUT', `/${id}`, { commandId: newId(), version: (await get()).version, content });
  const publish = async (commandId = newId()) =>
    send('clerk', 'POST', `/${id}/publish`, { commandId, version: (await get()).version });
  return { county, id, send, get, save, publish };
}

test('a list is written, put in force, owed like any plan, revised with its progress, and ended', async () => {
  const { county, id, send, get, save, publish } = await keeper();
  const { emergency, east, west } = county.bodies;
  const content = contentOf(county);
  const [first] = content.parties;
  const creation = { id, commandId: newId(), content: { ...content, parties: [] } };
  expect((await send('officer', 'POST', '', creation)).status).toBe(403);
  expect((await send('clerk', 'POST', '', creation)).status).toBe(200);
  expect((await send('clerk', 'POST', '', creation)).body).toEqual({ id, version: 1 });
  // Until it is published nobody else knows of it.
  expect((await send('officer', 'GET', `/${id}`)).status).toBe(404);
  expect((await send('officer', 'GET', '/count')).body.count).toBe(0);
  const incomplete = await publish();
  expect([incomplete.status, incomplete.body.fields]).toEqual([
    422,
    [{ path: 'parties', message: '请添加责任主体和职责' }],
  ]);

  expect((await save(content)).body.version).toBe(2);
  const stale = { commandId: newId(), version: 1, content };
  expect((await send('clerk', 'PUT', `/${id}`, stale)).status).toBe(409);
  const command = newId();
  const published = await publish(command);
  expect(published.body).toMatchObject({ version: 3, edition: 1 });
  expect((await send('clerk', 'POST', `/${id}/publish`, { commandId: command, version: 2 })).body).toEqual(
    published.body,
  );
  const { campaignId } = published.body as { campaignId: string };
  expect(await get('officer')).toMatchObject({ state: 'published', lines: 5, edition: 1, abilities: { edit: false } });

  // Each line is a task of its bodies; a group owes it one by one.
  const clerk = county.ctxOf('clerk');
  const tasks = await listTasksAsOf(clerk, campaignId, '2024-03-20');
  expect(tasks.map((task) => [task.path.join(''), task.leadBodyId])).toEqual([
    ['一1', emergency],
    ['一2', emergency],
    ['二1', county.bodies.office],
    ['二2', county.bodies.office],
    ['三1', county.bodies.office],
  ]);
  const occurrencesOf = async (taskId = '') =>
    (await county.as('clerk').get(`/api/tasks/${taskId}/occurrences`)).json<{ rows: Occurrence[] }>().rows;
  const owed = await occurrencesOf(tasks[2]?.id);
  expect(new Set(owed.map((one) => one.bodyId))).toEqual(new Set([east, west]));
  expect(owed.filter((one) => one.bodyId === west)[0]?.dueOn).toBe('2024-03-22');
  const work = (await county.as('officer').get('/api/occurrences')).json<{ rows: WorkRow[] }>().rows;
  const own = work.filter((row) => row.bodyId === emergency);
  expect(own.map((row) => row.dueOn).slice(0, 2)).toEqual(['2024-03-31', '2024-03-31']);

  const [march] = await occurrencesOf(tasks[0]?.id);
  const report = await reportProgress(county.ctxOf('officer'), tasks[0]?.id ?? '', {
    id: newId(),
    commandId: newId(),
    happenedOn: '2024-03-19',
    text: '已召开专题会议。',
    figures: [],
    obligationIds: [],
    occurrenceIds: [march?.id ?? ''],
    fileIds: [],
    claimsCompletion: false,
  });
  const decision = { commandId: newId(), outcome: 'verified' as const, reason: '' };
  await verifyProgress(clerk, { taskId: tasks[0]?.id ?? '', progressId: report.id }, decision);

  // A revision: other words, one line gone, one new, one with another body. It binds nobody before it is published.
  const revised: DutyListContent = {
    ...content,
    parties: content.parties.map((party) =>
      party === first
        ? {
            ...party,
            lines: [
              ...party.lines.slice(0, 1).map((line) => ({ ...line, evidence: '会议纪要、签到表' })),
              lineOf('公布责任人名单和监督电话。', { kind: 'standing', frequency: null }),
            ],
          }
        : { ...party, bodyIds: party.name === '各乡镇' ? [east] : party.bodyIds },
    ),
  };
  const renamed = await save({ ...revised, title: '另一个名称' });
  expect([renamed.status, renamed.body.code]).toEqual([409, 'plan/duty-list-fixed']);
  expect((await publish()).body.code).toBe('plan/duty-list-unchanged');
  await save(revised);
  expect((await get()).state).toBe('revising');
  expect((await get('officer')).content.parties[0]?.lines).toEqual(first?.lines);
  const preview = (await send('clerk', 'GET', `/${id}/preview`)).body;
  expect([preview.edition, preview.counts]).toEqual([2, { unchanged: 3, changed: 1, removed: 1, added: 1 }]);
  expect((await publish()).body).toMatchObject({ edition: 2, campaignId });

  const after = await listTasksAsOf(clerk, campaignId, '2024-03-20');
  expect(after.find((task) => task.id === tasks[0]?.id)?.leadBodyId).toBe(emergency);
  expect((await occurrencesOf(tasks[0]?.id))[0]?.status).toBe('verified');
  const townships = (await occurrencesOf(tasks[2]?.id)).filter((one) => one.status !== 'withdrawn');
  expect(new Set(townships.map((one) => one.bodyId))).toEqual(new Set([east]));
  const tally = (await county.as('clerk').get(`/api/campaigns/${campaignId}`)).json();
  expect(tally).toMatchObject({ dutyListId: id, tally: { unassigned: 0, repealed: 1 } });

  // Back to what runs; then the end.
  await save(content);
  const { version } = await get();
  expect((await send('clerk', 'POST', `/${id}/discard`, { commandId: newId(), version })).status).toBe(200);
  expect((await get()).content).toEqual(revised);
  const closing = { commandId: newId(), summary: '机构改革后另行制定。' };
  expect((await county.as('clerk').post(`/api/campaigns/${campaignId}/close`, closing)).statusCode).toBe(200);
  expect(await get()).toMatchObject({ state: 'ended', abilities: { edit: false } });
  expect((await save(content)).body.code).toBe('plan/campaign-closed');
});

test('a draft that was never published is deleted; words that were published stay unique', async () => {
  const { county, id, send, get, save, publish } = await keeper();
  const content = contentOf(county);
  const create = (one: string, what: DutyListContent) =>
    send('clerk', 'POST', '', { id: one, commandId: newId(), content: what });
  await create(id, content);
  expect((await save({ ...content, parties: [] })).status).toBe(200);
  await save(content);
  expect((await publish()).status).toBe(200);
  const twin = newId();
  await create(twin, content);
  const body = { commandId: newId(), version: 1 };
  expect((await send('clerk', 'POST', `/${twin}/publish`, body)).body.code).toBe('plan/duty-list-twin');
  expect((await send('clerk', 'GET', '?published=false')).body.rows.map((row: { id: string }) => row.id)).toEqual([
    twin,
  ]);
  expect((await send('clerk', 'POST', `/${twin}/discard`, body)).status).toBe(200);
  expect((await send('clerk', 'GET', `/${twin}`)).status).toBe(404);
  expect((await send('clerk', 'GET', '?q=职责')).body.rows).toHaveLength(1);
  const stranger = { ...content, parties: content.parties.map((party) => ({ ...party, bodyIds: [newId()] })) };
  expect((await save(stranger)).status).toBe(404);
  expect((await get()).edition).toBe(1);
});
