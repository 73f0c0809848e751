import type { RecordCommand } from '../domain/hazard.policy.ts';

/** The tasks that have a page of their own on the phone. */
const OWN_PAGES: Partial<Record<RecordCommand, string>> = {
  commit: 'commit',
  reportProgress: 'progress',
  apply: 'apply',
  accept: 'accept',
  reject: 'reject',
};

/** Those asked for one question after the other; judging, papers and coercion need a desk. */
const ASKED: ReadonlySet<RecordCommand> = new Set([
  'fileReport',
  'takeInterim',
  'applyExtension',
  'approveExtension',
  'refuseExtension',
  'close',
  'refuseClosure',
  'lift',
  'lookBack',
]);

export const isOnPhone = (command: RecordCommand): boolean => ASKED.has(command);

/** The path of a command's task below the record; null where it is done at a desk. */
export function phonePath(command: RecordCommand): string | null {
  return OWN_PAGES[command] ?? (ASKED.has(command) ? `do/${command}` : null);
}
