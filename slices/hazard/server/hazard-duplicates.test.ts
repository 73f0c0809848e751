import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { type TestCounty, testCounty } from 'zhiben/test-county';
import { HazardPlay, ok } from './test-hazard.ts';

const database = testDatabase();
let county: TestCounty;
let play: HazardPlay<TestCounty>;
beforeEach(async () => {
  county = await testCounty(database.app);
  play = new HazardPlay(county);
});

interface Duplicates {
  alike: { hazard: { id: string }; score: number; because: string[] }[];
  pieces: { id: string }[];
  sources: { id: string; channelName: string }[];
  mergedInto: { id: string } | null;
  mayMerge: boolean;
}
const duplicates = async (id: string): Promise<Duplicates> =>
  ok(await county.as('officer').get(`/api/hazards/${id}/duplicates`));

test('a report that is made twice is proposed, merged with both sources kept, and parted again', async () => {
  const first = await play.register('inspector');
  play.hour();
  const second = await play.register('safety', { description: '甲醇罐区两个可燃气体探测器离线，没有临时监测措施' });
  const found = await duplicates(second.id);
  expect(found.alike).toEqual([
    expect.objectContaining({
      hazard: expect.objectContaining({ id: first.id }),
      because: expect.arrayContaining(['部位相同', '同日发现']),
    }),
  ]);
  expect(found.mayMerge).toBe(true);

  const command = { commandId: newId(), expectedVersion: 1, keptId: first.id, reason: '同一处探测器' };
  const merge = () => county.as('officer').post(`/api/hazards/${second.id}/merge`, command);
  expect((await merge()).statusCode).toBe(200);
  expect((await merge()).statusCode).toBe(200); // sent again
  expect((await duplicates(first.id)).sources).toEqual([
    expect.objectContaining({ id: second.id, channelName: '企业自查' }),
  ]);
  expect((await duplicates(second.id)).mergedInto).toMatchObject({ id: first.id });
  expect(await play.record('officer', second.id)).toMatchObject({ status: 'dismissed', channel: 'selfInspection' });

  const again = { commandId: newId(), id: newId(), reason: '实为两处' };
  expect((await county.as('officer').post(`/api/hazards/${second.id}/part`, again)).statusCode).toBe(200);
  expect(await play.record('officer', again.id)).toMatchObject({
    status: 'clue',
    channel: 'selfInspection',
    discoveredOn: second.discoveredOn,
  });
  expect((await duplicates(first.id)).sources).toEqual([]);
  const twice = await county
    .as('officer')
    .post(`/api/hazards/${second.id}/part`, { ...again, commandId: newId(), id: newId() });
  expect(twice.json()).toMatchObject({ code: 'hazard/not-merged' });
});

test('is merged only within an enterprise, by those who judge, and while nobody worked on it', async () => {
  const own = await play.register('inspector');
  const other = await play.register('inspector', { enterpriseId: county.enterprises.shop, criterionCode: null });
  const body = (keptId: string) => ({ commandId: newId(), expectedVersion: 1, keptId, reason: '重复' });
  expect((await county.as('officer').post(`/api/hazards/${own.id}/merge`, body(other.id))).json()).toMatchObject({
    code: 'hazard/merge-unfit',
  });
  expect((await county.as('east').post(`/api/hazards/${own.id}/merge`, body(other.id))).statusCode).toBe(403);
  const confirmed = await play.at('notified');
  const late = await county
    .as('officer')
    .post(`/api/hazards/${confirmed}/merge`, { ...body(own.id), expectedVersion: 2 });
  expect(late.json()).toMatchObject({ code: 'hazard/wrong-state' });
});

test('several general ones of one place are flagged as pieces', async () => {
  const words = ['喷漆房风机停用', '喷漆房灯具不防爆', '喷漆房报警器断电'];
  const made = [];
  for (const description of words) {
    made.push(await play.register('inspector', { description, place: '喷漆房', criterionCode: null }));
    play.hour();
  }
  const { pieces } = await duplicates(made[2]?.id ?? '');
  expect(pieces.map(({ id }) => id).sort()).toEqual([made[0]?.id, made[1]?.id].sort());
});

describe('what is ticked', () => {
  interface Row {
    id: string;
    done: boolean;
    note: string;
  }
  const send = async (person: 'clerk' | 'officer' | 'inspector', verb: string, body: object) =>
    ok<{ rows: Row[] }>(await county.as(person).post(`/api/hazards/ticked/${verb}`, body)).rows;
  const ticked = (...ids: string[]) => ({ commandId: newId(), ids });

  test('is assigned, reminded and merged one by one: a refusal hinders no other, a resend does nothing twice', async () => {
    const [notified, closed, clue] = [await play.at('notified'), await play.at('closed'), await play.at('clue')];
    const unseen = newId();
    const assignment = {
      ...ticked(notified, closed, unseen),
      bodyId: county.bodies.emergency,
      reason: '职责调整',
    };
    const assigned = await send('clerk', 'assign', assignment);
    expect(assigned.map(({ id, done }) => [id, done])).toEqual([
      [notified, true],
      [closed, false],
      [unseen, false],
    ]);
    expect(assigned[1]?.note).toContain('已销号');
    const { version } = await play.record('officer', notified);
    expect((await send('clerk', 'assign', assignment)).map(({ done }) => done)).toEqual([true, false, false]);
    expect((await play.record('officer', notified)).version).toBe(version);

    const reminder = { ...ticked(notified, closed), words: '县长要求本周完成' };
    const reminded = await send('clerk', 'remind', reminder);
    expect(reminded).toMatchObject([
      { done: true, note: expect.stringContaining('已通知') },
      { done: false, note: '已办结，没有可催办的事项。' },
    ]);
    const inbox = ok<{ rows: { title: string; detail: string }[] }>(
      await county.as('safety').get('/api/notifications'),
    );
    expect(inbox.rows[0]).toMatchObject({
      title: expect.stringContaining('催办'),
      detail: expect.stringContaining('县长要求'),
    });
    expect(await send('clerk', 'remind', ticked(notified))).toMatchObject([
      { done: false, note: expect.stringContaining('今天已由') },
    ]);
    const { timeline } = await play.record('officer', notified);
    expect(timeline.filter(({ what }) => what === '催办')).toHaveLength(1);

    const again = await play.at('clue');
    const merger = { ...ticked(clue, again, closed), keptId: clue, reason: '同一处' };
    expect((await send('officer', 'merge', merger)).map(({ done }) => done)).toEqual([true, true, false]);
    expect((await play.record('officer', again)).status).toBe('dismissed');
  });
});
