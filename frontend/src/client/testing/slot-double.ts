import type { Changes, Slot, StoredRecord } from "../slot.ts";

interface Write {
  readonly changes: Changes;
  readonly lasting: boolean;
  readonly done: (problem: unknown) => void;
}

/** How a store that is wrong differs from one that is not. */
export interface Faults {
  /** Says that it has written before it has. */
  readonly saysTooEarly?: boolean;
  /** What becomes of a record that is read. */
  readonly spoils?: (record: StoredRecord) => StoredRecord;
}

/** A slot in memory, which outlives its pages. Nothing is written until it is told to. */
export class SlotDouble {
  #records = new Map<string, StoredRecord>();
  /** Before what may still be lost, oldest first. */
  #lasting = new Map<string, StoredRecord>();
  #writes: Write[] = [];
  /** What the next write fails with; null: it does not. */
  problem: unknown = null;
  readonly #faults: Faults;

  constructor(faults: Faults = {}) {
    this.#faults = faults;
  }

  get records(): readonly StoredRecord[] {
    return structuredClone([...this.#records.values()]);
  }

  get isIdle(): boolean {
    return this.#writes.length === 0;
  }

  /** For a new page. */
  open(): Slot {
    const spoils = this.#faults.spoils ?? ((record) => record);
    return { records: this.records.map(spoils), write: (...write) => this.#write(...write) };
  }

  /** The next write is done. */
  step(): void {
    const write = this.#writes.shift();
    if (!write) return;
    const { problem } = this;
    this.problem = null;
    if (problem === null) this.#apply(write);
    if (!this.#faults.saysTooEarly) write.done(problem);
  }

  settle(): void {
    while (!this.isIdle) this.step();
  }

  /** The page is gone: of what it was writing the first `written` were written, and it was never told. */
  crash(written: number): void {
    for (const write of this.#writes.splice(0).slice(0, written)) this.#apply(write);
  }

  /** The power fails: what was not written to last is gone. */
  powerFails(): void {
    this.crash(0);
    this.#records = new Map(this.#lasting);
  }

  #write(changes: Changes, lasting: boolean, done: (problem: unknown) => void): void {
    this.#writes.push({ changes: structuredClone(changes), lasting, done });
    if (this.#faults.saysTooEarly) done(null);
  }

  #apply({ changes, lasting }: Write): void {
    if (changes.anew) this.#records.clear();
    for (const key of changes.remove) this.#records.delete(key.join(" "));
    for (const record of changes.put) this.#records.set(record[0].join(" "), record);
    if (lasting) this.#lasting = new Map(this.#records);
  }
}
