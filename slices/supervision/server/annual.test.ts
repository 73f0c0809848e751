import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { expect, test } from 'vitest';
import { type Person, testCounty } from 'zhiben/test-county';
import { recordsOf } from '../../hazard/domain/hazard-analysis.rules.ts';
import { HazardPlay } from '../../hazard/server/test-hazard.ts';
import type { Annual, Candidate, DraftedPlate, Monthly, Plate, QuotaRow } from '../domain/annual.contract.ts';
import type { PaperRow } from '../domain/supervision.contract.ts';
import { ok, PaperPlay } from './test-supervision.ts';

const database = testDatabase();

async function world() {
  // People signed in later than all that happens: sessions do not end while the clock moves on.
  const county = await testCounty(database.app, '2024-06-20T02:00:00Z');
  county.clock.set('2024-03-20T02:00:00Z');
  const get = async <T>(url: string, person: Person = 'clerk') =>
    ok<T>(await county.as(person).get(`/api/supervision/${url}`));
  const post = (url: string, body: object, person: Person = 'clerk') =>
    county.as(person).post(`/api/supervision/${url}`, body);
  return { county, hazards: new HazardPlay(county), papers: new PaperPlay<Person>(county), get, post };
}

test('the circular of a month is drafted once from its figures, and anew when the first was withdrawn', async () => {
  const { county, hazards, papers, get, post } = await world();
  await hazards.at('rectifying');
  await hazards.at('notified');
  const before = await get<Monthly>('monthly?month=2024-03');
  expect(before).toMatchObject({ circular: null, abilities: { draft: true } });
  expect(before.total.figures).toMatchObject({ registered: 2, closed: 0, open: 2, overdue: 0 });
  expect(before.divisions.map(({ name }) => name)).toEqual(['东乡镇']);
  expect(before.industries[0]?.name).toContain('测试县应急管理局');

  const body = { paperId: newId(), month: '2024-03' };
  const row = ok<PaperRow>(await post('monthly', body));
  expect(ok<PaperRow>(await post('monthly', body)).id).toBe(row.id); // a resend
  expect(row).toMatchObject({ kind: 'circular', status: 'draft', title: expect.stringContaining('2024年3月') });
  const paper = await papers.record('clerk', row.id);
  expect(paper.body).toContain('排查登记重大事故隐患2项，销号0项');
  expect(paper.body).toContain('东乡镇：登记2项');
  expect(paper.receipts.map(({ partyName }) => partyName).sort()).toEqual(
    ['东乡镇人民政府', '西乡镇人民政府', '测试县应急管理局', '测试县住建局'].sort(),
  );
  const second = await post('monthly', { ...body, paperId: newId() });
  expect(second.json()).toMatchObject({
    code: 'supervision/circular-exists',
    detail: expect.stringContaining(row.title),
  });
  expect(await get<Monthly>('monthly?month=2024-03', 'leader')).toMatchObject({
    circular: { id: row.id },
    abilities: { draft: false },
  });

  await papers.do('clerk', row.id, 'withdraw', { reason: '数据有误' });
  const [one, other] = await Promise.all([
    post('monthly', { ...body, paperId: newId() }),
    post('monthly', { ...body, paperId: newId() }),
  ]);
  expect([one.statusCode, other.statusCode].sort()).toEqual([200, 409]);

  expect((await post('monthly', { paperId: newId(), month: '2024-04' })).json()).toMatchObject({
    code: 'supervision/month-to-come',
  });
  expect((await post('monthly', { paperId: newId(), month: '2024-02' }, 'officer')).statusCode).toBe(403);
  expect((await county.as('officer').get('/api/supervision/monthly?month=2024-03')).statusCode).toBe(403);
});

