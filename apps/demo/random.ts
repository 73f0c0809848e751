/** Numbers that look random and are the same for the same seed, on every machine (mulberry32). */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
  /** A whole number from `from` to `to`, both included. */
  int(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Picks by weight. */
  weighted<T>(items: readonly (readonly [T, number])[]): T;
  /** A UUIDv7 of the given instant, the rest from this source. */
  id(at: Date): string;
}

// A large demo makes millions of ids: looked up, digits cost a third of what formatting numbers does.
const NIBBLES = '0123456789abcdef';
const BYTES = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'));

export function createRandom(seed: number): Random {
  return new SeededRandom(seed);
}

/** The source of the nth of many: what one draws does not depend on the others. */
export function randomOfNth(seed: number, n: number): Random {
  return new SeededRandom(seed ^ Math.imul(n + 1, 0x9e3779b1), n + 1);
}

class SeededRandom implements Random {
  #state: number;
  readonly #nth: number;

  /** @param nth of many sources: two of them may come upon the same state and then draw alike, but their ids must differ */
  constructor(seed: number, nth = 0) {
    this.#state = seed | 0;
    this.#nth = nth;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    const state = this.#state;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.next() * items.length)] as T;
  }

  weighted<T>(items: readonly (readonly [T, number])[]): T {
    let left = this.next() * items.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [item, weight] of items) {
      left -= weight;
      if (left < 0) return item;
    }
    return (items[items.length - 1] as (typeof items)[number])[0];
  }

  id(at: Date): string {
    const time = at.getTime().toString(16).padStart(12, '0');
    const variant = NIBBLES[8 + this.int(0, 3)];
    const [a, b, c, d] = [this.#hex3(), this.#hex3(), this.#hex6(), this.#hex6(this.#nth)];
    return `${time.slice(0, 8)}-${time.slice(8)}-7${a}-${variant}${b}-${c}${d}`;
  }

  #hex3(): string {
    const n = Math.floor(this.next() * 0x1000);
    return NIBBLES[n >>> 8] + (BYTES[n & 0xff] as string);
  }

  #hex6(mixed = 0): string {
    const n = (Math.floor(this.next() * 0x1000000) ^ mixed) & 0xffffff;
    return (BYTES[n >>> 16] as string) + (BYTES[(n >>> 8) & 0xff] as string) + (BYTES[n & 0xff] as string);
  }
}
