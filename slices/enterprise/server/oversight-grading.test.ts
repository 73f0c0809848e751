import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { registerHazard } from '@zhiben/slices/hazard/server';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Person, type TestCounty, testCounty } from 'zhiben/test-county';
import type { Grading } from '../domain/grading.contract.ts';
import { DEFAULT_POLICY } from '../domain/grading.rules.ts';
import type { MatrixRow } from '../domain/oversight.contract.ts';
import { findSupervisionGrade } from './grading.actions.ts';
import { recomputeAll } from './grading.compute.ts';

const database = testDatabase();
let county: TestCounty;
beforeEach(async () => {
  county = await testCounty(database.app);
});
const post = (person: Person, url: string, body: object = {}) =>
  county.as(person).post(`/api${url}`, { commandId: newId(), ...body });

describe('responsibility matrix', () => {
  const matrix = async () =>
    (await county.as('clerk').get('/api/enterprise-duties')).json<{
      rows: MatrixRow[];
      blind: number;
      fixable: number;
    }>();
  const rowOf = async (industry: string) => (await matrix()).rows.find((row) => row.industry === industry);
  const enter = (industry: string) =>
    post('clerk', '/enterprises', {
      id: newId(),
      name: `盲区${industry}`,
      kind: 'smallSite',
      division: county.townships.east,
      industry,
    });
  const duty = (industry: string, body: 'emergency' | 'housing', duty: string) =>
    post('clerk', '/enterprise-duties', { industry, bodyId: county.bodies[body], duty, source: '三定规定' });

  test('holes, overlaps and files that contradict it are computed', async () => {
    expect(await rowOf('chemicals')).toMatchObject({ enterprises: 1, blind: 0, faults: [] });
    expect(await rowOf('commerce')).toMatchObject({ faults: ['hole'], cells: [] });
    await duty('chemicals', 'housing', 'competent');
    expect((await rowOf('chemicals'))?.faults).toEqual(['overlap']);
    await duty('chemicals', 'emergency', 'none');
    expect((await rowOf('chemicals'))?.faults).toEqual(['mismatch']);
  });

  test('blind spots with one competent department are filled in one go, with provenance; others wait for the matrix', async () => {
    await enter('chemicals');
    await enter('commerce');
    expect(await matrix()).toMatchObject({ blind: 2, fixable: 1 });
    expect((await post('clerk', '/enterprise-duties/fill')).json()).toEqual({ filled: 1 });
    expect(await matrix()).toMatchObject({ blind: 1, fixable: 0 });
    expect((await post('clerk', '/enterprise-duties/fill', { industry: 'commerce' })).json().code).toBe(
      'enterprise/not-competent',
    );
    await duty('commerce', 'housing', 'competent');
    expect((await post('clerk', '/enterprise-duties/fill')).json()).toEqual({ filled: 1 });
    const { rows } = (await county.as('clerk').get('/api/enterprises?oversight=blind')).json<{ rows: object[] }>();
    expect(rows).toEqual([]);
  });
});

