import { describe, expect, it } from "vitest";
import { FakeClock } from "./testing/fake-clock.ts";
import { Person, randomEdit, randomRichEdit } from "./testing/person.ts";
import { Random, seeds } from "./testing/random.ts";
import { ServerDouble } from "./testing/server-double.ts";

function alone() {
  const server = new ServerDouble();
  const clock = new FakeClock();
  const person = new Person("ann", server, clock, () => 0.5);
  person.session.connect();
  return { server, clock, person };
}

describe("a session", () => {
  it("shows the content it joins and says saved", () => {
    const { server, person } = alone();
    server.append([{ insert: "x".repeat(1_500) }]);
    person.socket.settle();
    expect(person.screen.toString()).toBe("x".repeat(1_500));
    expect(person.session.status.kind).toBe("saved");
    expect(person.isEditable).toBe(true);
  });

  it("sends one submission and composes what is typed meanwhile", () => {
    const { server, clock, person } = alone();
    person.socket.settle();
    for (const insert of ["c", "b", "a"]) person.type({ insert });
    expect(person.session.status).toEqual({ kind: "saving", edits: 3 });
    expect(person.socket.sent.filter((frame) => frame.includes("submit"))).toHaveLength(1);
    person.socket.settle();
    clock.advance(10);
    person.socket.settle();
    expect(server.text.toString()).toBe("abc");
    expect(server.log).toHaveLength(2);
    expect(person.session.status.kind).toBe("saved");
  });

  it("resends byte for byte what was in flight when the line broke", () => {
    const { server, clock, person } = alone();
    person.socket.settle();
    person.type({ insert: "one" });
    const frame = person.socket.sent.at(-1);
    person.socket.deliverToServer();
    person.socket.end(1006);
    person.type({ retain: 3 }, { insert: " two" });
    expect(person.session.status).toMatchObject({ kind: "waiting", edits: 2 });
    clock.advance(1_000);
    person.socket.open();
    person.socket.deliverToServer();
    person.socket.deliverToClient();
    expect(person.socket.sent).toContain(frame);
    person.socket.settle();
    clock.advance(10);
    person.socket.settle();
    expect(server.text.toString()).toBe("one two");
    expect(server.resends).toBe(1);
  });

  it("takes back a refused edit, keeps the later ones and puts its text into the tray", () => {
    const { server, clock, person } = alone();
    server.append([{ insert: "0123" }]);
    person.socket.settle();
    server.refuse = (operation) => (JSON.stringify(operation).includes("bad") ? "document_full" : null);
    person.type({ retain: 2 }, { insert: "bad" }, { delete: 1 });
    person.type({ retain: 5 }, { insert: "good" });
    expect(person.screen.toString()).toBe("01badgood3");
    person.socket.settle();
    clock.advance(10);
    person.socket.settle();
    expect(person.screen.toString()).toBe("012good3");
    expect(server.text.toString()).toBe("012good3");
    expect(person.rescued).toMatchObject([{ refused: "document_full", text: "bad" }]);
  });

  it.each([
    ["the server closes with 4411", (person: Person) => person.socket.end(4411)],
    [
      "an own entry differs from what was rebased",
      (person: Person, server: ServerDouble) => {
        server.submit(
          "ann",
          "ann-1",
          { type: "submit", sequence: 1, baseVersion: 1, operation: [] },
          "other",
        );
        person.socket.sent.length = 0;
        person.socket.settle();
      },
    ],
    [
      "the log has no point that it knows",
      (person: Person, server: ServerDouble) => {
        person.socket.sent.length = 0;
        server.rollBack(0);
        server.append([{ insert: "kept" }, { insert: "!" }]);
      },
    ],
    [
      "somebody else is signed in",
      (person: Person) => {
        person.socket.end(1006);
        person.user = "zoe";
      },
    ],
    [
      "its content has another checksum",
      (person: Person, server: ServerDouble) => {
        person.socket.sent.length = 0;
        server.append([{ insert: "x" }]);
        const [, line] = server.log;
        const operations = [JSON.parse(line?.canonical ?? "")];
        person.socket.push({ type: "ops", firstVersion: 2, operations, hash: line?.hash, checksum: 1 });
        person.socket.deliverToClient();
        expect(JSON.parse(person.socket.sent.at(-1) ?? "")).toMatchObject({ type: "diverged", version: 2 });
      },
    ],
  ])("joins anew with its text in the tray when %s", (_, happens) => {
    const { server, clock, person } = alone();
    server.append([{ insert: "kept" }]);
    person.socket.settle();
    person.type({ retain: 4 }, { insert: " lost" });
    happens(person, server);
    for (let round = 0; round < 4; round++) {
      clock.advance(1_000);
      person.socket.settle();
    }
    expect(person.rescued).toMatchObject([{ refused: null, text: " lost" }]);
    expect(person.session.replica?.clientId).toBe("ann-2");
    expect(person.socket.received[0]).not.toHaveProperty("since");
    expect(person.screen.toString()).toBe(server.text.toString());
    expect(person.session.status.kind).toBe("saved");
  });

  it("steps back and offers its own entries again under their old sequences", () => {
    const { server, clock, person } = alone();
    const bob = new Person("bob", server, clock, () => 0.5);
    bob.session.connect();
    const rest = () => {
      for (let round = 0; round < 8; round++) {
        clock.advance(1_000);
        for (const one of [person, bob]) one.socket.settle();
      }
    };
    rest();
    for (const insert of ["a", "b", "c", "d"]) {
      person.type({ insert });
      rest();
      bob.type({ insert: insert.toUpperCase() });
      rest();
    }
    bob.session.leave();
    server.rollBack(3);
    rest();
    expect(person.screen.toString()).toBe("dcbAa");
    expect(server.text.toString()).toBe("dcbAa");
    expect(server.log.map(({ entry }) => entry.sequence)).toEqual([1, 1, 2, 3, 4]);
    expect(person.rescued).toEqual([]);
    expect(person.session.replica?.clientId).toBe("ann-1");
  });

  it("puts what it wrote into the tray if the log knows none of its points", () => {
    const { server, clock, person } = alone();
    server.append([{ insert: "0" }]);
    person.socket.settle();
    for (const insert of ["a", "b"]) {
      person.type({ insert });
      person.socket.settle();
      clock.advance(10);
      person.socket.settle();
    }
    person.type({ insert: "c" });
    server.rollBack(0);
    for (let round = 0; round < 4; round++) {
      clock.advance(1_000);
      person.socket.settle();
    }
    expect(person.rescued).toMatchObject([{ refused: null, text: "cba" }]);
    expect(person.screen.toString()).toBe("");
  });

  it("lists what others changed, without what the log has lost", () => {
    const { server, clock, person } = alone();
    server.append([{ insert: "0123456789" }]);
    person.socket.settle();
    server.append([{ retain: 10 }, { insert: "lost" }]);
    person.socket.settle();
    const places = () => person.session.recent.map(({ from, to }) => [from, to]);
    expect(places()).toEqual([[10, 14]]);
    person.type({ insert: "own" });
    expect(places()).toEqual([[13, 17]]);
    server.rollBack(1);
    server.append([{ retain: 4 }, { insert: "new" }]);
    for (let round = 0; round < 4; round++) {
      clock.advance(1_000);
      person.socket.settle();
    }
    expect(person.screen.toString()).toBe("own0123new456789");
    expect(places()).toEqual([[7, 10]]);
  });

  it("cuts a large paste into submissions within the limits", () => {
    const { server, clock, person } = alone();
    server.limits = { ...server.limits, operationBytes: 300, operationComponents: 3 };
    person.socket.settle();
    const paste = `${'"\n'.repeat(100)}${"😀".repeat(200)}`;
    person.type({ insert: paste });
    for (let round = 0; round < 20; round++) {
      clock.advance(10);
      person.socket.settle();
    }
    expect(server.text.toString()).toBe(paste);
    expect(server.log.length).toBeGreaterThan(3);
    for (const frame of server.submitted.values()) {
      expect(Buffer.byteLength(JSON.stringify(JSON.parse(frame).operation))).toBeLessThanOrEqual(300);
    }
  });

  it("keeps what a viewer has not saved and resends it when the right comes back", () => {
    const { server, clock, person } = alone();
    person.socket.settle();
    person.type({ insert: "mine" });
    person.socket.sent.length = 0;
    person.socket.push({ type: "notice", code: "role_changed", message: "", role: "viewer" });
    person.socket.settle();
    expect(person.session.status).toEqual({ kind: "readOnly", edits: 1, place: "tab" });
    expect(person.isEditable).toBe(false);
    person.socket.push({ type: "notice", code: "role_changed", message: "", role: "editor" });
    person.socket.settle();
    clock.advance(10);
    person.socket.settle();
    expect(server.text.toString()).toBe("mine");
    expect(person.isEditable).toBe(true);
  });

  it("says so while the service cannot save", () => {
    const { person } = alone();
    person.socket.settle();
    person.type({ insert: "x" });
    person.socket.push({ type: "notice", code: "saving_delayed", message: "" });
    person.socket.deliverToClient();
    expect(person.session.status.kind).toBe("delayed");
    person.socket.settle();
    expect(person.session.status.kind).toBe("saved");
  });

  it("connects again after a gap and misses nothing", () => {
    const { server, clock, person } = alone();
    person.socket.settle();
    server.append([{ insert: "a" }]);
    server.append([{ insert: "b" }]);
    const second = JSON.parse(server.log[1]?.canonical ?? "");
    person.socket.push({ type: "ops", firstVersion: 2, operations: [second], hash: server.hashAt(2) });
    person.socket.deliverToClient();
    expect(person.session.status.kind).toBe("waiting");
    clock.advance(1_000);
    person.socket.settle();
    expect(person.screen.toString()).toBe("ba");
  });

  it.each([
    ["goes on", 1, "open"],
    ["connects again", 2, "waiting"],
  ])("%s when a heartbeat says that it was sent version %i of 1", (_, version, kind) => {
    const { server, clock, person } = alone();
    server.append([{ insert: "a" }]);
    person.socket.settle();
    person.socket.push({ type: "heartbeat", version, hash: server.hashAt(1) });
    person.socket.deliverToClient();
    expect(person.session.status.kind).toBe(kind === "open" ? "saved" : kind);
    clock.advance(1_000);
    expect(person.sockets).toHaveLength(kind === "open" ? 1 : 2);
  });

  it("waits for its content through heartbeats", () => {
    const { server, person } = alone();
    server.append([{ insert: "x".repeat(1_500) }]);
    person.socket.open();
    person.socket.deliverToServer();
    person.socket.deliverToClient();
    person.socket.push({ type: "heartbeat", version: 1, hash: server.hashAt(1) });
    person.socket.settle();
    expect(person.sockets).toHaveLength(1);
    expect(person.session.status.kind).toBe("saved");
  });

  it("does not apply entries whose hash chain is broken", () => {
    const { server, person } = alone();
    person.socket.settle();
    const entry = { at: 0, clientId: "x", operation: [{ insert: "forged" }], sequence: 1, userId: "eve" };
    person.socket.push({ type: "ops", firstVersion: 1, operations: [entry], hash: "ab".repeat(32) });
    person.socket.deliverToClient();
    expect(person.screen.toString()).toBe("");
    expect(server.version).toBe(0);
    expect(person.socket.closedWith).toBe(4000);
  });
});

