import { readFileSync } from 'node:fs';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { type Person, type TestCounty, testCounty } from 'zhiben/test-county';
import { readingCorrector } from '../domain/correction.rules.ts';
import type { CampaignUnit, Correction, Operation, PlanRecord, Task } from '../domain/index.ts';
import { correctPlan } from './correction.actions.ts';
import { importPlan } from './index.ts';

const database = testDatabase();

async function imported(county: TestCounty) {
  const bytes = readFileSync(new URL('../fixtures/xupu-2023.txt', import.meta.url));
  const { id } = await importPlan(county.ctxOf('clerk'), { bytes, fileName: 'xupu.txt' });
  return id;
}

const getPlan = async (county: TestCounty, id: string, person: Person = 'clerk') =>
  (await county.as(person).get(`/api/plans/${id}`)).json() as PlanRecord;

const corrected = (plan: PlanRecord) => readingCorrector(plan, plan.text)(plan.corrections);

function correct(
  county: TestCounty,
  person: Person,
  plan: Pick<PlanRecord, 'id' | 'version'>,
  operation: Operation,
  ids: { id?: string; commandId?: string } = {},
) {
  const body = { id: newId(), commandId: newId(), ...ids, version: plan.version, operation };
  return county.as(person).post(`/api/plans/${plan.id}/corrections`, body);
}

function dutyOf(plan: PlanRecord, words: string) {
  const found = corrected(plan).obligations.find(({ quote }) => quote.includes(words));
  if (!found) throw new Error(`no duty ${words}`);
  return found;
}

function adopt(county: TestCounty, documentId: string, version: number) {
  const body = {
    id: newId(),
    commandId: newId(),
    documentId,
    version,
    name: '排查整治',
    ownerBodyId: county.bodies.office,
    startsOn: '2024-03-01',
    endsOn: '2024-12-15',
  };
  return county.as('clerk').post('/api/campaigns', body);
}

