import { Readable } from 'node:stream';
import { readPlanFile } from '@zhiben/gongwen';
import { systemActor } from '@zhiben/platform/domain/actor.ts';
import { addDays, today } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { storeFile } from '@zhiben/platform/server/files/index.ts';
import { describe, expect, test } from 'vitest';
import { type Person, type TestCounty, testCounty } from 'zhiben/test-county';
import { foldHazard } from '../../hazard/domain/hazard.fold.ts';
import { findHazard } from '../../hazard/server/hazard.queries.ts';
import { HazardPlay } from '../../hazard/server/test-hazard.ts';
import type { HazardPapers, ProposalRow } from '../domain/proposal.contract.ts';
import type { PublicNotice } from '../domain/public-notice.contract.ts';
import type { Settings } from '../domain/settings.contract.ts';
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
const sweep = async (county: TestCounty, person: Person = 'clerk') =>
  ok<{ proposed: number; lapsed: number }>(
    await county.as(person).post('/api/supervision/proposals/sweep', { commandId: newId() }),
  );
const queue = async (county: TestCounty, status = 'open', person: Person = 'clerk') =>
  ok<{ rows: ProposalRow[] }>(await county.as(person).get(`/api/supervision/proposals?status=${status}`)).rows;
const list = async (county: TestCounty, person: Person, query = '') =>
  ok<{ rows: PaperRow[] }>(await county.as(person).get(`/api/supervision/papers?${query}`)).rows;

