import { mkdirSync } from 'node:fs';
import { systemActor } from '@zhiben/platform/domain/actor.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { type Person, type TestCounty, testCounty } from 'zhiben/test-county';
import type { Commitment } from '../domain/commitment.contract.ts';
import { prefilled } from '../domain/commitment.rules.ts';
import type { Statement } from '../domain/statement.contract.ts';
import { remindCommitments } from './commitment.remind.ts';
import { countBehind } from './count-days.ts';
import { countAgainJob } from './screening.jobs.ts';
import { makeChecklist, makeTask } from './test-screening.ts';

const database = testDatabase();
let county: TestCounty;
let chem: string;
beforeEach(async () => {
  county = await testCounty(database.app); // 2024-03-20, a Wednesday, 10:00
  chem = county.enterprises.chem;
  mkdirSync(county.ctxOf('clerk').services.files.incoming, { recursive: true });
});

const post = async <T>(person: Person | null, url: string, body: object, status = 200): Promise<T> => {
  const answer = await county.as(person).post(url, body);
  expect([url, answer.statusCode, answer.statusCode === status ? '' : answer.body]).toEqual([url, status, '']);
  return answer.json<T>();
};
const get = async <T>(person: Person | null, url: string, status = 200): Promise<T> => {
  const answer = await county.as(person).get(url);
  expect([url, answer.statusCode, answer.statusCode === status ? '' : answer.body]).toEqual([url, status, '']);
  return answer.json<T>();
};
type Rows<T> = { readonly rows: readonly T[] };
const codeOf = (answer: { code: string }) => answer.code;

/** Time passes; that people would have to sign in again is not what is tested here. */
async function later(to: string): Promise<void> {
  county.clock.set(to);
  await sql`update sessions set expires_at = '2030-01-01', created_at = '2029-12-31' where county = ${county.code}`.execute(
    database.owner.db,
  );
}

const hazard = (person: Person = 'safety') => {
  const found = { enterpriseId: chem, description: '车间配电箱门缺失', place: '一车间', discoveredOn: '2024-03-20' };
  return post<{ id: string }>(person, '/api/hazards', { id: newId(), channel: 'selfInspection', ...found });
};

const counts = { ...prefilled(null), units: 3, run: 3 };
const signing = (more: object = {}) => ({ id: newId(), counts, words: '承诺', isPublic: true, ...more });