describe('correcting', () => {
  test('keeps differences beside the reading, and the adopted tasks carry them', async () => {
    const county = await testCounty(database.app);
    const id = await imported(county);
    let plan = await getPlan(county, id);
    expect(plan).toMatchObject({ version: 1, corrections: [], abilities: { adopt: true, correct: true } });
    const duty = dutyOf(plan, '每月深入企业不少于3次');

    const changed = await correct(county, 'clerk', plan, {
      op: 'changeDuty',
      duty: duty.anchor,
      changes: { actor: '各乡镇驻企专员', frequency: { per: 'week', atLeast: 1 } },
    });
    expect(changed.statusCode, changed.body).toBe(200);
    expect(changed.json()).toMatchObject({ version: 2, corrections: [{ version: 2, madeByName: expect.any(String) }] });
    const start = plan.text.indexOf(plan.sections[2]?.startsWith.slice(0, 6) ?? '');
    const span = { start, end: start + 12 };
    const facts = { ...duty, kind: 'deadline', deadline: '2024-06-30', frequency: null } as const;
    expect((await correct(county, 'clerk', plan, { op: 'addDuty', span, facts })).json().version).toBe(3);
    const unit = plan.sections.find((section) => section.kind === 'task') as PlanRecord['sections'][number];
    const removed = corrected(plan).sections.find(({ id }) => id === unit.id);
    expect(removed).toBeDefined();
    await correct(county, 'clerk', plan, { op: 'deleteUnit', unit: removed?.anchor as never });

    plan = await getPlan(county, id);
    expect(plan).toMatchObject({ version: 4 });
    expect(plan.obligations.find(({ quote }) => quote === duty.quote)?.actor).toBe(duty.actor); // the reading stands
    const result = corrected(plan);
    expect([...result.outcomes.values()]).toEqual(['applied', 'applied', 'applied']);

    const adopted = await adopt(county, id, plan.version);
    expect(adopted.statusCode, adopted.body).toBe(200);
    const { units } = (await county.as('clerk').get(`/api/campaigns/${adopted.json().id}/tree`)).json() as {
      units: CampaignUnit[];
    };
    expect(units.length).toBeGreaterThanOrEqual(plan.sections.length - 1);
    expect(units.some(({ path }) => path.join('') === unit.path.join(''))).toBe(false);
    const home = units.find(
      ({ path }) => path.join('') === plan.sections.find((s) => s.id === duty.sectionId)?.path.join(''),
    );
    const task = (await county.as('clerk').get(`/api/tasks/${home?.id}`)).json() as Task;
    expect(task.obligations).toContainEqual(
      expect.objectContaining({
        quote: duty.quote,
        actor: '各乡镇驻企专员',
        frequency: { per: 'week', atLeast: 1 },
        confidence: 1,
      }),
    );
  });

  test('a split, a deletion and its undo reach the tasks as they stand in the end', async () => {
    const county = await testCounty(database.app);
    const id = await imported(county);
    const plan = await getPlan(county, id);
    const duty = dutyOf(plan, '每月深入企业不少于3次');
    const deleted = await correct(county, 'clerk', plan, { op: 'deleteDuty', duty: duty.anchor });
    const [correction] = deleted.json().corrections as Correction[];
    expect(corrected(await getPlan(county, id)).obligations).toHaveLength(plan.obligations.length - 1);
    const undone = await correct(county, 'clerk', plan, { op: 'undo', correctionId: correction?.id ?? '' });
    expect(undone.statusCode, undone.body).toBe(200);
    expect(corrected(await getPlan(county, id)).obligations).toEqual(corrected(plan).obligations);
    const twice = await correct(county, 'clerk', plan, { op: 'undo', correctionId: correction?.id ?? '' });
    expect(twice.json().code).toBe('plan/not-undoable');
  });

  test('a resend is the same correction; an id used before is refused', async () => {
    const county = await testCounty(database.app);
    const plan = await getPlan(county, await imported(county));
    const operation: Operation = { op: 'confirmDuty', duty: dutyOf(plan, '每月深入企业').anchor };
    const ids = { id: newId(), commandId: newId() };
    const first = await correct(county, 'clerk', plan, operation, ids);
    const again = await correct(county, 'clerk', plan, operation, ids);
    expect(again.json()).toEqual(first.json());
    expect((await getPlan(county, plan.id)).corrections).toHaveLength(1);
    const other = await correct(county, 'clerk', plan, operation, { id: ids.id });
    expect(other.json().code).toBe('app/id-taken');
  });

  test('two clerks work on different items freely; on the same one the second is told', async () => {
    const county = await testCounty(database.app);
    const plan = await getPlan(county, await imported(county));
    const [first, second] = corrected(plan).obligations;
    if (!first || !second) throw new Error('two duties');
    const change = (actor: string, duty: typeof first): Operation => ({
      op: 'changeDuty',
      duty: duty.anchor,
      changes: { actor },
    });
    const clerk = county.ctxOf('clerk');
    const colleague = clerk.as({ ...clerk.actor, userId: newId(), name: '同事' });
    const theirs = (operation: Operation, version = plan.version) =>
      correctPlan(colleague, plan.id, { id: newId(), commandId: newId(), version, operation });

    const mine = await correct(county, 'clerk', plan, change('甲单位', first));
    expect(mine.statusCode).toBe(200);
    // What they had not seen comes along.
    expect((await theirs(change('乙单位', second))).corrections).toHaveLength(2);
    await expect(theirs(change('丙单位', first))).rejects.toMatchObject({ code: 'plan/edited-meanwhile' });
    const seen = await getPlan(county, plan.id);
    expect((await theirs(change('丙单位', first), seen.version)).version).toBe(4);
    const undo = { op: 'undo', correctionId: mine.json().corrections[0].id } as const;
    const clash = await correct(county, 'clerk', seen, undo);
    expect(clash.json()).toMatchObject({ status: 409, code: 'plan/edited-meanwhile' });
    expect(clash.json().detail).toMatch(/同事.*没有保存/);

    // Who adopts adopts what they have seen, or nothing.
    const unseen = await adopt(county, plan.id, seen.version);
    expect(unseen.json()).toMatchObject({ status: 409, code: 'plan/reading-changed' });
    expect(unseen.json().detail).toMatch(/同事.*更正了 1 处/);
    const now = await getPlan(county, plan.id);
    expect(now.campaignId).toBeNull();
    expect((await adopt(county, plan.id, now.version)).statusCode).toBe(200);
  });

  test.each<[string, Operation]>([
    ['a place outside the text', { op: 'addDuty', span: { start: 1, end: 999_999 }, facts: {} as never }],
    ['an item that is not there', { op: 'deleteDuty', duty: { correctionId: newId() } }],
    [
      'words that are elsewhere',
      { op: 'deleteDuty', duty: { kind: 'target', start: 1, end: 2, quote: '无', path: [], nth: 0 } },
    ],
  ])('%s is refused and changes nothing', async (_, operation) => {
    const county = await testCounty(database.app);
    const plan = await getPlan(county, await imported(county));
    const facts = { ...dutyOf(plan, '每月深入企业'), kind: 'target' } as const;
    const response = await correct(
      county,
      'clerk',
      plan,
      operation.op === 'addDuty' ? { ...operation, facts } : operation,
    );
    expect(response.json().code).toBe('plan/correction-misses');
    expect((await getPlan(county, plan.id)).version).toBe(1);
  });

  test('only the office corrects, and nobody after adoption', async () => {
    const county = await testCounty(database.app);
    const id = await imported(county);
    const plan = await getPlan(county, id, 'officer');
    expect(plan.abilities.correct).toBe(false);
    const operation: Operation = { op: 'confirmDuty', duty: dutyOf(plan, '每月深入企业').anchor };
    expect((await correct(county, 'officer', plan, operation)).statusCode).toBe(403);
    expect((await adopt(county, id, 1)).statusCode).toBe(200);
    expect((await correct(county, 'clerk', plan, operation)).json().code).toBe('plan/reading-closed');
    const reread = await county.as('clerk').post(`/api/plans/${id}/reread`, { commandId: newId(), version: 1 });
    expect(reread.json().code).toBe('plan/reading-closed');
    expect((await getPlan(county, id)).abilities.correct).toBe(false);
  });

  test('corrections are never changed or removed, not even by hand', async () => {
    const county = await testCounty(database.app);
    const plan = await getPlan(county, await imported(county));
    await correct(county, 'clerk', plan, { op: 'confirmDuty', duty: dutyOf(plan, '每月深入企业').anchor });
    const { db } = county.ctxOf('clerk');
    await expect(sql`delete from plan_corrections where county = ${county.code}`.execute(db)).rejects.toThrow(
      'only added',
    );
    await expect(
      sql`update plan_corrections set version = 9 where county = ${county.code}`.execute(db),
    ).rejects.toThrow('only added');
  });
});

