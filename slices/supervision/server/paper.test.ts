import { Readable } from 'node:stream';
import { readPlanFile } from '@zhiben/gongwen';
import { systemActor } from '@zhiben/platform/domain/actor.ts';
import { addDays, today } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { storeFile } from '@zhiben/platform/server/files/index.ts';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { type Person, type TestCounty, testCounty } from 'zhiben/test-county';
import { HazardPlay } from '../../hazard/server/test-hazard.ts';
import type { PaperRow } from '../domain/supervision.contract.ts';
import { remindOverdue } from './reminders.ts';
import { ok, PaperPlay } from './test-supervision.ts';

const database = testDatabase();
const DAY = 24 * 3_600_000;

async function world(): Promise<{ county: TestCounty; hazards: HazardPlay<TestCounty>; papers: PaperPlay<Person> }> {
  // People signed in later than all that happens: sessions do not end while the clock moves on.
  const county = await testCounty(database.app, '2024-06-20T02:00:00Z');
  county.clock.set('2024-03-20T02:00:00Z');
  return { county, hazards: new HazardPlay(county), papers: new PaperPlay<Person>(county) };
}

const pass = (county: TestCounty, days: number) =>
  county.clock.set(new Date(county.clock.now().getTime() + days * DAY));
const list = async (county: TestCounty, person: Person, query = '') =>
  ok<{ rows: PaperRow[] }>(await county.as(person).get(`/api/supervision/papers?${query}`)).rows;

