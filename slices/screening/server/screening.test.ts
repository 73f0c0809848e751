import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Person, type TestCounty, testCounty } from 'zhiben/test-county';
import { type CheckItem, checkItemsSchema } from '../domain/checklist.contract.ts';
import type { ScreeningPack } from '../domain/pack.contract.ts';
import { answerSchema, type CheckRecord, type Conflict, type DayFigures } from '../domain/record.contract.ts';
import type { PlannedSchedule } from '../domain/slots.rules.ts';
import type { SlotView, TaskProposal, WorkRow } from '../domain/task.contract.ts';
import { countBehind } from './count-days.ts';
import { countOfficial as countOfficialScreening } from './official.queries.ts';
import { copyScreening, type LoadedScreening } from './screening.bulk.ts';
import { DEVICE, ITEMS, itemOf, makeChecklist, makeTask, ok, recordBody, sync } from './test-screening.ts';

const database = testDatabase();
let county: TestCounty;
let checklistId: string;
beforeAll(async () => {
  county = await testCounty(database.app);
  checklistId = await makeChecklist(county);
});
const days = async (from: string, to: string) =>
  ok<{ rows: DayFigures[] }>(await county.as('safety').get(`/api/screening-days?from=${from}&to=${to}`)).rows;

describe('checklists', () => {
  it('an edit is a new edition, what was before stays; in use it is not removed', async () => {
    const id = await makeChecklist(county);
    const safety = county.as('safety');
    const edit = { commandId: newId(), version: 1, name: '班组日查', items: [ITEMS[0]], note: '去掉压力' };
    expect(ok(await safety.post(`/api/checklists/${id}/edit`, edit))).toMatchObject({ edition: 2, version: 2 });
    expect(ok(await safety.post(`/api/checklists/${id}/edit`, edit)), 'a resend').toMatchObject({ edition: 2 });
    const again = { ...edit, commandId: newId(), version: 2 };
    expect((await safety.post(`/api/checklists/${id}/edit`, again)).json()).toMatchObject({
      code: 'screening/nothing-changed',
    });
    expect((await safety.post(`/api/checklists/${id}/edit`, { ...again, version: 1, name: '别的' })).statusCode).toBe(
      409,
    );
    const found = ok<{ editions: { edition: number; items: unknown[] }[] }>(await safety.get(`/api/checklists/${id}`));
    expect(found.editions.map(({ edition, items }) => [edition, items.length])).toEqual([
      [2, 1],
      [1, 2],
    ]);
    await makeTask(county, id);
    const remove = { commandId: newId(), version: 2, reason: '不用了' };
    expect((await safety.post(`/api/checklists/${id}/remove`, remove)).json()).toMatchObject({
      code: 'screening/checklist-in-use',
    });
  });

  it('is written by the enterprise, read by those who supervise it', async () => {
    const list = { id: newId(), name: '甲', origin: 'own', items: ITEMS };
    for (const person of ['worker', 'teamLeader', 'officer'] as const)
      expect((await county.as(person).post('/api/checklists', list)).statusCode, person).toBe(403);
    expect((await county.as('officer').get(`/api/checklists/${checklistId}`)).statusCode).toBe(200);
    expect((await county.as('builder').get(`/api/checklists/${checklistId}`)).statusCode).toBe(404);
    expect((await county.as('sitePrincipal').get(`/api/checklists/${checklistId}`)).statusCode).toBe(404);
    const library = ok<{ rows: { code: string }[] }>(await county.as('safety').get('/api/checklist-library')).rows;
    const taken = { ...list, origin: 'library', libraryCode: library[0]?.code };
    expect(ok(await county.as('safety').post('/api/checklists', taken))).toMatchObject({ version: 1 });
    const unknown = { ...list, id: newId(), origin: 'library', libraryCode: 'no-such' };
    expect((await county.as('safety').post('/api/checklists', unknown)).statusCode).toBe(404);
  });

  it('comes from the library tied to the measures of the risk list, as far as these stand as the template wrote them', async () => {
    const safety = county.as('safety');
    const points = ['chemical-plant-01', 'chemical-plant-04'];
    const body = { commandId: newId(), template: 'chemical-plant', points, ownerName: '张工' };
    ok(await safety.post(`/api/risk-files/${county.enterprises.chem}/template`, body));
    type Library = { rows: { code: string; name: string; items: CheckItem[] }[] };
    const teamList = async (person: Person) => {
      const { rows } = ok<Library>(await county.as(person).get('/api/checklist-library'));
      return rows.find(({ code }) => code === 'chemical-plant-team') as Library['rows'][number];
    };
    const { name, items } = await teamList('safety');
    const tied = items.filter(({ measureId }) => measureId !== null);
    expect(tied.map(({ id }) => id.slice(-3))).toEqual(['t01', 't02', 't04', 't05', 't09']);
    expect((await teamList('officer')).items.every(({ measureId }) => measureId === null)).toBe(true);
    const id = newId();
    const list = { id, name, origin: 'library', libraryCode: 'chemical-plant-team', items };
    expect(ok(await safety.post('/api/checklists', list))).toMatchObject({ version: 1 });
    const unreported = (await countOfficialScreening(county.ctxOf('safety'))).items;
    await makeTask(county, id);
    const now = (await countOfficialScreening(county.ctxOf('safety'))).items;
    expect(now.all - unreported.all).toBe(items.length);
    expect(now.unmeasured - unreported.unmeasured).toBe(items.length - tied.length);
  });
});

