/** What a record is of; `head` there is at most one of, and of a replica's other single parts too. */
export type Kind = "head" | "origin" | "step" | "flight" | "offers" | "pending" | "edit" | "tray";

/** Kind, and a number within it: a step's version, an edit's place, an item's id, else 0. */
export type RecordKey = readonly [kind: Kind, number: number];

/** A record; `value` survives a structured clone. */
export type StoredRecord = readonly [key: RecordKey, value: unknown];

/** What becomes of the records of a slot, all at once. */
export interface Changes {
  readonly put: readonly StoredRecord[];
  readonly remove: readonly RecordKey[];
  /** Drops everything that is there before anything is put. */
  readonly anew: boolean;
}

/** A place that outlives the page, for one replica and its author's tray. Whoever has it, has it alone. */
export interface Slot {
  /** What was there when it was taken, in no particular order. */
  readonly records: readonly StoredRecord[];
  /**
   * Writes all of `changes` or nothing, after those before. `done` is called once, later: with null when they would
   * survive a crash of the page (`lasting`: of the machine too), else with what went wrong.
   */
  write(changes: Changes, lasting: boolean, done: (problem: unknown) => void): void;
}
