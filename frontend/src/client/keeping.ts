import { Delta } from "../kernel/index.ts";
import type { Clock } from "./clock.ts";
import type { Slot } from "./slot.ts";
import { changesBetween, type Kept, read, type Snapshot, type Typed } from "./stored.ts";
import type { Tray } from "./tray.ts";

/** Where unsettled edits are: on the device, across reload and crash, or in this tab alone. */
export type Place = "device" | "tab";

/**
 * How soon a state is stored: `lasting` at once and onto the disk, as what nobody else has; `soon` at once; `later` within
 * a second, as what the server tells again.
 */
export type Haste = "lasting" | "soon" | "later";

/** What only follows the server is stored after so long at the latest. */
const FOLLOWED_MILLIS = 1_000;
/** A store that takes longer is not waited for. */
const WRITE_MILLIS_MAX = 3_000;
/** After a write that failed. */
const RETRY_MILLIS = 5_000;
/** Then what was typed one by one is stored as one. */
const EDITS_MAX = 500;

/**
 * Stores a session, the newest state at a time, one write after the other. What must not happen before something is
 * stored waits for it here; without a store that works nothing waits. One thread.
 */
export class Keeping {
  /** What the slot held; null if nothing. */
  readonly found: Kept | null;
  readonly #slot: Slot | null;
  readonly #clock: Clock;
  readonly #changed: () => void;
  #place: Place;
  #typed: Typed = { base: Delta.EMPTY, edits: [] };
  /** What the edits of `#typed` come to. */
  #pending = Delta.EMPTY;
  #wanted: Snapshot | null = null;
  /** Null: not known. */
  #stored: Snapshot | null = null;
  #writing: Snapshot | null = null;
  /** Whether the slot may hold what a flush put there, after or instead of `#stored`: then the next write is whole. */
  #flushed = false;
  /** Whether the next write must reach the disk. */
  #lasting = false;
  /** For when what is wanted now is stored. */
  #waiting: (() => void)[] = [];
  #cancelSoon: (() => void) | null = null;

  /**
   * `changed` is called when the place has changed.
   *
   * @throws Unreadable if the slot holds something else
   */
  constructor(slot: Slot | null, clock: Clock, changed: () => void) {
    this.#slot = slot;
    this.#clock = clock;
    this.#changed = changed;
    this.#place = slot ? "device" : "tab";
    const found = slot && read(slot.records);
    this.found = found?.kept ?? null;
    this.#stored = found;
    this.#wanted = found;
    if (found) this.#typed = found.typed;
    this.#pending = found?.kept.replica?.memory.pending ?? Delta.EMPTY;
  }

  get place(): Place {
    return this.#place;
  }

  /** Whether closing the page now would lose nothing that was to be kept. */
  get isSafe(): boolean {
    return this.#place === "device" && this.#stored === this.#wanted;
  }

  /** Whether `tray` outlives the page. */
  isStored(tray: Tray): boolean {
    return this.#place === "device" && this.#stored?.kept.tray === tray;
  }

  /** `edit` took the pending edits from `before` to `after`. */
  edited(before: Delta, edit: Delta, after: Delta): void {
    if (before !== this.#pending || this.#typed.edits.length >= EDITS_MAX) return;
    this.#typed = { base: this.#typed.base, edits: [...this.#typed.edits, edit] };
    this.#pending = after;
  }

  /** `kept` is the newest state. */
  keep(kept: Kept, haste: Haste): void {
    if (!this.#slot || this.#isWorthless(kept)) return;
    const pending = kept.replica?.memory.pending ?? Delta.EMPTY;
    if (pending !== this.#pending) this.#typed = { base: pending, edits: [] };
    this.#pending = pending;
    this.#wanted = { kept, typed: this.#typed, at: this.#clock.now() };
    this.#lasting ||= haste === "lasting";
    if (this.#place === "device") this.#writeSoon(haste === "later" ? FOLLOWED_MILLIS : 0);
  }

  /** Runs `task` once what was to be kept last is stored; at once if it is, or the store does not work. */
  whenKept(task: () => void): void {
    if (this.#place === "tab" || this.#stored === this.#wanted) {
      task();
      return;
    }
    this.#waiting.push(task);
    this.#writeSoon(0);
  }

  /**
   * The page may end now: the newest state goes out beside what is being written, whole, so that it stands alone, and
   * onto the disk, as the next page takes what it finds for stored. This page may also live on for a while.
   */
  flush(): void {
    const wanted = this.#wanted;
    if (!this.#slot || !wanted || wanted === this.#stored || wanted === this.#writing) return;
    this.#flushed = true;
    this.#slot.write(changesBetween(null, wanted), true, () => {});
  }

  #isWorthless({ replica, tray }: Kept): boolean {
    return this.#wanted === null && !replica && tray.items.length === 0;
  }

  #writeSoon(millis: number): void {
    if (this.#writing) return;
    if (millis === 0) {
      this.#write();
    } else {
      this.#cancelSoon ??= this.#clock.after(millis, () => this.#write());
    }
  }

  #write(): void {
    this.#cancelSoon?.();
    this.#cancelSoon = null;
    const wanted = this.#wanted;
    if (!this.#slot || !wanted || this.#writing || wanted === this.#stored) return;
    const tasks = this.#waiting;
    this.#waiting = [];
    this.#writing = wanted;
    const cancelWatch = this.#clock.after(WRITE_MILLIS_MAX, () => {
      this.#failed();
      run(tasks);
    });
    const lasting = this.#lasting;
    this.#lasting = false;
    const from = this.#flushed ? null : this.#stored;
    this.#flushed = false;
    this.#slot.write(changesBetween(from, wanted), lasting, (problem) => {
      cancelWatch();
      this.#writing = null;
      if (problem === null) this.#succeeded(wanted);
      else this.#failed();
      run(tasks);
      this.#goOn();
    });
  }

  #succeeded(written: Snapshot): void {
    this.#stored = written;
    this.#turnTo("device");
  }

  /** Whoever waits goes on without the store; it is tried again later, with everything. */
  #failed(): void {
    this.#stored = null;
    this.#turnTo("tab");
    const waiting = this.#waiting;
    this.#waiting = [];
    run(waiting);
  }

  #goOn(): void {
    if (this.#place === "tab") {
      this.#lasting = true;
      this.#cancelSoon ??= this.#clock.after(RETRY_MILLIS, () => this.#write());
    } else if (this.#stored !== this.#wanted) {
      this.#writeSoon(this.#lasting || this.#waiting.length > 0 ? 0 : FOLLOWED_MILLIS);
    } else {
      const waiting = this.#waiting;
      this.#waiting = [];
      run(waiting);
    }
  }

  #turnTo(place: Place): void {
    if (place === this.#place) return;
    this.#place = place;
    this.#changed();
  }
}

function run(tasks: (() => void)[]): void {
  for (const task of tasks.splice(0)) task();
}
