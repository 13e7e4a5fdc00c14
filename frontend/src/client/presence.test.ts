import { describe, expect, it } from "vitest";
import { Delta } from "../kernel/index.ts";
import { OwnSelection } from "./presence.ts";
import type { OwnPresence } from "./protocol.ts";
import { FakeClock } from "./testing/fake-clock.ts";
import { Person } from "./testing/person.ts";
import { ServerDouble } from "./testing/server-double.ts";

const BOB = { id: "bob", name: "Bob", color: "#aa3377" };

function annWithBobAt(at: number) {
  const server = new ServerDouble();
  server.append([{ insert: "0123456789" }]);
  const clock = new FakeClock();
  const ann = new Person("ann", server, clock, () => 0.5);
  ann.session.connect();
  ann.socket.settle();
  const bobAt = (version: number, place: number) => {
    ann.socket.push({
      type: "presence",
      version,
      changed: [{ sessionId: "b", user: BOB, selection: { anchor: place, head: place } }],
      left: [],
      viewers: 2,
    });
    ann.socket.deliverToClient();
  };
  bobAt(1, at);
  const bob = () => ann.here[0]?.selection?.head;
  return { server, clock, ann, bobAt, bob };
}

describe("somebody else's selection", () => {
  it("moves with one's own edits before the server says anything", () => {
    const { ann, bob } = annWithBobAt(5);
    ann.type({ retain: 2 }, { insert: "abc" });
    expect(bob()).toBe(8);
    ann.type({ retain: 1 }, { delete: 2 });
    expect(bob()).toBe(6);
  });

  it("stays where it is when one's own edits are settled", () => {
    const { ann, clock, bob } = annWithBobAt(5);
    ann.type({ insert: "ab" });
    ann.type({ insert: "c" });
    expect(bob()).toBe(8);
    ann.socket.settle();
    clock.advance(10);
    ann.socket.settle();
    expect(bob()).toBe(8);
  });

  it("that arrives while edits are unsettled is moved over them", () => {
    const { ann, bobAt, bob } = annWithBobAt(0);
    ann.type({ retain: 3 }, { insert: "abc" });
    bobAt(1, 4);
    expect(bob()).toBe(7);
  });

  it("moves with the others' edits", () => {
    const { server, ann, bob } = annWithBobAt(5);
    server.append([{ retain: 5 }, { insert: "x" }]);
    ann.socket.settle();
    expect(bob()).toBe(6);
  });

  it("moves back when one's own edit is refused", () => {
    const { server, ann, bob } = annWithBobAt(5);
    server.refuse = () => "document_full";
    ann.type({ insert: "abc" });
    expect(bob()).toBe(8);
    ann.socket.settle();
    expect(bob()).toBe(5);
  });

  it("counts its own movements, not the text that moves under it", () => {
    const { ann, bobAt } = annWithBobAt(5);
    const moves = () => ann.here[0]?.moves;
    expect(moves()).toBe(1);
    ann.type({ insert: "x" });
    expect(moves()).toBe(1);
    bobAt(1, 6);
    expect(moves()).toBe(2);
  });

  it("is gone when its session leaves or the line breaks", () => {
    const { ann } = annWithBobAt(5);
    ann.socket.push({ type: "presence", version: 1, changed: [], left: ["b"], viewers: 1 });
    ann.socket.deliverToClient();
    expect(ann.here).toEqual([]);
    const other = annWithBobAt(5);
    other.ann.socket.end(1006);
    expect(other.ann.here).toEqual([]);
  });
});

describe("one's own selection", () => {
  const sent = (person: Person): OwnPresence[] =>
    person.socket.received.filter((message): message is OwnPresence => message.type === "presence");

  it("is sent with the submission that it counts after", () => {
    const { ann, clock } = annWithBobAt(0);
    ann.type({ insert: "abc" });
    ann.session.select({ anchor: 1, head: 3 });
    clock.advance(100);
    ann.socket.settle();
    expect(sent(ann).at(-1)).toEqual({
      type: "presence",
      baseVersion: 1,
      sequence: 1,
      selection: { anchor: 1, head: 3 },
    });
  });

  it("is not sent while it cannot be told where it counts", () => {
    const { ann, clock } = annWithBobAt(0);
    ann.type({ insert: "a" });
    ann.type({ insert: "b" });
    ann.session.select({ anchor: 0, head: 0 });
    clock.advance(100);
    expect(ann.socket.sent.some((frame) => frame.includes("presence"))).toBe(false);
    ann.socket.settle();
    clock.advance(100);
    ann.socket.settle();
    expect(sent(ann).at(-1)?.selection).toEqual({ anchor: 0, head: 0 });
  });

  it("is sent at most every 80 ms, the newest last", () => {
    const { ann, clock } = annWithBobAt(0);
    for (let place = 0; place < 10; place++) {
      ann.session.select({ anchor: place, head: place });
      clock.advance(16);
    }
    clock.advance(100);
    ann.socket.settle();
    expect(sent(ann).length).toBeLessThanOrEqual(3);
    expect(sent(ann).at(-1)?.selection).toEqual({ anchor: 9, head: 9 });
  });

  it("needs no message while one types at its place", () => {
    const { ann, clock } = annWithBobAt(0);
    ann.session.select({ anchor: 0, head: 0 });
    clock.advance(100);
    ann.socket.settle();
    const before = sent(ann).length;
    ann.type({ insert: "x" });
    ann.session.select({ anchor: 1, head: 1 });
    clock.advance(100);
    ann.socket.settle();
    expect(sent(ann)).toHaveLength(before);
  });

  it("is told again on a new connection", () => {
    const { ann, clock } = annWithBobAt(0);
    ann.session.select({ anchor: 2, head: 2 });
    clock.advance(100);
    ann.socket.settle();
    ann.socket.end(1006);
    clock.advance(1_000);
    ann.socket.settle();
    clock.advance(100);
    ann.socket.settle();
    expect(ann.sockets).toHaveLength(2);
    expect(ann.socket.selection).toEqual({ anchor: 2, head: 2 });
  });

  it("is told when others push it along and it stayed", () => {
    const own = new OwnSelection();
    const { ann } = annWithBobAt(0);
    const replica = ann.session.replica;
    if (!replica) throw new Error("not joined");
    own.set({ anchor: 2, head: 2 });
    expect(own.due(replica)).not.toBeNull();
    own.moved(Delta.of({ retain: 2 }, { insert: "x" }));
    expect(own.due(replica)).toBeNull();
    own.set({ anchor: 2, head: 2 });
    expect(own.due(replica)?.selection).toEqual({ anchor: 2, head: 2 });
  });
});
