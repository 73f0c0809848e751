import { addDays, type LocalDate, today } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import ExcelJS from 'exceljs';
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { type Person, type TestCounty, testCounty } from 'zhiben/test-county';
import { LAID_AHEAD_DAYS, layOut, putsOffHolidays } from '../domain/due.rules.ts';
import { type Occurrence, WORK_GROUPS, type WorkGroup, type WorkRow } from '../domain/index.ts';
import { answeredAsOf, occurrenceStatus } from '../domain/occurrence.rules.ts';
import {
  adoptPlan,
  assignTasks,
  importPlan,
  layOutAhead,
  listTasksAsOf,
  reportProgress,
  verifyProgress,
} from './index.ts';
import { waiveOccurrences } from './occurrence.actions.ts';
import { countWork, listTaskOccurrences, listWork } from './occurrence.queries.ts';
import { findTask, findTaskParties } from './task.queries.ts';
import { listTaskHistories } from './task-history.queries.ts';

const database = testDatabase();

const PLAN = `示例县安全生产治本攻坚行动方案
一、主要任务
（一）开展风险隐患排查。各乡镇每月22日前报送排查情况。
（二）开展培训。县应急管理局每季度至少组织1次培训，2024年6月底前完成首轮培训。
（三）开展宣传。2024年5月底前印发宣传方案。
（四）班组安全。东乡镇每天开展1次巡查。
`;

/** A campaign of four tasks: monthly by the townships, quarterly and a date by the emergency bureau, a date, daily. */
async function campaign(start: string) {
  const county = await testCounty(database.app, start);
  const clerk = county.ctxOf('clerk');
  const { id: documentId } = await importPlan(clerk, { bytes: Buffer.from(PLAN), fileName: 'plan.txt' });
  const { office, emergency, east, west } = county.bodies;
  const period = { startsOn: '2024-03-01', endsOn: '2024-12-15' };
  const { id } = await adoptPlan(clerk, {
    id: newId(),
    commandId: newId(),
    documentId,
    name: '治本攻坚',
    ownerBodyId: office,
    ...period,
  });
  const tasks = await listTasksAsOf(clerk, id, '2024-12-31');
  const taskAt = (path: string) => {
    const task = tasks.find((one) => one.path.join('') === path);
    if (!task) throw new Error(`no task ${path} among ${tasks.map((one) => one.path.join(''))}`);
    return task.id;
  };
  const [monthly, quarterly, dated, daily] = ['一（一）', '一（二）', '一（三）', '一（四）'].map(taskAt) as [
    string,
    string,
    string,
    string,
  ];
  const give = async (taskId: string, leadBodyId: string, supportingBodyIds: string[] = []) => {
    const [task] = await findTaskParties(clerk, [taskId]);
    const version = task?.version ?? 0;
    return assignTasks(clerk, {
      commandId: newId(),
      assignments: [{ taskId, version, leadBodyId, supportingBodyIds }],
    });
  };
  await give(monthly, office, [east, west]);
  await give(quarterly, emergency);
  await give(dated, west);
  await give(daily, east);
  return { county, clerk, id, monthly, quarterly, dated, daily, give };
}

/*
 * Sessions end after some weeks, so what happens after the clock was moved goes by actions and queries; what is asked
 * of routes is asked on the first day.
 */
const todayIn = (county: TestCounty) => today(county.clock);

const occurrencesOf = (county: TestCounty, taskId: string) =>
  listTaskOccurrences(county.ctxOf('clerk'), taskId, todayIn(county));

async function work(county: TestCounty, person: Person, part: Partial<Parameters<typeof listWork>[1]> = {}) {
  const query = { limit: 200, sort: 'dueOn' as const, ...part };
  return (await listWork(county.ctxOf(person), query, todayIn(county), 15)).rows;
}

async function file(county: TestCounty, person: Person, taskId: string, part: object = {}) {
  const report = { id: newId(), commandId: newId(), happenedOn: todayIn(county), text: '已完成。', ...part };
  return reportProgress(county.ctxOf(person), taskId, report);
}

const decide = (county: TestCounty, taskId: string, progressId: string, part: object = {}) =>
  verifyProgress(
    county.ctxOf('clerk'),
    { taskId, progressId },
    { commandId: newId(), outcome: 'verified', reason: '', ...part },
  );

const say = (rows: readonly Occurrence[]) => rows.map((row) => `${row.dueOn} ${row.status}`);

