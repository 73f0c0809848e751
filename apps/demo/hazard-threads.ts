import { Worker } from 'node:worker_threads';
import type { ChainCopy } from '@zhiben/platform/server/audit/chain-copy.ts';
import { type DayOfFacts, inOrder } from './agenda.ts';
import type { HazardPart } from './hazard-part.ts';

export interface ThreadSettings {
  readonly url: string;
  readonly part: HazardPart;
}

/** What a thread says: the facts of a day, the end with the numbers of each year, or why it ended. */
export type ThreadWord =
  | { readonly facts: DayOfFacts; readonly done: number }
  | { readonly numbers: ReadonlyMap<number, number> }
  | { readonly failed: string };

/** Young objects of a loader live long: a small nursery would copy them over and over. */
const YOUNG_MB = 192;

interface Part {
  readonly worker: Worker;
  /** Days that have come and are not yet in the chain. */
  readonly days: DayOfFacts[];
  /** How much of the first day is in the chain. */
  taken: number;
  done: number;
  hasEnded: boolean;
}

/** Plays parts in threads of their own and merges their facts into one chain, in the order of time. */
export class HazardThreads {
  readonly #parts: Part[];
  #numbers: ReadonlyMap<number, number> = new Map();
  #failure: Error | undefined;
  #wake: () => void = () => {};

  constructor(url: string, parts: readonly HazardPart[]) {
    this.#parts = parts.map((part) => this.#start({ url, part }));
  }

  /**
   * @returns the last number given in each year
   * @throws Error when a thread failed
   */
  async run(chain: ChainCopy, onProgress: (done: number) => void): Promise<ReadonlyMap<number, number>> {
    try {
      for (;;) {
        this.#link(chain);
        await chain.flush();
        onProgress(this.#parts.reduce((sum, part) => sum + part.done, 0));
        if (this.#failure) throw this.#failure;
        if (this.#parts.every(({ days, hasEnded }) => hasEnded && days.length === 0)) return this.#numbers;
        if (this.#isWaiting()) await new Promise<void>((wake) => (this.#wake = wake));
      }
    } finally {
      await Promise.all(this.#parts.map(({ worker }) => worker.terminate()));
    }
  }

  #start(workerData: ThreadSettings): Part {
    const worker = new Worker(new URL('./hazard-thread.mjs', import.meta.url), {
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    const part: Part = { worker, days: [], taken: 0, done: 0, hasEnded: false };
    worker.on('message', (word: ThreadWord) => {
      if ('failed' in word) this.#failure = new Error(word.failed);
      else if ('numbers' in word) {
        part.hasEnded = true;
        this.#numbers = word.numbers;
      } else {
        part.days.push(word.facts);
        part.done = word.done;
      }
      this.#wake();
    });
    worker.on('error', (error) => {
      this.#failure = error as Error;
      this.#wake();
    });
    // Also of a thread that fell silent: without its last word the load would wait for ever.
    worker.on('exit', () => {
      if (!part.hasEnded) this.#failure ??= new Error('a thread ended before its part was played');
      this.#wake();
    });
    return part;
  }

  /** One day of a thread at most, so that what is buffered stays small: as long as nothing earlier can still come. */
  #link(chain: ChainCopy): void {
    while (!this.#isWaiting()) {
      const first = this.#earliest();
      const day = first?.days[0];
      if (!first || !day) return;
      chain.link(day, first.taken);
      first.taken += 1;
      if (first.taken < day.at.length) continue;
      first.days.shift();
      first.taken = 0;
      first.worker.postMessage('taken');
      return;
    }
  }

  #earliest(): Part | undefined {
    let earliest: Part | undefined;
    for (const part of this.#parts) {
      if (part.days.length > 0 && (!earliest || inOrder(head(part), head(earliest)) < 0)) earliest = part;
    }
    return earliest;
  }

  /** Something earlier than all that is here may still come. */
  #isWaiting(): boolean {
    return this.#parts.some(({ days, hasEnded }) => days.length === 0 && !hasEnded);
  }
}

function head({ days, taken }: Part): { at: number; nth: number } {
  const [day] = days;
  return { at: day?.at[taken] as number, nth: day?.nth[taken] as number };
}
