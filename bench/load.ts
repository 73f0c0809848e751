import { Agent, request } from 'node:http';

/** What a run of requests or statements measured; times in milliseconds. */
export interface Measured {
  readonly count: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly failed: number;
}

const WARM_UP_MS = 5_000;

export interface Run {
  readonly clients: number;
  readonly seconds: number;
  /** One unit of work; resolves to whether it succeeded. `n` counts up over all clients. */
  readonly work: (n: number, client: number) => Promise<boolean>;
}

/** Turns that runs take which are compared: what else the machine does meanwhile then meets all of them. */
const TURNS = 4;

export async function measure(run: Run): Promise<Measured> {
  const [measured] = await measureInTurns([run]);
  return measured as Measured;
}

/**
 * Runs work in a closed loop of `clients`, after a warm-up: a server runs for weeks, and Node compiles what is hot in its
 * first seconds. Several runs take turns.
 */
export async function measureInTurns(runs: readonly Run[]): Promise<Measured[]> {
  const loops = runs.map(loopOf);
  for (const loop of loops) await loop(WARM_UP_MS);
  const counts = runs.map(() => ({ times: [] as number[], failed: 0, elapsedMs: 0 }));
  for (let turn = 0; turn < TURNS; turn++) {
    for (const [i, { seconds }] of runs.entries()) {
      const turned = await (loops[i] as Loop)((seconds * 1_000) / TURNS);
      const count = counts[i] as typeof turned;
      count.times.push(...turned.times);
      count.failed += turned.failed;
      count.elapsedMs += turned.elapsedMs;
    }
  }
  return counts.map(({ times, failed, elapsedMs }) => {
    times.sort((a, b) => a - b);
    const at = (q: number) => times[Math.min(times.length - 1, Math.floor(times.length * q))] ?? 0;
    const perSecond = times.length / (elapsedMs / 1_000);
    return { count: times.length, perSecond, p50: at(0.5), p95: at(0.95), p99: at(0.99), failed };
  });
}

type Loop = (ms: number) => Promise<{ times: number[]; failed: number; elapsedMs: number }>;

function loopOf({ clients, work }: Run): Loop {
  let n = 0;
  return async (ms) => {
    const times: number[] = [];
    let failed = 0;
    const startedAt = performance.now();
    const one = async (client: number) => {
      for (let at = performance.now(); at < startedAt + ms; at = performance.now()) {
        if (!(await work(n++, client))) failed += 1;
        times.push(performance.now() - at);
      }
    };
    await Promise.all(Array.from({ length: clients }, (_, client) => one(client)));
    return { times, failed, elapsedMs: performance.now() - startedAt };
  };
}

/** Requests over kept connections, as one browser or phone after another would send them. */
export function httpClient(port: number, cookie: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  return (method: 'GET' | 'POST', path: string, body?: object): Promise<{ status: number; text: string }> =>
    new Promise((done, fail) => {
      const payload = body === undefined ? undefined : JSON.stringify(body);
      const headers = {
        cookie,
        ...(payload === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
      };
      const sent = request({ host: '127.0.0.1', port, method, path, agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
        response.on('error', fail);
      });
      sent.on('error', fail);
      sent.end(payload);
    });
}
