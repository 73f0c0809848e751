import { fixedClock } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { expect, test } from 'vitest';
import { type Person, testCounty } from 'zhiben/test-county';
import type { LapseSettings, LapsingRow } from '../domain/lapse.contract.ts';
import { remindLapses } from './lapse.actions.ts';

const database = testDatabase();

test('papers that lapse are listed, told of in rungs to enterprise and department, and silent once followed', async () => {
  const county = await testCounty(database.app); // 2024-03-20
  const { chem, shop } = county.enterprises;
  const add = async (enterpriseId: string, paper: object) => {
    const answer = await county.as('officer').post(`/api/enterprises/${enterpriseId}/papers`, { id: newId(), paper });
    expect(answer.statusCode).toBe(200);
  };
  const licence = { kind: 'licence', title: '经营许可证', number: '1', startsOn: '2021-05-01' };
  const policy = {
    kind: 'insurance',
    title: '甲财险',
    number: '2',
    insured: 9,
    limitPerPerson: 60,
    startsOn: '2023-05-01',
  };
  await add(chem, { ...licence, endsOn: '2024-05-01' });
  await add(chem, { ...licence, title: '排污许可证', endsOn: '2024-03-10' });
  await add(chem, { ...policy, endsOn: '2024-04-30' });
  await add(shop, { ...licence, endsOn: '2030-01-01' });
  await add(shop, { kind: 'standardisation', level: 3, number: '3', startsOn: '2021-06-01', endsOn: '2024-06-01' });

  const list = async (person: Person, query = '') =>
    (await county.as(person).get(`/api/enterprise-papers${query}`))
      .json<{ rows: LapsingRow[] }>()
      .rows.map(({ title, endsOn, state }) => `${title} ${endsOn} ${state}`);
  const all = [
    '排污许可证 2024-03-10 expired',
    '经营许可证 2024-05-01 expiring',
    '安全生产标准化三级 2024-06-01 expiring',
  ];
  expect(await list('clerk')).toEqual(all);
  expect(await list('clerk', '?sort=-endsOn&state=expiring')).toEqual(all.slice(1).reverse());
  expect(await list('clerk', '?limit=1')).toEqual(all.slice(0, 1));
  expect(await list('west')).toEqual([]);
  expect((await county.as('clerk').get('/api/enterprise-papers/count')).json()).toEqual({ count: 3, exact: true });

  const inbox = async (person: Person) =>
    (await county.as(person).get('/api/notifications'))
      .json<{ rows: { kind: string; title: string; detail: string }[] }>()
      .rows.filter(({ kind }) => kind === 'enterprise:lapse')
      .map(({ title, detail }) => `${title} ${detail}`);
  const on = (day: string) => ({ ...county.ctxOf('admin'), clock: fixedClock(`${day}T02:00:00Z`) });
  expect(await remindLapses(on('2024-03-20'))).toBe(3);
  expect(await remindLapses(on('2024-03-20'))).toBe(0);
  expect(await inbox('safety')).toEqual([
    expect.stringMatching(/^证照、保险1 项将到期，1 项已过期 .*“排污许可证”已于 2024-03-10 到期.*请按规定申请延期/),
  ]);
  expect(await inbox('officer')).toEqual([
    expect.stringContaining('2 家企业的证照、标准化、保险等2 项将到期，1 项已过期'),
  ]);

  // Thirty days before its end the policy comes in by default; the county asks for sixty, with its ground.
  const set = await county.as('clerk').post('/api/enterprise-papers/reminders', {
    commandId: newId(),
    kind: 'insurance',
    days: 60,
    source: '县安委办〔2024〕3号',
  });
  expect(set.json<LapseSettings>().kinds.find(({ kind }) => kind === 'insurance')).toMatchObject({
    days: 60,
    isOwn: true,
    setByName: '测试clerk',
  });
  expect(await list('clerk', '?kind=insurance')).toEqual(['甲财险 2024-04-30 expiring']);
  expect(await remindLapses(on('2024-03-21'))).toBe(1);

  // A later one of the same kind takes its place; what comes into its last week is told of again.
  await add(chem, { ...policy, number: '4', startsOn: '2024-05-01', endsOn: '2025-04-30' });
  expect(await list('clerk', '?kind=insurance')).toEqual([]);
  expect(await remindLapses(on('2024-04-25'))).toBe(1);
  expect((await inbox('safety'))[0]).toContain('“经营许可证”2024-05-01 到期');
});