describe('laying out', () => {
  test('each township owes its own months, the bureau its quarters, and a date is owed once', async () => {
    const { county, monthly, quarterly, dated, daily } = await campaign('2024-03-20T02:00:00Z');
    const { east, west, emergency } = county.bodies;
    const months = await occurrencesOf(county, monthly);
    expect([...new Set(months.map((row) => row.bodyId))].sort()).toEqual([east, west].sort());
    const mine = months.filter((row) => row.bodyId === east);
    expect(say(mine).slice(0, 3)).toEqual(['2024-03-22 dueSoon', '2024-04-22 ahead', '2024-05-22 ahead']);
    expect(mine.at(-1)?.dueOn).toBe('2024-12-15'); // the campaign ends before the 22nd
    const quarters = (await occurrencesOf(county, quarterly)).filter((row) => row.endsOn !== null);
    expect(quarters.map((row) => row.dueOn)).toEqual(['2024-03-31', '2024-06-30', '2024-09-30', '2024-12-15']);
    expect(quarters.every((row) => row.bodyId === emergency)).toBe(true);
    expect(say((await occurrencesOf(county, dated)).filter((row) => row.endsOn === null))).toEqual(['2024-05-31 owed']);
    expect(await occurrencesOf(county, daily)).toHaveLength(31);
  });

  test('goes on by itself as days pass, and running it again changes nothing', async () => {
    const { county, clerk, daily } = await campaign('2024-03-20T02:00:00Z');
    expect(await layOutAhead(clerk)).toBe(0);
    for (const day of ['2024-04-01', '2024-04-10', '2024-04-25']) {
      county.clock.set(`${day}T02:00:00Z`);
      await layOutAhead(clerk);
      expect(await layOutAhead(clerk)).toBe(0);
      const last = (await occurrencesOf(county, daily)).at(-1)?.dueOn ?? '';
      expect(last >= addDays(day, LAID_AHEAD_DAYS), `${day}: ${last}`).toBe(true);
    }
    const days = (await occurrencesOf(county, daily)).map((row) => row.dueOn);
    expect(days).toEqual(days.map((_, i) => addDays('2024-03-20', i)));
  });

  test('what was answered is not asked of the body that takes over, the rest is withdrawn from the one before', async () => {
    const { county, clerk, quarterly, give } = await campaign('2024-03-20T02:00:00Z');
    const { emergency, housing } = county.bodies;
    const first = (await occurrencesOf(county, quarterly)).find((row) => row.dueOn === '2024-03-31');
    const { id } = await file(county, 'officer', quarterly, { occurrenceIds: [first?.id] });
    await decide(county, quarterly, id);
    county.clock.set('2024-03-25T02:00:00Z');
    await give(quarterly, housing);
    const rows = (await occurrencesOf(county, quarterly)).filter((row) => row.endsOn !== null);
    const of = (bodyId: string) => say(rows.filter((row) => row.bodyId === bodyId));
    expect(of(emergency)).toEqual([
      '2024-03-31 verified',
      '2024-06-30 withdrawn',
      '2024-09-30 withdrawn',
      '2024-12-15 withdrawn',
    ]);
    expect(of(housing)).toEqual(['2024-06-30 ahead', '2024-09-30 ahead', '2024-12-15 ahead']);
    county.clock.set('2024-04-02T02:00:00Z');
    await give(quarterly, emergency);
    const back = (await occurrencesOf(county, quarterly)).filter((row) => row.bodyId === emergency && row.endsOn);
    expect(say(back)).toEqual(['2024-03-31 verified', '2024-06-30 owed', '2024-09-30 ahead', '2024-12-15 ahead']);
    await expectRecounted(county, clerk);
  });
});