test('the circular of a past month tells what stood at its end, and its figures open that', async () => {
  const { county, hazards, papers, get, post } = await world();
  const late = await hazards.at('rectifying'); // by 2024-04-29
  await hazards.at('rectifying');
  county.clock.set('2024-05-10T02:00:00Z');
  const overdueIn = async (month: string) => {
    const { total, divisions, industries } = await get<Monthly>(`monthly?month=${month}`);
    const of = (rows: Monthly['divisions']) => rows.reduce((sum, { figures }) => sum + (figures.overdue ?? 0), 0);
    expect([of(divisions), of(industries)]).toEqual([total.figures.overdue, total.figures.overdue]);
    const filter = { from: month, to: month, grade: 'major' } as const;
    const { view: _, ...query } = recordsOf('overdue', filter, null, hazards.today) ?? {};
    const listed = await county.as('clerk').get(`/api/hazards/count?${new URLSearchParams(query)}`);
    expect(ok<{ count: number }>(listed).count).toBe(total.figures.overdue);
    return total.figures.overdue;
  };
  expect(await overdueIn('2024-05')).toBe(2); // a month that runs: today
  await hazards.do('safety', late, 'apply', { statement: '已更换两台探测器', files: [await hazards.photo('safety')] });
  await hazards.do('inspector2', late, 'accept', await hazards.visit('inspector2'));
  await hazards.do('officer', late, 'close', { opinion: '资料齐全，同意销号' });
  county.clock.set('2024-06-10T02:00:00Z');
  expect(await Promise.all(['2024-03', '2024-04', '2024-05', '2024-06'].map(overdueIn))).toEqual([0, 2, 1, 1]);
  const row = ok<PaperRow>(await post('monthly', { paperId: newId(), month: '2024-04' }));
  expect((await papers.record('clerk', row.id)).body).toContain('月末未销号2项，其中逾期未销号2项。');
});

test('the quota of a year, what is missing, and drafts for those weighed highest', async () => {
  const { county, hazards, papers, get, post } = await world();
  const late = await hazards.at('rectifying');
  const silent = await hazards.at('notified');
  const clue = await hazards.at('clue');
  county.clock.set('2024-06-10T02:00:00Z'); // 42 days over: a talk is asked for; no commitments for 75: exposure
  const setting = { count: 2, source: '示范县三年行动方案第12条' };
  const quota = { commandId: newId(), setting };
  expect((await post('annual/2024/quota', quota, 'officer')).statusCode).toBe(403);
  ok(await post('annual/2024/quota', quota));
  expect(ok<Annual>(await post('annual/2024/quota', quota))).toMatchObject({
    quota: { ...setting, setByName: expect.any(String) },
    listed: 0,
    drafted: 0,
    missing: 2,
  });
  const quotas = await get<{ rows: QuotaRow[] }>('quotas', 'admin');
  expect(quotas.rows).toMatchObject([{ year: 2024, ...setting }]);
  const candidates = async () => (await get<{ rows: Candidate[] }>('annual-candidates')).rows;
  const weighed = await candidates();
  expect(weighed).toHaveLength(2);
  expect(weighed[0]).toMatchObject({ id: silent, paperKind: 'exposure' });
  expect(weighed[1]).toMatchObject({
    id: late,
    paperKind: 'summonsTalk',
    reason: expect.stringMatching(/逾期 \d+ 天/),
  });

  const ticked = { commandId: newId(), ids: [late, clue] };
  const draft = async (body: object) => ok<{ rows: DraftedPlate[] }>(await post('annual-candidates/draft', body)).rows;
  const drafted = await draft(ticked);
  expect(drafted).toMatchObject([
    { id: late, done: true, paperId: expect.any(String), note: '' },
    { id: clue, done: false, paperId: null },
  ]);
  expect(await draft(ticked)).toEqual(drafted); // a resend
  const again = await Promise.all([1, 2].map(() => draft({ commandId: newId(), ids: [late] })));
  for (const [row] of again) expect(row).toMatchObject({ done: false, note: expect.stringContaining('没有重复生成') });
  expect((await candidates()).map(({ id }) => id)).toEqual([silent]);
  expect((await post('annual-candidates/draft', { ...ticked, commandId: newId() }, 'officer')).statusCode).toBe(403);
  expect(await get<Annual>('annual/2024')).toMatchObject({ listed: 0, drafted: 1, missing: 2 });

  const paperId = drafted[0]?.paperId ?? '';
  await papers.do('clerk', paperId, 'submit');
  await papers.do('leader', paperId, 'approve');
  await papers.do('clerk', paperId, 'issue');
  expect(await get<Annual>('annual/2024', 'leader')).toMatchObject({ listed: 1, drafted: 0, missing: 1 });
  const plates = await get<{ rows: Plate[] }>('annual/2024/plates');
  expect(plates.rows).toMatchObject([{ id: paperId, subjectId: late, level: 'county', status: 'issued' }]);
  expect((await get<{ rows: Plate[] }>('annual/2025/plates')).rows).toEqual([]);
});
