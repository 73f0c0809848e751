import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import type { Tone } from '@zhiben/platform/web/tokens.ts';
import { DUTY_LIST_STATE_NAMES, type DutyListRow } from '../domain/index.ts';

const TONES: Record<DutyListRow['state'], Tone> = {
  draft: 'yellow',
  published: 'green',
  revising: 'orange',
  ended: 'neutral',
};

export function DutyListState({ state }: Pick<DutyListRow, 'state'>) {
  return <StatusTag label={DUTY_LIST_STATE_NAMES[state]} tone={TONES[state]} />;
}
