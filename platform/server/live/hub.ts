import { LIVE_REFRESH, type LiveEvent } from '../../domain/live.contract.ts';
import { inScope, type Scope } from '../../domain/scope.ts';
import type { Db } from '../db/connect.ts';
import type { Log } from '../log.ts';
import { listNewEntries, type NewEntry, readHeadSeq } from './live.queries.ts';

const POLL_MS = 1000;
const HEARTBEAT_MS = 20_000;
/** More than this in a second is an import or a sweep: one refresh says it better. */
const MOST_EVENTS = 200;
export const MOST_PER_USER = 6;

/** Somebody who listens. */
export interface Listener {
  readonly userId: string;
  readonly scope: Scope;
  /** Takes text of the stream. False: gone, or too slow to keep. */
  write(text: string): boolean;
  end(): void;
}

/**
 * Passes new entries of the audit chain on to those who may see where they lie. One poller for all listeners of a
 * process, which rests while there are none.
 */
export class LiveHub {
  readonly #db: Db;
  readonly #log: Log;
  readonly #listeners = new Set<Listener>();
  readonly #positions = new Map<string, number>();
  #timer: NodeJS.Timeout | null = null;
  #polling = false;
  #lastBeat = 0;

  constructor(db: Db, log: Log) {
    this.#db = db;
    this.#log = log;
  }

  get isResting(): boolean {
    return this.#timer === null;
  }

  /** @returns false when the person has as many open already as one may */
  async add(listener: Listener): Promise<boolean> {
    const own = [...this.#listeners].filter((other) => other.userId === listener.userId);
    if (own.length >= MOST_PER_USER) return false;
    this.#listeners.add(listener);
    const { county } = listener.scope;
    if (!this.#positions.has(county)) {
      const head = await readHeadSeq(this.#db, county);
      if (!this.#positions.has(county)) this.#positions.set(county, head);
    }
    if (!this.#listeners.has(listener)) {
      this.remove(listener); // left while we asked: takes the position away again
      return true;
    }
    // After the position is known: whatever happens from here on will be told.
    this.#tell(listener, refresh());
    this.#timer ??= setInterval(() => void this.poll(), POLL_MS).unref();
    return true;
  }

  remove(listener: Listener): void {
    this.#listeners.delete(listener);
    const { county } = listener.scope;
    if (![...this.#listeners].some((other) => other.scope.county === county)) this.#positions.delete(county);
    if (this.#listeners.size === 0 && this.#timer) {
      clearInterval(this.#timer);
      this.#timer = null;
    }
  }

  async poll(): Promise<void> {
    if (this.#polling) return; // a slow database is not asked twice at once
    this.#polling = true;
    try {
      const positions = [...this.#positions].map(([county, seq]) => ({ county, seq }));
      if (positions.length > 0) await this.#passOn(await listNewEntries(this.#db, positions, MOST_EVENTS + 1));
      this.#beat();
    } catch (error) {
      this.#log.warn({ err: error }, 'live updates: the audit chain could not be read');
    } finally {
      this.#polling = false;
    }
  }

  async #passOn(entries: readonly NewEntry[]): Promise<void> {
    for (const county of [...this.#positions.keys()]) {
      const news = entries.filter((entry) => entry.county === county);
      const last = news.at(-1);
      if (!last) continue;
      const isFlood = news.length > MOST_EVENTS;
      const next = isFlood ? await readHeadSeq(this.#db, county) : last.seq;
      if (!this.#positions.has(county)) continue; // the last listener left while we asked
      this.#positions.set(county, next);
      for (const listener of this.#listeners) {
        if (listener.scope.county !== county) continue;
        const seen = news.filter(({ body }) => body.placement && inScope(listener.scope, body.placement));
        if (isFlood) this.#tell(listener, refresh());
        else if (seen.length > 0) this.#tell(listener, seen.map(eventText).join(''));
      }
    }
  }

  /** Proxies close a connection that is silent for long. */
  #beat(): void {
    if (Date.now() - this.#lastBeat < HEARTBEAT_MS) return;
    this.#lastBeat = Date.now();
    for (const listener of this.#listeners) this.#tell(listener, ': still here\n\n');
  }

  #tell(listener: Listener, text: string): void {
    if (listener.write(text)) return;
    this.remove(listener);
    listener.end();
  }
}

function refresh(): string {
  return `event: ${LIVE_REFRESH}\ndata: {}\n\n`;
}

function eventText({ seq, body: { subject, action } }: NewEntry): string {
  const event: LiveEvent = { kind: subject.kind, id: subject.id, action };
  return `id: ${seq}\ndata: ${JSON.stringify(event)}\n\n`;
}