describe('a course of days', () => {
  let own: TestCounty;
  let list: string;
  let task: string;
  const figures = async (from: string, to: string) => {
    await countBehind(own.ctxOf('safety'));
    const url = `/api/screening-days?from=${from}&to=${to}&enterpriseId=${own.enterprises.chem}`;
    return ok<{ rows: DayFigures[] }>(await own.as('officer').get(url)).rows.map(
      ({ day, due, done, madeUp, missed, excluded }) => [day.slice(8), due, done, madeUp, missed, excluded],
    );
  };
  /** In steps, so that nobody's session ends meanwhile. */
  const passTo = async (end: string) => {
    for (let at = own.clock.now().getTime(); at < Date.parse(end); ) {
      at = Math.min(at + 6 * 3_600_000, Date.parse(end));
      own.clock.set(new Date(at));
      for (const person of ['safety', 'teamLeader', 'officer', 'east', 'west'] as const)
        await own.as(person).get('/api/screening-records/count');
    }
  };
  const mine = async () => ok<{ rows: WorkRow[] }>(await own.as('teamLeader').get('/api/screening/mine')).rows;
  const signed = (slotKey: string, signedAt: string, over: object = {}) =>
    itemOf('record', recordBody({ taskId: task, checklistId: list, slotKey, signedAt, startedAt: signedAt, ...over }));

  it('takes a proposal of its class, with its source', async () => {
    own = await testCounty(database.app, '2024-03-18T01:00:00Z');
    list = await makeChecklist(own);
    const { rows } = ok<{ rows: TaskProposal[] }>(await own.as('safety').get('/api/screening-proposals'));
    expect(rows.map(({ dutyCode }) => dutyCode)).toContain('D103');
    task = await makeTask(own, list, { dutyCode: 'L01', workDayType: 1, basis: rows[0]?.source });
    const after = ok<{ rows: TaskProposal[] }>(await own.as('safety').get('/api/screening-proposals')).rows;
    expect(after.find(({ dutyCode }) => dutyCode === 'L01')?.taskId).toBe(task);
    // Nothing is owed for the days before anybody was told.
    expect(await figures('2024-03-01', '2024-03-31')).toEqual([['18', 1, 0, 0, 0, 0]]);
    const wrong = {
      id: newId(),
      checklistId: newId(),
      name: '甲',
      level: 'team',
      cycleEvery: 1,
      cycleUnit: 'day',
      startOn: '2024-03-18',
    };
    expect((await own.as('safety').post('/api/screening-tasks', wrong)).json()).toMatchObject({
      code: 'screening/unknown-checklist',
    });
    const stranger = { ...wrong, checklistId: list, assignees: [own.userIds.sitePrincipal] };
    expect((await own.as('safety').post('/api/screening-tasks', stranger)).json()).toMatchObject({
      code: 'screening/unknown-person',
    });
  });

  it('done on Monday, Tuesday made up on Wednesday, Wednesday missed, Friday lies in a suspension', async () => {
    expect((await mine()).map(({ slotKey, state }) => [slotKey, state])).toEqual([['2024-03-18', 'due']]);
    const leader = own.as('teamLeader');
    const at = (now: string) => ({ deviceAt: now });
    const monday = signed('2024-03-18', '2024-03-18T02:00:00Z');
    expect((await sync(leader, [monday], at('2024-03-18T01:00:00Z')))[0]?.outcome).toBe('accepted');
    await passTo('2024-03-20T02:00:00Z');
    expect((await mine()).map(({ slotKey, state }) => [slotKey, state])).toEqual([
      ['2024-03-19', 'overdue'],
      ['2024-03-20', 'due'],
    ]);
    const tuesday = signed('2024-03-19', '2024-03-20T01:00:00Z');
    const [made] = await sync(leader, [tuesday]);
    expect(made).toMatchObject({ outcome: 'accepted', hash: tuesday.hash, subject: { id: tuesday.id } });
    await passTo('2024-03-21T20:00:00Z'); // Friday in the county: Wednesday can no longer be made up
    const stop = { id: newId(), from: '2024-03-21T16:00:00Z', to: '2024-03-22T12:00:00Z', reason: '设备检修' };
    ok(await own.as('safety').post('/api/screening-suspensions', stop));
    expect(await figures('2024-03-18', '2024-03-22')).toEqual([
      ['18', 1, 1, 0, 0, 0],
      ['19', 1, 0, 1, 0, 0],
      ['20', 1, 0, 0, 1, 0],
      ['21', 1, 0, 0, 0, 0],
      ['22', 0, 0, 0, 0, 1],
    ]);
    const listed = ok<{ rows: { filedLate: boolean; abilities: object }[] }>(
      await own.as('safety').get('/api/screening-suspensions'),
    );
    expect(listed.rows).toMatchObject([{ filedLate: true, abilities: { end: true, withdraw: true } }]);
    // The county sees what leaves the denominator, of all enterprises in its scope.
    const stops = async (person: 'officer' | 'west', query = '') =>
      ok<{ rows: { id: string; enterpriseName: string; abilities: { end: boolean } }[] }>(
        await own.as(person).get(`/api/screening-suspensions${query}`),
      ).rows.map(({ id, enterpriseName, abilities }) => [id, enterpriseName, abilities.end]);
    const seen = [[stop.id, '示例化工有限公司', false]];
    expect([await stops('officer'), await stops('officer', '?state=now&industry=chemicals')]).toEqual([seen, seen]);
    expect([await stops('west'), await stops('officer', '?industry=construction')]).toEqual([[], []]);
    // Withdrawn it no longer counts.
    ok(
      await own
        .as('safety')
        .post(`/api/screening-suspensions/${stop.id}/withdraw`, { commandId: newId(), version: 1, reason: '登记错了' }),
    );
    expect((await figures('2024-03-22', '2024-03-22'))[0]).toEqual(['22', 1, 0, 0, 0, 0]);
    const early = { ...stop, id: newId(), from: '2024-03-01T00:00:00Z' };
    expect((await own.as('safety').post('/api/screening-suspensions', early)).json()).toMatchObject({
      code: 'screening/filed-too-late',
    });
  });

  it('a record that arrives days after it was signed still counts on its day', async () => {
    const late = signed('2024-03-20', '2024-03-20T03:00:00Z');
    const [receipt] = await sync(own.as('teamLeader'), [late], { deviceAt: '2024-03-21T20:00:00Z' });
    expect(receipt).toMatchObject({ outcome: 'accepted' });
    expect((await figures('2024-03-20', '2024-03-20'))[0]).toEqual(['20', 1, 1, 0, 0, 0]);
    const tooLate = signed('2024-03-18', '2024-03-21T19:00:00Z');
    const [extra] = await sync(own.as('teamLeader'), [tooLate], { deviceAt: '2024-03-21T20:00:00Z' });
    // Monday is done: what is signed too late for it is a check beside the plan.
    expect(extra).toMatchObject({ outcome: 'accepted', problems: [{ path: 'slotKey' }] });
    expect(ok<CheckRecord>(await own.as('safety').get(`/api/screening-records/${tooLate.id}`))).toMatchObject({
      state: 'extra',
      slotKey: null,
      claimedSlotKey: '2024-03-18',
      slotDay: '2024-03-22',
    });
  });

  it('another plan holds from the next day; given up, the day is no longer owed', async () => {
    const weekly = {
      commandId: newId(),
      version: 1,
      checklistId: list,
      name: '周查',
      level: 'team',
      cycleEvery: 1,
      cycleUnit: 'week',
      startOn: '2024-03-18',
      assignees: [],
    };
    ok(await own.as('safety').post(`/api/screening-tasks/${task}/edit`, weekly));
    const { slots } = ok<{ slots: SlotView[] }>(
      await own.as('east').get(`/api/screening-tasks/${task}?from=2024-03-18&to=2024-03-31`),
    );
    expect(slots.map(({ slotKey, state }) => [slotKey, state])).toEqual([
      ['2024-03-18', 'done'],
      ['2024-03-19', 'made-up'],
      ['2024-03-20', 'done'],
      ['2024-03-21', 'overdue'],
      ['2024-03-22', 'due'],
      ['2024-W13', 'coming'],
    ]);
    ok(
      await own
        .as('safety')
        .post(`/api/screening-tasks/${task}/remove`, { commandId: newId(), version: 2, reason: '并入厂级检查' }),
    );
    // On the 22nd there is the check beside the plan and nothing that is owed.
    expect(await figures('2024-03-21', '2024-03-31')).toEqual([
      ['21', 1, 0, 0, 0, 0],
      ['22', 0, 0, 0, 0, 0],
    ]);
    expect(await mine()).toEqual([]);
    expect((await own.as('west').get(`/api/screening-tasks/${task}`)).statusCode).toBe(404);
  });
});