describe('what the sweep proposes', () => {
  test('the rung that speaks today, once; a stronger one takes its place; what is cured lapses', async () => {
    const { county, hazards } = await world();
    const id = await hazards.at('rectifying'); // due in 40 days
    expect(await sweep(county)).toEqual({ proposed: 0, lapsed: 0 });
    pass(county, 41);
    expect(await sweep(county)).toEqual({ proposed: 1, lapsed: 0 });
    expect(await sweep(county)).toEqual({ proposed: 0, lapsed: 0 });
    const [prompt] = await queue(county);
    expect(prompt).toMatchObject({ paperKind: 'promptLetter', subjectId: id, ruleCode: 'overdue-prompt' });
    expect(prompt?.reason).toMatch(/^整改期限 \d{4}-\d\d-\d\d，已逾期 1 天$/);
    expect(prompt?.source).toContain('安委〔2024〕2号');

    pass(county, 7);
    expect(await sweep(county)).toEqual({ proposed: 1, lapsed: 1 });
    expect((await queue(county)).map((p) => p.paperKind)).toEqual(['supervisionOrder']);

    await hazards.do('safety', id, 'apply', { statement: '已更换', files: [await hazards.photo('safety')] });
    expect(await sweep(county)).toEqual({ proposed: 0, lapsed: 1 });
    expect(await queue(county)).toEqual([]);
  });

  test('what was dismissed is not proposed again for the same ground, and its reason is kept', async () => {
    const { county, hazards } = await world();
    await hazards.at('rectifying');
    pass(county, 42);
    await sweep(county);
    const [proposal] = await queue(county);
    const url = `/api/supervision/proposals/${proposal?.id}/dismiss`;
    const command = { commandId: newId(), reason: '企业已停产，正在组织验收' };
    ok(await county.as('clerk').post(url, command));
    expect((await county.as('clerk').post(url, command)).statusCode).toBe(200); // a resend
    expect((await county.as('clerk').post(url, { commandId: newId(), reason: '再次' })).json()).toMatchObject({
      code: 'supervision/proposal-settled',
    });
    expect(await sweep(county)).toEqual({ proposed: 0, lapsed: 0 });
    expect(await queue(county, 'dismissed')).toMatchObject([{ settledReason: '企业已停产，正在组织验收' }]);
  });

  test('accepting drafts the paper in the words of the record; once issued nothing is proposed', async () => {
    const { county, hazards, papers } = await world();
    const hazardId = await hazards.at('rectifying');
    pass(county, 48);
    await sweep(county);
    const [proposal] = await queue(county);
    const command = { commandId: newId(), paperId: newId() };
    const url = `/api/supervision/proposals/${proposal?.id}/accept`;
    const row = ok<PaperRow>(await county.as('clerk').post(url, command));
    expect(ok<PaperRow>(await county.as('clerk').post(url, command)).id).toBe(row.id); // a resend
    expect(row).toMatchObject({
      kind: 'supervisionOrder',
      status: 'draft',
      number: null,
      addressees: '示例化工有限公司',
    });
    const record = await papers.record('clerk', row.id);
    expect(record.body).toContain('已逾期8天');
    expect(record.body).toContain('甲醇罐区两个可燃气体探测器离线');
    expect(record.receipts.map((r) => [r.role, r.partyName])).toEqual([
      ['main', '示例化工有限公司'],
      ['copy', '测试县应急管理局'],
    ]);
    pass(county, 1);
    expect(await sweep(county)).toEqual({ proposed: 0, lapsed: 0 });
    const pressed = ok<HazardPapers>(await county.as('clerk').get(`/api/supervision/hazards/${hazardId}`));
    expect(pressed.steps.map((s) => [s.paperKind, s.state]).slice(0, 3)).toEqual([
      ['promptLetter', 'passed'],
      ['supervisionOrder', 'drafted'],
      ['circular', 'next'],
    ]);
    // The enterprise is not told what is weighed against it.
    const own = ok<HazardPapers>(await county.as('principal').get(`/api/supervision/hazards/${hazardId}`));
    expect(own).toEqual({ papers: [], steps: [], advice: [], listings: [], kinds: [] });
  });

  test('the five 一律 are off until an office takes them over with its own document', async () => {
    const { county, hazards } = await world();
    const tipped = await hazards.at('notified', { channel: 'tipOff' });
    const found = await hazards.at('notified');
    await sweep(county);
    expect(await queue(county)).toEqual([]);
    const source = '示范县安委〔2024〕3号第五条';
    const body = { commandId: newId(), enabled: true, source };
    ok<Settings>(await county.as('clerk').post('/api/supervision/settings/presets/xupu2023', body));
    await sweep(county);
    const proposals = await queue(county);
    expect(proposals.map((p) => [p.subjectId, p.paperKind]).sort()).toEqual(
      [
        [tipped, 'exposure'],
        [tipped, 'listedSupervision'],
      ].sort(),
    );
    expect(proposals.every((p) => p.source === source)).toBe(true);
    const pressed = ok<HazardPapers>(await county.as('officer').get(`/api/supervision/hazards/${found}`));
    expect(pressed.advice).toMatchObject([{ source }]);
    expect(pressed.advice[0]?.text).toContain('从重行政处罚');
  });

  test('a department sees and accepts what lies in its line, and only what it may issue', async () => {
    const { county, hazards } = await world();
    await hazards.at('rectifying');
    pass(county, 60); // 20 days over: a circular, which is the committee's
    await sweep(county);
    expect(await queue(county, 'open', 'officer')).toMatchObject([
      { paperKind: 'circular', abilities: { accept: false, dismiss: false } },
    ]);
    const [proposal] = await queue(county);
    const url = `/api/supervision/proposals/${proposal?.id}`;
    const body = { commandId: newId(), paperId: newId() };
    expect((await county.as('officer').post(`${url}/accept`, body)).statusCode).toBe(403);
    expect((await county.as('officer').post(`${url}/dismiss`, { commandId: newId(), reason: '不' })).statusCode).toBe(
      403,
    );
  });
});

