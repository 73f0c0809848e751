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

interface Run {
  readonly clients: number;
  readonly seconds: number;
  /** One unit of work; resolves to whether it succeeded. `n` counts up over all clients. */
  readonly work: (n: number, client: number) => Promise<boolean>;
}

/**
 * Runs work in a closed loop of `clients`, after a warm-up: a server runs for weeks, and Node compiles what is hot in its
 * first seconds.
 */
export async function measure({ clients, seconds, work }: Run): Promise<Measured> {
  let n = 0;
  const loop = async (client: number, until: number, times: number[] | null): Promise<number> => {
    let failed = 0;
    while (performance.now() < until) {
      const startedAt = performance.now();
      if (!(await work(n++, client))) failed += 1;
      times?.push(performance.now() - startedAt);
    }
    return failed;
  };
  const each = (until: number, times: number[] | null) =>
    Promise.all(Array.from({ length: clients }, (_, client) => loop(client, until, times)));

  await each(performance.now() + WARM_UP_MS, null);
  const times: number[] = [];
  const startedAt = performance.now();
  const failures = await each(startedAt + seconds * 1_000, times);
  const elapsed = (performance.now() - startedAt) / 1_000;
  times.sort((a, b) => a - b);
  const at = (q: number) => times[Math.min(times.length - 1, Math.floor(times.length * q))] ?? 0;
  return {
    count: times.length,
    perSecond: times.length / elapsed,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    failed: failures.reduce((a, b) => a + b, 0),
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