describe('a paper', () => {
  test('is approved by another person, numbered at issue, signed and answered by the enterprise, closed', async () => {
    const { county, hazards, papers } = await world();
    const hazardId = await hazards.at('rectifying');
    const { id } = await papers.draft('clerk', 'supervisionOrder', hazardId);
    expect((await papers.send('clerk', id, 'issue')).json()).toMatchObject({ code: 'supervision/approval-missing' });
    const draft = (await county.as('clerk').get(`/api/supervision/papers/${id}/docx`)).rawPayload;
    expect((await readPlanFile(draft, '送审稿.docx')).text).toMatch(/\n（送审稿）\n/);
    await papers.do('clerk', id, 'submit');
    // It waits for whoever may approve it, and they are told; not for who drafted it.
    expect(await list(county, 'leader', 'group=toApprove')).toMatchObject([{ id }]);
    expect(await list(county, 'clerk', 'group=toApprove')).toEqual([]);
    const told = (await county.as('leader').get('/api/notifications')).json<{ rows: { title: string }[] }>().rows;
    expect(told).toMatchObject([{ title: '督办通知书待审核' }]);
    const { figures, items } = (await county.as('leader').get('/api/home')).json();
    expect(figures).toContainEqual(expect.objectContaining({ key: 'toApprove', count: 1 }));
    expect(items).toContainEqual(expect.objectContaining({ id, task: '审核' }));
    expect((await papers.send('clerk', id, 'approve')).json()).toMatchObject({ code: 'supervision/not-yours' });
    expect((await county.as('principal').get(`/api/supervision/papers/${id}`)).statusCode).toBe(404);
    expect((await county.as('officer').get(`/api/supervision/papers/${id}`)).statusCode).toBe(404);
    await papers.do('leader', id, 'approve');
    const issued = await papers.do('clerk', id, 'issue');
    expect(issued).toMatchObject({ status: 'issued', number: '安委办督〔2024〕1号' });

    expect(await list(county, 'principal', 'group=inbox')).toMatchObject([{ id }]);
    expect((await papers.send('principal', id, 'reply', { text: '已整改' })).json()).toMatchObject({
      code: 'supervision/sign-first',
    });
    await papers.do('principal', id, 'acknowledge', { signer: '测试负责人' });
    expect((await papers.send('safety', id, 'acknowledge', { signer: '再签' })).statusCode).toBe(409);
    const file = { id: newId(), name: '整改情况.txt' };
    await storeFile(county.ctxOf('principal'), Readable.from(Buffer.from('已整改')), file);
    const reply = { text: '已更换探测器，附情况说明。', files: [file.id] };
    expect(await papers.do('principal', id, 'reply', reply)).toMatchObject({ status: 'replied' });
    expect(await list(county, 'principal', 'group=inbox')).toEqual([]);

    const record = await papers.record('clerk', id);
    expect(record.deadlines).toMatchObject([{ purpose: '反馈期限', state: 'met', party: '示例化工有限公司' }]);
    expect(record.timeline.map((e) => e.what)).toEqual(['拟稿', '送审', '审核通过', '印发', '签收', '反馈办理情况']);
    expect(record.files.map((f) => f.name)).toEqual(['整改情况.txt']);
    const seen = await papers.record('principal', id);
    expect(seen.timeline.map((e) => e.what)).toEqual(['印发', '签收', '反馈办理情况']);

    const again = {
      receiptId: record.receipts[0]?.id,
      reason: '缺少复查照片',
      replyDueOn: addDays(today(county.clock), 3),
    };
    expect(await papers.do('clerk', id, 'ask-again', again)).toMatchObject({ status: 'acknowledged' });
    await papers.do('safety', id, 'reply', { text: '补充照片。' });
    expect(await papers.do('clerk', id, 'close', { conclusion: '已按要求反馈' })).toMatchObject({ status: 'closed' });
    const { deadlines } = await papers.record('clerk', id);
    expect(deadlines.map((d) => d.state)).toEqual(['met', 'met']);
  });

  test('is not rewritten after issue; a wrong one is withdrawn with a reason and disappears from no history', async () => {
    const { county, hazards, papers } = await world();
    const { id } = await papers.issued('clerk', 'leader', 'promptLetter', await hazards.at('rectifying'));
    const edit = { ...(await papers.record('clerk', id)), parties: [], number: null };
    expect(
      (await papers.send('clerk', id, 'edit', { title: '改', body: '改', parties: edit.parties })).json(),
    ).toMatchObject({
      code: 'supervision/wrong-state',
    });
    await papers.do('clerk', id, 'withdraw', { reason: '主送单位有误' });
    expect(await list(county, 'principal', '')).toMatchObject([{ id, status: 'withdrawn' }]);
    expect((await papers.record('clerk', id)).deadlines).toMatchObject([{ state: 'cancelled' }]);
    await expect(
      database.owner.db
        .withTables<{ supervision_papers: { id: string } }>()
        .deleteFrom('supervision_papers')
        .where('id', '=', id)
        .execute(),
    ).rejects.toThrow(/never deleted/);
  });

  test('a stale version is refused with who did what', async () => {
    const { hazards, papers } = await world();
    const { id } = await papers.draft('clerk', 'promptLetter', await hazards.at('rectifying'));
    await papers.do('clerk', id, 'issue');
    const reply = await papers.send('clerk', id, 'withdraw', { reason: '错', expectedVersion: 1 });
    expect(reply.json()).toMatchObject({ code: 'supervision/changed' });
    expect(reply.body).toContain('测试clerk刚刚办理了“印发”');
  });

  test('a resent command answers with the paper as it is; its id serves nothing else', async () => {
    const { county, hazards, papers } = await world();
    const { id } = await papers.draft('clerk', 'promptLetter', await hazards.at('rectifying'));
    const body = { commandId: newId(), expectedVersion: 1 };
    const first = ok<PaperRow>(await county.as('clerk').post(`/api/supervision/papers/${id}/issue`, body));
    const second = ok<PaperRow>(await county.as('clerk').post(`/api/supervision/papers/${id}/issue`, body));
    expect(second).toEqual(first);
    const other = { ...body, reason: '错' };
    expect((await county.as('clerk').post(`/api/supervision/papers/${id}/withdraw`, other)).statusCode).toBe(409);
  });

  test('numbers of a series have no gaps when many are issued at once; each body and kind counts by itself', async () => {
    const { county, hazards, papers } = await world();
    const hazardId = await hazards.at('rectifying');
    const drafts = await Promise.all(Array.from({ length: 12 }, () => papers.draft('clerk', 'promptLetter', hazardId)));
    const issue = (id: string) => papers.send('clerk', id, 'issue');
    const [broken] = drafts;
    await papers.do('clerk', broken?.id ?? '', 'withdraw', { reason: '重复' }); // takes no number
    const answers = await Promise.all(drafts.map(({ id }) => issue(id)));
    const numbers = answers.filter((a) => a.statusCode === 200).map((a) => a.json<PaperRow>().number);
    expect(numbers.sort()).toEqual(Array.from({ length: 11 }, (_, i) => `安委办提〔2024〕${i + 1}号`).sort());
    const order = await papers.issued('officer', 'leader', 'promptLetter', hazardId);
    expect(order.number).toBe('应急提〔2024〕1号');
    const body = { commandId: newId(), setting: { word: '测应急' } };
    ok(await county.as('admin').post(`/api/supervision/settings/words/${county.bodies.emergency}`, body));
    expect((await papers.issued('officer', 'leader', 'promptLetter', hazardId)).number).toBe('测应急提〔2024〕2号');
  });

  test('who has no account here is handed the paper, and a person records it', async () => {
    const { county, hazards, papers } = await world();
    const parties = [{ role: 'main', partyKind: 'external', partyName: '县纪委监委' }];
    const { id } = await papers.issued('clerk', 'leader', 'accountabilityProposal', await hazards.at('rectifying'), {
      parties,
    });
    // Neither the enterprise nor the department that supervises it reads a proposal of accountability.
    expect((await county.as('principal').get(`/api/supervision/papers/${id}`)).statusCode).toBe(404);
    expect((await county.as('officer').get(`/api/supervision/papers/${id}`)).statusCode).toBe(404);
    const { receipts } = await papers.record('leader', id);
    const delivery = { receiptId: receipts[0]?.id, way: 'official', signer: '收文人员', onDate: today(county.clock) };
    expect(await papers.do('clerk', id, 'deliver', delivery)).toMatchObject({ status: 'acknowledged' });
  });

  test('a summons is closed after the talk was recorded; the record prints', async () => {
    const { county, hazards, papers } = await world();
    const { id } = await papers.issued('clerk', 'leader', 'summonsTalk', await hazards.at('rectifying'));
    await papers.do('principal', id, 'acknowledge', { signer: '测试负责人' });
    expect((await papers.send('clerk', id, 'close', { conclusion: '完' })).json()).toMatchObject({
      code: 'supervision/talk-missing',
    });
    const talk = {
      talkedOn: today(county.clock),
      place: '县应急管理局会议室',
      host: '测试主持人',
      attendees: '测试负责人、安全管理员',
      minutes: '通报逾期情况。',
      agreed: '十日内完成整改。',
    };
    await papers.do('clerk', id, 'record-talk', talk);
    expect(await papers.do('clerk', id, 'close', { conclusion: '已约谈' })).toMatchObject({ status: 'closed' });
    const docx = await county.as('clerk').get(`/api/supervision/papers/${id}/docx?part=talk`);
    expect(docx.rawPayload.subarray(0, 2).toString()).toBe('PK');
  });
});