describe('a paper', () => {
  test('is approved by another person, numbered at issue, signed and answered by the enterprise, closed', async () => {
    const { county, hazards, papers } = await world();
    const hazardId = await hazards.at('rectifying');
    const { id } = await papers.draft('clerk', 'supervisionOrder', hazardId);
    expect((await papers.send('clerk', id, 'issue')).json()).toMatchObject({ code: 'supervision/approval-missing' });
    const draft = (await county.as('clerk').get(`/api/supervision/papers/${id}/docx`)).rawPayload;
    expect((await readPlanFile(draft, '送审稿.docx')).text).toMatch(/\n（送审稿）\n/);
    await papers.do('clerk', id, 'submit');
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

describe('listed supervision', () => {
  test('is not proposed where a plate hangs, however long ago it was hung', async () => {
    const { county, hazards, papers } = await world();
    const [listed, unlisted] = [await hazards.at('rectifying'), await hazards.at('rectifying')];
    await papers.issued('clerk', 'leader', 'listedSupervision', listed);
    pass(county, 88); // 40 days to rectify, and 45 overdue for the rung of listing
    await sweep(county);
    const proposed = await queue(county);
    expect(proposed.filter(({ paperKind }) => paperKind === 'listedSupervision').map((p) => p.subjectId)).toEqual([
      unlisted,
    ]);
  });

  test('hangs once a level, is reported on, is taken down only after acceptance, and is public when a person says so', async () => {
    const { county, hazards, papers } = await world();
    const hazardId = await hazards.at('rectifying');
    const plate = await papers.issued('clerk', 'leader', 'listedSupervision', hazardId);
    expect(plate).toMatchObject({ level: 'county', number: '安委办挂〔2024〕1号' });
    const second = await papers.draft('clerk', 'listedSupervision', hazardId);
    await papers.do('clerk', second.id, 'submit');
    await papers.do('leader', second.id, 'approve');
    expect((await papers.send('clerk', second.id, 'issue')).json()).toMatchObject({
      code: 'supervision/already-listed',
    });
    // The level above hangs its own plate, under its own number, on the same clock.
    const above = { level: 'city', number: '怀安〔2024〕7号' };
    expect(await papers.issued('clerk', 'leader', 'listedSupervision', hazardId, above)).toMatchObject({
      number: above.number,
    });

    // The hazard carries it: the ledger finds it, its record and its history say so.
    const today0 = today(county.clock);
    const ledger = async (query: string) =>
      ok<{ rows: { id: string }[] }>(await county.as('officer').get(`/api/hazards?${query}`)).rows;
    expect(await ledger('listing=listed&listingLevel=city')).toMatchObject([
      { id: hazardId, listingLevel: 'city', listedOn: today0, delistedOn: null },
    ]);
    expect(await ledger('listingLevel=county')).toEqual([]);
    expect(await ledger('listing=delisted')).toEqual([]);
    expect(await ledger(`listing=listed&group=underway&listedFrom=${today0}&listedTo=${today0}`)).toHaveLength(1);
    expect(await ledger(`listedFrom=${addDays(today0, 1)}`)).toEqual([]);
    const higher = (await list(county, 'clerk', 'level=city'))[0]?.id ?? '';
    await papers.do('clerk', higher, 'withdraw', { reason: '市级来文撤销' });
    expect(await ledger('listing=listed')).toMatchObject([{ id: hazardId, listingLevel: 'county' }]);

    const { id } = plate;
    await papers.do('principal', id, 'acknowledge', { signer: '测试负责人' });
    await papers.do('safety', id, 'report-progress', { text: '设备已到货。' });
    const deadlines = (await papers.record('clerk', id)).deadlines.map((d) => [d.purpose, d.state]);
    expect(deadlines.filter(([purpose]) => purpose === '进展报告期限')).toEqual([
      ['进展报告期限', 'met'],
      ['进展报告期限', 'running'],
    ]);

    const withName = { notice: '示例化工有限公司重大事故隐患，负责人测试负责人' };
    expect((await papers.send('clerk', id, 'publish', withName)).json()).toMatchObject({
      code: 'supervision/personal-data',
    });
    const { suggestedNotice } = await papers.record('clerk', id);
    await papers.do('clerk', id, 'publish', { notice: suggestedNotice });
    // Who did not sign in reads it: the words that were put out, no others.
    const notices = async (query: string) => {
      const reply = await county.as(null).get(`/api/public/notices?county=${county.code}&${query}`);
      return ok<{ rows: PublicNotice[]; counts: object }>(reply);
    };
    const published = await notices('');
    expect(published).toMatchObject({
      rows: [{ id, kindName: '县级挂牌督办', number: plate.number, endedOn: null }],
      counts: { listed: 1, delisted: 0, others: 0 },
    });
    expect(published.rows[0]?.notice).toContain('示例化工有限公司（东乡镇）县级挂牌督办');
    expect(Object.keys(published.rows[0] ?? {}).sort()).toEqual(
      [
        ...['id', 'kindName', 'number', 'issuerName', 'notice', 'issuedOn', 'publishedOn', 'endedOn', 'isListing'],
        'delistingNumber',
      ].sort(),
    );
    expect((await notices(`q=${encodeURIComponent('示例化工')}`)).rows).toHaveLength(1);
    expect((await notices(`q=${encodeURIComponent('%')}`)).rows).toEqual([]);
    expect((await notices('group=delisted')).rows).toEqual([]);
    const single = () => county.as(null).get(`/api/public/notices/${id}`);
    expect((await single()).headers['cache-control']).toBe('public, max-age=60');
    expect((await county.as(null).get(`/api/public/notices/${second.id}`)).statusCode).toBe(404);

    expect((await papers.send('clerk', id, 'close', { conclusion: '完' })).json()).toMatchObject({
      code: 'supervision/delist-instead',
    });
    const early = await papers.record('clerk', id);
    expect(early.abilities.delist).toBe(false);
    expect(early.blocked).toEqual({ delist: expect.stringMatching(/尚未验收合格，不能摘牌/) });
    expect((await papers.record('principal', id)).blocked).toEqual({});
    const delisting = { conclusion: '验收合格' };
    expect((await papers.send('clerk', id, 'delist', delisting)).json()).toMatchObject({
      code: 'supervision/not-accepted',
    });
    await hazards.do('safety', hazardId, 'apply', { statement: '已更换', files: [await hazards.photo('safety')] });
    await hazards.do('inspector2', hazardId, 'accept', await hazards.visit('inspector2'));
    expect(await papers.record('clerk', id)).toMatchObject({ abilities: { delist: true }, blocked: {} });
    await papers.do('clerk', id, 'delist', delisting);
    const after = await papers.record('clerk', id);
    expect(after).toMatchObject({ status: 'closed', delistingNumber: '安委办挂〔2024〕2号' });
    expect(await ledger('listing=listed')).toEqual([]);
    expect(await ledger('listing=delisted')).toMatchObject([
      { id: hazardId, listingLevel: 'county', listedOn: today0, delistedOn: today(county.clock) },
    ]);
    const { timeline } = await hazards.record('officer', hazardId);
    expect(timeline.map((entry) => entry.what).filter((what) => /挂牌|摘牌/.test(what))).toEqual([
      '挂牌督办',
      '挂牌督办',
      '挂牌督办',
      '摘牌',
    ]);
    expect(foldHazard(hazardId, await hazards.history(hazardId))).toEqual(
      await findHazard(county.ctxOf('officer'), hazardId),
    );
    // What is at its end is not listed any more.
    await hazards.do('officer', hazardId, 'close', { opinion: '同意', files: [] });
    expect((await papers.send('clerk', second.id, 'issue')).json()).toMatchObject({ code: 'hazard/not-now' });
    const docx = await county.as('clerk').get(`/api/supervision/papers/${id}/docx?part=delisting`);
    expect(docx.rawPayload.subarray(0, 2).toString()).toBe('PK');
    // The same page says at once that it was taken down: nothing is left to be made public.
    expect(after.deadlines.map((d) => [d.purpose, d.state])).toContainEqual(['摘牌公布期限', 'met']);
    expect((await notices('')).rows).toEqual([]);
    const endedOn = today(county.clock);
    expect((await notices('group=delisted')).rows).toMatchObject([
      { id, endedOn, delistingNumber: '安委办挂〔2024〕2号' },
    ]);
    pass(county, 367); // kept for a year
    expect((await notices('group=delisted')).rows).toEqual([]);
    expect((await single()).json()).toMatchObject({ code: 'supervision/notice-gone' });
    pass(county, -367);
    expect((await single()).statusCode).toBe(200);
    await papers.do('clerk', id, 'unpublish', { reason: '公示期满' });
    expect((await notices('group=delisted')).rows).toEqual([]);
    expect((await single()).statusCode).toBe(404);
  });

  test('only what was judged major is listed', async () => {
    const { hazards, papers, county } = await world();
    const id = await hazards.at('clue');
    const words = await papers.start('clerk', 'listedSupervision', 'hazard', id);
    const body = { ...words, id: newId(), kind: 'listedSupervision', subjectKind: 'hazard', subjectId: id };
    expect((await county.as('clerk').post('/api/supervision/papers', body)).json()).toMatchObject({
      code: 'supervision/only-major',
    });
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
  const sheet = await county.as('clerk').get('/api/supervision/papers/export?group=all');
  expect(sheet.rawPayload.subarray(0, 2).toString()).toBe('PK');
});