test('the day’s commitment: signed once a version, missing until then, public if wished, never rewritten', async () => {
  type Row = { enterpriseId: string; isLate: boolean; version: number; signedByName: string };
  const missing = () => get<Rows<Row>>('clerk', '/api/commitments?group=missing').then(({ rows }) => rows);
  expect((await missing()).map(({ enterpriseId, isLate }) => [enterpriseId, isLate])).toEqual([[chem, false]]);
  await get(null, `/api/public/commitments/${chem}`, 404);

  const body = signing();
  expect(codeOf(await post('safety', '/api/commitments', signing(), 403))).toBe('screening/not-signer');
  await post('principal', '/api/commitments', { ...body, counts: { ...counts, park: 1 } }, 422);
  await post('principal', '/api/commitments', body);
  await post('principal', '/api/commitments', body); // sent again
  expect(await missing()).toEqual([]);
  expect(codeOf(await post('principal', '/api/commitments', signing(), 409))).toBe('screening/amended-meanwhile');

  // A deputy, with a reason and a last day, amends it after the hour.
  const deputy = { commandId: newId(), userId: county.userIds.safety, reason: '出差', until: '2024-03-22' };
  await post('safety', '/api/commitments/deputy', deputy, 403);
  await post('principal', '/api/commitments/deputy', { ...deputy, until: '2024-03-19' }, 422);
  await post('principal', '/api/commitments/deputy', { ...deputy, userId: county.userIds.worker }, 422);
  await post('principal', '/api/commitments/deputy', deputy);
  await later('2024-03-20T05:00:00Z');
  const fire = { ...counts, fire1: 2 };
  expect(codeOf(await post('safety', '/api/commitments', signing({ amends: 1 }), 422))).toBe(
    'screening/because-needed',
  );
  const second = signing({ counts: fire, amends: 1, because: '下午增加动火' });
  await post('safety', '/api/commitments', second);
  const record = await get<Commitment>('inspector', `/api/commitments/${second.id}`);
  expect([record.version, record.signedAs, record.deputyReason, record.isLate]).toEqual([2, 'deputy', '出差', false]);
  expect(record.versions.map(({ version }) => version)).toEqual([2, 1]);
  const listed = await get<Rows<Row>>('east', '/api/commitments');
  expect(listed.rows.map(({ version }) => version)).toEqual([2]);
  await get('west', `/api/commitments/${second.id}`, 404);
  const shown = await get<{ counts: { fire1: number }; isToday: boolean }>(null, `/api/public/commitments/${chem}`);
  expect([shown.counts.fire1, shown.isToday]).toEqual([2, true]);

  await expect(sql`update safety_commitments set words = 'x'`.execute(database.owner.db)).rejects.toThrow(
    /stays as it is/,
  );
  await expect(sql`delete from safety_commitments`.execute(database.owner.db)).rejects.toThrow(/stays as it is/);

  // The next day begins as it was signed; the deputy's days end with the 22nd, and what was public can be hidden.
  await later('2024-03-23T03:00:00Z');
  const draft = await get<{ counts: object; signedAs: string | null; dueAt: string }>(
    'safety',
    '/api/commitments/draft',
  );
  expect([draft.counts, draft.signedAs, draft.dueAt]).toEqual([fire, null, '2024-03-23T02:00:00.000Z']);
  expect((await missing())[0]?.isLate).toBe(true);
  await post('principal', '/api/commitments', signing({ isPublic: false }));
  await get(null, `/api/public/commitments/${chem}`, 404);
  const late = await get<Rows<Row>>('clerk', '/api/commitments?group=late');
  expect(late.rows).toHaveLength(1);

  // The duty matrix counts the days from the first on; a cell opens what was signed. What never began is said so.
  type Cell = { state: string; done: number; madeUp: number; missed: number; coming: number };
  const matrix = await get<Rows<{ id: string; cells: Record<string, Cell> }>>('officer', '/api/duty-matrix');
  const cells = matrix.rows.find(({ id }) => id === chem)?.cells;
  expect(cells?.commitment).toMatchObject({ state: 'missed', done: 1, madeUp: 1, missed: 2, coming: 8 });
  expect(cells?.statement?.state).toBe('unplanned');
  expect(matrix.rows.find(({ id }) => id === county.enterprises.site)?.cells.commitment).toBeUndefined();
  const opened = await get<Rows<{ period: string; state: string; recordPath: string | null }>>(
    'officer',
    `/api/enterprises/${chem}/duty-slots?duty=commitment&month=2024-03`,
  );
  expect(opened.rows[0]).toMatchObject({
    period: '2024-03-20',
    state: 'done',
    recordPath: `/commitments/${second.id}`,
  });
  const year = await get<Rows<{ duty: { code: string; source: string }; cells: Cell[] }>>(
    'principal',
    `/api/enterprises/${chem}/duty-matrix`,
  );
  const line = year.rows.find(({ duty }) => duty.code === 'commitment');
  expect([line?.duty.source.includes('74'), line?.cells.map(({ state }) => state).slice(1, 4)]).toEqual([
    true,
    ['none', 'missed', 'coming'],
  ]);

  // The county decides of whom it is owed.
  const setting = { industries: ['construction'], dueTime: '09:00', source: '县安委办通知' };
  await post('principal', '/api/statement-settings', { commandId: newId(), commitment: setting }, 403);
  await post('clerk', '/api/statement-settings', { commandId: newId(), commitment: setting });
  expect((await missing()).map(({ enterpriseId }) => enterpriseId)).toEqual([county.enterprises.site]);
});

