import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Person, type TestCounty, testCounty } from 'zhiben/test-county';
import { DispatchPlay } from '../../dispatch/server/test-dispatch.ts';
import { HazardPlay } from '../../hazard/server/test-hazard.ts';
import { PaperPlay } from '../../supervision/server/test-supervision.ts';
import type { Home } from '../domain/overview.contract.ts';

const database = testDatabase();
let county: TestCounty;
let hazards: HazardPlay<TestCounty>;

beforeEach(async () => {
  county = await testCounty(database.app);
  await sql`update sessions set last_seen_at = '2999-01-01', expires_at = '2999-01-01'`.execute(database.owner.db);
  hazards = new HazardPlay(county);
});

const home = async (person: Person): Promise<Home> => (await county.as(person).get('/api/home')).json();
const figuresOf = ({ figures }: Home) => Object.fromEntries(figures.map(({ key, count }) => [key, count]));

describe('search', () => {
  const find = async (person: Person, q: string) => {
    const { groups } = (await county.as(person).get(`/api/search?q=${encodeURIComponent(q)}`)).json();
    return Object.fromEntries(groups.map((g: { kind: string; hits: { title: string }[] }) => [g.kind, g.hits.length]));
  };

  test('finds records of each kind, only those the person may see', async () => {
    await hazards.at('clue');
    await hazards.at('clue', { description: '甲醇储罐没有围堰' });
    await hazards.register('builder', { enterpriseId: county.enterprises.site, criterionCode: null });
    expect(await find('clerk', '甲醇')).toEqual({ hazard: 3 });
    expect(await find('east', '甲醇')).toEqual({ hazard: 2 });
    expect(await find('builder', '甲醇')).toEqual({ hazard: 1 });
    expect(await find('sitePrincipal', '甲醇')).toEqual({ hazard: 1 });
    expect(await find('clerk', '示例化工')).toMatchObject({ enterprise: 1, hazard: 2 });
    expect(await find('sitePrincipal', '示例化工')).toEqual({});
    expect(await find('clerk', '不存在的词')).toEqual({});
  });

  test('finds a hazard by its number, whole or in part, as far as the person may see it', async () => {
    await hazards.at('clue');
    await hazards.at('clue');
    for (const q of [`隐-${county.code}-2024-000002`, `${county.code}-2024-000002`, '2024-2', '000002', '2']) {
      const { groups } = (await county.as('clerk').get(`/api/search?q=${encodeURIComponent(q)}`)).json();
      expect([q, groups[0]?.kind, groups[0]?.hits.length]).toEqual([q, 'hazard', 1]);
      expect(groups[0].hits[0].note).toContain('-000002');
    }
    expect(await find('west', '000002')).toEqual({});
    const { creditCode } = (await county.as('clerk').get(`/api/enterprises/${county.enterprises.chem}`)).json();
    expect(await find('clerk', creditCode)).toEqual({ enterprise: 1 });
  });

  test('lists five of a kind and says that there are more; leads to the record', async () => {
    for (let i = 0; i < 6; i++) await hazards.at('clue');
    const { groups } = (await county.as('clerk').get('/api/search?q=甲醇')).json();
    expect(groups[0]).toMatchObject({ kind: 'hazard', hasMore: true });
    expect(groups[0].hits).toHaveLength(5);
    const [hit] = groups[0].hits;
    expect(hit.path).toBe(`/hazards/${hit.id}`);
    expect((await county.as('clerk').get('/api/search?q=')).statusCode).toBe(422);
  });
});

