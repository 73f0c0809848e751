import type { Actor } from '@zhiben/platform/domain/actor.ts';

type Who = Pick<Actor, 'permissions' | 'scope'>;

/** Self-inspection is the enterprise's own duty (《安全生产法》第41条): it plans, regulators look. */
export function mayManage({ permissions, scope }: Who, enterpriseId: string): boolean {
  return permissions.has('screening:manage') && scope.enterpriseId === enterpriseId;
}

/** Checks are signed, and conflicts of them settled, by people of the enterprise. */
export function mayDo({ permissions, scope }: Who, enterpriseId: string): boolean {
  return permissions.has('screening:do') && scope.enterpriseId === enterpriseId;
}

export function screeningAbilities(actor: Who, enterpriseId: string): Record<string, boolean> {
  return {
    manage: mayManage(actor, enterpriseId),
    do: mayDo(actor, enterpriseId),
    export: actor.permissions.has('screening:export'),
  };
}

/** Roles that do the tasks of a level where nobody is named. */
const LEVEL_ROLES: Readonly<Record<string, readonly string[]>> = {
  post: ['worker', 'teamLeader'],
  team: ['teamLeader'],
  workshop: ['teamLeader', 'enterpriseSafetyManager'],
  company: ['enterpriseSafetyManager'],
  group: ['enterpriseSafetyManager', 'enterprisePrincipal'],
  technical: ['enterpriseSafetyManager'],
  principal: ['enterprisePrincipal'],
};

/** Whether a task is a person's: by name, else by the role of its level. */
export function isAssigned(
  task: { readonly assignees: readonly string[]; readonly level: string },
  person: { readonly userId: string; readonly role: string },
): boolean {
  if (task.assignees.length > 0) return task.assignees.includes(person.userId);
  return LEVEL_ROLES[task.level]?.includes(person.role) ?? false;
}
