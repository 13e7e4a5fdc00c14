import { describe, expect, it } from "vitest";
import type { StoredRecord } from "./slot.ts";
import { Unreadable } from "./stored.ts";
import { FakeClock } from "./testing/fake-clock.ts";
import { numbered, Person } from "./testing/person.ts";
import { ServerDouble } from "./testing/server-double.ts";
import { SlotDouble } from "./testing/slot-double.ts";

/** Somebody at a page that can be left and come back to. */
class Reader {
  readonly server = new ServerDouble();
  readonly clock = new FakeClock();
  readonly newClientId = numbered("ann");
  slot = new SlotDouble();
  page = this.load();

  load(user = "ann"): Person {
    this.page = new Person("ann", this.server, this.clock, () => 0.5, this.slot.open(), this.newClientId);
    this.page.user = user;
    this.page.session.open();
    return this.page;
  }

  /** The page ends as by a crash, and comes back. */
  reload(user = "ann"): Person {
    this.slot.crash(0);
    if (!this.page.socket.isClosed) this.page.socket.isClosed = true;
    return this.load(user);
  }

  rest(): void {
    for (let round = 0; round < 8; round++) {
      this.slot.settle();
      this.page.socket.settle();
      this.clock.advance(1_000);
    }
  }

  submits(): string[] {
    return this.page.socket.sent.filter((frame) => frame.includes('"submit"'));
  }
}

function joined(): Reader {
  const reader = new Reader();
  reader.server.append([{ insert: "0123" }]);
  reader.rest();
  return reader;
}

describe("what is typed", () => {
  it("is stored before it is sent, as it is sent", () => {
    const reader = joined();
    reader.page.type({ insert: "a" });
    expect(reader.submits()).toEqual([]);
    reader.slot.step();
    expect(reader.submits()).toEqual([]);
    reader.slot.settle();
    const [frame] = reader.submits();
    const flight = reader.slot.records.find(([key]) => key[0] === "flight");
    expect(flight?.[1]).toMatchObject({ frame, sequence: 1 });
  });

  it("is there after a reload without a network, can be added to, and is saved once", () => {
    const reader = joined();
    reader.page.socket.end(1006);
    for (const insert of ["c", "b", "a"]) reader.page.type({ insert });
    reader.slot.settle();
    const page = reader.reload();
    expect(page.screen.toString()).toBe("abc0123");
    page.socket.end(1006);
    expect(page.isEditable).toBe(true);
    page.type({ retain: 3 }, { insert: "d" });
    expect(page.session.status).toMatchObject({ kind: "waiting", edits: 4, place: "device" });
    reader.rest();
    expect(reader.server.text.toString()).toBe("abcd0123");
    expect(page.session.status.kind).toBe("saved");
    expect(reader.reload().screen.toString()).toBe("abcd0123");
  });

  it("is resent byte for byte after a crash while it was in flight", () => {
    const reader = joined();
    reader.page.type({ insert: "a" });
    reader.slot.settle();
    const [frame] = reader.submits();
    reader.page.socket.deliverToServer();
    reader.page.type({ retain: 1 }, { insert: "b" });
    reader.slot.settle();
    const page = reader.reload();
    expect(page.screen.toString()).toBe("ab0123");
    reader.slot.settle();
    page.socket.open();
    reader.slot.settle();
    page.socket.deliverToServer();
    page.socket.deliverToClient();
    reader.slot.settle();
    expect(reader.submits()).toEqual([frame]);
    reader.rest();
    expect(reader.server.text.toString()).toBe("ab0123");
    expect(reader.server.resends).toBe(1);
  });

  it("goes to the tray, is never resent, and stays there when somebody else is signed in", () => {
    const reader = joined();
    reader.page.type({ insert: "mine" });
    reader.slot.settle();
    reader.reload("zoe");
    reader.rest();
    reader.reload("zoe");
    reader.rest();
    expect(reader.page.rescued).toMatchObject([{ refused: null, text: "mine" }]);
    expect(reader.server.text.toString()).toBe("0123");
    expect(reader.page.session.replica?.clientId).toBe("ann-2");
    reader.page.session.dismiss(1);
    reader.slot.settle();
    expect(reader.reload("zoe").rescued).toEqual([]);
  });

  it("is stored whole when the page ends while something is being written", () => {
    const reader = joined();
    reader.page.socket.end(1006);
    for (const insert of ["c", "b", "a"]) reader.page.type({ insert });
    reader.page.session.flush();
    reader.slot.crash(2);
    expect(reader.load().screen.toString()).toBe("abc0123");
  });

  it("is stored as it is when the page lives on after it was told to end", () => {
    const reader = joined();
    const { page, slot } = reader;
    page.type({ insert: "a" });
    slot.settle();
    reader.clock.advance(1_000);
    for (const insert of ["c", "b"]) page.type({ insert });
    page.session.flush();
    page.socket.settle();
    slot.settle();
    expect(reader.load().screen.toString()).toBe("bca0123");
  });

  it("does not write the content again", () => {
    const reader = joined();
    reader.server.append([{ insert: "x".repeat(100_000) }]);
    reader.rest();
    reader.page.socket.end(1006);
    let units = 0;
    const slot = reader.slot.open();
    const page = new Person("ann", reader.server, reader.clock, () => 0.5, {
      records: slot.records,
      write: (changes, lasting, done) => {
        units += JSON.stringify(changes).length;
        slot.write(changes, lasting, done);
      },
    });
    page.session.open();
    page.socket.end(1006);
    for (let key = 0; key < 1_000; key++) {
      page.type({ retain: key + 1 }, { insert: "y" });
      reader.slot.settle();
    }
    expect(units / 1_000).toBeLessThan(1_000);
    expect(reader.load().screen.length).toBe(101_004);
  });
});