describe('supervision grade', () => {
  const chem = () => county.enterprises.chem;
  const grade = async (person: Person) => (await county.as(person).get(`/api/enterprises/${chem()}/grade`)).json();
  const waiting = async (): Promise<Grading> => {
    const { rows } = (await county.as('officer').get('/api/enterprise-gradings')).json<{ rows: Grading[] }>();
    return rows.find(({ enterpriseId }) => enterpriseId === chem()) as Grading;
  };
  const onGrading = (person: Person, { id, version }: Grading, verb: string, body: object) =>
    post(person, `/enterprise-gradings/${id}/${verb}`, { version, ...body });

  test('is proposed, decided, appealed by the enterprise in time and settled by another person', async () => {
    expect(await recomputeAll(county.ctxOf('admin'))).toBe(3);
    expect(await recomputeAll(county.ctxOf('admin'))).toBe(0);
    const proposed = await waiting();
    // High risk −5, no insurance −8, no safety manager −5.
    expect(proposed).toMatchObject({ score: 82, proposed: 'B', currentGrade: null });
    expect(proposed.points.every(({ reason, source }) => reason && source)).toBe(true);
    expect((await onGrading('officer', proposed, 'decide', { grade: 'C' })).json().fields[0].path).toBe('reason');
    const decided = (
      await onGrading('officer', proposed, 'decide', { grade: 'C', reason: '工艺老旧' })
    ).json<Grading>();
    expect(decided).toMatchObject({ state: 'decided', grade: 'C', appealDueOn: '2024-04-04', currentGrade: 'C' });
    expect(await findSupervisionGrade(county.ctxOf('inspector'), chem())).toEqual({
      grade: 'C',
      inspectionsPerYear: 3,
    });

    expect((await onGrading('sitePrincipal', decided, 'appeal', { appeal: '不服' })).statusCode).toBe(404);
    const appealed = (await onGrading('safety', decided, 'appeal', { appeal: '工艺已更新' })).json<Grading>();
    expect(appealed).toMatchObject({ state: 'appealed', appealedByName: '测试safety' });
    const settle = { grade: 'B', settlement: '经核实，采纳' };
    expect((await onGrading('officer', appealed, 'settle', settle)).json().code).toBe('enterprise/settle-own');
    expect((await onGrading('clerk', appealed, 'settle', settle)).json()).toMatchObject({
      state: 'settled',
      currentGrade: 'B',
    });
    expect(await grade('safety')).toMatchObject({ grade: 'B', inspections: 2, history: [{ state: 'settled' }] });
  });

  test('computed by several at once it is one proposal', async () => {
    const again = () => post('clerk', `/enterprises/${chem()}/grade/recompute`);
    const answers = await Promise.all([again(), again(), again(), again()]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
    expect((await grade('officer')).history).toHaveLength(1);
  });

  test('an appeal after its last day is refused', async () => {
    await recomputeAll(county.ctxOf('admin'));
    const decided = (await onGrading('officer', await waiting(), 'decide', { grade: 'B' })).json<Grading>();
    county.clock.set('2024-04-04T15:59:00Z');
    expect((await county.ctxOf('safety')).clock.now().toISOString()).toContain('04-04');
    const { appealGrade } = await import('./grading.actions.ts');
    const body = { commandId: newId(), version: decided.version, appeal: '不服' };
    county.clock.set('2024-04-04T16:00:00Z');
    await expect(appealGrade(county.ctxOf('safety'), decided.id, body)).rejects.toMatchObject({
      code: 'enterprise/appeal-late',
    });
    county.clock.set('2024-04-04T15:59:00Z');
    await appealGrade(county.ctxOf('safety'), decided.id, body);
  });

  test('a hazard that lapses and a paper change what is proposed; a policy of the county what it is worth', async () => {
    await recomputeAll(county.ctxOf('admin'));
    const hazard = await registerHazard(county.ctxOf('inspector'), {
      id: newId(),
      enterpriseId: chem(),
      channel: 'departmentInspection',
      description: '罐区无报警',
      place: '罐区',
      discoveredOn: '2024-03-19',
      longitude: null,
      latitude: null,
      criterionCode: null,
      files: [],
    });
    const judgement = { basis: '测试标准第一条', commitmentsDueOn: '2024-03-27', rectificationDueOn: '2024-05-01' };
    const confirmed = await post('officer', `/hazards/${hazard.id}/confirm`, { expectedVersion: 1, ...judgement });
    expect(confirmed.statusCode).toBe(200);
    county.clock.set('2024-05-20T02:00:00Z');
    expect(await recomputeAll(county.ctxOf('admin'))).toBeGreaterThan(0);
    const { now } = await import('./grading.actions.ts').then((m) => m.presentGrade(county.ctxOf('clerk'), chem()));
    expect(now).toMatchObject({
      score: 68,
      points: expect.arrayContaining([expect.objectContaining({ code: 'overdue', points: -4 })]),
    });
    county.clock.set('2024-03-20T02:00:00Z');
    const policy = { ...DEFAULT_POLICY, limits: { A: 80, B: 85, C: 60 } };
    const set = (limits: object) =>
      post('clerk', '/enterprise-grade-policy', {
        version: 0,
        policy: { ...policy, limits },
        source: '县安委办〔2024〕1 号',
      });
    expect((await set({ A: 80, B: 85, C: 60 })).json().code).toBe('enterprise/policy-broken');
    expect((await set({ A: 70, B: 65, C: 60 })).json()).toMatchObject({ version: 1, source: '县安委办〔2024〕1 号' });
    expect((await post('clerk', `/enterprises/${chem()}/grade/recompute`)).json()).toEqual({ changed: true });
    expect((await waiting()).proposed).toBe('A');
  });

  test('many are decided at once as computed; each stays open to appeal', async () => {
    await recomputeAll(county.ctxOf('admin'));
    const { rows } = (await county.as('clerk').get('/api/enterprise-gradings')).json<{ rows: Grading[] }>();
    const ids = rows.map(({ id }) => id);
    expect((await post('clerk', '/enterprise-gradings/decide', { ids })).json()).toEqual({ decided: 3, skipped: 0 });
    expect((await post('clerk', '/enterprise-gradings/decide', { ids })).json()).toEqual({ decided: 0, skipped: 3 });
    expect((await grade('safety')).history[0].abilities.appeal).toBe(true);
  });
});
