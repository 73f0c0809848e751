import { addDays } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Person, type TestCounty, testCounty } from 'zhiben/test-county';
import type { HazardRow } from '../domain/hazard.contract.ts';
import { foldHazard } from '../domain/hazard.fold.ts';
import { findHazard } from './hazard.queries.ts';
import { HazardPlay, ok } from './test-hazard.ts';

const database = testDatabase();
let play: HazardPlay<TestCounty>;
beforeEach(async () => {
  play = new HazardPlay(await testCounty(database.app));
});

test('a major hazard from discovery to closure, with its deadlines, files and timeline', async () => {
  const photo = await play.photo('inspector');
  const { id, number } = await play.register('inspector', { files: [photo] });
  expect(number).toBe(`隐-${play.county.code}-2024-000001`);
  play.hour();

  const clue = await play.record('officer', id);
  expect(clue).toMatchObject({ status: 'clue', grade: null, dueOn: null, suggestedCommitmentsDueOn: '2024-03-27' });
  expect(clue.criterion?.code).toBe('CH-12');
  expect(clue.files.map((file) => file.id)).toEqual([photo]);
  expect(clue.next.steps.map((step) => step.command)).toEqual(['confirm', 'judgeGeneral', 'dismiss']);
  expect((await play.record('safety', id)).next).toMatchObject({
    steps: [],
    otherwise: expect.stringContaining('认定'),
  });

  await play.do('officer', id, 'confirm', play.confirmation({ rectificationDueOn: '2024-05-01' }));
  const notified = await play.record('safety', id);
  expect(notified).toMatchObject({ status: 'notified', grade: 'major', dueOn: '2024-03-27', dueFor: 'commitments' });
  expect(notified.basis).toContain('第十二项');
  expect(notified.handlingBody).toBe('测试县应急管理局');
  expect(notified.next.steps[0]).toMatchObject({ command: 'commit', dueOn: '2024-03-27', blocked: null });

  const partly = { commitments: play.five().commitments.slice(0, 2) };
  expect((await play.do('safety', id, 'commit', partly)).status).toBe('notified');
  expect((await play.record('safety', id)).next.steps[0]?.why).toContain('还缺：资金、期限、预案');
  expect((await play.do('principal', id, 'commit', play.five())).status).toBe('rectifying');
  await play.do('safety', id, 'report-progress', { report: '探测器已到货', percent: 50, fundsSpent: 1.2 });
  const applied = await play.do('safety', id, 'apply', { statement: '已更换', files: [await play.photo('safety')] });
  expect(applied).toMatchObject({ status: 'applied', dueFor: 'acceptance', dueOn: '2024-03-30' });

  const accepted = await play.do('inspector2', id, 'accept', await play.visit('inspector2'));
  expect(accepted).toMatchObject({ status: 'accepted', dueOn: null, closedAt: null });
  expect((await play.record('inspector2', id)).next.steps[0]).toMatchObject({
    command: 'close',
    blocked: expect.stringContaining('验收人不得审批'),
  });
  const closed = await play.do('officer', id, 'close', { opinion: '资料齐全，同意销号' });
  expect(closed).toMatchObject({ status: 'closed', dueOn: null, dueFor: null });
  const record = await play.record('leader', id);
  expect(record.deadlines.map((d) => [d.purpose, d.state, d.originalDueOn, d.overdue])).toEqual([
    ['commitments', 'met', '2024-03-27', false],
    ['rectification', 'met', '2024-05-01', false],
    ['acceptance', 'met', '2024-03-30', false],
  ]);
  expect(record.deadlines[2]).toMatchObject({
    ruleCode: 'L04',
    confidence: 'text',
    note: expect.stringContaining('已有新规定'),
  });
  expect(record.timeline.map((entry) => entry.what)).toEqual([
    '登记隐患',
    '认定为重大事故隐患',
    '发出告知',
    '发出告知',
    '报送五落实',
    '五落实齐备，进入整改',
    '报告整改进展',
    '申请验收',
    '验收合格',
    '审批销号',
  ]);
  expect(record.files).toHaveLength(3);
  expect(record.abilities).toEqual(Object.fromEntries(Object.keys(record.abilities).map((key) => [key, false])));
});

