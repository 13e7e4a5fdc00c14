import type { Clock } from "../clock.ts";

/** A clock that stands still until it is told to go on. */
export class FakeClock implements Clock {
  #now = 0;
  #timers: { readonly at: number; readonly task: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(millis: number, task: () => void): () => void {
    const timer = { at: this.#now + millis, task };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** The same time for a page that may be gone: then its timers are too. */
  while(isAlive: () => boolean): Clock {
    return {
      now: () => this.now(),
      after: (millis, task) =>
        this.after(millis, () => {
          if (isAlive()) task();
        }),
    };
  }

  /** Goes on by `millis` and runs what falls due, in order. */
  advance(millis: number): void {
    const end = this.#now + millis;
    for (;;) {
      const due = this.#timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.#timers = this.#timers.filter((timer) => timer !== due);
      this.#now = Math.max(this.#now, due.at);
      due.task();
    }
    this.#now = end;
  }
}
