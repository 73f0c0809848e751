import { addDays } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { listTimeline } from '@zhiben/platform/server/audit/audit.queries.ts';
import { makeCheckpoint } from '@zhiben/platform/server/audit/index.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Person, type TestCounty, testCounty } from 'zhiben/test-county';
import { foldHazard } from '../domain/hazard.fold.ts';
import type { HazardNotice } from '../domain/hazard-notices.contract.ts';
import { wallNotice } from '../domain/wall-notice.ts';
import { findHazard } from './hazard.queries.ts';
import { dossierRequest } from './hazard-dossier.document.ts';
import { drawLots, lotOf } from './hazard-look-back.actions.ts';
import { climbNotices } from './hazard-notices.actions.ts';
import { HazardPlay, ok } from './test-hazard.ts';

const database = testDatabase();
let play: HazardPlay<TestCounty>;
beforeEach(async () => {
  play = new HazardPlay(await testCounty(database.app));
  // The clock runs for months here; nobody is to be signed out meanwhile.
  await sql`update sessions set last_seen_at = '2099-01-01', expires_at = '2099-01-01'`.execute(database.owner.db);
});

const days = (count: number) => play.hour(24 * count);

/** The row is what its events make it. */
async function expectFolded(id: string) {
  expect(foldHazard(id, await play.history(id))).toEqual(await findHazard(play.county.ctxOf('leader'), id));
}

test('an extension is applied for and approved; the first day stays, and the card tells why it moved', async () => {
  const id = await play.at('rectifying');
  const first = (await play.record('safety', id)).rectificationDueOn as string;
  const asked = addDays(first, 30);
  await play.do('safety', id, 'apply-extension', { dueOn: asked, reason: '设备进口', interim: '停用' });
  const pending = await play.record('officer', id);
  expect(pending.course.extension?.dueOn).toBe(asked);
  expect(pending.next.steps.map(({ command }) => command)).toEqual(['approveExtension', 'refuseExtension']);
  expect(pending.deadlines.find(({ purpose }) => purpose === 'extensionDecision')).toMatchObject({
    ruleCode: 'L06',
    state: 'running',
  });
  const given = addDays(first, 20);
  await play.do('officer', id, 'approve-extension', { dueOn: given, reason: '属实', document: '延批1号' });
  const record = await play.record('safety', id);
  expect(record).toMatchObject({ rectificationDueOn: given, originalDueOn: first, dueOn: given, extendedCount: 1 });
  expect(record.deadlines.find(({ purpose }) => purpose === 'rectification')).toMatchObject({
    originalDueOn: first,
    dueOn: given,
    extensions: [{ from: first, to: given, reason: '属实', source: '延批1号' }],
  });
  await expectFolded(id);
});

test('a county that sets a lead refuses an application that comes later', async () => {
  const limit = { amount: 15, unit: 'workingDay', source: '测试县文件' };
  ok(await play.county.as('admin').send('PUT', '/api/hazard-limits/extensionLead', { commandId: newId(), limit }));
  const id = await play.at('rectifying'); // 40 days to go
  days(22);
  const dueOn = addDays((await play.record('safety', id)).rectificationDueOn as string, 10);
  const body = { dueOn, reason: '设备进口', interim: '停用' };
  const late = await play.send('safety', id, 'apply-extension', body);
  expect([late.statusCode, late.json().detail]).toEqual([409, expect.stringContaining('不得再申请延期')]);
});

test('a pause stops the clock, and its end adds the days that it took', async () => {
  const id = await play.at('rectifying');
  const first = (await play.record('safety', id)).rectificationDueOn as string;
  await play.do('officer', id, 'pause-clock', { reason: '山洪封路', source: '防指3号' });
  expect(await play.record('safety', id)).toMatchObject({ dueOn: null, dueFor: null });
  expect((await play.send('safety', id, 'apply', { statement: '已整改' })).json().code).toBe('hazard/not-now');
  days(5);
  await play.do('officer', id, 'resume-clock', { note: '道路恢复' });
  const record = await play.record('safety', id);
  expect(record).toMatchObject({
    rectificationDueOn: addDays(first, 5),
    originalDueOn: first,
    dueOn: addDays(first, 5),
  });
  expect(record.deadlines.find(({ purpose }) => purpose === 'rectification')?.pauses).toMatchObject([
    { reason: '山洪封路', source: '防指3号', days: 5 },
  ]);
  await expectFolded(id);
});