describe('filing', () => {
  test('one filing answers several periods; made up for later it shows as late; returned it is owed again', async () => {
    const { county, clerk, monthly } = await campaign('2024-03-20T02:00:00Z');
    county.clock.set('2024-05-10T02:00:00Z');
    const own = async () =>
      (await occurrencesOf(county, monthly)).filter((row) => row.bodyId === county.bodies.east).slice(0, 3);
    expect(say(await own())).toEqual(['2024-03-22 missed', '2024-04-22 missed', '2024-05-22 owed']);
    const [march, april, may] = (await own()).map((row) => row.id);
    const { id } = await file(county, 'east', monthly, { occurrenceIds: [march, april] });
    expect(say(await own())).toEqual(['2024-03-22 filed', '2024-04-22 filed', '2024-05-22 owed']);
    await decide(county, monthly, id, { outcome: 'returned', reason: '缺少附表。' });
    expect(say(await own())).toEqual(['2024-03-22 returned', '2024-04-22 returned', '2024-05-22 owed']);
    const again = await file(county, 'east', monthly, { occurrenceIds: [march, april, may] });
    await decide(county, monthly, again.id);
    expect(say(await own())).toEqual(['2024-03-22 verifiedLate', '2024-04-22 verifiedLate', '2024-05-22 verified']);
    await expect(file(county, 'east', monthly, { occurrenceIds: [march] })).rejects.toMatchObject({
      code: 'plan/settled',
    });
    // The other township still owes March, so the task does too.
    expect(await findTask(clerk, monthly)).toMatchObject({ dueOn: '2024-03-22', pendingOn: null });
    await expectRecounted(county, clerk);
  });

  test('a body answers for itself, the lead for all', async () => {
    const { county, monthly } = await campaign('2024-03-20T02:00:00Z');
    const rows = await occurrencesOf(county, monthly);
    const of = (bodyId: string) => rows.find((row) => row.bodyId === bodyId)?.id;
    const { east, west } = county.bodies;
    await file(county, 'east', monthly, { occurrenceIds: [of(west)] });
    expect((await occurrencesOf(county, monthly)).some((row) => row.status === 'filed')).toBe(false);
    await file(county, 'clerk', monthly, { occurrenceIds: [of(west), of(east)] });
    expect((await occurrencesOf(county, monthly)).filter((row) => row.status === 'filed')).toHaveLength(2);
  });

  test('a verified completion leaves nothing owed; what was missed stays missed', async () => {
    const { county, clerk, quarterly } = await campaign('2024-03-20T02:00:00Z');
    county.clock.set('2024-04-10T02:00:00Z');
    const { id } = await file(county, 'officer', quarterly, { claimsCompletion: true });
    await decide(county, quarterly, id);
    const rows = await occurrencesOf(county, quarterly);
    expect(say(rows.filter((row) => row.endsOn))).toEqual([
      '2024-03-31 missed',
      '2024-06-30 withdrawn',
      '2024-09-30 withdrawn',
      '2024-12-15 withdrawn',
    ]);
    expect(await work(county, 'officer', { mine: 'true', group: 'todo' })).toEqual([]);
    expect(await work(county, 'officer', { mine: 'true', group: 'missed' })).toEqual([]);
    await expectRecounted(county, clerk);
  });

  test('the office waives a period with a reason, once; nobody else does', async () => {
    const { county, clerk, monthly } = await campaign('2024-03-20T02:00:00Z');
    const [march] = (await occurrencesOf(county, monthly)).filter((row) => row.bodyId === county.bodies.east);
    const waive = (person: Person, part: object = {}) => {
      const body = { commandId: newId(), occurrenceIds: [march?.id], reason: '当月停产，无排查对象。', ...part };
      return county.as(person).post('/api/occurrences/waive', body);
    };
    expect((await waive('east')).statusCode).toBe(403);
    expect((await waive('clerk', { reason: '' })).json().fields[0].path).toBe('reason');
    expect((await waive('clerk', { occurrenceIds: [newId()] })).json().code).toBe('app/not-found');
    expect((await waive('clerk')).json()).toEqual({ waived: 1 });
    expect((await waive('clerk')).json().code).toBe('plan/settled');
    const after = (await occurrencesOf(county, monthly)).find((row) => row.id === march?.id);
    expect(after).toMatchObject({
      status: 'waived',
      waivedReason: '当月停产，无排查对象。',
      waivedByName: '测试clerk',
    });
    await expectRecounted(county, clerk);
  });
});

