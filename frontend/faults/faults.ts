import { setTimeout as sleep } from "node:timers/promises";
import type { Person } from "./person.ts";
import { type Round, until } from "./round.ts";

/** Behind by more than a frame holds one gets entries composed; in UTF-16 code units of the entries alone. */
const CATCH_UP_UNITS = 64 << 10;

type Fault = (round: Round) => Promise<void>;

/** With somebody who is there. */
function to(fault: (person: Person, round: Round) => Promise<void>): Fault {
  return async (round) => {
    const person = round.someone();
    if (person) await fault(person, round);
  };
}

/** What goes wrong. Each ends when the next may begin; some last. */
export const FAULTS = {
  cut: to(async ({ relay, tally }) => {
    tally.add("cuts");
    relay.cut();
  }),
  silence: to(async (person, { random, tally }) => {
    tally.add("half open");
    person.relay.silence(...random.of([["up"], ["down"], ["up", "down"]] as const));
    if (random.chance(0.5)) doubt(person);
    void sleep(3_000).then(() => person.relay.heal());
  }),
  delay: to(async ({ relay, tally }, { random }) => {
    tally.add("slow lines");
    relay.delayMillisMax = 20 + random.below(200);
  }),
  split: to(async ({ relay, tally }) => {
    tally.add("split lines");
    relay.splits = true;
  }),
  slowReader: to(async ({ relay, tally }, { random }) => {
    tally.add("slow readers");
    relay.readMillis = 100 + random.below(500);
    await sleep(random.below(1_000));
  }),
  offline: to(async (person, { random, tally }) => {
    tally.add("offline");
    person.relay.pull();
    await sleep(200 + random.below(1_200));
    person.relay.plug();
    if (random.chance(0.5)) for (const { session } of person.tabs) session.connect();
  }),
  /** Offline while the others write much. */
  away: to(async (person, round) => {
    person.relay.pull();
    const target = round.wire.units + CATCH_UP_UNITS;
    const others = round.people.filter((other) => other !== person).flatMap((other) => other.tabs);
    const hurry = setInterval(() => {
      for (const tab of others) if (tab.isEditable && tab.isSettled) tab.type();
    }, 5);
    await until(() => round.wire.units >= target).catch(() => {}); // There is another time.
    clearInterval(hurry);
    person.relay.plug();
    for (const { session } of person.tabs) session.connect();
  }),
  crash: to(async (person, { random }) => {
    person.crash(random.of(person.tabs), 0);
    await sleep(random.below(300));
    person.open();
  }),
  forget: to(async (person, { random }) => {
    person.crash(random.of(person.tabs), 1 + random.below(2));
    await sleep(random.below(300));
    person.open();
  }),
  reload: to(async (person, { random }) => {
    person.reload(random.of(person.tabs));
  }),
  secondTab: to(async (person) => person.open()),
  rights: async ({ owner, documentId, random, tally }) => {
    await asked(async () => {
      await owner.share(documentId, random.chance(0.7) ? "viewer" : "none");
      tally.add("rights taken");
      await sleep(random.below(600));
      await owner.share(documentId, "editor");
    });
  },
  trash: async ({ owner, documentId, random, tally }) => {
    await asked(async () => {
      await owner.trash(documentId);
      tally.add("trashed");
      await sleep(random.below(400));
      await owner.restore(documentId);
    });
  },
} satisfies Record<string, Fault>;

export type FaultKind = keyof typeof FAULTS;

function doubt({ tabs, tally }: Person): void {
  tally.add("doubts");
  for (const { session } of tabs) session.doubt();
}

/** The service may be down meanwhile. */
async function asked(ask: () => Promise<void>): Promise<void> {
  await ask().catch((problem) => {
    if (!(problem instanceof TypeError)) console.log(`  (${problem.message})`);
  });
}
