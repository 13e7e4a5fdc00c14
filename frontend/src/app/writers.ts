import type { User } from "../client/protocol.ts";

/** Who paused for less than this goes on writing: that is no news. */
const PAUSE_MILLIS = 60_000;

/** Who has begun to write since it was last said, so that it is said in one sentence. */
export class Writers {
  readonly #wrote = new Map<string, number>();
  #unsaid = new Map<string, string>();

  /** These write at `now`, in milliseconds. Whether there is anything to say. */
  see(writing: readonly User[], now: number): boolean {
    for (const { id, name } of writing) {
      if (now - (this.#wrote.get(id) ?? Number.NEGATIVE_INFINITY) > PAUSE_MILLIS) this.#unsaid.set(id, name);
      this.#wrote.set(id, now);
    }
    return this.#unsaid.size > 0;
  }

  /** The names of who has begun; from now on they count as said. */
  take(): readonly string[] {
    const names = [...this.#unsaid.values()];
    this.#unsaid = new Map();
    return names;
  }
}
