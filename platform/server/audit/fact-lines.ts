import { escaped } from '../db/copy.ts';
import { type AuditBody, type AuditFact, aroundSeq } from './chain.ts';

/** The columns that a line begins with; its body and what the chain adds stand behind them. */
export const FACT_COLUMNS = ['id', 'at', 'actor_id', 'action', 'subject_kind', 'subject_id'] as const;

export interface Said {
  readonly at: string;
  readonly actor: AuditBody['actor'];
}

/**
 * Facts in their canonical text, which lack but their numbers. Bytes: millions of them wait for their turn or pass
 * between threads, where strings would be copied over and over.
 */
export interface FactLines {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of each fact `MARKS` places in the bytes: where its columns begin, its body, what is behind its number, its end. */
  readonly marks: Uint32Array<ArrayBuffer>;
}
export const MARKS = 4;

const FIRST_BYTES = 4_096;

/** Writes facts of one county as lines. */
export class FactWriter {
  readonly #county: string;
  #bytes = Buffer.from(new ArrayBuffer(FIRST_BYTES));
  #length = 0;
  readonly #marks: number[] = [];

  constructor(county: string) {
    this.#county = county;
  }

  add(fact: AuditFact, { at, actor }: Said): void {
    const [before, behind] = aroundSeq({ ...fact, county: this.#county, at, actor, requestId: 'demo' });
    const columns = [fact.id, at, actor.id, fact.action, fact.subject.kind, fact.subject.id];
    for (const text of [`${columns.map(escaped).join('\t')}\t`, before, behind]) {
      this.#marks.push(this.#length);
      this.#write(text);
    }
    this.#marks.push(this.#length);
  }

  /** @param order of the facts, by their places in the order in which they were added */
  lines(order: ArrayLike<number>): FactLines {
    const marks = new Uint32Array(order.length * MARKS);
    for (let n = 0; n < order.length; n++) {
      const from = (order[n] as number) * MARKS;
      for (let i = 0; i < MARKS; i++) marks[n * MARKS + i] = this.#marks[from + i] as number;
    }
    return { bytes: new Uint8Array(this.#bytes.buffer), marks };
  }

  #write(text: string): void {
    const most = this.#length + text.length * 3;
    if (most > this.#bytes.length) {
      const wider = Buffer.from(new ArrayBuffer(Math.max(most, this.#bytes.length * 2)));
      this.#bytes.copy(wider, 0, 0, this.#length);
      this.#bytes = wider;
    }
    this.#length += this.#bytes.write(text, this.#length);
  }
}
