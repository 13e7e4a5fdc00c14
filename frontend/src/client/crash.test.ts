import { describe, expect, it } from "vitest";
import type { StoredRecord } from "./slot.ts";
import { read } from "./stored.ts";
import { BrowserDouble, type Tab } from "./testing/browser-double.ts";
import { FakeClock } from "./testing/fake-clock.ts";
import { numbered } from "./testing/person.ts";
import { Random, seeds } from "./testing/random.ts";
import { ServerDouble } from "./testing/server-double.ts";
import type { SlotDouble } from "./testing/slot-double.ts";

type Faults = NonNullable<ConstructorParameters<typeof BrowserDouble>[5]>;

const SEEDS = 150;

/** One beside crashes and broken lines, so that each can be checked without exceptions. */
const TROUBLES = ["the log goes back", "stores fail", "authors change"] as const;
type Trouble = (typeof TROUBLES)[number];

/** Two people at browsers whose tabs crash, reload and multiply while lines break; one character an edit. */
class World {
  readonly server = new ServerDouble();
  readonly clock = new FakeClock();
  readonly browsers: BrowserDouble[];
  readonly #random: Random;
  #typed = 0;
  /** Typed so shortly before a crash that the page did not say yet that it is kept. */
  readonly #mayBeLost = new Set<string>();

  readonly #trouble: Trouble;
  /** Slots that were writing when the clock went on last. */
  #slow = new Set<SlotDouble>();

  constructor(seed: number, faults: Faults) {
    this.#random = new Random(seed);
    this.#trouble = TROUBLES[seed % TROUBLES.length] as Trouble;
    this.server.isStrict = this.#trouble !== "stores fail";
    const newClientId = numbered("client");
    this.browsers = ["ann", "bob"].map(
      (user) => new BrowserDouble(user, this.server, this.clock, this.#random, newClientId, faults),
    );
  }

  run(): void {
    for (let move = 0; move < 400; move++) this.#move(this.#random.of(this.browsers));
    for (const browser of this.browsers) {
      for (const tab of [...browser.tabs]) this.#crash(browser, tab);
      browser.runErrands(browser.open());
    }
    for (let round = 0; !this.browsers.every((browser) => browser.isAtRest); round++) {
      if (round > 200) throw new Error("no rest");
      this.clock.advance(1_000);
      for (const browser of this.browsers) browser.settle();
    }
  }

  #move(browser: BrowserDouble): void {
    const random = this.#random;
    if (browser.tabs.length === 0 || (browser.tabs.length < 3 && random.chance(0.02))) browser.open();
    const tab = random.of(browser.tabs);
    const { page, slot } = tab;
    const { socket } = page;
    if (!socket.isOpen && !socket.isClosed && random.chance(0.5)) socket.open();
    if (random.chance(0.4) && page.isEditable) {
      const at = random.below(page.screen.length + 1);
      const insert = String.fromCharCode(0x4e00 + this.#typed++);
      page.type(...(at > 0 ? [{ retain: at }] : []), { insert });
    }
    if (random.chance(0.6)) slot.step();
    if (this.#trouble === "stores fail" && random.chance(0.02)) slot.problem = new Error("quota");
    if (random.chance(0.5)) socket.deliverToServer();
    if (random.chance(0.4)) socket.pump(1 + random.below(4));
    if (random.chance(0.5)) socket.deliverToClient();
    if (random.chance(0.02)) socket.break(random);
    if (this.#trouble === "the log goes back" && random.chance(0.01)) {
      this.server.rollBack(Math.max(0, this.server.version - random.below(8)));
    }
    if (this.#trouble === "authors change" && random.chance(0.005)) browser.user += "'";
    if (random.chance(0.3)) this.#advance(random.below(800));
    if (random.chance(0.03)) page.session.flush();
    if (random.chance(0.03)) this.#crash(browser, tab);
    if (page.session.replica && page.isEditable) {
      expect(page.screen.toString()).toBe(page.session.replica.shown().toString());
    }
  }

  /** A store that does not fail answers within two of these. */
  #advance(millis: number): void {
    if (this.server.isStrict) for (const slot of this.#slow) slot.settle();
    const slots = this.browsers.flatMap((browser) => browser.slots);
    this.#slow = new Set(slots.filter((slot) => !slot.isIdle));
    this.clock.advance(millis);
  }

  #crash(browser: BrowserDouble, tab: Tab): void {
    const { session } = tab.page;
    const { isAtRisk } = session;
    const texts = [session.replica?.shown().toString() ?? "", ...tab.page.rescued.map((item) => item.text)];
    browser.crash(tab, this.#random.chance(0.3));
    if (!isAtRisk && session.place === "device") return;
    const kept = read(tab.slot.records)?.kept;
    const stored = [
      kept?.replica?.shown().toString() ?? "",
      ...(kept?.tray.items ?? []).map((item) => item.text),
    ];
    for (const character of texts.join("")) {
      if (!stored.join("").includes(character)) this.#mayBeLost.add(character);
    }
  }

  /** Every character once, or in its author's tray. */
  check(): void {
    const text = this.server.text.toString();
    for (const { tabs } of this.browsers) {
      for (const { page } of tabs) expect(page.screen.toString()).toBe(text);
    }
    const rescued = this.browsers.map((browser) => browser.rescued).join("");
    for (let i = 0; i < this.#typed; i++) {
      const character = String.fromCharCode(0x4e00 + i);
      const times = text.split(character).length - 1;
      expect(times, character).toBeLessThanOrEqual(1);
      if (times === 0 && !this.#mayBeLost.has(character)) expect(rescued, character).toContain(character);
    }
    const keys = this.server.log.map(({ entry }) => `${entry.userId} ${entry.clientId} ${entry.sequence}`);
    expect(new Set(keys).size).toBe(keys.length);
  }
}

function live(seed: number, faults: Faults = {}): void {
  const world = new World(seed, faults);
  world.run();
  world.check();
}

describe("tabs that crash, reload and multiply", () => {
  it.each(seeds(SEEDS))("lose and double nothing that was kept (seed %i)", (seed) => live(seed));
});

const head = (change: (head: never) => object) => (record: StoredRecord) =>
  record[0][0] === "head" ? ([record[0], change(record[1] as never)] as const) : record;

describe("the simulation notices", () => {
  it.each<[string, Faults]>([
    ["what is sent before it is stored", { saysTooEarly: true }],
    ["an attempt that is not stored", { spoils: head((it: object) => ({ ...it, attempt: 0 })) }],
    [
      "a sequence that is used again",
      {
        spoils: head((it: { copy: object | null }) => ({
          ...it,
          copy: it.copy && { ...it.copy, lastSequence: 0 },
        })),
      },
    ],
    ["a lock that is ignored", { ignoresLocks: true }],
    [
      "a frame that is written anew",
      {
        spoils: (record) => {
          if (record[0][0] !== "flight") return record;
          const flight = record[1] as { frame: string };
          const { type, ...rest } = JSON.parse(flight.frame);
          return [record[0], { ...flight, frame: JSON.stringify({ ...rest, type }) }];
        },
      },
    ],
  ])("%s", (_, faults) => {
    const notices = (seed: number) => {
      try {
        live(seed, faults);
        return false;
      } catch {
        return true;
      }
    };
    expect(seeds(SEEDS).some(notices)).toBe(true);
  });
});
