import type { Actor } from '@zhiben/platform/domain/actor.ts';

type Who = Pick<Actor, 'permissions' | 'scope'>;

/** Risks are identified and graded by the enterprise itself (《安全生产法》第41条); nobody does it for another. */
export function mayWrite({ permissions, scope }: Who, enterpriseId: string): boolean {
  return permissions.has('risk:write') && scope.enterpriseId === enterpriseId;
}

/** A quarter is confirmed by a person of the enterprise who answers for its list. */
export function mayConfirm({ permissions, scope }: Who, enterpriseId: string): boolean {
  return permissions.has('risk:confirm') && scope.enterpriseId === enterpriseId;
}

export function mayRemark({ permissions, scope }: Who): boolean {
  return permissions.has('risk:remark') && scope.enterpriseId === null;
}

export function fileAbilities(actor: Who, enterpriseId: string): Record<string, boolean> {
  return {
    write: mayWrite(actor, enterpriseId),
    confirm: mayConfirm(actor, enterpriseId),
    remark: mayRemark(actor),
    export: actor.permissions.has('risk:export'),
  };
}