test('who signs is told once a day from the hour that the county set; not who signed, nor who is suspended as a whole', async () => {
  const remind = async (at: string) => {
    await later(at);
    return remindCommitments(county.ctxOf('clerk').as(systemActor(county.code)));
  };
  const told = async (person: Person) =>
    (await get<Rows<{ kind: string; link: string }>>(person, '/api/notifications')).rows
      .filter(({ kind }) => kind === 'screening:commitment')
      .map(({ link }) => link);
  expect(await remind('2024-03-20T00:59:00Z')).toBe(0);
  expect(await remind('2024-03-20T01:00:00Z')).toBe(1);
  expect(await remind('2024-03-20T01:10:00Z'), 'the same day again').toBe(0);
  expect([await told('principal'), await told('safety'), await told('sitePrincipal')]).toEqual([
    ['/commitments/sign'],
    [],
    [],
  ]);

  await later('2024-03-21T00:30:00Z');
  await post('principal', '/api/commitments', signing());
  expect(await remind('2024-03-21T01:00:00Z'), 'signed before').toBe(0);

  const stop = { id: newId(), from: '2024-03-22T00:00:00Z', to: '2024-03-22T09:00:00Z', unitId: null, reason: '检修' };
  await post('safety', '/api/screening-suspensions', stop);
  expect(await remind('2024-03-22T02:00:00Z'), 'suspended').toBe(0);
  expect(await remind('2024-03-23T02:00:00Z'), 'a Saturday').toBe(0);

  const deputy = { commandId: newId(), userId: county.userIds.safety, reason: '出差', until: '2024-03-24' };
  await post('principal', '/api/commitments/deputy', deputy);
  const setting = { industries: ['chemicals'], dueTime: '09:00', source: '县安委办通知' };
  const everyDay = { ...setting, remindTime: '07:30', remindOn: 'everyDay' };
  await post('clerk', '/api/statement-settings', { commandId: newId(), commitment: everyDay });
  expect(await remind('2024-03-24T00:00:00Z'), 'principal and deputy').toBe(2);
  await post('clerk', '/api/statement-settings', { commandId: newId(), commitment: { ...everyDay, remindTime: null } });
  expect(await remind('2024-03-25T02:00:00Z')).toBe(0);
  expect((await told('principal')).length).toBe(2);
});

test('the county says for how long a check is made up and a stop filed late; the days follow', async () => {
  const checklistId = await makeChecklist(county);
  await makeTask(county, checklistId, { cycleUnit: 'month' });
  await later('2024-05-10T02:00:00Z');
  const april = async () => {
    const { rows } = await get<Rows<{ missed: number }>>('safety', '/api/screening-days?from=2024-04-30&to=2024-04-30');
    return rows.map(({ missed }) => missed);
  };
  const stop = { id: newId(), from: '2024-05-07T02:00:00Z', to: '2024-05-18T02:00:00Z', unitId: null, reason: '大修' };
  const set = async (screening: object | null) => {
    await post('clerk', '/api/statement-settings', { commandId: newId(), screening });
    const { rows } = await sql<{ from: string }>`
      select payload -> 'payload' ->> 'from' as from from graphile_worker._private_jobs
      where payload ->> 'county' = ${county.code} and payload -> 'payload' ->> 'from' is not null`.execute(
      database.owner.db,
    );
    for (const payload of rows) await countAgainJob.run({ ctx: county.ctxOf('clerk'), payload });
  };
  await countBehind(county.ctxOf('clerk'));
  expect(await april(), 'after seven days').toEqual([1]);
  const longer = { makeUpDays: 14, lateFilingDays: 2, source: '县安委办通知' };
  await post('principal', '/api/statement-settings', { commandId: newId(), screening: longer }, 403);
  await set(longer);
  expect(await get('clerk', '/api/statement-settings')).toMatchObject({ screening: { ...longer, isOwn: true } });
  expect(await get('safety', '/api/screening-choices')).toMatchObject({ makeUpDays: 14, lateFilingDays: 2 });
  expect(await april(), 'may be made up until the 14th').toEqual([0]);
  expect(codeOf(await post('safety', '/api/screening-suspensions', stop, 422))).toBe('screening/filed-too-late');
  await set(null);
  expect(await april()).toEqual([1]);
  await post('safety', '/api/screening-suspensions', stop);
});

