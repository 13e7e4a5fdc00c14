import { type Clock, systemClock } from "../src/client/clock.ts";
import { type Rescued, Session, type SessionListener, type Status } from "../src/client/session.ts";
import type { Random } from "../src/client/testing/random.ts";
import { Delta, type OpJson, Text } from "../src/kernel/index.ts";
import type { Drawer } from "./device.ts";
import type { Person } from "./person.ts";
import { newToken, places } from "./token.ts";
import { openSocket } from "./wire.ts";

/** A page with the document open: a real session, with real sockets, on a drawer that outlives it. */
export class Tab implements SessionListener {
  readonly session: Session;
  readonly drawer: Drawer;
  screen = Text.EMPTY;
  rescued: readonly Rescued[] = [];
  readonly #person: Person;
  readonly #random: Random;
  readonly #sockets: { terminate(): void }[] = [];
  #isAlive = true;
  #isOpening = true;
  #isEditable = false;
  #connections = 0;
  #cancelRetry = () => {};

  constructor(person: Person, drawer: Drawer, random: Random) {
    this.#person = person;
    this.#random = random;
    this.drawer = drawer;
    this.session = new Session(
      {
        openSocket: () => this.#connect(),
        clock: this.#clock,
        random: random.next,
        newClientId: () => person.newClientId(),
        slot: drawer.open(),
      },
      this,
    );
    this.session.open();
    this.#isOpening = false;
  }

  get isEditable(): boolean {
    return this.#isAlive && this.#isEditable;
  }

  get isSettled(): boolean {
    return this.session.status.kind === "saved";
  }

  /** Types a token, or deletes an own one, or both. */
  type(): void {
    const { tally, tokens } = this.#person;
    const shown = this.screen.toString();
    const own = tokens.filter((token) => !token.isDeleted && shown.includes(token.text));
    if (own.length > 0 && this.#random.chance(0.2)) {
      const token = this.#random.of(own);
      const at = shown.indexOf(token.text);
      this.#edit([{ retain: at }, { delete: token.text.length }]);
      this.#person.deleted(token, this.drawer);
      tally.add("tokens deleted");
      return;
    }
    const token = newToken(this.#person.name, tokens.length + 1, this.#random);
    tokens.push(token);
    this.#edit([{ retain: this.#random.of(places(shown)) }, { insert: token.text }]);
    tally.add("tokens typed");
  }

  select(): void {
    const at = this.#random.of(places(this.screen.toString()));
    this.session.select({ anchor: at, head: at });
  }

  /** Closes in order. */
  leave(): void {
    this.session.flush();
    this.#end();
    this.drawer.release();
  }

  /** Is gone from one moment to the next; the device forgets its last `lost` writes. */
  crash(lost: number): void {
    const { isAtRisk } = this.session;
    const before = `${this.screen}${this.rescued.map((item) => item.text).join("")}`;
    this.#end();
    this.drawer.crash(lost);
    if (isAtRisk || lost > 0) this.#person.forgets(before, this.drawer.text, this.drawer);
  }

  change(change: Delta): void {
    this.screen = this.screen.apply(change);
  }

  forgetUndo(): void {}

  presence(): void {}

  title(): void {}

  editable(editable: boolean): void {
    this.#isEditable = editable;
  }

  tray(items: readonly Rescued[]): void {
    const known = new Set(this.rescued.map((item) => item.id));
    this.rescued = items;
    const added = items.filter((item) => !known.has(item.id));
    if (added.length > 0 && !this.#isOpening) this.#person.rescued(added, this.drawer);
  }

  status(status: Status): void {
    this.#cancelRetry();
    if (status.kind === "saved") this.#person.told(this.screen.toString(), this.drawer);
    if (status.kind === "stopped") {
      this.#person.round.wire.stopped(status.code);
      this.#cancelRetry = this.#clock.after(200 + this.#random.below(800), () => this.session.connect());
    }
  }

  /** What it shows must be what its replica has. */
  get problem(): string | null {
    const { replica } = this.session;
    return replica && replica.shown().toString() !== this.screen.toString() ? "the screen differs" : null;
  }

  #edit(operation: OpJson[]): void {
    const edit = Delta.fromJSON(operation.filter((op) => !("retain" in op) || op.retain > 0));
    this.screen = this.screen.apply(edit);
    this.session.edit(edit);
  }

  #end(): void {
    this.#isAlive = false;
    for (const socket of this.#sockets) socket.terminate();
  }

  /** Of its process: nothing happens to it after its end. */
  get #clock(): Clock {
    return {
      now: systemClock.now,
      after: (millis, task) => systemClock.after(millis, () => this.#isAlive && task()),
    };
  }

  #connect() {
    const { round, relay, caller } = this.#person;
    if (this.#connections++ > 0) round.tally.add("reconnects");
    const socket = openSocket(relay.host, round.documentId, caller.cookie, round.wire.listener(this.drawer));
    this.#sockets.push(socket);
    return socket;
  }
}
