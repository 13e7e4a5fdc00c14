import type { Delta } from "../kernel/index.ts";
import { NO_ACCESS, NO_SUCH_DOCUMENT } from "./closing.ts";
import type { Link } from "./connection.ts";
import { type Haste, Keeping, type Place } from "./keeping.ts";
import type { Role } from "./protocol.ts";
import type { Replica } from "./replica.ts";
import type { Kept } from "./stored.ts";
import type { SessionListener, Surroundings } from "./surroundings.ts";
import { type Rescued, Tray } from "./tray.ts";

/** What a session has and keeps: all of it that outlives the page. */
export class Holdings {
  readonly keeping: Keeping;
  clientId: string;
  /** Of the last hello. */
  attempt: number;
  /** Null until a server has said it, now or before. */
  role: Role | null;
  /** Null until the content has come. */
  replica: Replica | null;
  readonly #listener: SessionListener;
  #title: string;
  #tray: Tray;

  /**
   * What the slot holds; `changed` is called when the place of unsettled edits has changed.
   *
   * @throws Unreadable if the slot holds something else
   */
  constructor(around: Surroundings, listener: SessionListener, changed: () => void) {
    this.keeping = new Keeping(around.slot, around.clock, changed);
    const { found } = this.keeping;
    this.role = found?.role ?? null;
    this.replica = found?.replica ?? null;
    // Without its copy, which may have been forgotten, nobody knows what was sent under that name.
    this.clientId = this.replica && found ? found.clientId : around.newClientId();
    this.attempt = this.replica && found ? found.attempt : 0;
    this.#listener = listener;
    this.#title = found?.title ?? "";
    this.#tray = found?.tray ?? Tray.EMPTY;
  }

  /** Where unsettled edits are. */
  get place(): Place {
    return this.keeping.place;
  }

  get unsettledEdits(): number {
    return this.replica?.unsettledEdits ?? 0;
  }

  /** Whether the page's end now would lose an edit, or text of the tray. */
  get isAtRisk(): boolean {
    const isTrayAtRisk = this.#tray.items.length > 0 && !this.keeping.isStored(this.#tray);
    return isTrayAtRisk || (this.unsettledEdits > 0 && !this.keeping.isSafe);
  }

  /** Tells the author what the slot held beside the content. */
  show(): void {
    if (this.#title !== "") this.#listener.title(this.#title);
    if (this.#tray.items.length > 0) this.#listener.tray(this.#tray.items);
  }

  keep(haste: Haste = "lasting"): void {
    this.keeping.keep(this.#kept, haste);
  }

  get #kept(): Kept {
    return {
      clientId: this.clientId,
      attempt: this.attempt,
      title: this.#title,
      role: this.role,
      replica: this.replica,
      tray: this.#tray,
    };
  }

  /** The author's own edit of the shown content. `returns`: it takes back or repeats an earlier one. */
  edit(edit: Delta, returns: boolean): void {
    const before = this.replica;
    if (!before) throw new Error("no content to edit");
    const kept = before.keeps(edit, returns);
    this.replica = before.edit(kept);
    this.keeping.edited(before.memory.pending, kept, this.replica.memory.pending);
    this.keep();
  }

  /** What its reader may not see any more does not stay on the device, unless something of their own is in it. */
  forgetIfShut(link: Link): void {
    const isShut = link.kind === "stopped" && (link.code === NO_ACCESS || link.code === NO_SUCH_DOCUMENT);
    if (!isShut || this.replica?.unsettledEdits !== 0) return;
    this.keeping.keep({ ...this.#kept, replica: null }, "lasting");
  }

  rename(title: string): void {
    this.#title = title;
    this.keep("later");
    this.#listener.title(title);
  }

  rescue(refused: string | null, text: string): void {
    this.#trayBecomes(this.#tray.add(refused, text));
  }

  /** Takes an item out of the tray. */
  dismiss(id: number): void {
    this.#trayBecomes(this.#tray.without(id));
  }

  #trayBecomes(tray: Tray): void {
    this.#tray = tray;
    this.keep();
    this.#listener.tray(tray.items);
  }

  /** Puts what another session rescued into this tray; `adopted` is called when it is stored. */
  adopt(items: readonly Rescued[], adopted: () => void): void {
    for (const { refused, text } of items) this.rescue(refused, text);
    this.keeping.whenKept(adopted);
  }
}