test('state row = fold of the recorded events, also after a rejection', async () => {
  const id = await play.at('applied');
  await play.do('inspector2', id, 'reject', await play.visit('inspector2', { finding: '一台仍离线' }));
  const ctx = play.county.ctxOf('officer');
  const history = await play.history(id);
  expect(foldHazard(id, history)).toEqual(await findHazard(ctx, id));
  expect(await findHazard(ctx, id)).toMatchObject({ status: 'rectifying', returnedCount: 1, version: 5 });
});

test('a general hazard takes the short loop; a clue that is none is dismissed', async () => {
  const { id } = await play.register('safety', { description: '试剂柜内酸碱混放', criterionCode: null });
  await play.do('officer', id, 'judge-general', { rectificationDueOn: addDays(play.today, 5) });
  await play.do('safety', id, 'apply', { statement: '已分开存放' });
  const row = await play.do('officer', id, 'accept', await play.visit('officer', { files: [] }));
  expect(row).toMatchObject({ status: 'closed', grade: 'general' });

  const other = await play.register('east');
  expect((await play.do('inspector', other.id, 'dismiss', { reason: '备用探测器在线' })).status).toBe('dismissed');
});

describe('who may do what', () => {
  const refused = async (person: Person, id: string, path: string, body: object, status: number, words: string) => {
    const { version } = await play.record('officer', id);
    const reply = await play.county
      .as(person)
      .post(`/api/hazards/${id}/${path}`, { ...play.command(version), ...body });
    expect([reply.statusCode, reply.json().detail]).toEqual([status, expect.stringContaining(words)]);
  };

  test('the committee and townships record or read, but do not judge', async () => {
    const id = await play.at('clue');
    await refused('clerk', id, 'confirm', play.confirmation(), 403, '执法人员');
    await refused('east', id, 'confirm', play.confirmation(), 403, '没有此项权限');
    await refused('safety', id, 'confirm', play.confirmation(), 403, '没有此项权限');
    expect((await play.county.as('clerk').post('/api/hazards', play.finding())).statusCode).toBe(403);
  });

  test('an inspector of a coordinating body judges nothing', async () => {
    const id = await play.at('clue');
    await sql`update users set body_id = ${play.county.bodies.office} where id = ${play.county.userIds.inspector2}`.execute(
      database.owner.db,
    );
    await refused('inspector2', id, 'confirm', play.confirmation(), 403, '议事协调机构');
  });

  test('who recorded does not accept; whoever rectified does not either, even in a new office', async () => {
    const id = await play.at('applied');
    await refused('inspector', id, 'accept', await play.visit('inspector'), 409, '登记隐患的人不得验收');
    await refused('inspector', id, 'reject', await play.visit('inspector'), 409, '审核把关销号');
    const { steps } = (await play.record('inspector', id)).next;
    expect(steps.map(({ command, blocked }) => [command, blocked !== null])).toEqual([
      ['accept', true],
      ['reject', true],
    ]);
    expect((await play.record('inspector', id)).abilities.accept).toBe(false);
    const { userIds, bodies } = play.county;
    await sql`update users set role = 'inspector', body_id = ${bodies.emergency}, enterprise_id = null
      where id = ${userIds.safety}`.execute(database.owner.db);
    await refused('safety', id, 'accept', await play.visit('safety'), 409, '参与整改的人不得验收');
  });

  test('a record outside the scope is not there', async () => {
    const id = await play.at('notified');
    for (const person of ['sitePrincipal', 'west', 'builder'] as const) {
      expect((await play.county.as(person).get(`/api/hazards/${id}`)).statusCode).toBe(404);
      expect((await play.county.as(person).get('/api/hazards')).json().rows).toEqual([]);
      expect((await play.county.as(person).get('/api/hazards/count')).json().count).toBe(0);
    }
    await refused('sitePrincipal', id, 'commit', play.five(), 404, '没有找到');
    await refused('builder', id, 'confirm', play.confirmation(), 404, '没有找到');
    const foreign = play.finding({ enterpriseId: play.county.enterprises.shop, channel: 'selfInspection' });
    expect((await play.county.as('safety').post('/api/hazards', foreign)).statusCode).toBe(404);
  });

  test('an origin is the recorder’s own', async () => {
    const reply = await play.county
      .as('safety')
      .post('/api/hazards', play.finding({ channel: 'departmentInspection' }));
    expect([reply.statusCode, reply.json().detail]).toEqual([422, '您可以登记的发现渠道：企业自查。']);
  });

  test('people of the enterprise do not learn of a tip-off, nor can they filter for it', async () => {
    const { id } = await play.register('inspector', { channel: 'tipOff' });
    await play.register('inspector', { channel: 'media' });
    const own = await play.register('safety');
    const record = await play.record('worker', id);
    expect(record).toMatchObject({ channel: null, channelName: '监管部门发现' });
    expect(JSON.stringify(record)).not.toMatch(/tipOff|举报/);
    const ids = async (query: string) =>
      ok<{ rows: HazardRow[] }>(await play.county.as('worker').get(`/api/hazards?${query}`)).rows.map((row) => row.id);
    expect(await ids('channel=tipOff')).toHaveLength(2);
    expect(await ids('channel=selfInspection')).toEqual([own.id]);
    expect((await play.record('officer', id)).channel).toBe('tipOff');
  });
});

