import type { Status } from '@zhiben/slices/hazard/domain';
import type { Phase } from './trigger.types.ts';

const PHASES: Partial<Record<Status, Phase>> = {
  clue: 'judgement',
  notified: 'commitments',
  rectifying: 'rectification',
  applied: 'acceptance',
};

/** What of a hazard lapses in a status; null where nothing does. */
export function phaseOf(status: Status): Phase | null {
  return PHASES[status] ?? null;
}
