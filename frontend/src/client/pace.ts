import type { Clock } from "./clock.ts";

/** Lets something happen at most every so often. */
export class Pace {
  readonly #clock: Clock;
  readonly #again: () => void;
  #at = Number.NEGATIVE_INFINITY;
  #waits = false;

  /** `again` is called once the time has come for who was told to wait. */
  constructor(clock: Clock, again: () => void) {
    this.#clock = clock;
    this.#again = again;
  }

  /** Whether it may happen now, `millis` after the last time; else `again` is called when it may. */
  allows(millis: number): boolean {
    if (this.#waits) return false;
    const wait = this.#at + millis - this.#clock.now();
    if (wait <= 0) return true;
    this.#waits = true;
    this.#clock.after(wait, () => {
      this.#waits = false;
      this.#again();
    });
    return false;
  }

  /** It happens now. */
  happens(): void {
    this.#at = this.#clock.now();
  }
}