describe('home', () => {
  test('shows regulators what waits for their decision, what lapses first in front', async () => {
    const clue = await hazards.at('clue');
    const applied = await hazards.at('applied');
    const officer = await home('officer');
    expect(figuresOf(officer)).toMatchObject({ clue: 1, applied: 1, overdue: 0 });
    expect(officer.items.map(({ id, task }) => [task, id])).toEqual([
      ['验收', applied],
      ['认定', clue],
    ]);
    expect((await home('builder')).items).toEqual([]);
  });

  test('presses what is overdue, in red and once', async () => {
    const rectifying = await hazards.at('rectifying');
    const applied = await hazards.at('applied');
    county.clock.set('2024-06-20T02:00:00Z');
    const officer = await home('officer');
    expect(officer.figures[0]).toMatchObject({ key: 'overdue', count: 2, urgent: true });
    expect(officer.items.map(({ id, task }) => [task, id])).toEqual([
      ['验收', applied],
      ['督促整改', rectifying],
    ]);
    expect(officer.sentence).toBe('有 2 件事项已逾期。');
    expect((await home('west')).figures[0]).toMatchObject({ key: 'overdue', count: 0, urgent: false });
  });

  test('tells an enterprise its next steps, and workers only how things stand', async () => {
    const notified = await hazards.at('notified');
    const rectifying = await hazards.at('rectifying');
    const safety = await home('safety');
    expect(figuresOf(safety)).toEqual({ open: 2, applied: 0, clue: 0, overdue: 0 });
    expect(safety.items.map(({ id, task }) => [task, id])).toEqual([
      ['核对并报告', `${county.enterprises.chem}.2024-02`],
      ['报送五落实', notified],
      ['整改并申请验收', rectifying],
    ]);
    expect((await home('worker')).items.map(({ task }) => task)).toEqual(['本单位整改中', '本单位整改中']);
    expect((await home('sitePrincipal')).items.map(({ task }) => task)).toEqual(['核对并报告']);
  });

  test('asks people of an enterprise for all that they alone may do, until it is done', async () => {
    const judged = await hazards.at('notified');
    const paper = await new PaperPlay<Person>(county).issued('clerk', 'leader', 'promptLetter', judged);
    const asked = async (person: Person) => (await home(person)).items.map(({ task, path }) => `${task} ${path}`);
    const statement = `核对并报告 /statements/${county.enterprises.chem}.2024-02`;
    const owed = [`报送五落实 /hazards/${judged}`, `签收、反馈 /supervision/papers/${paper.id}`];
    const notices = [`签收告知 /hazards/${judged}`, `签收告知 /hazards/${judged}`]; // one for the actual controller
    expect(await asked('principal')).toEqual([statement, '签署承诺 /commitments/sign', ...notices, ...owed]);
    expect(await asked('safety')).toEqual([statement, ...owed]); // whom the principal did not name does not sign
    expect(await asked('worker')).toEqual([`本单位整改中 /hazards/${judged}`]);
    expect(figuresOf(await home('officer'))).toMatchObject({ papers: 1, proposals: 0 });

    const { counts } = (await county.as('principal').get('/api/commitments/draft')).json();
    const signing = { id: newId(), counts: { ...counts, units: 3, run: 3 }, words: '承诺', isPublic: false };
    expect((await county.as('principal').post('/api/commitments', signing)).statusCode).toBe(200);
    expect(await asked('principal')).toEqual([statement, ...notices, ...owed]);
  });

  test('asks for the form until it is signed, and tells the office who still owes', async () => {
    const dispatch = new DispatchPlay(county);
    await dispatch.start();
    const asked = async (person: Person) => (await home(person)).items.filter(({ task }) => task === '上报');
    expect(await asked('east')).toMatchObject([{ title: '2024年3月调度表', dueOn: '2024-03-22' }]);
    expect(await asked('inspector')).toEqual([]);
    expect(figuresOf(await home('clerk'))[`dispatch ${dispatch.formId}`]).toBe(5);
    await dispatch.submitted('east', county.townships.east);
    expect(await asked('east')).toEqual([]);
    expect(figuresOf(await home('clerk'))[`dispatch ${dispatch.formId}`]).toBe(4);
  });

  test('gives leaders at most seven figures that open what they count, and a sentence on the week', async () => {
    await new DispatchPlay(county).start();
    await hazards.at('closed');
    await hazards.at('rectifying');
    hazards.hour();
    const leader = await home('leader');
    expect(leader.works).toBe(false);
    expect(leader.figures.length).toBeLessThanOrEqual(7);
    expect(leader.sentence).toBe(
      '本周（3 月 18 日起）新登记隐患 2 项（其中重大 2 项），销号 1 项；上周同期新登记 0 项、销号 0 项。',
    );
    for (const { key, count, path } of leader.figures) {
      if (!path.startsWith('/hazards?')) continue;
      const query = path.slice('/hazards?'.length).replace('view=', 'group=');
      const counted = (await county.as('leader').get(`/api/hazards/count?${query}`)).json();
      expect([key, counted.count]).toEqual([key, count]);
    }
    county.clock.set('2024-06-20T02:00:00Z');
    const later = await home('leader');
    expect(later.figures.slice(0, 2)).toMatchObject([
      { key: 'majorLate', count: 1, urgent: true },
      { key: 'late', count: 1, urgent: true },
    ]);
    expect(later.items).toMatchObject([{ task: '重大隐患' }]);
    expect(later.hasMore).toBe(false);
  });

  test('shows leaders the major hazards that have been overdue longest, not those registered last', async () => {
    const oldest = await hazards.at('rectifying');
    hazards.hour();
    county.clock.set('2024-03-21T02:00:00Z');
    for (let i = 0; i < 6; i++) await hazards.at('rectifying');
    county.clock.set('2024-07-20T02:00:00Z');
    const leader = await home('leader');
    expect([leader.items.length, leader.hasMore]).toEqual([6, true]);
    expect(leader.items[0]?.id).toBe(oldest);
  });

  test('has nothing for the administrator of the system', async () => {
    expect(await home('admin')).toMatchObject({ works: false, figures: [], items: [] });
  });
});
