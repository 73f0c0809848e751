import { z } from 'zod';
import { isLocalDate } from './clock.ts';

/**
 * One statement of each endpoint: from it come server validation, response filtering, OpenAPI and the typed client.
 * Contracts live in `slices/<slice>/domain/<slice>.contract.ts`.
 */
export interface RouteContract {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With `:name` parameters, below `/api`. */
  readonly url: `/api/${string}`;
  /** `slice:verb`; `null` only for routes that work without a session (sign-in, health, public pages). */
  readonly permission: string | null;
  /** Requests a minute from one session or address, where fewer than usual: what is open to all. */
  readonly perMinute?: number;
  /** One line in Chinese for the API reference. */
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly response: z.ZodType;
}

/** Declares a contract and keeps its exact types. */
export function contract<const C extends RouteContract>(c: C): C {
  return c;
}

type OutputOf<T> = T extends z.ZodType ? z.output<T> : undefined;
type InputOf<T> = T extends z.ZodType ? z.input<T> : undefined;

/** What a handler receives: parsed and defaulted. */
export interface RouteInput<C extends RouteContract> {
  readonly params: OutputOf<C['params']>;
  readonly query: OutputOf<C['query']>;
  readonly body: OutputOf<C['body']>;
}

/** What a caller sends; keys without a schema are absent. */
export type CallInput<C extends RouteContract> = {
  [K in 'params' | 'query' | 'body' as C[K] extends z.ZodType ? K : never]: InputOf<C[K]>;
};

export type ResponseOf<C extends RouteContract> = z.output<C['response']>;

/** Building blocks that contracts share. */
export const idSchema = z.uuid();
export const localDateSchema = z.string().refine(isLocalDate, '日期应为 YYYY-MM-DD 且真实存在');
export const instantSchema = z.iso.datetime();
export const divisionCodeSchema = z.string().regex(/^\d{12}$/, '区划代码应为 12 位数字');
/** Text that a person types: trimmed, not empty, bounded. */
export const text = (max: number) => z.string().trim().min(1, '不能为空').max(max, `不能超过 ${max} 字`);
export const optionalText = (max: number) => z.string().trim().max(max, `不能超过 ${max} 字`).default('');

/** A query key that may be repeated, `most` times: repeated ones arrive as an array, a single one as text. */
export const many = <T extends z.ZodType>(item: T, most = 20) =>
  z.union([item.transform((one) => [one]), z.array(item).max(most)]) as unknown as z.ZodType<
    z.output<T>[],
    z.input<T> | z.input<T>[]
  >;

/** Query of every cursor-paged list. `cursor` comes from the previous page and is opaque to the caller. */
export const pageQuery = {
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(25),
};

/** A page of rows; `nextCursor` is null on the last one. */
export function pageOf<T extends z.ZodType>(row: T) {
  return z.object({ rows: z.array(row), nextCursor: z.string().nullable() });
}

/**
 * How many rows there are. Counting stops at `cap`: above it `exact` is false and the screen shows “10,000+”.
 * (A full count of a million rows costs more than the page itself.)
 */
export const countSchema = z.object({ count: z.int(), exact: z.boolean() });

/** RFC 9457 problem details, with our code, field paths and the request id to read out. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  requestId: z.string(),
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
