import { z } from 'zod';
import type { CallInput, ResponseOf, RouteContract } from '../domain/contract.ts';
import { networkProblem, outdatedPage, type ProblemError, problemOf } from './problem.ts';
import { reportReach } from './reach.ts';

// Zod compiles validators with `new Function` where it may; our content security policy forbids it, and the attempt
// alone is reported as a violation.
z.config({ jitless: true });

/** The parts of a request, loosely: what `CallInput` comes down to once its contract is forgotten. */
interface LooseInput {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** Names the person who is meant to be signed in: under another session the server refuses. */
export const PERSON_HEADER = 'x-zhiben-person';

/**
 * Sends a request as its contract says and gives the parsed response.
 * @param person who is meant to send it; without, whoever is signed in
 * @throws {ProblemError} on refusal, failure, lack of network, or an answer of another shape
 */
export async function call<C extends RouteContract>(
  contract: C,
  input: CallInput<C>,
  signal?: AbortSignal,
  person?: string,
): Promise<ResponseOf<C>> {
  const { body } = input as LooseInput;
  const response = await send(urlOf(contract, input), {
    method: contract.method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(person === undefined ? {} : { [PERSON_HEADER]: person }),
    },
    body: body === undefined ? null : JSON.stringify(body),
    signal: signal ?? null,
  });
  const requestId = response.headers.get('x-request-id') ?? '';
  const json: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw refusal(problemOf(response.status, requestId, json));
  const parsed = contract.response.safeParse(json);
  if (parsed.success) return parsed.data as ResponseOf<C>;
  console.error(`${contract.method} ${contract.url}: the response has another shape`, parsed.error);
  throw outdatedPage(requestId);
}

/** The address of a call, for links and downloads. Empty values (undefined, null, '') are left out of the query. */
export function urlOf<C extends RouteContract>(contract: C, input: CallInput<C>): string {
  const { params = {}, query = {} } = input as LooseInput;
  const path = contract.url.replace(/:(\w+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`${contract.url} needs the parameter ${name}`);
    return encodeURIComponent(String(value));
  });
  const search = queryString(query);
  return search ? `${path}?${search}` : path;
}

/** A query string; arrays become repeated keys, empty values are left out. */
export function queryString(query: Readonly<Record<string, unknown>>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null && item !== '') search.append(key, String(item));
    }
  }
  return search.toString();
}

/** The slice whose data a contract carries: queries are cached, invalidated and updated live by it. */
export function sliceOf(contract: RouteContract): string {
  return contract.permission?.split(':')[0] ?? contract.url.split('/')[2] ?? '';
}

/** Sends a request and tells the shell whether the server was reached. @throws {ProblemError} on lack of network */
export async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(url, init);
    reportReach(true);
    return response;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    reportReach(false);
    throw networkProblem();
  }
}

type SessionListener = (asked: boolean) => void;
const sessionLost = new Set<SessionListener>();

/** Asks for signing in again over whatever is on screen, because the person wishes it. */
export function askForSignIn(): void {
  for (const listener of sessionLost) listener(true);
}

/**
 * Calls `listener` whenever the server says that the session has ended, and with true when its person asks to sign in.
 * Returns the way to stop listening.
 */
export function onSessionLost(listener: SessionListener): () => void {
  sessionLost.add(listener);
  return () => sessionLost.delete(listener);
}

/** Passes a refusal on, after telling the shell when it means that the session has ended. */
export function refusal(problem: ProblemError): ProblemError {
  if (problem.code === 'app/not-signed-in') for (const listener of sessionLost) listener(false);
  return problem;
}