test('measures, dual report, suspension and the consent to resume before closure', async () => {
  const id = await play.at('rectifying');
  await play.do('safety', id, 'file-report', {
    target: 'workersCongress',
    reportedOn: play.today,
    how: '职工代表大会',
    content: '治理方案',
  });
  await play.do('safety', id, 'take-interim', { measure: 'interim', text: '专人值守' });
  await play.do('officer', id, 'impose', { measure: 'suspension', text: '罐区停用', document: '现决1号' });
  expect((await play.record('officer', id)).course).toMatchObject({
    reports: { workersCongress: { how: '职工代表大会' } },
    measures: [{ measure: 'interim' }, { no: 2, measure: 'suspension', liftedOn: null }],
  });
  await play.do('safety', id, 'apply', { statement: '已更换', files: [await play.photo('safety')] });
  const early = await play.send('officer', id, 'lift', { no: 2, note: '同意恢复' });
  expect(early.json().detail).toContain('第六十五条');
  await play.do('inspector2', id, 'accept', await play.visit('inspector2'));
  expect((await play.send('officer', id, 'close', { opinion: '同意' })).json().detail).toContain(
    '未解除的现场处理措施',
  );
  await play.do('officer', id, 'lift', { no: 2, note: '现场审查合格，同意恢复使用' });
  expect(await play.do('officer', id, 'close', { opinion: '同意销号' })).toMatchObject({ status: 'closed' });
  await expectFolded(id);
});

test('a hazard that was referred stays with us until it is signed for, then leaves every other figure', async () => {
  const id = await play.at('rectifying');
  await play.do('officer', id, 'refer', { authority: '测试县消防救援大队', reason: '属其职责', document: '移1号' });
  expect((await play.record('officer', id)).status).toBe('rectifying');
  const receipt = { receivedOn: play.today, receiver: '测试收件人', document: '回执1号' };
  await play.do('officer', id, 'receive-referral', receipt);
  const record = await play.record('officer', id);
  expect(record).toMatchObject({ status: 'referred', dueOn: null, closedAt: null });
  expect(record.deadlines.filter(({ state }) => state === 'running' || state === 'paused')).toEqual([]);
  for (const group of ['underway', 'open', 'closed', 'overdue']) {
    expect((await play.county.as('officer').get(`/api/hazards/count?group=${group}`)).json().count).toBe(0);
  }
  await expectFolded(id);
});

test('a shutdown is requested and decided by the government', async () => {
  const id = await play.at('rectifying');
  const request = { government: '测试县人民政府', grounds: '拒不整改', document: '请1号' };
  await play.do('officer', id, 'request-shutdown', request);
  await play.do('officer', id, 'decide-shutdown', { ordered: false, decidedOn: play.today, document: '政决1号' });
  expect((await play.record('officer', id)).status).toBe('rectifying');
  await play.do('officer', id, 'request-shutdown', request);
  const shut = await play.do('officer', id, 'decide-shutdown', {
    ordered: true,
    decidedOn: play.today,
    document: '政决2号',
  });
  expect(shut.status).toBe('shutDown');
  await expectFolded(id);
});

test('another department takes over what is assigned to it', async () => {
  const id = await play.at('notified');
  const { housing, east } = play.county.bodies;
  await play.do('clerk', id, 'assign', { bodyId: housing, reason: '属建设工程' });
  const record = await play.record('clerk', id);
  expect(record.handlingBody).toContain('住');
  const toTownship = await play.send('clerk', id, 'assign', { bodyId: east, reason: '属地' });
  expect(toTownship.statusCode).toBe(404);
});