describe('duties by hand', () => {
  test('a meeting that the plan does not name is owed like any other, by the bodies that its words name', async () => {
    const { county, clerk, dated } = await campaign('2024-03-20T02:00:00Z');
    const { west } = county.bodies;
    const add = (person: Person, part: object = {}) => {
      const duty = { id: newId(), commandId: newId(), quote: '党委会每季度研究安全生产工作', per: 'quarter', ...part };
      return county.as(person).post(`/api/tasks/${dated}/duties`, duty);
    };
    expect((await add('west')).statusCode).toBe(403);
    expect((await add('clerk', { deadline: '2024-05-01' })).json().fields[0].path).toBe('per');
    expect((await add('clerk', { per: 'week', dueDay: 3 })).json().fields[0].path).toBe('dueDay');
    const command = { id: newId(), commandId: newId() };
    expect((await add('clerk', command)).json()).toEqual({ id: command.id });
    expect((await add('clerk', command)).json()).toEqual({ id: command.id });
    const rows = (await occurrencesOf(county, dated)).filter((row) => row.obligationId === command.id);
    expect(rows.map((row) => row.dueOn)).toEqual(['2024-03-31', '2024-06-30', '2024-09-30', '2024-12-15']);
    expect(rows.every((row) => row.bodyId === west)).toBe(true);
    expect(await findTask(clerk, dated)).toMatchObject({ dueOn: '2024-03-31' });
    await expectRecounted(county, clerk);
  });
});

