import { describe, expect, it } from 'vitest';
import type { Outcome } from '../domain/correction.rules.ts';
import { type Correction, type PlanRecord, undoSteps } from '../domain/index.ts';
import { newerPlan, shownCorrections, stillPending, withAnswer } from './pending-corrections.ts';

const correction = (id: string, version: number): Correction => ({
  id,
  version,
  operation: { op: 'deleteUnit', unit: { correctionId: id } },
  madeAt: '2024-03-20T02:00:00.000Z',
  madeBy: 'clerk',
  madeByName: '办事员',
});
const [split, deleted, others] = [correction('split', 2), correction('deleted', 3), correction('others', 3)];
const planAt = (version: number, ...corrections: Correction[]) =>
  ({ id: 'plan', version, corrections }) as unknown as PlanRecord;
const undoneBy = (shown: readonly Correction[]) =>
  undoSteps(shown, new Map(shown.map(({ id }): [string, Outcome] => [id, 'applied'])), 'clerk').undo;

describe('a correction that was just made is what an undo takes back', () => {
  it('while it is sent', () => {
    expect(undoneBy(shownCorrections(planAt(2, split), [{ correction: deleted, isAnswered: false }]))).toBe('deleted');
  });

  it('when the answer is there and the plan that holds it is not yet', () => {
    const pending = [{ correction: deleted, isAnswered: true }];
    expect(undoneBy(shownCorrections(planAt(2, split), pending))).toBe('deleted');
    expect(stillPending(planAt(3, split, deleted), pending)).toEqual([]);
  });

  it('when a fetch that began before it ends after it', () => {
    const seen = planAt(3, split, deleted);
    expect(undoneBy(shownCorrections(newerPlan(seen, planAt(2, split)), []))).toBe('deleted');
    expect(newerPlan(seen, planAt(4, split, deleted, others)).version).toBe(4);
    const another = { ...planAt(1), id: 'another' };
    expect(newerPlan(seen, another)).toBe(another);
  });
});

describe('an answer', () => {
  it('brings the correction and those of others since', () => {
    const answer = { version: 4, corrections: [others, correction('deleted', 4)] };
    const after = withAnswer(planAt(2, split), 2, answer);
    expect([after.version, after.corrections.map(({ id }) => id)]).toEqual([4, ['split', 'others', 'deleted']]);
    expect(withAnswer(after, 2, answer)).toBe(after);
  });

  it('is not laid on a plan that lacks more than it brings', () => {
    const old = planAt(1);
    expect(withAnswer(old, 2, { version: 3, corrections: [deleted] })).toBe(old);
  });
});
