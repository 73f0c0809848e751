import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { type Actor, systemActor } from '@zhiben/platform/domain/actor.ts';
import type { Services } from '@zhiben/platform/server/ctx.ts';

/*
 * What keeps an anonymous finder unknown (docs/decisions/0009): no session, one actor for all, one ticket for all the
 * people of an enterprise, a claim code of which only the hash is kept.
 */

/** Who stands in the audit chain for every anonymous report: nobody in particular. */
const ANONYMOUS_ID = '00000000-0000-7000-8000-000000000001';

export function anonymousActor(county: string, enterpriseId: string): Actor {
  const system = systemActor(county);
  const scope = { ...system.scope, enterpriseId };
  return Object.freeze({ ...system, userId: ANONYMOUS_ID, name: '匿名报告人', role: 'anonymous', scope });
}

export interface DropPlace {
  readonly county: string;
  readonly enterpriseId: string;
  /** Raised by the enterprise to make older tickets invalid. */
  readonly dropNumber: number;
}

function seal({ secretKey }: Pick<Services, 'secretKey'>, { county, enterpriseId, dropNumber }: DropPlace): Buffer {
  return createHmac('sha256', secretKey)
    .update(`drop:${county}.${enterpriseId}.${dropNumber}`)
    .digest()
    .subarray(0, 16);
}

/** `county.enterprise.number.seal`: nobody can make one for another enterprise, and it says nothing of a person. */
export function makeTicket(services: Pick<Services, 'secretKey'>, place: DropPlace): string {
  const { county, enterpriseId, dropNumber } = place;
  return `${county}.${enterpriseId}.${dropNumber}.${seal(services, place).toString('base64url')}`;
}

/** @returns null when it was not made here */
export function readTicket(services: Pick<Services, 'secretKey'>, ticket: string): DropPlace | null {
  const [county = '', enterpriseId = '', number = '', mark = ''] = ticket.split('.');
  const place = { county, enterpriseId, dropNumber: Number(number) };
  const given = Buffer.from(mark, 'base64url');
  const right = seal(services, place);
  return given.length === right.length && timingSafeEqual(given, right) ? place : null;
}

/** @param code as `plainClaimCode` writes it */
export function hashOfCode(code: string): Buffer {
  return createHash('sha256').update(code).digest();
}