describe('notices climb a ladder until they are signed', () => {
  const notices = async (person: Person, query = ''): Promise<HazardNotice[]> =>
    ok<{ rows: HazardNotice[] }>(await play.county.as(person).get(`/api/hazard-notices?${query}`)).rows;
  const titles = async (person: Person) =>
    (await play.county.as(person).get('/api/notifications')).json().rows.map((row: { title: string }) => row.title);

  test('inbox, message, visit; a signature ends it', async () => {
    const id = await play.at('notified');
    const issued = await notices('principal', `hazardId=${id}`);
    expect(issued.map(({ addressee, rung, signDueOn }) => [addressee, rung, signDueOn]).sort()).toEqual([
      ['controller', 'inbox', '2024-03-25'],
      ['principal', 'inbox', '2024-03-25'],
    ]);
    const own = issued.find(({ addressee }) => addressee === 'principal') as HazardNotice;
    expect(own.abilities).toEqual({ sign: true, visit: false });
    const admin = play.county.ctxOf('admin');
    expect(await climbNotices(admin)).toBe(0);
    days(1);
    expect(await climbNotices(admin)).toBe(2);
    expect(await climbNotices(admin)).toBe(0); // nobody is told twice
    expect((await titles('principal')).filter((title: string) => title.startsWith('请签收'))).toHaveLength(2);

    const sign = (person: Person, name: string) =>
      play.county.as(person).post(`/api/hazard-notices/${own.id}/sign`, { commandId: newId(), name });
    expect((await sign('safety', own.addresseeName)).statusCode).toBe(403);
    expect((await sign('principal', '别人')).json().code).toBe('hazard/wrong-name');
    expect(ok<HazardNotice>(await sign('principal', own.addresseeName))).toMatchObject({ signedHow: 'screen' });
    expect((await sign('principal', own.addresseeName)).json().code).toBe('hazard/notice-signed');

    days(7);
    expect(await climbNotices(admin)).toBe(1);
    const [owed] = await notices('east', 'waiting=visit');
    expect(owed).toMatchObject({ addressee: 'controller', rung: 'visit', abilities: { sign: false, visit: true } });
    expect((await titles('east'))[0]).toContain('请上门送达告知');
    expect(await notices('west', 'waiting=visit')).toEqual([]);
    const visit = { commandId: newId(), outcome: 'refused', name: '测试实控人', place: '厂区办公室' };
    const serve = (body: object) => play.county.as('east').post(`/api/hazard-notices/${owed?.id}/visit`, body);
    expect((await serve(visit)).json().code).toBe('hazard/witness-missing');
    const files = [await play.photo('east')];
    expect(ok<HazardNotice>(await serve({ ...visit, witnesses: '测试村委会主任', files }))).toMatchObject({
      signedHow: 'refused',
      signedNote: expect.stringContaining('测试村委会主任'),
    });
    expect(await notices('east', 'waiting=visit')).toEqual([]);
    const served = (await listTimeline(database.app.db, play.county.code, id)).at(-1);
    expect(served?.data.evidence).toMatchObject([{ id: files[0], sha256: expect.any(String) }]);
    const { timeline, version } = await play.record('officer', id);
    expect(timeline.map(({ what }) => what).slice(-5)).toEqual([
      '告知未签收，升级送达',
      '告知未签收，升级送达',
      '告知已签收',
      '告知未签收，升级送达',
      '告知已上门送达',
    ]);
    expect(version).toBe(2); // none of it is a step of the loop
    await expectFolded(id);
  });
});

