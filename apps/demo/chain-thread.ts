import { Worker } from 'node:worker_threads';
import type { AuditBody, AuditFact, HashAlgorithm } from '@zhiben/platform/server/audit/chain.ts';

export interface ChainSettings {
  readonly url: string;
  readonly county: string;
  readonly algorithm: HashAlgorithm;
}

interface Entry {
  readonly fact: AuditFact;
  readonly said: { readonly at: string; readonly actor: AuditBody['actor'] };
}

export type ChainOrder = readonly Entry[] | 'end';
export type ChainWord = 'written' | 'ended' | { readonly failed: string };

const BATCH = 500;
/** Batches under way before the player waits. */
const AHEAD = 8;
/** Young objects of a loader live long: a small nursery would copy them over and over. */
const YOUNG_MB = 96;

/**
 * Continues a county's chain from a second thread: canonical form and hash cost as much as all the rest of a load.
 * Same manner as `ChainCopy`.
 */
export class ChainThread {
  readonly #worker: Worker;
  #batch: Entry[] = [];
  #underWay = 0;
  #wake: () => void = () => {};
  #ended = false;
  #failure: Error | undefined;

  constructor(settings: ChainSettings) {
    this.#worker = new Worker(new URL('./chain-thread.mjs', import.meta.url), {
      workerData: settings,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    this.#worker.on('message', (word: ChainWord) => {
      if (word === 'written') this.#underWay -= 1;
      else if (word === 'ended') this.#ended = true;
      else this.#failure = new Error(word.failed);
      this.#wake();
    });
    this.#worker.on('error', (error) => {
      this.#failure = error as Error;
      this.#wake();
    });
  }

  async write(fact: AuditFact, said: Entry['said']): Promise<void> {
    this.#batch.push({ fact, said });
    if (this.#batch.length >= BATCH) await this.#send();
  }

  async end(): Promise<void> {
    await this.#send();
    this.#order('end');
    await this.#until(() => this.#ended);
  }

  /** Stops the thread whatever it does; after `end` there is nothing left to stop. */
  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  async #send(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    this.#underWay += 1;
    this.#order(batch);
    await this.#until(() => this.#underWay < AHEAD);
  }

  #order(order: ChainOrder): void {
    this.#worker.postMessage(order);
  }

  async #until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      if (this.#failure) throw this.#failure;
      await new Promise<void>((wake) => {
        this.#wake = wake;
      });
    }
    if (this.#failure) throw this.#failure;
  }
}
