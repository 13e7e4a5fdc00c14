import { type Delta, Text } from "../kernel/index.ts";
import { Exchange } from "./exchange.ts";
import { Holdings } from "./holdings.ts";
import type { Place } from "./keeping.ts";
import type { PresenceState, Selection } from "./protocol.ts";
import type { RecentChange } from "./recent.ts";
import type { Replica } from "./replica.ts";
import { Standing } from "./standing.ts";
import type { Status } from "./status.ts";
import type { SessionListener, Surroundings } from "./surroundings.ts";
import { insertedText } from "./taking.ts";
import type { Rescued } from "./tray.ts";

export type { Status } from "./status.ts";
export type { SessionListener, Surroundings } from "./surroundings.ts";
export type { Rescued } from "./tray.ts";

/** One client in one document: what it holds, what it exchanges with the server, and how it stands. One thread. */
export class Session {
  readonly #holdings: Holdings;
  readonly #exchange: Exchange;
  readonly #standing: Standing;

  /**
   * The content that the slot holds is shown at once.
   *
   * @throws Unreadable if the slot holds something else
   */
  constructor(around: Surroundings, listener: SessionListener) {
    this.#holdings = new Holdings(around, listener, () => this.#update());
    this.#exchange = new Exchange(around, this.#holdings, listener, () => this.#update());
    this.#standing = new Standing(listener);
  }

  /** Shows what the slot held, and connects. */
  open(): void {
    this.#holdings.show();
    if (this.replica) this.#exchange.change(Text.EMPTY.diff(this.replica.shown()));
    this.#update();
    this.connect();
  }

  get status(): Status {
    return this.#standing.status;
  }

  /** Null until the content has come. */
  get replica(): Replica | null {
    return this.#holdings.replica;
  }

  /** Where unsettled edits are. */
  get place(): Place {
    return this.#holdings.place;
  }

  /** Whether closing the page now would lose an edit. */
  get isAtRisk(): boolean {
    return this.#holdings.isAtRisk;
  }

  /** Connects, or tries at once instead of waiting. */
  connect(): void {
    this.#exchange.connection.connect();
  }

  /** The page may end now. */
  flush(): void {
    this.#holdings.keeping.flush();
  }

  /** Leaves for good; `left` is called when the slot may be given to somebody else. */
  leave(left: () => void = () => {}): void {
    this.#exchange.connection.leave();
    this.#holdings.keeping.whenKept(left);
  }

  /** The network may be gone: find out soon. */
  doubt(): void {
    this.#exchange.connection.doubt();
  }

  /** The author's own edit of the shown content. `returns`: it takes back or repeats an earlier one. */
  edit(edit: Delta, returns = false): void {
    if (!this.#standing.isEditable) throw new Error("not editable");
    this.#holdings.edit(edit, returns);
    this.#exchange.attendance.moved(edit);
    this.#exchange.submit();
    this.#update();
  }

  /** The author's selection in the shown content; null: others are shown none. */
  select(selection: Selection | null): void {
    this.#exchange.attendance.select(selection);
  }

  /** What the others are told of oneself; null: nothing. */
  declare(state: PresenceState | null): void {
    this.#exchange.attendance.declare(state);
  }

  /** Takes an item out of the tray. */
  dismiss(id: number): void {
    this.#holdings.dismiss(id);
  }

  /** Puts what another session rescued into this tray; `adopted` is called when it is stored. */
  adopt(items: readonly Rescued[], adopted: () => void): void {
    this.#holdings.adopt(items, adopted);
  }

  /** What others changed since this session began, the newest first; places are of the shown content. */
  get recent(): readonly RecentChange[] {
    return this.#exchange.following.recent;
  }

  /** The text of what is not settled. */
  unsettledText(): string {
    return this.replica ? insertedText(this.replica.unsettled) : "";
  }

  #update(): void {
    this.#standing.become(this.#exchange.situation);
  }
}