describe('looking back', () => {
  test('lots are drawn once, by a seed that nobody chose and anybody can check', async () => {
    const ids = [await play.at('closed'), await play.at('closed')];
    const dayOne = '2024-03-20';
    ids.push(await play.at('closed'));
    const from = play.today;
    const draw = { id: newId(), closedFrom: dayOne, closedTo: from, share: 40, dueOn: addDays(from, 60) };
    const send = (body: object) => play.county.as('officer').post('/api/hazard-look-back-draws', body);
    days(1);
    expect((await send(draw)).json().code).toBe('hazard/no-checkpoint');
    const checkpoint = await makeCheckpoint(play.county.ctxOf('admin'));
    const drawn = ok<{ drawn: string[]; seed: string; population: number }>(await send(draw));
    expect(drawn).toMatchObject({ population: 3, seed: checkpoint?.headHash.toString('hex') });
    const byLot = ids.toSorted((a, b) => (lotOf(drawn.seed, a) < lotOf(drawn.seed, b) ? -1 : 1));
    expect(drawn.drawn).toEqual(byLot.slice(0, 2));
    expect(ok(await send(draw))).toEqual(drawn);
    expect((await send({ ...draw, id: newId() })).json().code).toBe('hazard/drawn-already');
    const elsewhere = await play.county.as('clerk').post('/api/hazard-look-back-draws', draw);
    expect(elsewhere.json().code).toBe('app/id-taken'); // and says nothing of whose it is
    const owed = (await play.county.as('inspector').get('/api/hazard-look-backs')).json();
    expect(owed.rows.map((row: { id: string }) => row.id).sort()).toEqual(drawn.drawn.toSorted());

    const [good = '', bad = ''] = drawn.drawn;
    const barred = await play.send('officer', good, 'look-back', { ...(await play.visit('officer')), passed: true });
    expect(barred.json().detail).toContain('自己经手');
    const lookBack = async (id: string, body: object) =>
      play.do('inspector', id, 'look-back', { ...(await play.visit('inspector')), ...body });
    await lookBack(good, { passed: true });
    await lookBack(bad, { passed: false, finding: '探测器又离线' });
    const failed = await play.record('officer', bad);
    expect(failed).toMatchObject({ status: 'closed', lookedBackAt: expect.any(String) });
    const reopensAs = failed.reopenedAs?.id ?? '';
    const again = await play.record('officer', reopensAs);
    expect(again).toMatchObject({ status: 'clue', reopens: { id: bad }, criterionCode: 'CH-12' });
    expect(again.description).toContain('探测器又离线');
    await play.do('officer', reopensAs, 'confirm', play.confirmation());
    const confirmed = await play.record('officer', reopensAs);
    expect(confirmed.recurrence).toHaveLength(3);
    expect(confirmed.treatment?.reservations.join()).toContain('屡改屡犯');
    const draws = (await play.county.as('officer').get('/api/hazard-look-back-draws')).json();
    expect(draws.rows[0]).toMatchObject({ doneCount: 2, failedCount: 1 });
    for (const id of [good, bad, reopensAs]) await expectFolded(id);
  });

  test('a share draws at least one, and no more than there are', () => {
    const ids = ['a', 'b', 'c'];
    expect(drawLots('s', ids, 1)).toHaveLength(1);
    expect(new Set(drawLots('s', ids, 100))).toEqual(new Set(ids));
    expect(drawLots('s', ids, 50)).toEqual(drawLots('s', ids.toReversed(), 50));
  });
});

test('the notice on the wall says what is wrong and who mends it, never who found it, and follows the record', async () => {
  const id = await play.at('notified', { channel: 'tipOff' });
  const before = new Map(wallNotice(await play.record('worker', id)).facts);
  expect(before.get('整改责任人')).toBe('待落实');
  await play.do('safety', id, 'commit', play.five());
  const record = await play.record('worker', id); // people of the enterprise read it as the code on the wall opens it
  const { title, facts } = wallNotice(record);
  expect(title).toBe('重大事故隐患公示');
  const owner = record.commitments.find(({ kind }) => kind === 'responsibility')?.owner;
  expect(Object.fromEntries(facts)).toMatchObject({
    隐患编号: record.number,
    所在单位: record.enterpriseName,
    隐患等级: '重大事故隐患',
    认定依据: record.basis,
    整改责任人: `${owner?.name}（${owner?.position}）`,
    整改期限: record.rectificationDueOn,
    当前状态: '整改中',
  });
  expect(JSON.stringify(facts)).not.toMatch(/举报|tipOff|1[3-9]\d{9}/);
  expect(wallNotice(await play.record('officer', id))).toEqual({ title, facts });
  for (const stranger of ['sitePrincipal', 'west', 'builder'] as const) {
    expect((await play.county.as(stranger).get(`/api/hazards/${id}`)).statusCode, stranger).toBe(404);
  }
});