describe('reading again', () => {
  test('shows what would change, then changes it; corrections stay', async () => {
    const county = await testCounty(database.app);
    const id = await imported(county);
    const plan = await getPlan(county, id);
    const duty = dutyOf(plan, '每月深入企业不少于3次');
    await correct(county, 'clerk', plan, { op: 'changeDuty', duty: duty.anchor, changes: { actor: '驻企专员' } });
    const same = await county.as('clerk').get(`/api/plans/${id}/rereading`);
    expect(same.json()).toEqual({ version: 2, differences: [], lostCorrectionIds: [] });

    // As if an earlier reader had missed the last duty, seen another deadline, and one that is none.
    const { db } = county.ctxOf('clerk');
    await sql`update plan_documents set reading = jsonb_set(
        jsonb_set(reading, '{obligations}', (reading -> 'obligations') - (-1)), '{obligations,0,actor}', '"某单位"')
      where county = ${county.code} and id = ${id}`.execute(db);
    const preview = (await county.as('clerk').get(`/api/plans/${id}/rereading`)).json();
    expect(preview.differences.map(({ change }: { change: string }) => change).sort()).toEqual(['added', 'changed']);
    const commandId = newId();
    const stale = await county.as('clerk').post(`/api/plans/${id}/reread`, { commandId: newId(), version: 1 });
    expect(stale.json().code).toBe('app/version-conflict');
    const done = await county.as('clerk').post(`/api/plans/${id}/reread`, { commandId, version: 2 });
    expect(done.json()).toEqual({ version: 3 });
    expect((await county.as('clerk').post(`/api/plans/${id}/reread`, { commandId, version: 2 })).json().version).toBe(
      3,
    );
    const after = await getPlan(county, id);
    expect(after.obligations).toEqual(plan.obligations);
    expect(dutyOf(after, '每月深入企业不少于3次').actor).toBe('驻企专员');
  });
});
