/** Time and timers, passed in so that tests turn them by hand. Milliseconds. */
export interface Clock {
  now(): number;
  /** Runs `task` once, later; the function that comes back cancels it. */
  after(millis: number, task: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(millis, task) {
    const timer = setTimeout(task, millis);
    return () => clearTimeout(timer);
  },
};
