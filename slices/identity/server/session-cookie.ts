import type { FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_DAYS } from './session.actions.ts';

export const SESSION_COOKIE = 'zhiben_session';

/** Lax, not strict: somebody who follows a link from a message arrives signed in. Writes are guarded by origin. */
export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  const secure = request.protocol === 'https';
  const maxAge = SESSION_DAYS * 86_400;
  reply.setCookie(SESSION_COOKIE, token, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge });
}

export function clearSessionCookie(reply: FastifyReply): void {
  reply.clearCookie(SESSION_COOKIE, { path: '/' });
}

/** Where a request comes from, as sessions and refusals are recorded. */
export function deviceOf(request: FastifyRequest): { ip: string; userAgent: string } {
  return { ip: request.ip, userAgent: request.headers['user-agent'] ?? '' };
}
