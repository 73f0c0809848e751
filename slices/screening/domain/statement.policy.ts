import type { Actor } from '@zhiben/platform/domain/actor.ts';
import type { LocalDate } from '@zhiben/platform/domain/clock.ts';

type Who = Pick<Actor, 'permissions' | 'scope' | 'userId' | 'role' | 'bodyId'>;
interface Authority {
  readonly userId: string;
  readonly until: LocalDate;
}

const isOwn = ({ scope }: Who, enterpriseId: string) => scope.enterpriseId === enterpriseId;

/**
 * In which quality somebody may sign the day's commitment: the principal answers (应急〔2018〕74号, by hearsay), or whom
 * the principal named until a day. Null: may not.
 */
export function signsAs(
  actor: Who,
  enterpriseId: string,
  deputy: Authority | null,
  on: LocalDate,
): 'principal' | 'deputy' | null {
  if (!isOwn(actor, enterpriseId) || !actor.permissions.has('screening:commit')) return null;
  if (actor.role === 'enterprisePrincipal') return 'principal';
  return deputy !== null && deputy.userId === actor.userId && deputy.until >= on ? 'deputy' : null;
}

export function mayNameDeputy(actor: Who, enterpriseId: string): boolean {
  return isOwn(actor, enterpriseId) && actor.permissions.has('screening:appoint');
}

/** The enterprise answers for its figures itself; nobody confirms them for another. */
export function mayState(actor: Who, enterpriseId: string): boolean {
  return isOwn(actor, enterpriseId) && actor.permissions.has('screening:state');
}

/** A body receives once; somebody without a body has nothing to receive for. */
export function mayReceive(actor: Who): boolean {
  return actor.permissions.has('screening:receive') && actor.bodyId !== null && actor.scope.enterpriseId === null;
}

/** Managers read what all reported; everybody else what they reported under their own name. */
export function readsAllSnapshots(actor: Who): boolean {
  return actor.permissions.has('screening:answer');
}

export function mayAnswer(actor: Who, enterpriseId: string, status: string): boolean {
  return isOwn(actor, enterpriseId) && actor.permissions.has('screening:answer') && status === 'received';
}

interface RewardState {
  readonly enterpriseId: string;
  readonly status: string;
  readonly proposedBy: string;
}

/** 提出与审批分离: who proposed never approves. */
export function rewardAbilities(actor: Who, reward: RewardState): Record<'decide' | 'pay', boolean> {
  const own = isOwn(actor, reward.enterpriseId) && actor.permissions.has('screening:reward');
  return {
    decide: own && reward.status === 'proposed' && reward.proposedBy !== actor.userId,
    pay: own && reward.status === 'approved',
  };
}
