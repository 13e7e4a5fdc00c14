import { setTimeout as sleep } from "node:timers/promises";
import { systemClock } from "../src/client/clock.ts";
import { Session } from "../src/client/session.ts";
import type { Random } from "../src/client/testing/random.ts";
import { Delta } from "../src/kernel/index.ts";
import { checkTokens, fold } from "./check.ts";
import { FAULTS, type FaultKind } from "./faults.ts";
import { Person } from "./person.ts";
import { Relay } from "./relay.ts";
import { Caller } from "./rest.ts";
import { Tally } from "./tally.ts";
import { openSocket } from "./wire.ts";
import { WireLog } from "./wire-log.ts";

const DOCUMENT_UNITS_LEFT = 700;

/** What a run decides for its rounds. */
export interface Plan {
  readonly url: string;
  readonly random: Random;
  readonly kinds: readonly FaultKind[];
  readonly millis: number;
  readonly settledMillis: number;
  /** Units of a document that is almost full from the beginning; 0: it is empty. */
  readonly filled: number;
}

/** Some people in one document, until all is well again or something is wrong. */
export class Round {
  readonly tally = new Tally();
  readonly wire = new WireLog(this.tally);
  readonly people: Person[] = [];
  readonly owner: Caller;
  readonly documentId: string;
  readonly #plan: Plan;
  readonly #witness: Session;
  readonly #filler: string;

  private constructor(plan: Plan, owner: Caller, documentId: string) {
    this.#plan = plan;
    this.owner = owner;
    this.documentId = documentId;
    this.#filler = "·\n".repeat(Math.max(0, plan.filled - DOCUMENT_UNITS_LEFT) / 2);
    this.#witness = this.#watch();
  }

  /** A round whose people are there; {@link leave} it in the end. */
  static async prepare(plan: Plan): Promise<Round> {
    const owner = await Caller.arrive(plan.url);
    const round = new Round(plan, owner, await owner.create("Faults", ""));
    await round.#gather();
    return round;
  }

  /**
   * Has people write and faults happen until `lastKill` at least, then heals.
   *
   * @returns what was wrong: nothing, if all is well
   */
  async run(lastKill: Promise<unknown>): Promise<readonly string[]> {
    const over = this.#trouble(Promise.all([sleep(this.#plan.millis), lastKill]));
    await Promise.all([...this.people.map((person) => this.#write(person, over)), over]);
    await this.#heal();
    return this.#judge();
  }

  leave(): void {
    this.#witness.leave();
    for (const person of this.people) person.leave();
  }

  get random(): Random {
    return this.#plan.random;
  }

  get version(): number {
    return this.#witness.replica?.version ?? -1;
  }

  /** Somebody who has the document open in a tab. */
  someone(): Person | null {
    const there = this.people.filter((person) => person.tabs.length > 0);
    return there.length > 0 ? this.random.of(there) : null;
  }

  /** Sees the whole log, past every relay, and writes what the document begins with. */
  #watch(): Session {
    const nothing = () => {};
    const listener = this.wire.listener({ hasForgotten: false });
    const host = new URL(this.#plan.url).host;
    let clientIds = 0;
    const session = new Session(
      {
        openSocket: () => openSocket(host, this.documentId, this.owner.cookie, listener),
        clock: systemClock,
        random: Math.random,
        newClientId: () => `witness-${++clientIds}`,
        slot: null,
      },
      {
        change: nothing,
        forgetUndo: nothing,
        presence: nothing,
        status: nothing,
        editable: nothing,
        tray: nothing,
        title: nothing,
      },
    );
    session.open();
    return session;
  }

  async #gather(): Promise<void> {
    const { url } = this.#plan;
    await until(() => this.#witness.status.kind === "saved");
    if (this.#filler !== "") this.#witness.edit(Delta.fromJSON([{ insert: this.#filler }]));
    await until(() => this.#witness.status.kind === "saved");
    for (let number = 3 + this.random.below(3); number > 0; number--) {
      const [relay, caller] = [await Relay.lay(url, this.random), await Caller.arrive(url)];
      const person = new Person(`p${number}`, this, relay, caller, this.random);
      this.people.push(person);
      person.open();
    }
  }

  async #write(person: Person, over: Promise<unknown>): Promise<void> {
    let isOver = false;
    const end = () => {
      isOver = true;
    };
    void over.then(end, end);
    while (!isOver) {
      await sleep(10 + this.random.below(120));
      const tab = person.tabs.length > 0 ? this.random.of(person.tabs) : null;
      if (!tab?.isEditable) continue;
      tab.type();
      if (this.random.chance(0.2)) tab.type();
      if (this.random.chance(0.2)) tab.select();
    }
  }

  /** Until `over`; then every kind once more, which the service is there for. */
  async #trouble(over: Promise<unknown>): Promise<void> {
    const { kinds } = this.#plan;
    let isOver = false;
    const end = () => {
      isOver = true;
    };
    void over.then(end, end);
    for (let turn = 0; !isOver; turn++) await this.#fault(kinds[turn % kinds.length] as FaultKind);
    for (const kind of kinds) await this.#fault(kind);
  }

  async #fault(kind: FaultKind): Promise<void> {
    await sleep(this.random.below(400));
    await FAULTS[kind](this);
  }

  async #heal(): Promise<void> {
    const { owner, documentId } = this;
    await owner.restore(documentId).catch(() => {}); // Unless it is not in the trash.
    await owner.share(documentId, "editor");
    for (const { relay } of this.people) relay.heal();
    this.#witness.connect();
    for (const person of this.people) {
      person.openAll();
      for (const { session } of person.tabs) session.connect();
    }
  }

  async #judge(): Promise<readonly string[]> {
    const tabs = this.people.flatMap((person) => person.tabs);
    const isOver = () =>
      this.#witness.status.kind === "saved" &&
      tabs.every((tab) => tab.isSettled && tab.session.replica?.version === this.version);
    const settled = await until(isOver, this.#plan.settledMillis).then(
      () => true,
      () => false,
    );
    const problems = [...this.wire.problems, ...this.people.flatMap((person) => person.problems)];
    if (!settled)
      problems.push(`not settled: ${tabs.map((tab) => JSON.stringify(tab.session.status)).join(" ")}`);
    const log = fold(this.documentId, this.wire.entries, problems);
    const { text, tag } = await this.owner.content(this.documentId);
    if (text !== log.text) problems.push("the service has another text than its log");
    if (tag !== `${log.version}.${log.hash.slice(0, 12)}`)
      problems.push(`the service is at ${tag}, its log elsewhere`);
    for (const { session, screen, problem } of tabs) {
      if (problem) problems.push(problem);
      if (screen.toString() !== log.text)
        problems.push(`${session.replica?.clientId} shows another text than the log`);
      if (session.replica?.memory.hash !== log.hash)
        problems.push(`${session.replica?.clientId} has another hash`);
    }
    checkTokens(this.people, log, this.#filler, problems);
    return problems;
  }
}

/** Waits until `holds`. */
export async function until(holds: () => boolean, millis = 120_000): Promise<void> {
  const giveUp = Date.now() + millis;
  while (!holds()) {
    if (Date.now() > giveUp) throw new Error("waited in vain");
    await sleep(20);
  }
}
