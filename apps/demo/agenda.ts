import type { AuditFact } from '@zhiben/platform/server/audit/chain.ts';
import { type FactLines, FactWriter, type Said } from '@zhiben/platform/server/audit/fact-lines.ts';
import { COUNTY } from './county.ts';

/** Facts of one day in their order: when each happened, in milliseconds, and to which hazard. */
export interface DayOfFacts extends FactLines {
  readonly at: Float64Array<ArrayBuffer>;
  readonly nth: Uint32Array<ArrayBuffer>;
}

/** The order of all that happens; two things of the same instant stand in the order of their hazards. */
export const inOrder = (a: { at: number; nth: number }, b: { at: number; nth: number }): number =>
  a.at - b.at || a.nth - b.nth;

const DAY = 86_400_000;

interface Waiting {
  readonly facts: { readonly at: number; readonly nth: number; readonly place: number }[];
  readonly writer: FactWriter;
}

/** Facts that wait for their day: a history is played to its end when it begins, the chain goes by time. */
export class Agenda {
  readonly #days = new Map<number, Waiting>();
  #from = Number.POSITIVE_INFINITY;

  add(at: number, nth: number, fact: AuditFact, said: Said): void {
    const day = Math.floor(at / DAY);
    this.#from = Math.min(this.#from, day);
    const waiting = this.#days.get(day) ?? { facts: [], writer: new FactWriter(COUNTY) };
    if (waiting.facts.length === 0) this.#days.set(day, waiting);
    waiting.facts.push({ at, nth, place: waiting.facts.length });
    waiting.writer.add(fact, said);
  }

  /** Ends the days before that of an instant, one by one: nothing may be added to them any more. */
  *before(at: number): Generator<DayOfFacts> {
    for (const until = Math.floor(at / DAY); this.#from < until; this.#from++) {
      const waiting = this.#days.get(this.#from);
      this.#days.delete(this.#from);
      if (waiting) yield inTime(waiting);
    }
  }

  rest(): Generator<DayOfFacts> {
    return this.before((Math.max(...this.#days.keys()) + 1) * DAY);
  }
}

function inTime({ facts, writer }: Waiting): DayOfFacts {
  facts.sort(inOrder);
  return {
    at: Float64Array.from(facts, ({ at }) => at),
    nth: Uint32Array.from(facts, ({ nth }) => nth),
    ...writer.lines(facts.map(({ place }) => place)),
  };
}
