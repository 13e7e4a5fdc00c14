/** Text that its author may want back. */
export interface Rescued {
  readonly id: number;
  /** Refused: certainly not applied. Null: it is not known whether it was saved. */
  readonly refused: string | null;
  readonly text: string;
}

/** Kept for rescue; the oldest is dropped. */
const RESCUED_MAX = 50;

/** What its author may want back, as an immutable value. */
export class Tray {
  static readonly EMPTY = new Tray([], 0);

  readonly items: readonly Rescued[];
  readonly #added: number;

  private constructor(items: readonly Rescued[], added: number) {
    this.items = items;
    this.#added = added;
  }

  static of(items: readonly Rescued[]): Tray {
    return new Tray(items, Math.max(0, ...items.map((item) => item.id)));
  }

  add(refused: string | null, text: string): Tray {
    const id = this.#added + 1;
    return new Tray([...this.items, { id, refused, text }].slice(-RESCUED_MAX), id);
  }

  without(id: number): Tray {
    return new Tray(
      this.items.filter((item) => item.id !== id),
      this.#added,
    );
  }
}
