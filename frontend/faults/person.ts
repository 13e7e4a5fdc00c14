import type { Random } from "../src/client/testing/random.ts";
import type { Rescued } from "../src/client/tray.ts";
import { Device, type Drawer } from "./device.ts";
import type { Relay } from "./relay.ts";
import type { Caller } from "./rest.ts";
import { Tab } from "./tab.ts";
import type { Tally } from "./tally.ts";
import { type Token, tokensIn } from "./token.ts";
import type { WireLog } from "./wire-log.ts";

/** What a person needs of the round. */
export interface Surroundings {
  readonly documentId: string;
  readonly tally: Tally;
  readonly wire: WireLog;
}

const TABS_MAX = 2;
/** The tray drops its oldest beyond this. */
const TRAY_MAX = 50;

/** Somebody with a device, a line and up to two tabs, who remembers what was typed and what was told. */
export class Person {
  readonly tokens: Token[] = [];
  readonly tabs: Tab[] = [];
  readonly name: string;
  readonly round: Surroundings;
  readonly relay: Relay;
  readonly caller: Caller;
  readonly #device: Device;
  readonly #random: Random;
  #clientIds = 0;
  /** By drawer: deletions whose end its author has not been told, with what there was in its tray by then. */
  readonly #deletions = new Map<Drawer, Map<Token, number>>();
  /** By drawer: how often something of its author's was undone. */
  readonly #undone = new Map<Drawer, number>();
  readonly problems: string[] = [];

  constructor(name: string, round: Surroundings, relay: Relay, caller: Caller, random: Random) {
    this.name = name;
    this.round = round;
    this.relay = relay;
    this.caller = caller;
    this.#random = random;
    this.#device = new Device(random);
  }

  get tally(): Tally {
    return this.round.tally;
  }

  newClientId(): string {
    return `${this.name}-${++this.#clientIds}`;
  }

  /** Opens the document in a tab, unless there are enough. */
  open(): void {
    if (this.tabs.length >= TABS_MAX) return;
    if (this.tabs.length > 0) this.tally.add("second tabs");
    this.tabs.push(new Tab(this, this.#device.take(), this.#random));
  }

  /** Has every drawer in a tab. */
  openAll(): void {
    for (const drawer of this.#device.drawers) {
      if (!drawer.isTaken) this.tabs.push(new Tab(this, drawer, this.#random));
    }
    if (this.tabs.length === 0) this.open();
  }

  crash(tab: Tab, lost: number): void {
    this.tally.add("crashes");
    if (lost > 0) this.tally.add("writes lost");
    this.#forget(tab);
    tab.crash(lost);
  }

  reload(tab: Tab): void {
    this.tally.add("reloads");
    this.#forget(tab);
    tab.leave();
    this.open();
  }

  leave(): void {
    for (const tab of this.tabs.splice(0)) tab.leave();
    this.relay.close();
  }

  /** `token` was deleted in the tab of `drawer`. */
  deleted(token: Token, drawer: Drawer): void {
    token.isDeleted = true;
    const deletions = this.#deletions.get(drawer) ?? new Map<Token, number>();
    this.#deletions.set(drawer, deletions.set(token, this.#undone.get(drawer) ?? 0));
  }

  /** Told that all is saved while `shown` was shown. */
  told(shown: string, drawer: Drawer): void {
    for (const token of this.tokens) {
      if (token.isSaved || !shown.includes(token.text)) continue;
      token.isSaved = true;
      this.tally.add("tokens told saved");
    }
    for (const [token, undone] of this.#deletions.get(drawer) ?? []) {
      if (!shown.includes(token.text)) {
        token.isDeletionSaved = true;
        continue;
      }
      token.isDeleted = false;
      if (undone === (this.#undone.get(drawer) ?? 0))
        this.problems.push(`came back by itself: ${JSON.stringify(token.text)}`);
    }
    this.#deletions.delete(drawer);
  }

  rescued(items: readonly Rescued[], drawer: Drawer): void {
    this.#undone.set(drawer, (this.#undone.get(drawer) ?? 0) + 1);
    this.tally.add("edits in a tray", items.length);
    for (const { refused, text } of items) {
      if (refused === null && !drawer.hasForgotten)
        this.problems.push(`in the tray for no reason: ${JSON.stringify(text.slice(0, 60))}`);
    }
    const refused = items.filter((item) => item.refused !== null).flatMap((item) => tokensIn(item.text));
    this.tally.add("refusals", items.filter((item) => item.refused !== null).length);
    for (const token of this.tokens) if (refused.includes(token.text)) token.isRefused = true;
  }

  /** A device had `before`, and has `after` now; which deletions it still has, nobody knows. */
  forgets(before: string, after: string, drawer: Drawer): void {
    this.#deletions.delete(drawer);
    for (const token of this.tokens) {
      if (token.isSaved || !before.includes(token.text) || after.includes(token.text)) continue;
      token.mayBeLost = true;
      this.tally.add("tokens lost by a device");
    }
  }

  /** Whether `token` is in the tray of a tab, or was before it was full. */
  hasInTray({ text }: Token): boolean {
    return this.tabs.some(
      ({ rescued }) => rescued.length >= TRAY_MAX || rescued.some((item) => item.text.includes(text)),
    );
  }

  #forget(tab: Tab): void {
    this.tabs.splice(this.tabs.indexOf(tab), 1);
  }
}
