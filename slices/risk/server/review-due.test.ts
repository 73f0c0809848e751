import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { expect, test } from 'vitest';
import { type Person, testCounty } from 'zhiben/test-county';
import type { RiskPoint } from '../domain/risk.contract.ts';
import { remindReviews } from './review-due.actions.ts';

const database = testDatabase();

test('an enterprise is told when points are due anew, after an accident, when one is returned, and at the quarter’s end', async () => {
  const county = await testCounty(database.app);
  const { chem } = county.enterprises;
  const post = async (person: Person, url: string, body: object) => {
    const answer = await county.as(person).post(`/api/${url}`, { commandId: newId(), ...body });
    expect([url, answer.statusCode]).toEqual([url, 200]);
  };
  const unitId = newId();
  const [red, blue] = [newId(), newId()];
  await post('safety', `risk-files/${chem}/units`, { id: unitId, name: '反应釜' });
  for (const [id, L] of [
    [red, 5],
    [blue, 1],
  ] as const) {
    await post('safety', `risk-units/${unitId}/events`, { id, name: `超压 ${L}`, measures: [] });
    const judgement = { scoreTable: 'LS/standard', before: { L, S: 5 }, after: null, directRule: null };
    const who = { cause: 'first', controlLevel: 'company', ownerName: '甲示一' };
    await post('safety', `risk-events/${id}/assess`, { version: 1, ...judgement, ...who });
  }
  const dueOf = async (id: string) =>
    (await county.as('safety').get(`/api/risk-points/${id}`)).json<RiskPoint>().deadline;
  const told = async () => {
    const rows = await database.owner.db
      .withTables<{ notifications: { county: string; title: string; kind: string; link: string } }>()
      .selectFrom('notifications')
      .where('county', '=', county.code)
      .where('kind', '=', 'risk:review')
      .select(['title', 'link'])
      .distinct()
      .execute();
    return rows.map(({ title, link }) => `${title} → ${link}`).sort();
  };

  await post('inspector', `risk-events/${blue}/remarks`, { kind: 'return', words: '分值偏低' });
  const returned = `监管人员退回了风险点“超压 1”，请核对后答复 → /risks/own?event=${blue}`;
  expect(await told()).toEqual([returned]);

  // An accident of before the assessments changes nothing; one of today puts all of them forward.
  const accident = (startsOn: string) => ({ kind: 'accident', title: '灼烫事故', startsOn, deaths: 0, injured: 1 });
  await post('clerk', `enterprises/${chem}/papers`, { id: newId(), paper: accident('2024-03-01') });
  expect((await dueOf(red))?.ruleCode).toBe('risk:yearly');
  await post('clerk', `enterprises/${chem}/papers`, { id: newId(), paper: accident('2024-03-20') });
  expect(await dueOf(red)).toMatchObject({ ruleCode: 'risk:accident', dueOn: '2024-04-19', state: 'running' });
  const after = '发生事故，2 个风险点须在 2024-04-19 前重新评价 → /risks/own';
  expect(await told()).toEqual([after, returned].sort());

  const remind = async (at: string) => {
    county.clock.set(at);
    await remindReviews(county.ctxOf('admin'));
    await remindReviews(county.ctxOf('admin'));
    return (await told()).filter((line) => line !== after && line !== returned);
  };
  const coming = '2 个风险点最早 2024-04-19 前须重新评价 → /risks/own';
  const quarter = (n: string) => `2024 年第${n}季度重大风险评审待确认 → /risks/own?tab=review`;
  const overdue = '2 个风险点逾期未重新评价 → /risks/own';
  expect(await remind('2024-03-20T03:00:00Z')).toEqual([quarter('一'), coming].sort());
  expect(await remind('2024-04-20T03:00:00Z')).toEqual([quarter('一'), coming, overdue].sort());
});
