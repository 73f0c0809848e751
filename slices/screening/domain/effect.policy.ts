import type { Actor } from '@zhiben/platform/domain/actor.ts';

type Who = Pick<Actor, 'permissions' | 'scope'>;

/** What the formula leaves open is set by the county, not by one of its parts. */
export function mayConfigureEffect({ permissions, scope }: Who): boolean {
  const isWhole = scope.enterpriseId === null && scope.industries === null && /^\d{6}0{6}$/.test(scope.division);
  return permissions.has('screening:configure') && isWhole;
}

/** A veto is a regulator's decision, within the scope in which the enterprise was found. */
export function mayVeto({ permissions, scope }: Who): boolean {
  return permissions.has('screening:veto') && scope.enterpriseId === null;
}

export function mayRefresh({ permissions, scope }: Who): boolean {
  return permissions.has('screening:refresh') && scope.enterpriseId === null;
}