describe('what a phone sends', () => {
  it('what no column or date can hold is refused by itself, and the rest of the batch is stored', async () => {
    const taskId = await makeTask(county, checklistId);
    const extra = (over: object) => itemOf('record', recordBody({ taskId, checklistId, slotKey: null, ...over }));
    const late = '9990-01-01T00:00:00.000Z';
    const items = [
      extra({ clockSkewSeconds: 9e15 }),
      extra({ startedAt: late, signedAt: late }),
      itemOf('finding', { words: '护栏\u0000松动', place: '平台' }),
      extra({}),
    ];
    const receipts = await sync(county.as('teamLeader'), items);
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'refused', 'accepted']);
    for (const { problems } of receipts.slice(0, 3)) expect(problems?.[0]?.message).toBeTruthy();
  });

  it('gives a receipt for each item and the same one again; a bad item harms no other', async () => {
    const taskId = await makeTask(county, checklistId);
    const leader = county.as('teamLeader');
    const good = itemOf('record', recordBody({ taskId, checklistId }));
    const items = [
      { ...itemOf('record', recordBody({ taskId, checklistId, slotKey: null })), hash: '0'.repeat(64) },
      itemOf('record', recordBody({ taskId: newId(), checklistId })),
      itemOf('record', recordBody({ taskId, checklistId, edition: 9 })),
      itemOf('record', recordBody({ taskId, checklistId, signedName: '别人' })),
      itemOf('record', recordBody({ taskId, checklistId, answers: [{ item: 'door', verdict: 'ok' }] })),
      itemOf('record', { taskId: 'nonsense' }),
      good,
      itemOf('snapshot', { words: '甲', place: '乙', anonymous: true }),
    ];
    const receipts = await sync(leader, items);
    expect(receipts.map(({ outcome, problems }) => [outcome, problems?.[0]?.path])).toEqual([
      ['refused', 'hash'],
      ['refused', 'taskId'],
      ['refused', 'checklistId'],
      ['refused', 'signedName'],
      ['refused', 'answers.pressure'],
      ['refused', 'taskId'],
      ['accepted', undefined],
      ['refused', 'anonymous'],
    ]);
    expect(receipts[6]?.hash).toBe(good.hash);
    expect((await sync(leader, items))[6]).toEqual(receipts[6]);
    const other = itemOf('record', recordBody({ taskId, checklistId, slotKey: null }), good.id);
    expect((await sync(leader, [other]))[0]).toMatchObject({ outcome: 'refused', problems: [{ path: 'id' }] });
    const { rows } = ok<{ rows: unknown[] }>(await county.as('safety').get(`/api/screening-records?taskId=${taskId}`));
    expect(rows).toHaveLength(1);
    expect(
      (
        await county
          .as('officer')
          .post('/api/screening/sync', { deviceId: DEVICE, deviceAt: '2024-03-20T02:00:00Z', items: [good] })
      ).statusCode,
    ).toBe(403);
  });

  it('a clock that is wrong by a day does not move a check to another day', async () => {
    const taskId = await makeTask(county, checklistId);
    const ahead = itemOf(
      'record',
      recordBody({ taskId, checklistId, startedAt: '2024-03-21T01:00:00Z', signedAt: '2024-03-21T01:55:00Z' }),
    );
    const [receipt] = await sync(county.as('teamLeader'), [ahead], { deviceAt: '2024-03-21T02:00:00Z' });
    expect(receipt).toMatchObject({ outcome: 'accepted' });
    expect(receipt?.problems).toBeUndefined();
    expect(ok<CheckRecord>(await county.as('safety').get(`/api/screening-records/${ahead.id}`))).toMatchObject({
      state: 'done',
      slotDay: '2024-03-20',
      clockSkewSeconds: 86_400,
      signedAt: '2024-03-21T01:55:00.000Z',
    });
  });

  it('two devices: what agrees is merged, what differs is a conflict that a person settles, both stay', async () => {
    const taskId = await makeTask(county, checklistId, {
      assignees: [county.userIds.teamLeader, county.userIds.worker],
    });
    const finding = { id: newId(), words: '安全出口被货物堵死', place: '二车间东门', itemId: 'door', files: [] };
    const first = itemOf('record', recordBody({ taskId, checklistId }));
    const second = itemOf(
      'record',
      recordBody({
        taskId,
        checklistId,
        signedName: '测试worker',
        answers: [
          { item: 'door', verdict: 'bad' },
          { item: 'pressure', verdict: 'ok', value: 0.3, note: '表已校验' },
        ],
        findings: [finding],
      }),
    );
    const [a] = await sync(county.as('teamLeader'), [first]);
    const [b] = await sync(county.as('worker'), [second], { deviceId: 'test-device-2' });
    expect([a?.outcome, b?.outcome, b?.subject?.id]).toEqual(['accepted', 'conflict', first.id]);
    expect((await sync(county.as('worker'), [second], { deviceId: 'test-device-2' }))[0]).toEqual(b);
    const record = ok<CheckRecord>(await county.as('officer').get(`/api/screening-records/${first.id}`));
    expect(record).toMatchObject({ conflicts: 1, findings: 1, merged: [{ itemId: second.id }] });
    expect(record.answerList).toMatchObject([{ verdict: 'ok' }, { note: '表已校验' }]);
    expect(record.findingList[0]?.hazardNumber).toMatch(/^隐-/);
    const hazard = ok<{ channel: string; place: string }>(await county.as('safety').get(`/api/hazards/${finding.id}`));
    expect(hazard).toMatchObject({ channel: 'selfInspection', place: '二车间东门' });
    const [conflict] = ok<{ rows: Conflict[] }>(
      await county.as('safety').get('/api/screening-conflicts?open=true'),
    ).rows;
    expect(conflict).toMatchObject({
      itemId: 'door',
      question: '安全出口畅通',
      resolution: null,
      abilities: { resolve: true },
    });
    const settle = { commandId: newId(), chosen: 'second', reason: '现场确认堵塞' };
    const url = `/api/screening-conflicts/${conflict?.id}/resolve`;
    expect((await county.as('officer').post(url, settle)).statusCode).toBe(403);
    ok(await county.as('safety').post(url, settle));
    ok(await county.as('safety').post(url, settle));
    expect((await county.as('safety').post(url, { ...settle, commandId: newId() })).json()).toMatchObject({
      code: 'screening/conflict-resolved',
    });
    const after = ok<CheckRecord>(await county.as('safety').get(`/api/screening-records/${first.id}`));
    expect(after).toMatchObject({ conflicts: 0, bad: 1 });
    expect(after.conflictList).toMatchObject([
      {
        first: { answer: { verdict: 'ok' } },
        second: { answer: { verdict: 'bad' } },
        resolution: { chosen: 'second' },
      },
    ]);
  });

  it('a record is whole once its photos have come; what another person of the enterprise sent counts as well', async () => {
    const taskId = await makeTask(county, checklistId);
    const sha256 = (await import('node:crypto')).createHash('sha256').update('照片内容').digest('hex');
    const answers = [
      { item: 'door', verdict: 'ok' as const, files: [sha256] },
      { item: 'pressure', verdict: 'ok' as const, value: 0.3 },
    ];
    const hinted = { id: newId(), words: '指针不动', place: '泵房', itemId: 'pressure', files: [] };
    const item = itemOf('record', recordBody({ taskId, checklistId, answers, findings: [hinted] }));
    const leader = county.as('teamLeader');
    expect((await sync(leader, [item]))[0]?.missingFiles).toEqual([sha256]);
    expect(ok(await leader.post('/api/screening/files-known', { hashes: [sha256] }))).toEqual({ known: [] });
    const find = itemOf('finding', { words: '配电箱门缺失', place: '仓库', files: [sha256] });
    const [found] = await sync(leader, [find]);
    expect(found).toMatchObject({
      outcome: 'accepted',
      missingFiles: [sha256],
      subject: { kind: 'hazard', id: find.id },
    });
    // What the words or the item hint at is kept as the finder's word; ordinary words hint at nothing.
    const worded = itemOf('finding', { words: '反应釜安全阀前的切断阀关着，安全阀没有投用', place: '合成车间' });
    await sync(leader, [worded]);
    const criteria = [find.id, worded.id, hinted.id].map(async (id) =>
      ok<{ criterionCode: string | null }>(await county.as('safety').get(`/api/hazards/${id}`)),
    );
    expect((await Promise.all(criteria)).map(({ criterionCode }) => criterionCode)).toEqual([null, 'CH-15', 'CH-15']);
    const { Readable } = await import('node:stream');
    const { storeFile } = await import('@zhiben/platform/server/files/index.ts');
    await storeFile(county.ctxOf('worker'), Readable.from([Buffer.from('照片内容')]), {
      id: newId(),
      name: '照片.txt',
    });
    expect(ok(await leader.post('/api/screening/files-known', { hashes: [sha256] }))).toEqual({ known: [sha256] });
    const record = ok<CheckRecord>(await county.as('officer').get(`/api/screening-records/${item.id}`));
    expect([record.missing, record.missingFiles, record.files.length]).toEqual([[], 0, 1]);
    expect((await sync(leader, [item]))[0]?.missingFiles).toEqual([]);
  });

  it('the pack holds a day’s work and is not sent twice', async () => {
    const url = '/api/screening/pack';
    const { pack } = ok<{ pack: ScreeningPack }>(await county.as('teamLeader').get(url));
    expect(pack.tasks.length).toBeGreaterThan(3);
    expect(pack.checklists.map(({ id }) => id)).toContain(checklistId);
    expect(new Set(pack.slots.map(({ day }) => day))).toContain('2024-03-27');
    expect(pack.records[0]).toMatchObject({ signerName: '测试teamLeader' });
    expect(pack.people.map(({ role }) => role)).toContain('worker');
    expect(ok(await county.as('teamLeader').get(`${url}?etag=${pack.etag}`))).toMatchObject({ pack: null });
    await makeTask(county, checklistId);
    expect(ok<{ pack: unknown }>(await county.as('teamLeader').get(`${url}?etag=${pack.etag}`)).pack).not.toBeNull();
  });

  it('lists, counts, summary and sheet speak of the same records', async () => {
    const all = '/api/screening-records';
    const { count } = ok<{ count: number }>(await county.as('officer').get(`${all}/count`));
    const first = ok<{ rows: { id: string }[]; nextCursor: string }>(await county.as('officer').get(`${all}?limit=2`));
    const rest = ok<{ rows: { id: string }[] }>(
      await county.as('officer').get(`${all}?limit=200&cursor=${first.nextCursor}`),
    );
    expect(new Set([...first.rows, ...rest.rows].map(({ id }) => id)).size).toBe(count);
    expect(ok(await county.as('builder').get(`${all}/count`))).toEqual({ count: 0, exact: true });
    expect(ok<{ count: number }>(await county.as('officer').get(`${all}/count?q=示例化工`)).count).toBe(count);
    expect(ok<{ count: number }>(await county.as('officer').get(`${all}/count?q=示例建筑`)).count).toBe(0);
    expect(ok<{ count: number }>(await county.as('safety').get(`${all}/count?q=班组`)).count).toBe(count);
    expect(ok<{ count: number }>(await county.as('safety').get(`${all}/count?having=findings`)).count).toBe(2);
    const sheet = await county.as('officer').get(`${all}/export?having=findings`);
    expect([sheet.statusCode, sheet.rawPayload.subarray(0, 2).toString()]).toEqual([200, 'PK']);
    const summary = ok<{ today: DayFigures; slots: unknown[]; tasks: number }>(
      await county.as('safety').get('/api/screening-summary'),
    );
    expect(summary.today).toEqual((await days('2024-03-20', '2024-03-20'))[0]);
    expect(summary.slots.length).toBeGreaterThanOrEqual(summary.today.due);
  });
});