test('a body sees what is addressed to it and what is issued about the hazards of its scope', async () => {
  const { county, hazards, papers } = await world();
  const { id } = await papers.issued('clerk', 'leader', 'promptLetter', await hazards.at('rectifying'));
  const sees = async (person: Person) => (await county.as(person).get(`/api/supervision/papers/${id}`)).statusCode;
  const people = ['clerk', 'leader', 'officer', 'east', 'west', 'builder', 'principal', 'sitePrincipal'] as const;
  const seen = await Promise.all(people.map(async (person) => [person, await sees(person)]));
  expect(Object.fromEntries(seen)).toEqual({
    clerk: 200,
    leader: 200,
    officer: 200,
    east: 200,
    west: 404,
    builder: 404,
    principal: 200,
    sitePrincipal: 404,
  });
  const parties = [{ role: 'main', partyKind: 'body', partyId: county.bodies.west }];
  const toWest = await papers.issued('clerk', 'leader', 'circular', await hazards.at('rectifying'), { parties });
  expect((await county.as('west').get(`/api/supervision/papers/${toWest.id}`)).statusCode).toBe(200);
  // An enterprise does not read what is written about it to others.
  expect((await county.as('principal').get(`/api/supervision/papers/${toWest.id}`)).statusCode).toBe(404);
  const outside = [{ role: 'main', partyKind: 'enterprise', partyId: newId() }];
  const words = { parties: outside };
  await expect(papers.draft('clerk', 'promptLetter', await hazards.at('rectifying'), words)).rejects.toThrow(/404/);
});

