import type { CellState, DutyCell } from './duty-matrix.contract.ts';
import type { SlotState } from './screening.terms.ts';

const COUNTED_AS = {
  done: 'done',
  'made-up': 'madeUp',
  missed: 'missed',
  due: 'open',
  overdue: 'open',
  coming: 'coming',
  excluded: 'excluded',
} as const satisfies Record<SlotState, Exclude<keyof DutyCell, 'state'>>;

/** A cell of nothing but its state. */
export function emptyCell(state: 'none' | 'unplanned'): DutyCell {
  return { state, done: 0, madeUp: 0, missed: 0, open: 0, coming: 0, excluded: 0 };
}

/** What the slots of a duty in a period came to. */
export function cellOf(states: readonly SlotState[]): DutyCell {
  const cell = emptyCell('none');
  for (const state of states) cell[COUNTED_AS[state]] += 1;
  return { ...cell, state: stateOf(cell) };
}

/** The worst comes first; what lay in suspensions counts only where nothing else is. */
function stateOf({ done, madeUp, missed, open, coming, excluded }: DutyCell): CellState {
  if (missed > 0) return 'missed';
  if (open > 0) return 'due';
  if (madeUp > 0) return 'made-up';
  if (done > 0) return 'done';
  if (coming > 0) return 'coming';
  return excluded > 0 ? 'suspended' : 'none';
}

/**
 * 完成率: slots that ended, of which so many were answered: 28/30. Null where none has. As 完成任务数/计划任务数 of E
 * (effect.rules.ts): what is still open or may be made up is neither done nor missed, and what was suspended is not due.
 */
export function shareOf({
  done,
  madeUp,
  missed,
}: Pick<DutyCell, 'done' | 'madeUp' | 'missed'>): { answered: number; ended: number } | null {
  const ended = done + madeUp + missed;
  return ended === 0 ? null : { answered: done + madeUp, ended };
}

export const CELL_STATE_NAMES: Record<CellState, string> = {
  missed: '有缺漏',
  due: '待完成',
  'made-up': '有补办',
  done: '已完成',
  suspended: '停用',
  coming: '未到期',
  none: '不涉及',
  unplanned: '未开展',
};

/** For a sheet: the state, and how many of how many. */
export function sayCell(cell: DutyCell): string {
  const share = shareOf(cell);
  const name = CELL_STATE_NAMES[cell.state];
  return share ? `${name} ${share.answered}/${share.ended}` : cell.state === 'none' ? '' : name;
}