describe("a copy that its reader may not see any more", () => {
  it.each([4403, 4404])("does not stay after %i", (code) => {
    const reader = joined();
    reader.page.socket.end(code);
    reader.slot.settle();
    expect(reader.slot.records).toMatchObject([[["head", 0], { copy: null, unsettled: 0 }]]);
    expect(reader.page.screen.toString()).toBe("0123");
  });

  it("is a new replica's if it may be seen again: the old one's sequences are gone with it", () => {
    const reader = joined();
    reader.page.type({ insert: "a" });
    reader.rest();
    reader.page.socket.end(4403);
    reader.slot.settle();
    const page = reader.reload();
    reader.rest();
    page.type({ insert: "b" });
    reader.rest();
    expect(page.session.replica?.clientId).toBe("ann-2");
    expect(page.rescued).toEqual([]);
    expect(reader.server.text.toString()).toBe("ba0123");
  });

  it("stays with what its reader has not saved", () => {
    const reader = joined();
    reader.page.type({ insert: "mine" });
    reader.page.socket.end(4403);
    reader.slot.settle();
    expect(reader.load().screen.toString()).toBe("mine0123");
  });
});

describe("a session without a store that works", () => {
  it.each([
    ["refuses", (slot: SlotDouble) => slot.step()],
    ["does not answer", (_: SlotDouble, clock: FakeClock) => clock.advance(3_000)],
  ])("goes on, says so, and stores everything later when it %s", (_, goesWrong) => {
    const reader = joined();
    reader.slot.problem = new Error("quota");
    reader.page.socket.end(1006);
    reader.page.type({ insert: "a" });
    goesWrong(reader.slot, reader.clock);
    expect(reader.page.session.place).toBe("tab");
    expect(reader.page.session.isAtRisk).toBe(true);
    expect(reader.page.statuses.at(-1)).toMatchObject({ place: "tab", edits: 1 });
    reader.slot.problem = null;
    for (let round = 0; round < 8; round++) {
      reader.slot.settle();
      reader.clock.advance(1_000);
    }
    expect(reader.page.session.place).toBe("device");
    expect(reader.reload().screen.toString()).toBe("a0123");
  });

  it("sends what it has", () => {
    const reader = joined();
    reader.slot.problem = new Error("quota");
    reader.page.type({ insert: "a" });
    reader.slot.step();
    reader.page.socket.settle();
    expect(reader.server.text.toString()).toBe("a0123");
  });
});

describe("a slot that cannot be read", () => {
  const changed = (kind: string, change: (value: never) => unknown) => (record: StoredRecord) =>
    record[0][0] === kind ? ([record[0], change(record[1] as never)] as const) : record;

  it.each([
    ["another form", changed("head", (head: object) => ({ ...head, form: 2 }))],
    ["no form", changed("head", () => "?")],
    ["other content", changed("origin", (origin: object) => ({ ...origin, hash: "ab".repeat(32) }))],
    ["edits past its end", changed("edit", () => [{ retain: 9_000 }, { insert: "x" }])],
    ["nonsense", changed("edit", () => [{ retain: -1 }])],
  ])("is not opened: %s", (_, spoils) => {
    const reader = joined();
    reader.page.socket.end(1006);
    reader.page.type({ insert: "a" });
    reader.slot.settle();
    const records = reader.slot.records.map(spoils);
    const slot = { records, write: () => {} };
    expect(() => new Person("ann", reader.server, reader.clock, () => 0.5, slot)).toThrow(Unreadable);
  });
});