test('who owes a reply is reminded the day after its limit and once a week; run again nothing is said twice', async () => {
  const { county, hazards, papers } = await world();
  const hazardId = await hazards.at('rectifying');
  const { id, replyDueOn } = await papers.issued('clerk', 'leader', 'supervisionOrder', hazardId);
  const told = async (person: Person) =>
    ok<{ rows: { title: string; kind: string }[] }>(await county.as(person).get('/api/notifications?limit=100'))
      .rows.filter(({ kind }) => kind === 'supervision:remind')
      .map(({ title }) => title);
  const system = county.ctxOf('clerk').as(systemActor(county.code));
  const until = (days: number) => county.clock.set(new Date(`${addDays(replyDueOn ?? '', days)}T02:00:00Z`));
  until(0);
  expect(await remindOverdue(system)).toBe(0); // the last day
  until(1);
  expect(await remindOverdue(system)).toBe(1);
  expect(await remindOverdue(system)).toBe(0);
  expect(await told('principal')).toEqual(['督办通知书逾期未反馈：安委办督〔2024〕1号']);
  expect(await told('clerk')).toEqual(['督办文书逾期未反馈 1 份，已催办']);
  until(7);
  expect(await remindOverdue(system)).toBe(0);
  until(8);
  expect(await remindOverdue(system)).toBe(1);
  expect(await told('principal')).toHaveLength(2);
  expect((await papers.record('principal', id)).timeline.map(({ what }) => what)).toEqual([
    '印发',
    '逾期催办',
    '逾期催办',
  ]);
  await papers.do('principal', id, 'acknowledge', { signer: '测试负责人' });
  await papers.do('principal', id, 'reply', { text: '已整改' });
  until(20);
  expect(await remindOverdue(system)).toBe(0);
});

test('a report of progress that does not come is reminded of in the same way, until it comes', async () => {
  const { county, hazards, papers } = await world();
  const plate = { progressMonths: 1, replyDueOn: null };
  const { id } = await papers.issued('clerk', 'leader', 'listedSupervision', await hazards.at('rectifying'), plate);
  await papers.do('principal', id, 'acknowledge', { signer: '测试负责人' });
  const system = county.ctxOf('clerk').as(systemActor(county.code));
  const due = (await papers.record('clerk', id)).deadlines.find(({ purpose }) => purpose === '进展报告期限')?.dueOn;
  const until = (days: number) => county.clock.set(new Date(`${addDays(due ?? '', days)}T02:00:00Z`));
  until(0);
  expect(await remindOverdue(system)).toBe(0);
  until(1);
  expect(await remindOverdue(system)).toBe(1);
  expect(await remindOverdue(system)).toBe(0);
  const { rows } = ok<{ rows: { title: string }[] }>(await county.as('principal').get('/api/notifications?limit=100'));
  expect(rows.map(({ title }) => title)).toContain('挂牌督办通知书逾期未报告进展：安委办挂〔2024〕1号');
  const said = (await papers.record('principal', id)).timeline.at(-1);
  expect(said).toMatchObject({ what: '逾期催办' });
  expect(said?.details).toContainEqual({ label: '进展报告期限', text: due });
  await papers.do('safety', id, 'report-progress', { text: '设备已到货。' });
  until(9);
  expect(await remindOverdue(system)).toBe(0);
});

test('the list is searched, sorted, counted and exported; the export leaves a trace', async () => {
  const { county, hazards, papers } = await world();
  const hazardId = await hazards.at('rectifying');
  const first = await papers.issued('clerk', 'leader', 'promptLetter', hazardId);
  pass(county, 1);
  const second = await papers.issued('clerk', 'leader', 'supervisionOrder', hazardId);
  expect((await list(county, 'clerk', '')).map((p) => p.id)).toEqual([second.id, first.id]);
  expect((await list(county, 'clerk', 'sort=issued')).map((p) => p.id)).toEqual([first.id, second.id]);
  expect((await list(county, 'clerk', `q=${encodeURIComponent('督办通知')}`)).map((p) => p.id)).toEqual([second.id]);
  const page = ok<{ rows: PaperRow[]; nextCursor: string }>(
    await county.as('clerk').get('/api/supervision/papers?limit=1'),
  );
  expect(await list(county, 'clerk', `limit=1&cursor=${page.nextCursor}`)).toMatchObject([{ id: first.id }]);
  expect((await county.as('clerk').get('/api/supervision/papers/count?group=running')).json()).toMatchObject({
    count: 2,
  });
  for (const url of ['export?group=all', `${first.id}/docx`]) {
    const file = await county.as('clerk').get(`/api/supervision/papers/${url}`);
    expect(file.rawPayload.subarray(0, 2).toString()).toBe('PK');
  }
  const { rows } = await sql<{ body: string }>`select body from audit_entries
    where county = ${county.code} and action = 'supervision:export' order by seq`.execute(database.app.db);
  expect(rows.map(({ body }) => JSON.parse(body).data)).toEqual([
    { filter: { group: 'all' }, rows: 2 },
    { document: 'paper', paperId: first.id, number: first.number },
  ]);
});
