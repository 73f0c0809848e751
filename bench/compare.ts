import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { actorOf } from '@zhiben/slices/identity/server';
import type { CompiledQuery } from 'kysely';
import { slices } from '../apps/slices.ts';
import { signIn } from '../e2e/product.ts';
import { httpClient, type Measured, measureInTurns, type Run } from './load.ts';
import type { Bare } from './statements.ts';

export const CLIENTS = 8;
export const SECONDS = Number(process.env.BENCH_SECONDS ?? 8);

export interface Compared {
  readonly name: string;
  readonly http: Measured;
  /** The same statements over a pool of the same kind, without the product; null where there is no such thing. */
  readonly bare: Measured | null;
}

/** Reads of one screen: the paths that it asks for at the same moment, for each of some records in turn. */
interface Reads {
  readonly name: string;
  readonly account: string;
  readonly screens: readonly (readonly string[])[];
}

/** Reads over HTTP and, in turns with them, the statements that their handlers send as bare SQL. */
export async function compareReads(port: number, bare: Bare, reads: readonly Reads[]): Promise<Compared[]> {
  const runs: Run[] = [];
  for (const one of reads) runs.push(await overHttp(port, one), await asBareSql(bare, one));
  const measured = await measureInTurns(runs);
  return reads.map(({ name }, i) => ({
    name,
    http: measured[i * 2] as Measured,
    bare: measured[i * 2 + 1] as Measured,
  }));
}

async function overHttp(port: number, { account, screens }: Reads): Promise<Run> {
  const send = httpClient(port, await signIn(port, account));
  const work = async (n: number) => {
    const answers = await Promise.all((screens[n % screens.length] ?? []).map((path) => send('GET', path)));
    return answers.every(({ status }) => status === 200);
  };
  return { clients: CLIENTS, seconds: SECONDS, work };
}

async function asBareSql(bare: Bare, { account, screens }: Reads): Promise<Run> {
  const actor = await actorFor(bare, account);
  const captured: CompiledQuery[][][] = [];
  for (const paths of screens) {
    const statements: CompiledQuery[][] = [];
    for (const path of paths) statements.push(await captureRead(bare, actor, path));
    captured.push(statements);
  }
  const run = async (statements: readonly CompiledQuery[]) => {
    for (const s of statements) await bare.pool.query(s.sql, [...s.parameters]);
  };
  const work = async (n: number) => {
    await Promise.all((captured[n % captured.length] ?? []).map(run));
    return true;
  };
  return { clients: CLIENTS, seconds: SECONDS, work };
}

/** What the handler of a path sends to the database. */
function captureRead(bare: Bare, actor: Ctx['actor'], path: string): Promise<CompiledQuery[]> {
  const { pathname, searchParams } = new URL(path, 'http://bench');
  for (const { contract, run } of slices.flatMap(({ routes }) => routes)) {
    if (contract.method !== 'GET') continue;
    const match = new RegExp(`^${contract.url.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`).exec(pathname);
    if (!match) continue;
    return bare.capture((db) => {
      const ctx = { db, actor, clock: { now: () => new Date() } } as unknown as Ctx;
      const params = contract.params?.parse({ ...match.groups });
      const query = contract.query?.parse(Object.fromEntries(searchParams));
      return run({ ctx, params, query } as unknown as Parameters<typeof run>[0]);
    });
  }
  throw new Error(`no route answers ${path}`);
}

async function actorFor({ pool }: Bare, account: string) {
  const { rows } = await pool.query('select * from users where account = $1', [account]);
  return actorOf(rows[0], new Set());
}
