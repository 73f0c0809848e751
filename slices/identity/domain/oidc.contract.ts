import { contract } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';

/** Browsers are sent here (a link, not a call). */
export const startOidc = contract({
  method: 'GET',
  url: '/api/session/oidc',
  permission: null,
  summary: '转到统一身份认证登录',
  /** Where to go afterwards: a path of this site. */
  query: z.object({ returnTo: z.string().max(500).optional() }),
  response: z.unknown(),
});

/**
 * The way back from the provider: sets the session cookie and redirects to `returnTo`. A failure redirects to
 * `/sign-in?problem=<code>`; its sentence is in `OIDC_PROBLEMS`.
 */
export const finishOidc = contract({
  method: 'GET',
  url: '/api/session/oidc/callback',
  permission: null,
  summary: '统一身份认证的回调地址',
  response: z.unknown(),
});