test('the origin proposes how a major is treated, with clause and proof on the record; the enterprise is not told', async () => {
  const id = await play.at('clue', { channel: 'tipOff' });
  expect((await play.record('officer', id)).treatment).toBeNull(); // not judged yet
  await play.do('officer', id, 'confirm', play.confirmation());
  const { treatment } = await play.record('officer', id);
  expect(treatment).toMatchObject({ treatment: 'listedAndExposed', reservations: [] });
  expect(treatment?.clauses).toEqual([expect.stringContaining('三、（五）')]);
  expect(treatment?.proof[0]).toContain('首发渠道：');
  expect(treatment?.proof[1]).toMatch(/登记时间 .+，审计链第 [1-9]\d* 条/);
  expect((await play.record('principal', id)).treatment).toBeNull();
});

test('the dossier and the trail assemble themselves from the records', async () => {
  const id = await play.at('rectifying');
  const request = (as: 'shutdown' | 'accident', person: Person = 'clerk') =>
    play.county.as(person).get(`/api/hazards/${id}/dossier/document?as=${as}`);
  const refused = await request('shutdown');
  expect([refused.statusCode, refused.json().code]).toEqual([409, 'hazard/no-pattern']);
  for (const n of [1, 2, 3]) {
    await play.do('officer', id, 'impose', { measure: 'penalty', text: '罚款', document: `罚决${n}号` });
    days(20);
  }
  days(150);
  const dossier = (await play.county.as('officer').get(`/api/hazards/${id}/dossier`)).json();
  expect(dossier.patterns.map(({ code }: { code: string }) => code)).toEqual(['longUnresolved', 'punishedOften']);
  expect(dossier.patterns[1]).toMatchObject({
    finding: '一百八十日内受到行政处罚 3 次',
    ground: expect.stringContaining('第一百一十三条'),
  });
  expect(dossier.penalties).toHaveLength(3);
  expect(dossier.chain.to).toBeGreaterThan(dossier.chain.from);
  const document = await request('shutdown');
  expect([document.statusCode, document.rawPayload.subarray(0, 2).toString()]).toEqual([200, 'PK']);
  const { title, body } = dossierRequest(dossier, 'shutdown', '测试县');
  expect(title).toBe('关于提请关闭示例化工有限公司的请示');
  expect(JSON.stringify(body)).toContain('一百八十日内受到行政处罚 3 次。依据：《安全生产法》第一百一十三条');
  expect((await request('shutdown', 'east')).statusCode).toBe(403);
  const taken = await sql<{ body: string }>`select body from audit_entries
    where county = ${play.county.code} and action = 'hazard:export'`.execute(database.app.db);
  expect(taken.rows.map(({ body }) => JSON.parse(body).data)).toEqual([
    { document: 'dossier', as: 'shutdown', hazardId: id },
  ]);
  const trail = (await play.county.as('clerk').get(`/api/hazards/${id}/trail`)).json();
  expect(trail.seers.map(({ why, people }: { why: string; people: number }) => [why, people])).toEqual([
    ['生产经营单位', 4],
    ['登记单位', 3],
    ['属地乡镇（园区）', 1],
  ]);
  expect(trail.acts[0]).toMatchObject({ what: '登记隐患', who: expect.stringContaining('inspector') });
  expect((await play.county.as('east').get(`/api/hazards/${id}/trail`)).statusCode).toBe(403);
});

