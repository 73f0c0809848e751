import type { Actor } from '@zhiben/platform/domain/actor.ts';
import { ENTERPRISE_ROLES, STAFF_ROLES } from '@zhiben/slices/identity/domain';
import type { Enterprise } from './enterprise.contract.ts';

const NEED_PHONE: readonly string[] = [...STAFF_ROLES, ...ENTERPRISE_ROLES];

/**
 * Whether the actor has reason to call the principal: those who supervise and the enterprise's own people. Others see
 * a masked number (个人信息保护法 第6条: no more than the purpose needs).
 */
export function seesPhone(actor: Pick<Actor, 'role'>): boolean {
  return NEED_PHONE.includes(actor.role);
}

/** `138****0000`; short or odd numbers are hidden whole. */
export function maskPhone(phone: string): string {
  return phone.length >= 11 ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : phone && '****';
}

/**
 * A move between townships changes who supervises whatever the industry: whoever sees the place whole decides it, the
 * office or a township, not a department that sees its industries alone.
 */
export function mayTransfer({ scope }: Pick<Actor, 'scope'>): boolean {
  return scope.industries === null && scope.enterpriseId === null;
}

/** What the actor may do with a file that lies in their scope. */
export function abilitiesOf(
  actor: Pick<Actor, 'permissions' | 'scope'>,
  file: Pick<Enterprise, 'proposal'> & { readonly mergedInto: string | null },
): Record<string, boolean> {
  const { permissions, scope } = actor;
  const stands = file.mergedInto === null;
  const may = (permission: string) => stands && permissions.has(permission);
  const isEnterprise = scope.enterpriseId !== null;
  return {
    edit: may('enterprise:edit'),
    editAll: may('enterprise:enter'),
    addPaper: may('enterprise:edit'),
    endPaper: may('enterprise:enter'),
    decideProposal: may('enterprise:enter') && file.proposal !== null,
    transfer: may('enterprise:enter') && mayTransfer(actor),
    merge: may('enterprise:merge'),
    decideGrade: may('enterprise:grade'),
    appeal: may('enterprise:appeal') && isEnterprise,
  };
}
