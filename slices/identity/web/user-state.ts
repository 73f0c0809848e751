import type { Tone } from '@zhiben/platform/web/tokens.ts';
import type { UserRow } from '../domain/user.contract.ts';

export const USER_STATE_TONES: Record<UserRow['state'], Tone> = {
  active: 'green',
  locked: 'orange',
  disabled: 'neutral',
};