test('the figures of slots open the slots that make them, also of those that began months before', async () => {
  const checklistId = await makeChecklist(county);
  await makeTask(county, checklistId, { cycleUnit: 'quarter' });
  await makeTask(county, checklistId, { cycleUnit: 'month' });
  await later('2024-04-03T02:00:00Z');
  const stop = { from: '2024-03-31T16:00:00Z', to: '2024-05-31T15:00:00Z', unitId: null, reason: '大修' };
  await post('safety', '/api/screening-suspensions', { id: newId(), ...stop });
  await later('2024-07-20T02:00:00Z');
  await countBehind(county.ctxOf('clerk'));
  const of = `enterpriseId=${chem}&from=2024-04-01&to=2024-06-30`;
  const days = await get<Rows<Record<'due' | 'missed' | 'excluded', number>>>('inspector', `/api/screening-days?${of}`);
  for (const [state, count] of [
    ['due', 1],
    ['missed', 1],
    ['excluded', 3],
    ['ended', 1],
    ['done', 0],
  ] as const) {
    const url = `${of}&state=${state}`;
    const first = await get<Rows<{ id: string }> & { nextCursor: string | null }>(
      'inspector',
      `/api/screening-slots?${url}&limit=2`,
    );
    const next = first.nextCursor
      ? await get<Rows<{ id: string }>>('inspector', `/api/screening-slots?${url}&limit=2&cursor=${first.nextCursor}`)
      : { rows: [] };
    expect([state, new Set([...first.rows, ...next.rows].map(({ id }) => id)).size]).toEqual([state, count]);
    expect(await get('inspector', `/api/screening-slots/count?${url}`)).toEqual({ count, exact: true });
    if (state === 'ended' || state === 'done') continue;
    expect([state, days.rows.reduce((sum, day) => sum + day[state], 0)]).toEqual([state, count]);
  }
  // The quarter is counted on its last day; what stopped it ended a month before.
  const june = `enterpriseId=${chem}&from=2024-06-01&to=2024-06-30&state=excluded`;
  expect(await get('inspector', `/api/screening-slots/count?${june}`)).toEqual({ count: 1, exact: true });
  await get('inspector', '/api/screening-slots', 422);
});

test('what the records say beside a commitment opens them and keeps nobody from signing', async () => {
  const { id } = await hazard();
  const judged = { basis: '测试标准', commitmentsDueOn: '2024-03-21' };
  const confirm = { commandId: newId(), expectedVersion: 1, ...judged, rectificationDueOn: '2024-03-21' };
  await post('inspector', `/api/hazards/${id}/confirm`, confirm);
  await later('2024-03-22T02:00:00Z');
  const draft = await get<{ differences: { code: string; path: string }[] }>('principal', '/api/commitments/draft');
  expect(draft.differences.map(({ code }) => code)).toEqual(['openMajor', 'overdue']);
  for (const { path } of draft.differences) {
    const { rows } = await get<{ rows: { id: string }[] }>('principal', `/api${path}`);
    expect(rows.map((row) => row.id)).toEqual([id]);
  }
  const body = signing();
  await post('principal', '/api/commitments', body);
  const { told } = await get<Commitment>('inspector', `/api/commitments/${body.id}`);
  expect(told.map(({ code }) => code)).toEqual(['openMajor', 'overdue']);
});