test('of fifty at once on the same hazards no word is lost: each is recorded or told what came before', async () => {
  const ids: string[] = [];
  for (let i = 0; i < 5; i += 1) ids.push(await play.at('rectifying'));
  const people = ['safety', 'principal'] as const;
  const sent = Array.from({ length: 50 }, async (_, i) => {
    const id = ids[i % ids.length] as string;
    const person = people[i % 2] as Person;
    const reply = await play.county.as(person).post(`/api/hazards/${id}/report-progress`, {
      ...play.command(3),
      report: `第 ${i} 人报告`,
    });
    return { id, i, reply };
  });
  const replies = await Promise.all(sent);
  const recorded = replies.filter(({ reply }) => reply.statusCode === 200);
  const refused = replies.filter(({ reply }) => reply.statusCode === 409);
  expect([recorded.length, refused.length]).toEqual([5, 45]);
  for (const { reply } of refused) expect(reply.json().detail).toMatch(/已于 .+ 办理“报告整改进展”/);
  for (const { id, i } of recorded) {
    const reports = (await play.history(id)).filter(({ action }) => action === 'hazard:reportProgress');
    expect(reports.map(({ data }) => (data as { report: string }).report)).toEqual([`第 ${i} 人报告`]);
    await expectFolded(id);
  }
});

test('who comes late is told all that happened since', async () => {
  const id = await play.at('rectifying');
  const { version } = await play.record('safety', id);
  await play.do('safety', id, 'report-progress', { report: '到货' });
  await play.do('officer', id, 'impose', { measure: 'suspension', text: '停用', document: '现决1号' });
  const late = await play.county
    .as('principal')
    .post(`/api/hazards/${id}/report-progress`, { ...play.command(version), report: '安装' });
  expect(late.json().detail).toMatch(/测试safety已于 .+“报告整改进展”；测试officer已于 .+“现场处理和行政强制”/);
});

test('a photograph that was evidence before proves no visit; an application with one is warned of on the record', async () => {
  const photo = (person: Person, content: string) => play.photo(person, content);
  const elsewhere = await play.at('clue', { files: [await photo('inspector', 'elsewhere')] });
  const id = await play.at('rectifying', { files: [await photo('inspector', 'finding')] });
  const { number } = await play.record('officer', elsewhere);

  const files = [await photo('safety', 'finding'), await photo('safety', 'done')];
  await play.do('safety', id, 'apply', { statement: '已整改', files });
  const warned = (await play.record('officer', id)).timeline.find(({ what }) => what === '申请验收');
  expect(warned?.details).toContainEqual({
    label: '注意',
    text: expect.stringMatching(/^照片“现场\.png”与本隐患“登记隐患”（.+）所附的照片内容相同，请核对是否为整改后所拍$/),
  });

  const refuse = async (content: string, sentence: RegExp, path = 'accept') => {
    const visit = { ...(await play.visit('inspector2')), files: [await photo('inspector2', content)] };
    const reply = await play.send('inspector2', id, path, visit);
    expect(reply.json()).toMatchObject({ code: 'hazard/photo-used', fields: [{ path: 'files' }] });
    expect(reply.json().detail).toMatch(sentence);
  };
  await refuse('finding', /本隐患“登记隐患”（.+）/);
  await refuse('done', /本隐患“申请验收”（.+）/, 'reject');
  await refuse('elsewhere', new RegExp(`隐患 ${number}“登记隐患”（.+）`));
  // The same file a second time is no new photograph either.
  const old = { ...(await play.visit('inspector2')), files: [files[1]] };
  expect((await play.send('inspector2', id, 'accept', old)).json()).toMatchObject({ code: 'hazard/photo-used' });
  await play.do('inspector2', id, 'reject', { ...(await play.visit('inspector2')), finding: '一台仍离线' });
  await play.do('safety', id, 'apply', { statement: '再次整改', files: [await play.photo('safety')] });
  const clean = (await play.record('officer', id)).timeline.at(-1);
  expect(clean?.details.some(({ label }) => label === '注意')).toBe(false);
  await play.do('inspector2', id, 'accept', await play.visit('inspector2'));
  await expectFolded(id);
});