describe("people in one document", () => {
  it.each(seeds(60))("lose and double nothing when the log goes back (seed %i)", (seed) => {
    const random = new Random(seed);
    const clock = new FakeClock();
    const server = new ServerDouble();
    const people = ["ann", "bob", "cy"].map((name) => new Person(name, server, clock, random.next));
    for (const person of people) person.session.connect();
    let typed = 0;
    for (let move = 0; move < 400; move++) {
      const person = random.of(people);
      const { socket } = person;
      if (!socket.isOpen && !socket.isClosed && random.chance(0.5)) socket.open();
      if (random.chance(0.3) && person.isEditable) {
        const at = random.below(person.screen.length + 1);
        const insert = String.fromCharCode(0x4e00 + typed++);
        person.type(...(at > 0 ? [{ retain: at }] : []), { insert });
      }
      if (random.chance(0.5)) socket.deliverToServer();
      if (random.chance(0.4)) socket.pump(1 + random.below(4));
      if (random.chance(0.1)) socket.pumpComposed();
      if (random.chance(0.5)) socket.deliverToClient();
      if (random.chance(0.02)) socket.break(random);
      if (move > 60 && random.chance(0.015)) server.rollBack(Math.max(0, server.version - random.below(15)));
      if (random.chance(0.3)) clock.advance(random.below(1_000));
      if (person.session.replica && person.isEditable) {
        expect(person.screen.toString()).toBe(person.session.replica.shown().toString());
      }
    }
    for (let round = 0; people.some((person) => !rests(person, server)); round++) {
      if (round > 400) throw new Error(`seed ${seed}: no rest`);
      clock.advance(1_000);
      for (const person of people) person.socket.settle();
    }
    const rescued = people.flatMap((person) => person.rescued.map((item) => item.text)).join("");
    for (const person of people) expect(person.screen.toString()).toBe(server.text.toString());
    for (let i = 0; i < typed; i++) {
      const character = String.fromCharCode(0x4e00 + i);
      const times = server.text.toString().split(character).length - 1;
      expect(times, character).toBeLessThanOrEqual(1);
      if (times === 0) expect(rescued, character).toContain(character);
    }
    const keys = server.log.map(({ entry }) => `${entry.userId} ${entry.clientId} ${entry.sequence}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe.each([
  ["plain", randomEdit],
  ["rich", randomRichEdit],
] as const)("people in one document of %s text", (_, edit) => {
  it.each(seeds(40))("agree after edits, refusals, cuts and resends in any order (seed %i)", (seed) => {
    const random = new Random(seed);
    const clock = new FakeClock();
    const server = new ServerDouble();
    server.limits = { ...server.limits, operationBytes: 120 + random.below(200) };
    const people = ["ann", "bob", "cy"].map((name) => new Person(name, server, clock, random.next));
    for (const person of people) person.session.connect();
    server.refuse = () => (random.chance(0.15) ? "document_full" : null);
    for (let move = 0; move < 300; move++) {
      const person = random.of(people);
      const { socket } = person;
      if (!socket.isOpen && !socket.isClosed && random.chance(0.5)) socket.open();
      if (random.chance(0.4) && person.isEditable) person.edit(edit(random, person.screen.toString()));
      if (random.chance(0.5)) socket.deliverToServer();
      if (random.chance(0.5)) socket.pump(1 + random.below(4));
      if (random.chance(0.5)) socket.deliverToClient();
      if (random.chance(0.02)) socket.break(random);
      if (random.chance(0.2)) clock.advance(random.below(400));
      if (person.session.replica && person.isEditable) {
        expect(person.screen.toDelta()).toEqual(person.session.replica.shown().toDelta());
      }
    }
    for (let round = 0; people.some((person) => !rests(person, server)); round++) {
      if (round > 200) throw new Error(`seed ${seed}: no rest`);
      clock.advance(1_000);
      for (const person of people) person.socket.settle();
    }
    for (const person of people) {
      expect(person.screen.toDelta()).toEqual(server.text.toDelta());
      expect(person.rescued.every((item) => item.refused === "document_full")).toBe(true);
    }
  });
});

function rests(person: Person, server: ServerDouble): boolean {
  return person.session.status.kind === "saved" && person.session.replica?.version === server.version;
}
