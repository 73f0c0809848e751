import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Clock } from '../domain/clock.ts';
import type { ResponseOf, RouteContract, RouteInput } from '../domain/contract.ts';
import type { Ctx } from './ctx.ts';
import type { Db } from './db/connect.ts';

/** What a handler gets beside its parsed input; `raw` only for cookies, uploads and streams. */
export interface HandlerArgs<C extends RouteContract> extends RouteInput<C> {
  readonly ctx: Ctx;
  readonly raw: { readonly request: FastifyRequest; readonly reply: FastifyReply };
}

export interface Route {
  readonly contract: RouteContract;
  readonly run: (args: HandlerArgs<RouteContract>) => Promise<unknown>;
}

/** Binds a contract to its handler. */
export function route<C extends RouteContract>(
  contract: C,
  run: (args: HandlerArgs<C>) => Promise<z.input<C['response']> | ResponseOf<C> | FastifyReply>,
): Route {
  return { contract, run: run as Route['run'] };
}

/** A unit of background work. Running it twice must be harmless. */
export interface Job<P extends z.ZodType = z.ZodType> {
  /** `slice:verb` */
  readonly name: string;
  readonly payload: P;
  /** Crontab in Asia/Shanghai, when it runs by the clock; its payload is then `{}`. */
  readonly schedule?: string;
  readonly run: (args: { ctx: Ctx; payload: z.output<P> }) => Promise<void>;
}

export function job<P extends z.ZodType>(j: Job<P>): Job {
  return j as unknown as Job;
}

/** All that a capability announces. Nothing else is registered by hand. */
export interface Slice {
  readonly name: string;
  readonly routes: readonly Route[];
  readonly jobs?: readonly Job[];
  /** What has to stand before anything is written. Done at every start; twice, or in two processes at once, is harmless. */
  readonly atStart?: (parts: { readonly db: Db; readonly clock: Clock }) => Promise<void>;
  /** Permission → the roles that hold it. Every permission of a route must stand in some slice's table. */
  readonly permissions: Readonly<Record<string, readonly string[] | typeof EVERYONE>>;
}

/** Every signed-in person, whatever the role. */
export const EVERYONE = 'everyone';

export function defineSlice(slice: Slice): Slice {
  return slice;
}

/** The permissions of a role, over all slices. */
export function permissionsOf(role: string, slices: readonly Slice[]): ReadonlySet<string> {
  const all = slices.flatMap((slice) => Object.entries(slice.permissions));
  return new Set(all.filter(([, roles]) => roles === EVERYONE || roles.includes(role)).map(([name]) => name));
}

/** The roles that hold a permission: `everyone`, or a list. */
export function rolesWith(permission: string, slices: readonly Slice[]): readonly string[] | typeof EVERYONE {
  return slices.find((slice) => permission in slice.permissions)?.permissions[permission] ?? [];
}
