import type { Correction } from './correction.contract.ts';
import type { Outcome } from './correction.rules.ts';

interface UndoSteps {
  /** The correction that an undo takes back. */
  readonly undo: string | null;
  /** The undo that a redo takes back. */
  readonly redo: string | null;
}

/** What one step back and one step forth mean to a person: their own corrections, the last first. */
export function undoSteps(
  corrections: readonly Correction[],
  outcomes: ReadonlyMap<string, Outcome>,
  userId: string,
): UndoSteps {
  const own = corrections.filter(({ madeBy }) => madeBy === userId);
  const standing = own.filter(({ id }) => outcomes.get(id) !== 'undone');
  const operations = new Map(corrections.map(({ id, operation }) => [id, operation.op]));
  let redo: string | null = null;
  for (let n = own.length - 1; n >= 0 && redo === null; n--) {
    const { id, operation } = own[n] as Correction;
    // Something new after an undo ends the way forth.
    if (operation.op !== 'undo') break;
    if (outcomes.get(id) !== 'undone' && operations.get(operation.correctionId) !== 'undo') redo = id;
  }
  return { undo: standing.findLast(({ operation }) => operation.op !== 'undo')?.id ?? null, redo };
}