test('the month’s statement: figures that open, confirmed as seen, received once, told to the employees', async () => {
  await hazard();
  const url = `/api/statements/${chem}/2024-03`;
  const seenOf = ({ figures }: Statement) => Object.fromEntries(figures.map(({ code, value }) => [code, value]));
  const early = await get<Statement>('safety', url);
  expect([early.isDraft, early.abilities.confirm]).toEqual([true, false]);
  expect(codeOf(await post('safety', url, { id: newId(), words: '报告', seen: seenOf(early) }, 422))).toBe(
    'screening/month-open',
  );
  await get('inspector', url, 404); // a draft is the enterprise's own

  await later('2024-04-08T02:00:00Z');
  const draft = await get<Statement>('safety', url);
  const found = draft.figures.find(({ code }) => code === 'found');
  expect([found?.value, draft.isZero]).toEqual([1, false]);
  for (const { code, value, path } of draft.figures) {
    if (!path?.startsWith('/hazards')) continue;
    const { rows } = await get<{ rows: unknown[] }>('safety', `/api${path}`);
    expect([code, rows.length]).toEqual([code, value]);
  }
  const stale = { ...seenOf(draft), found: 0 };
  expect(codeOf(await post('safety', url, { id: newId(), words: '报告', seen: stale }, 409))).toBe(
    'screening/figures-moved',
  );
  const body = { id: newId(), words: draft.words, seen: seenOf(draft) };
  await post('safety', url, body);
  await post('safety', url, body);
  await post('sitePrincipal', url, body, 404);

  type Row = { isLate: boolean; receipts: number; told: boolean };
  const { rows } = await get<Rows<Row>>('officer', '/api/statements?group=unreceived');
  expect(rows.map(({ isLate, receipts }) => [isLate, receipts])).toEqual([[true, 0]]);
  const names = await get<Rows<{ enterpriseName: string }>>('clerk', '/api/statements?group=missing&month=2024-03');
  expect(names.rows.map(({ enterpriseName }) => enterpriseName)).toEqual(['示例建筑有限公司', '示例木器厂']);

  await post('inspector', `${url}/receipt`, { id: newId(), version: 1 }, 403);
  await post('officer', `${url}/receipt`, { id: newId(), version: 1, note: '已阅' });
  expect(codeOf(await post('officer', `${url}/receipt`, { id: newId(), version: 1 }, 409))).toBe(
    'screening/decided-already',
  );
  const told = { id: newId(), version: 1, manner: 'board', heldOn: '2024-04-08' };
  await post('officer', `${url}/employees`, told, 403);
  await post('principal', `${url}/employees`, { ...told, heldOn: '2024-04-09' }, 422);
  await post('principal', `${url}/employees`, told);
  const read = await get<Statement>('officer', url);
  expect([read.receipts, read.told, read.receiptList.length, read.abilities.receive]).toEqual([1, true, 2, false]);

  const docx = await county.as('officer').get(`${url}/docx`);
  expect([docx.statusCode, docx.rawPayload.subarray(0, 2).toString()]).toEqual([200, 'PK']);

  // An amendment is a version of its own; it is received anew.
  await hazardInMarch();
  const fresh = await get<Statement>('safety', `${url}?fresh=true`);
  expect(codeOf(await post('safety', url, { ...body, id: newId(), seen: seenOf(fresh), amends: 1 }, 422))).toBe(
    'screening/because-needed',
  );
  await post('safety', url, { id: newId(), words: '更正', seen: seenOf(fresh), amends: 1, because: '补登' });
  const amended = await get<Statement>('officer', url);
  expect([amended.version, amended.receipts, amended.versions.length]).toEqual([2, 0, 2]);
  expect((await get<Statement>('officer', `${url}?version=1`)).words).toBe(draft.words);

  // 零报告
  const zero = `/api/statements/${county.enterprises.site}/2024-03`;
  const empty = await get<Statement>('sitePrincipal', zero);
  await post('sitePrincipal', zero, { id: newId(), words: empty.words, seen: seenOf(empty) });
  expect((await get<Statement>('builder', zero)).isZero).toBe(true);
});

/** A hazard on the books of March, found by others. */
async function hazardInMarch(): Promise<void> {
  await later('2024-03-28T02:00:00Z');
  await hazard('safety');
  await later('2024-04-09T02:00:00Z');
}
