import type { Actor } from '@zhiben/platform/domain/actor.ts';
import { ENTERPRISE_ROLES, STAFF_ROLES } from '@zhiben/slices/identity/domain';

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
