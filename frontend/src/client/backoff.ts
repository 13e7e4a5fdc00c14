import type { Clock } from "./clock.ts";
import { CLOSED_ABNORMALLY, GOING_AWAY, RESTARTING } from "./closing.ts";

const BOUND_MILLIS_MIN = 250;
const BOUND_MILLIS_MAX = 30_000;
/** A connection that stood this long makes the next pause short again. */
const STABLE_MILLIS = 10_000;
/** After a restart that the service has announced the bound stays low for a while. */
const RESTART_BOUND_MILLIS_MAX = 1_500;
const RESTART_MILLIS = 60_000;

/** How long to wait before the next connection: full jitter below a bound that doubles. */
export class Backoff {
  readonly #clock: Clock;
  readonly #random: () => number;
  #bound = BOUND_MILLIS_MIN;
  /** Given up, only a stable connection lets there be another. */
  #restart: "none" | "awaited" | "given up" = "none";
  #restartEnd = 0;

  /** `random` gives numbers from 0 (inclusive) to 1. */
  constructor(clock: Clock, random: () => number) {
    this.#clock = clock;
    this.#random = random;
  }

  /**
   * Milliseconds after a close with `code` of a connection that was open for `connectedMillis`, 0 if it never
   * was. `atOnce` asks for no wait, unless that was tried just now.
   */
  next(code: number, connectedMillis: number, atOnce: boolean): number {
    if (connectedMillis >= STABLE_MILLIS) {
      this.#bound = BOUND_MILLIS_MIN;
      this.#restart = "none";
    }
    const first = this.#bound === BOUND_MILLIS_MIN;
    const most = this.#awaitsRestart(code) ? RESTART_BOUND_MILLIS_MAX : BOUND_MILLIS_MAX;
    const bound = Math.min(this.#bound, most);
    this.#bound = Math.min(2 * this.#bound, most);
    return atOnce && first ? 0 : this.#random() * bound;
  }

  #awaitsRestart(code: number): boolean {
    const announced = code === GOING_AWAY || code === RESTARTING;
    if (announced && this.#restart === "none") {
      this.#restart = "awaited";
      this.#restartEnd = this.#clock.now() + RESTART_MILLIS;
    } else if (this.#restart === "awaited") {
      const refused = announced || code === CLOSED_ABNORMALLY;
      if (!refused || this.#clock.now() >= this.#restartEnd) this.#restart = "given up";
    }
    return this.#restart === "awaited";
  }
}