describe('sent twice, sent late', () => {
  test('a resent registration answers with the record, another person’s use of the id is refused', async () => {
    const body = play.finding();
    const [one, two] = await Promise.all([1, 2].map(() => play.county.as('inspector').post('/api/hazards', body)));
    expect(one?.json()).toEqual(two?.json());
    expect((await play.county.as('inspector').post('/api/hazards', body)).json().number).toBe(one?.json().number);
    expect((await play.county.as('inspector').get('/api/hazards')).json().rows).toHaveLength(1);
    expect((await play.county.as('officer').post('/api/hazards', body)).json().code).toBe('app/id-taken');
    expect((await play.register()).number).toMatch(/000002$/); // a refused one leaves no gap
  });

  test('a resent command answers with the record, once it was recorded', async () => {
    const id = await play.at('clue');
    const body = { ...play.command(1), ...play.confirmation() };
    const send = () => play.county.as('officer').post(`/api/hazards/${id}/confirm`, body);
    const [one, two] = await Promise.all([send(), send()]);
    expect(one.json()).toEqual(two.json());
    expect(ok<HazardRow>(await send()).version).toBe(2);
    const other = await play.county.as('officer').post(`/api/hazards/${id}/dismiss`, { ...body, reason: '无' });
    expect(other.json().code).toBe('app/id-taken');
  });

  test('of many at once one wins; the others learn who did what', async () => {
    const id = await play.at('clue');
    const people = ['officer', 'inspector', 'inspector2'] as const;
    const replies = await Promise.all(
      people.map((person) =>
        play.county.as(person).post(`/api/hazards/${id}/confirm`, { ...play.command(1), ...play.confirmation() }),
      ),
    );
    expect(replies.map((reply) => reply.statusCode).sort()).toEqual([200, 409, 409]);
    const lost = replies.find((reply) => reply.statusCode === 409);
    expect(lost?.json()).toMatchObject({
      code: 'hazard/changed',
      detail: expect.stringMatching(/^测试.+已于 2024-03-20 11:00 办理“认定为重大事故隐患”/),
    });
  });

  test('another’s photo, and a photo of another record, are refused and nothing changes', async () => {
    const id = await play.at('rectifying');
    const theirs = await play.photo('inspector');
    const reply = await play.send('safety', id, 'apply', { statement: '已整改', files: [theirs] });
    expect(reply.json().code).toBe('files/not-attachable');
    expect(await play.record('safety', id)).toMatchObject({ status: 'rectifying', version: 3 });
  });
});

test('fields that are wrong are named', async () => {
  const late = await play.county.as('inspector').post('/api/hazards', play.finding({ discoveredOn: '2024-03-21' }));
  expect(late.json().fields).toEqual([{ path: 'discoveredOn', message: '发现日期不能晚于今天（2024-03-20）。' }]);
  const old = play.finding({ discoveredOn: '2016-01-01' });
  expect((await play.county.as('inspector').post('/api/hazards', old)).json().code).toBe(
    'hazard/criterion-not-in-force',
  );
  const empty = await play.county.as('inspector').post('/api/hazards', play.finding({ description: ' ' }));
  expect(empty.json().fields[0].path).toBe('description');
});

test('the table itself refuses what must never be', async () => {
  const id = await play.at('clue');
  const run = (statement: string) => sql.raw(statement.replace('$id', `'${id}'`)).execute(database.owner.db);
  await expect(run('delete from hazards where id = $id')).rejects.toThrow('never deleted');
  for (const change of ["channel = 'media'", "discovered_on = '2024-01-01'", "description = ''", "number = 'x'"]) {
    await expect(run(`update hazards set ${change} where id = $id`)).rejects.toThrow('never changes');
  }
  await expect(run("update hazards set status = 'closed', closed_at = now() where id = $id")).rejects.toThrow('check');
});