describe('reading', () => {
  test('the views of the worklist are what the rule says, in order, page by page', async () => {
    const { county, clerk, monthly, daily } = await campaign('2024-03-20T02:00:00Z');
    county.clock.set('2024-05-10T02:00:00Z');
    await layOutAhead(clerk);
    const [first, second, third] = (await occurrencesOf(county, monthly)).filter(
      (o) => o.bodyId === county.bodies.east,
    );
    await decide(county, monthly, (await file(county, 'east', monthly, { occurrenceIds: [first?.id] })).id);
    await file(county, 'east', monthly, { occurrenceIds: [second?.id] });
    const returned = await file(county, 'east', monthly, { occurrenceIds: [third?.id] });
    await decide(county, monthly, returned.id, { outcome: 'returned', reason: '不完整。' });
    const days = await occurrencesOf(county, daily);
    const waived = days.slice(0, 2).map((row) => row.id);
    await waiveOccurrences(clerk, { commandId: newId(), occurrenceIds: waived, reason: '放假' });

    const now = '2024-05-10';
    const all = await work(county, 'clerk');
    const isLate = (row: WorkRow) => row.dueOn < now && row.status !== 'missed';
    const owed = (row: WorkRow) => ['owed', 'dueSoon', 'overdue', 'missed', 'returned', 'ahead'].includes(row.status);
    const expected: Record<WorkGroup, (row: WorkRow) => boolean> = {
      todo: (row) => owed(row) && row.status !== 'missed' && row.startsOn <= now,
      overdue: (row) => owed(row) && isLate(row),
      dueSoon: (row) => owed(row) && row.startsOn <= now && row.dueOn >= now && row.dueOn <= addDays(now, 7),
      returned: (row) => row.status === 'returned',
      missed: (row) => row.status === 'missed',
      ahead: (row) => owed(row) && row.startsOn > now,
      filed: (row) => row.status === 'filed',
      done: (row) => row.status === 'verified' || row.status === 'verifiedLate',
      waived: (row) => row.status === 'waived',
    };
    for (const group of WORK_GROUPS) {
      const found = await work(county, 'clerk', { group });
      expect(
        found.map((row) => row.id),
        group,
      ).toEqual(all.filter(expected[group]).map((row) => row.id));
      const { count } = await countWork(county.ctxOf('clerk'), { group }, now, 15);
      expect(count, group).toBe(found.length);
      if (group !== 'overdue') expect(found.length, group).toBeGreaterThan(0);
    }
    for (const sort of ['dueOn', '-dueOn'] as const) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listWork(county.ctxOf('clerk'), { limit: 7, sort, cursor }, now, 15);
        seen.push(...page.rows.map((row) => row.id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      expect(seen).toEqual((await work(county, 'clerk', { sort })).map((row) => row.id));
    }
    expect((await work(county, 'west', { mine: 'true' })).every((row) => row.bodyId === county.bodies.west)).toBe(true);
    const named = await work(county, 'clerk', { q: '班组' });
    expect(new Set(named.map((row) => row.taskId))).toEqual(new Set([daily]));
  });

  test('the worklist goes out as a sheet: its rows and order, the columns of the screen, and a trace', async () => {
    const { county } = await campaign('2024-03-20T02:00:00Z');
    const sheetOf = async (person: Person, query: string) => {
      const { statusCode, rawPayload, body } = await county.as(person).get(`/api/occurrences/export?${query}`);
      expect(statusCode, body).toBe(200);
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.load(rawPayload.buffer as ArrayBuffer);
      const rows = (workbook.worksheets[0]?.getSheetValues() ?? []) as unknown[][];
      return rows.slice(3).map((row) => row.slice(1));
    };
    const [header, ...rows] = await sheetOf('east', 'mine=true&sort=-dueOn&columns=dueOn&columns=label&columns=left');
    expect(header).toEqual(['事项', '期限', '剩余']);
    const listed = await work(county, 'east', { mine: 'true', sort: '-dueOn' });
    expect(rows.map(([label]) => label)).toEqual(listed.map((row) => row.label));
    expect(rows.at(-1)?.[2]).toBe('今天到期');
    const [all, ...late] = await sheetOf('clerk', 'group=overdue');
    expect([all?.length, late]).toEqual([8, []]);
    const { rows: traces } = await database.owner.pool.query(
      `select body::jsonb -> 'data' as data from audit_entries where county = $1 and action = 'plan:export' order by seq`,
      [county.code],
    );
    expect(traces.map(({ data }) => data)).toEqual([
      { document: 'worklist', filter: { mine: 'true' }, rows: listed.length },
      { document: 'worklist', filter: { group: 'overdue' }, rows: 0 },
    ]);
  });

  test('the calendar counts each day by status, and shows a month’s things', async () => {
    const { county } = await campaign('2024-03-20T02:00:00Z');
    const get = async (person: Person, query: string) => (await county.as(person).get(`/api/calendar?${query}`)).json();
    const may = await get('east', 'from=2024-05-01&to=2024-05-31');
    expect(may.rows.map((row: WorkRow) => row.dueOn)).toEqual(['2024-05-22']);
    const april = await get('east', 'from=2024-04-01&to=2024-04-30');
    expect(april.days).toContainEqual({ date: '2024-04-03', status: 'ahead', count: 1 });
    const year = await get('clerk', 'from=2024-01-01&to=2024-12-31&bodyId=all');
    expect(year.rows).toEqual([]);
    expect(year.days).toContainEqual({ date: '2024-05-22', status: 'ahead', count: 2 });
    expect((await get('clerk', 'from=2024-01-01&to=2026-12-31')).fields[0].path).toBe('to');
  });

  test('a calendar feed is valid, its address secret and revocable', async () => {
    const { county } = await campaign('2024-03-20T02:00:00Z');
    const first = { commandId: newId() };
    const { path } = (await county.as('east').post('/api/calendar/feed', first)).json();
    expect((await county.as('east').post('/api/calendar/feed', first)).json()).toEqual({ path });
    expect((await county.as('west').post('/api/calendar/feed', first)).json().code).toBe('app/id-taken');
    const read = (at: string) => county.as(null).get(at);
    const feed = await read(path);
    expect(feed.headers['content-type']).toContain('text/calendar');
    const calendar = new ICAL.Component(ICAL.parse(feed.body));
    const events = calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
    const monthly = events.filter((event) => event.description.includes('每月22日前'));
    expect(monthly[0]?.startDate.isDate).toBe(true);
    expect(monthly[0]?.startDate.toString()).toBe('2024-03-22');
    expect(monthly[0]?.endDate.toString()).toBe('2024-03-23');
    expect(monthly[0]?.summary).toContain('[临近期限]');
    expect(events.every((event) => event.uid.endsWith('@zhiben'))).toBe(true);
    expect(events.some((event) => event.description.includes('宣传方案'))).toBe(false); // the west’s
    expect(feed.body.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);

    expect((await read(`/api/calendar/feeds/${'a'.repeat(43)}.ics`)).statusCode).toBe(404);
    expect((await county.as('east').get('/api/calendar/feed')).json().createdAt).toBe('2024-03-20T02:00:00.000Z');
    const open = () => county.as('east').post('/api/calendar/feed', { commandId: newId() });
    expect((await Promise.all([open(), open()])).map((response) => response.statusCode)).toEqual([200, 200]);
    const second = (await open()).json();
    expect((await read(path)).statusCode).toBe(404);
    expect((await read(second.path)).statusCode).toBe(200);
    expect((await county.as('east').send('DELETE', '/api/calendar/feed')).json()).toEqual({ createdAt: null });
    expect((await read(second.path)).statusCode).toBe(404);
  });

  test('another county’s occurrences are not to be seen', async () => {
    const { county, monthly } = await campaign('2024-03-20T02:00:00Z');
    const other = await testCounty(database.app);
    expect((await other.as('clerk').get(`/api/tasks/${monthly}/occurrences`)).statusCode).toBe(404);
    expect(await work(other, 'clerk')).toEqual([]);
    expect((await county.as('leader').get('/api/occurrences')).json().rows.length).toBeGreaterThan(0);
    expect((await county.as('principal').get('/api/occurrences')).statusCode).toBe(403);
  });
});

/** Maintained rows are what comes out of counting everything anew from owners, filings, waivers and completion. */
async function expectRecounted(county: TestCounty, clerk: ReturnType<TestCounty['ctxOf']>): Promise<void> {
  await layOutAhead(clerk);
  const { rows: kept } = await database.owner.pool.query(
    `select o.*, t.done_on from obligation_occurrences o join tasks t on t.county = o.county and t.id = o.task_id
     where o.county = $1 order by o.obligation_id, o.body_id, o.starts_on`,
    [county.code],
  );
  const { rows: owners } = await database.owner.pool.query(
    `select w.*, o.kind, o.deadline, o.frequency, o.quote, c.ends_on from obligation_owners w
     join obligations o on o.county = w.county and o.id = w.obligation_id
     join campaigns c on c.county = o.county and c.id = o.campaign_id where w.county = $1 and w.until_on is null`,
    [county.code],
  );
  const { rows: filings } = await database.owner.pool.query(
    `select a.occurrence_id, (p.filed_at at time zone 'Asia/Shanghai')::date as filed, p.outcome,
       (p.decided_at at time zone 'Asia/Shanghai')::date as decided
     from progress_occurrences a join task_progress p on p.county = a.county and p.id = a.progress_id where a.county = $1`,
    [county.code],
  );
  const now = todayIn(county);
  const near = addDays(now, LAID_AHEAD_DAYS);
  // What is owed now by whoever owes it now, as far as every duty is laid out.
  const expected = new Set<string>();
  for (const owner of owners) {
    const duty = { ...owner, putsOff: putsOffHolidays(owner.quote) };
    const { periods } = layOut(duty, { from: owner.since_on, endsOn: owner.ends_on }, null, now);
    for (const { startsOn, dueOn } of periods) {
      if (startsOn <= near) expected.add(`${owner.obligation_id} ${owner.body_id} ${dueOn}`);
    }
  }
  const standing = kept.filter((row) => row.withdrawn_on === null && row.starts_on <= near);
  const found = new Set(standing.map((row) => `${row.obligation_id} ${row.body_id} ${row.due_on}`));
  for (const row of kept) {
    const own = filings.filter((filing) => filing.occurrence_id === row.id);
    const facts = own.map((f) => ({
      filedOn: f.filed as LocalDate,
      outcome: f.outcome,
      decidedOn: f.decided as LocalDate,
    }));
    const counted = answeredAsOf(facts, now);
    expect({ filedOn: row.filed_on, verifiedOn: row.verified_on, returnedOn: row.returned_on }).toEqual(counted);
    if (row.done_on && row.filed_on === null && row.waived_on === null) expect(row.withdrawn_on).not.toBeNull();
  }
  const doneTasks = new Set(kept.filter((row) => row.done_on).map((row) => row.obligation_id));
  const answeredBefore = new Set(kept.filter((row) => row.filed_on).map((row) => `${row.obligation_id} ${row.due_on}`));
  for (const one of expected) {
    const [dutyId = '', , dueOn = ''] = one.split(' ');
    if (doneTasks.has(dutyId) || answeredBefore.has(`${dutyId} ${dueOn}`)) continue;
    expect(found, one).toContain(one);
  }
  for (const [id, history] of await listTaskHistories(clerk, { taskIds: kept.map((row) => row.task_id) })) {
    const rows = kept.filter((row) => row.task_id === id);
    for (const { obligation_id, body_id, due_on, starts_on, ends_on, ...row } of rows.filter((r) => r.verified_on)) {
      const days = { startsOn: starts_on, endsOn: ends_on, dueOn: due_on, filedOn: row.filed_on };
      const rest = { verifiedOn: row.verified_on, returnedOn: null, waivedOn: null, withdrawnOn: null };
      expect(occurrenceStatus({ ...days, ...rest }, now)).toMatch(/^verified/);
      const answers = history.progress.flatMap((p) => (p.outcome === 'verified' ? p.answers : []));
      expect(answers.some((a) => a.dutyId === obligation_id && a.bodyId === body_id)).toBe(true);
    }
  }
}
