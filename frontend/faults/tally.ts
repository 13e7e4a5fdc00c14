/** What is counted of a run; each must have happened at least once. */
export const SEEN = [
  "tokens typed",
  "tokens deleted",
  "submissions",
  "resends",
  "refusals",
  "edits in a tray",
  "joined anew",
  "resumed",
  "catch-ups",
  "reconnects",
  "tokens told saved",
  "cuts",
  "half open",
  "slow lines",
  "split lines",
  "slow readers",
  "offline",
  "doubts",
  "crashes",
  "writes lost",
  "reloads",
  "second tabs",
  "rights taken",
  "trashed",
] as const;

/** Counted too, but a short run may go without. */
export const RARE = ["kills", "tokens lost by a device", "closed with 4411", "closed with 4409"] as const;

export type Seen = (typeof SEEN)[number] | (typeof RARE)[number];

export class Tally {
  readonly #counts = new Map<Seen, number>();

  add(what: Seen, times = 1): void {
    this.#counts.set(what, this.of(what) + times);
  }

  of(what: Seen): number {
    return this.#counts.get(what) ?? 0;
  }

  /** What never happened though it should have. */
  get missing(): readonly Seen[] {
    return SEEN.filter((what) => this.of(what) === 0);
  }

  toString(): string {
    return [...SEEN, ...RARE].map((what) => `${this.of(what)} ${what}`).join(", ");
  }
}