test('criteria are offered by words, industry and the version of the day', async () => {
  const ask = async (query: string) =>
    ok<{ rows: { code: string }[]; coverage: string }>(
      await play.county.as('worker').get(`/api/hazards/criteria?${query}`),
    );
  const chem = await ask('q=可燃气体探测器离线&industry=chemicals&on=2024-03-20&limit=3');
  expect(chem).toMatchObject({ verdict: 'major' });
  expect(chem.rows[0]).toMatchObject({ code: 'CH-12', because: expect.arrayContaining(['气体探测']) });
  expect(await ask('q=办公室地面有水渍&industry=chemicals&on=2024-03-20')).toMatchObject({ verdict: 'general' });
  expect((await ask('industry=construction&on=2024-12-12&limit=50')).rows.map((r) => r.code.slice(0, 3))).not.toContain(
    'CT-',
  );
  expect(await ask('industry=grain-storage&on=2024-03-20')).toMatchObject({ rows: [], coverage: 'none' });
});

test('the county’s own limits hold from then on; a judgement limit shows on new clues', async () => {
  const admin = play.county.as('admin');
  const set = (purpose: string, limit: object | null) =>
    admin.send('PUT', `/api/hazard-limits/${purpose}`, { commandId: newId(), limit });
  const rows = ok<{ rows: object[] }>(await admin.get('/api/hazard-limits')).rows;
  expect(rows).toMatchObject([
    { purpose: 'judgement', limit: null, isOwn: false, mark: '' },
    { purpose: 'commitments', limit: expect.objectContaining({ amount: 5 }), isOwn: false, mark: '' },
    {
      purpose: 'acceptance',
      limit: expect.objectContaining({ amount: 10 }),
      isOwn: false,
      mark: expect.stringContaining('已有新规定'),
    },
    { purpose: 'closure', limit: null, isOwn: false, mark: '' },
    { purpose: 'extensionLead', limit: null, isOwn: false, mark: '' },
    { purpose: 'extensionDecision', limit: expect.objectContaining({ amount: 5 }), isOwn: false },
    { purpose: 'progress', limit: null, isOwn: false, mark: '' },
    { purpose: 'signature', limit: expect.objectContaining({ amount: 3 }), isOwn: false, mark: '' },
  ]);
  const before = await play.at('applied');
  const source = '测试县安委〔2024〕3号第五条';
  ok(await set('acceptance', { amount: 3, unit: 'workingDay', source }));
  ok(await set('judgement', { amount: 2, unit: 'workingDay', source }));
  expect((await play.record('officer', before)).dueOn).toBe('2024-03-30');

  const clue = await play.register('inspector');
  expect(clue).toMatchObject({ dueFor: 'judgement', dueOn: '2024-03-22' });
  const id = await play.at('applied');
  const record = await play.record('officer', id);
  expect(
    record.deadlines.map(({ purpose, state, source, mark }) => [
      purpose,
      state,
      source === record.deadlines[0]?.source,
      mark,
    ]),
  ).toEqual([
    ['judgement', 'met', true, ''],
    ['commitments', 'met', false, ''],
    ['rectification', 'running', false, ''],
    ['acceptance', 'running', true, ''],
  ]);
  expect(record.dueOn).toBe('2024-03-25'); // Wednesday and three working days
  ok(await set('judgement', null));
  expect((await play.register()).dueOn).toBeNull();
  expect((await play.county.as('clerk').get('/api/hazard-limits')).statusCode).toBe(403);
});

test('the enterprise is told what it owes and the department what waits, each in their inbox', async () => {
  const inbox = async (person: Person) => {
    const { rows } = (await play.county.as(person).get('/api/notifications')).json();
    return rows.map((row: { title: string }) => row.title.split('：')[0]);
  };
  const { id } = await play.register('inspector');
  await play.do('officer', id, 'confirm', play.confirmation());
  expect(await inbox('principal')).toEqual(['已认定为重大事故隐患']);
  expect(await inbox('safety')).toEqual(['已认定为重大事故隐患']);
  expect(await inbox('sitePrincipal')).toEqual([]);
  await play.do('safety', id, 'commit', play.five());
  expect(await inbox('inspector')).toEqual(['企业已报送五落实']);
  expect(await inbox('builder')).toEqual([]);
});
