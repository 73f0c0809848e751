import type { z } from 'zod';
import type { UserRow, userAbilitiesSchema } from './user.contract.ts';

export type UserAbilities = z.infer<typeof userAbilitiesSchema>;
export type UserAbility = keyof UserAbilities;

export interface UserFacts {
  readonly id: string;
  readonly state: UserRow['state'];
  readonly hasTotp: boolean;
  /** The only active administrator of the county. */
  readonly isLastAdministrator: boolean;
}

/** What an administrator may do with a user now. Own password and authenticator are changed with proof of the password. */
export function userAbilities(actorId: string, user: UserFacts): UserAbilities {
  const own = user.id === actorId;
  const enabled = user.state !== 'disabled';
  return {
    edit: true,
    disable: enabled && !user.isLastAdministrator,
    enable: !enabled,
    unlock: user.state === 'locked',
    resetPassword: enabled && !own,
    removeTotp: user.hasTotp && !own,
  };
}

export type UserRefusal = 'last-administrator' | 'own-account' | 'wrong-state';

/** Why an ability is off: the code of the error that says so. */
export function whyRefused(ability: UserAbility, actorId: string, user: UserFacts): UserRefusal {
  if (ability === 'disable' && user.isLastAdministrator) return 'last-administrator';
  if ((ability === 'resetPassword' || ability === 'removeTotp') && user.id === actorId) return 'own-account';
  return 'wrong-state';
}
