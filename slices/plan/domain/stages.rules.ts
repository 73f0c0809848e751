import { addDays, type LocalDate } from '@zhiben/platform/domain/clock.ts';
import { type CourseOfTask, isVerified, plannedOn } from './burn-up.rules.ts';

/**
 * 未开始, 进行中, 已达标 (all that was to be completed by its end is verified), 未达标 (it has ended, and something is
 * still open).
 */
export const STAGE_STATES = ['ahead', 'running', 'passed', 'missed'] as const;
export type StageState = (typeof STAGE_STATES)[number];

/** A phase of a plan as its text states it; a missing end is taken from its neighbours. */
export interface Phase {
  readonly name: string;
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
}

export interface Stage {
  readonly name: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** Tasks to be completed by its end, those of earlier stages among them; and how many of these are verified. */
  readonly planned: number;
  readonly verified: number;
  readonly state: StageState;
}

/** The stages of a campaign with their gates at the end of a day. */
export function stagesOf(
  phases: readonly Phase[],
  tasks: readonly CourseOfTask[],
  run: { readonly from: LocalDate; readonly to: LocalDate; readonly asOf: LocalDate },
): Stage[] {
  const dated = phases.filter(({ from, to }) => from !== null || to !== null);
  let before = { begins: run.from, ends: addDays(run.from, -1) };
  return dated.map((phase, i) => {
    const next = dated[i + 1]?.from ?? null;
    const ends = phase.to ?? (next ? addDays(next, -1) : run.to);
    const after = addDays(before.ends, 1);
    // One that ends no later than the one before it runs beside that one.
    const begins = phase.from ?? (after <= ends ? after : before.begins);
    before = { begins, ends };
    const due = tasks.filter((task) => plannedOn(task) <= ends);
    const verified = due.filter((task) => isVerified(task, run.asOf)).length;
    const state = stateOf(begins, ends, run.asOf, verified === due.length);
    return { name: phase.name, from: begins, to: ends, planned: due.length, verified, state };
  });
}

function stateOf(from: LocalDate, to: LocalDate, asOf: LocalDate, isAllVerified: boolean): StageState {
  if (asOf < from) return 'ahead';
  if (asOf <= to) return 'running';
  return isAllVerified ? 'passed' : 'missed';
}