it('what was loaded in bulk opens, without the hash that only a phone sends', async () => {
  const { code, enterprises, townships, userIds, as } = await testCounty(database.app);
  const [list, taskId, id] = [newId(), newId(), newId()];
  const at = new Date('2024-03-18T01:00:00Z');
  const items = checkItemsSchema.parse(ITEMS);
  const schedule = { cycleEvery: 1, cycleUnit: 'day', startOn: '2024-03-18', endsOn: null, workStart: null } as const;
  const planned: PlannedSchedule = {
    ...schedule,
    workEnd: null,
    shifts: [],
    workDayType: 0,
    since: '2024-03-18',
    until: null,
  };
  const slot = { slotDay: '2024-03-18', slotKey: '2024-03-18', state: 'done' as const };
  const signer = { id: userIds.teamLeader, name: '测试teamLeader' };
  const answers = items.map((item) => answerSchema.parse({ item: item.id, verdict: 'na' }));
  const task = { id: taskId, checklistId: list, name: '班组日查', level: 'team' as const, schedules: [planned] };
  const loaded: LoadedScreening = {
    place: { id: enterprises.chem, name: '示例化工有限公司', division: townships.east, industry: 'chemicals' },
    since: at,
    checklists: [{ id: list, name: '日查', libraryCode: null, items }],
    tasks: [{ ...task, assignees: [], workType: 0, taskNo: null, dutyCode: null, basis: '' }],
    suspensions: [],
    records: [{ ...slot, id, taskId, startedAt: at, signedAt: at, signer, answers, findings: [] }],
  };
  const client = await database.owner.pool.connect();
  const by = { county: code, byUser: userIds.safety, byName: '测试safety' };
  expect(await copyScreening(client, [loaded], by)).toBe(1);
  client.release();
  expect(ok<CheckRecord>(await as('officer').get(`/api/screening-records/${id}`))).toMatchObject({
    id,
    state: 'done',
    hash: '',
  });
});
