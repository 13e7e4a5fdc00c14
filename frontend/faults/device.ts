import type { Changes, Slot, StoredRecord } from "../src/client/slot.ts";
import { read } from "../src/client/stored.ts";
import type { Random } from "../src/client/testing/random.ts";

type Records = ReadonlyMap<string, StoredRecord>;

interface Write {
  readonly changes: Changes;
  readonly done: (problem: unknown) => void;
}

/** A slot of a device, with what may be forgotten of it: its last two writes. */
export class Drawer {
  isTaken = false;
  /** Whether it ever lost a write that had been done. */
  hasForgotten = false;
  #states: Records[] = [new Map()];
  #writes: Write[] = [];
  #timer: NodeJS.Timeout | undefined;
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** All text in it: of the document as it was shown, and of the tray. */
  get text(): string {
    const kept = read(this.#records)?.kept;
    return `${kept?.replica?.shown().toString() ?? ""}${kept?.tray.items.map((item) => item.text).join("") ?? ""}`;
  }

  get hasUnsettled(): boolean {
    return (read(this.#records)?.kept.replica?.unsettledEdits ?? 0) > 0;
  }

  /** For a page. */
  open(): Slot {
    this.isTaken = true;
    return {
      records: this.#records,
      write: (changes, _, done) => {
        this.#writes.push({ changes: structuredClone(changes), done });
        this.#writeLater();
      },
    };
  }

  /** Its page ends in order: what was written is there. */
  release(): void {
    while (this.#writes.length > 0) this.#write();
    this.#free();
  }

  /** Its page is gone: some of what it was writing was written, and then the last `lost` writes were forgotten. */
  crash(lost: number): void {
    for (let more = this.#random.below(3); more > 0; more--) this.#write();
    this.#free();
    this.hasForgotten ||= lost > 0;
    this.#states = this.#states.slice(0, Math.max(1, this.#states.length - lost));
  }

  get #records(): readonly StoredRecord[] {
    return structuredClone([...(this.#states.at(-1) as Records).values()]);
  }

  #free(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writes = [];
    this.isTaken = false;
  }

  #writeLater(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#write()?.done(null);
      if (this.#writes.length > 0) this.#writeLater();
    }, this.#random.below(8));
  }

  #write(): Write | undefined {
    const write = this.#writes.shift();
    if (!write) return undefined;
    const records = new Map(write.changes.anew ? [] : this.#states.at(-1));
    for (const key of write.changes.remove) records.delete(key.join(" "));
    for (const record of write.changes.put) records.set(record[0].join(" "), record);
    this.#states = [...this.#states, records].slice(-3);
    return write;
  }
}

/** What a person's tabs share: drawers that outlive them, each of one tab at a time. */
export class Device {
  readonly drawers: Drawer[] = [];
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** A drawer that no tab has, one with unsettled edits before others; else a new one. */
  take(): Drawer {
    const free = this.drawers.filter((drawer) => !drawer.isTaken);
    const found = free.find((drawer) => drawer.hasUnsettled) ?? free[0];
    if (found) return found;
    const drawer = new Drawer(this.#random);
    this.drawers.push(drawer);
    return drawer;
  }
}
