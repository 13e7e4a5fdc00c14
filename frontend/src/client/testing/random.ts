/** A seeded generator (mulberry32): the same numbers, from 0 (inclusive) to 1, for the same seed. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  next = (): number => {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };

  /** From 0 to `below` − 1. */
  below(below: number): number {
    return Math.floor(this.next() * below);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T;
  }
}

/** `COWRITE_SEED` replays one case; otherwise `count` of them, from 1. */
export function seeds(count: number): readonly number[] {
  const seed = process.env.COWRITE_SEED;
  return seed === undefined ? Array.from({ length: count }, (_, index) => index + 1) : [Number(seed)];
}
