import { addDays, localDate } from '@zhiben/platform/domain/clock.ts';
import type { copyDeadlineChanges, copyDeadlines } from '@zhiben/platform/server/calendar/copy-deadlines.ts';
import { type DeadlineMove, deadlineMoves } from '@zhiben/slices/hazard/domain';
import { getDeadlineRule } from '@zhiben/standards';
import { COUNTY } from './county.ts';
import type { History, Step } from './histories.ts';
import type { Random } from './random.ts';

type DeadlineRow = Parameters<ReturnType<typeof copyDeadlines>['write']>[0];
type OpenDeadline = { -readonly [K in keyof DeadlineRow]: DeadlineRow[K] };

/** As `hazard.limits.ts` has them by default. */
const LIBRARY: Readonly<Partial<Record<string, string>>> = { acceptance: 'L04', extensionDecision: 'L06' };

/** Follows the moves of the rules; a row is written when its deadline is met or its hazard has no further step. */
export class DeadlineLedger {
  readonly #copy: ReturnType<typeof copyDeadlines>;
  readonly #changes: Parameters<ReturnType<typeof copyDeadlineChanges>['write']>[0][] = [];

  constructor(copy: ReturnType<typeof copyDeadlines>) {
    this.#copy = copy;
  }

  write({ steps, random }: History): void {
    const open: OpenDeadline[] = [];
    for (const step of steps) {
      for (const move of deadlineMoves(step.before, step.event, step.at)) this.#apply(open, move, step, random);
    }
    for (const row of open) this.#copy.add(row);
  }

  #apply(open: OpenDeadline[], move: DeadlineMove, step: Step, random: Random): void {
    const row = open.find(({ purpose }) => purpose === move.purpose);
    if (move.do === 'start' || move.do === 'startLimited') {
      const started = this.#started(move, step, random);
      if (!started) return;
      if (row) open.splice(open.indexOf(row), 1);
      open.push(started);
    } else if (row && (move.do === 'meet' || move.do === 'cancel')) {
      if (move.do === 'meet') row.met_on = move.on;
      else row.cancelled_on = localDate(step.at);
      this.#copy.add(row);
      open.splice(open.indexOf(row), 1);
    } else if (row && (move.do === 'extend' || move.do === 'pause')) {
      this.#change(row, move, step, random);
    }
  }

  /** A limit is counted by the library's rule; the demo county has set none of its own. */
  #started(
    move: Extract<DeadlineMove, { do: 'start' | 'startLimited' }>,
    { hazard, at }: Step,
    random: Random,
  ): OpenDeadline | null {
    const on = localDate(at);
    const code = move.do === 'startLimited' ? LIBRARY[move.purpose] : undefined;
    const rule = code ? getDeadlineRule(code) : undefined;
    if (move.do === 'startLimited' && !rule) return null;
    const counted = move.purpose === 'acceptance' ? (hazard.dueOn as string) : addDays(on, rule?.duration ?? 0);
    const dueOn = move.do === 'start' ? move.dueOn : counted;
    return {
      county: COUNTY,
      id: random.id(at),
      subject_kind: 'hazard',
      subject_id: hazard.id,
      purpose: move.purpose,
      rule_code: rule?.code ?? 'stated',
      source: move.do === 'start' ? move.source : (rule?.source ?? ''),
      started_on: on,
      amount: rule ? rule.duration : null,
      unit: rule ? 'day' : 'fixed',
      original_due_on: dueOn,
      due_on: dueOn,
      met_on: null,
      cancelled_on: null,
    };
  }

  /** The few that were moved: their row at once, what moved it when all rows are there. */
  #change(
    row: OpenDeadline,
    move: Extract<DeadlineMove, { do: 'extend' | 'pause' | 'resume' }>,
    { at, actor }: Step,
    random: Random,
  ): void {
    row.due_on = move.do === 'extend' ? move.dueOn : 'infinity';
    this.#changes.push({
      county: COUNTY,
      deadline_id: row.id,
      id: random.id(at),
      kind: move.do === 'extend' ? 'extension' : 'pause',
      on_date: localDate(at),
      due_on: move.do === 'extend' ? move.dueOn : null,
      reason: move.reason,
      source: move.source,
      decided_by: actor.id,
      at: at.toISOString(),
    });
  }

  async writeChanges(copy: ReturnType<typeof copyDeadlineChanges>): Promise<void> {
    for (const change of this.#changes) copy.add(change);
    await copy.end();
  }
}
