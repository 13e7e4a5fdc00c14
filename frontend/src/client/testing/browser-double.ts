import { runErrand } from "../errand.ts";
import { read } from "../stored.ts";
import type { FakeClock } from "./fake-clock.ts";
import { Person } from "./person.ts";
import type { Random } from "./random.ts";
import type { ServerDouble, SocketDouble } from "./server-double.ts";
import { type Faults, SlotDouble } from "./slot-double.ts";

/** A tab with the document open, and where it is kept. */
export interface Tab {
  readonly page: Person;
  readonly slot: SlotDouble;
  isAlive: boolean;
}

/** One person's browser: tabs that come and go over slots that stay. */
export class BrowserDouble {
  readonly tabs: Tab[] = [];
  user: string;
  #slots: SlotDouble[] = [];
  /** Of errands: nobody sees them. */
  readonly #errands: { readonly socket: () => SocketDouble | undefined; readonly slot: SlotDouble }[] = [];
  readonly #server: ServerDouble;
  readonly #clock: FakeClock;
  readonly #random: Random;
  readonly #newClientId: () => string;
  readonly #faults: Faults & { readonly ignoresLocks?: boolean };

  constructor(
    user: string,
    server: ServerDouble,
    clock: FakeClock,
    random: Random,
    newClientId: () => string,
    faults: Faults & { readonly ignoresLocks?: boolean } = {},
  ) {
    this.user = user;
    this.#server = server;
    this.#clock = clock;
    this.#random = random;
    this.#newClientId = newClientId;
    this.#faults = faults;
  }

  get slots(): readonly SlotDouble[] {
    return this.#slots;
  }

  /** Opens the document in another tab: in a slot that no tab has, one with unsettled edits before others. */
  open(): Tab {
    const free = this.#slots.filter((slot) => this.#faults.ignoresLocks || !this.#isTaken(slot));
    free.sort((a, b) => unsettledIn(b) - unsettledIn(a));
    const slot = free[0] ?? new SlotDouble(this.#faults);
    if (free.length === 0) this.#slots.push(slot);
    const life = { isAlive: true };
    const clock = this.#clock.while(() => life.isAlive);
    const random = this.#random.next;
    const page = new Person(this.user, this.#server, clock, random, slot.open(), this.#newClientId);
    const tab = Object.assign(life, { page, slot });
    this.tabs.push(tab);
    page.session.open();
    return tab;
  }

  /** A tab is gone from one moment to the next. */
  crash(tab: Tab, powerFails: boolean): void {
    this.tabs.splice(this.tabs.indexOf(tab), 1);
    tab.isAlive = false;
    if (powerFails) tab.slot.powerFails();
    else tab.slot.crash(this.#random.below(3));
    for (const socket of tab.page.sockets) {
      socket.onopen = null;
      socket.onmessage = null;
      socket.onclose = null;
      while (!socket.isClosed && socket.sent.length > 0 && this.#random.chance(0.5)) socket.deliverToServer();
      socket.isClosed = true;
    }
  }

  /** Sends what tabs that are gone left, while `tab` is open. */
  runErrands({ page }: Tab): void {
    for (const slot of this.#slots.filter((one) => !this.#isTaken(one))) {
      if (slot.records.length === 0) continue;
      let socket: SocketDouble | undefined;
      const openSocket = () => {
        socket = this.#server.open(this.user);
        return socket;
      };
      const around = {
        openSocket,
        clock: this.#clock,
        random: this.#random.next,
        newClientId: this.#newClientId,
        slot: slot.open(),
      };
      const errand = { socket: () => socket, slot };
      this.#errands.push(errand);
      runErrand(around, (outcome) => {
        this.#errands.splice(this.#errands.indexOf(errand), 1);
        if (outcome.kind === "left") return;
        page.session.adopt(outcome.rescued, () => {
          this.#slots = this.#slots.filter((one) => one !== slot);
        });
      });
    }
  }

  settle(): void {
    for (const { page, slot } of this.tabs) {
      slot.settle();
      if (!page.socket.isClosed) page.socket.settle();
      slot.settle();
    }
    for (const { socket, slot } of [...this.#errands]) {
      slot.settle();
      socket()?.settle();
      slot.settle();
    }
  }

  get isAtRest(): boolean {
    const rests = ({ page, slot }: Tab) =>
      slot.isIdle &&
      page.session.status.kind === "saved" &&
      page.session.replica?.version === this.#server.version;
    return this.#errands.length === 0 && this.tabs.every(rests);
  }

  /** All text in its trays, of closed tabs too. */
  get rescued(): string {
    const kept = this.#slots.flatMap((slot) => read(slot.records)?.kept.tray.items ?? []);
    return [...this.tabs.flatMap(({ page }) => page.rescued), ...kept].map((item) => item.text).join("");
  }

  #isTaken(slot: SlotDouble): boolean {
    return [...this.tabs, ...this.#errands].some((one) => one.slot === slot);
  }
}

function unsettledIn(slot: SlotDouble): number {
  return read(slot.records)?.kept.replica?.unsettledEdits ?? 0;
}
