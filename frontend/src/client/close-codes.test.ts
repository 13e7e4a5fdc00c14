import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FakeClock } from "./testing/fake-clock.ts";
import { Person } from "./testing/person.ts";
import { ServerDouble } from "./testing/server-double.ts";

/** Each code of the table in docs/PROTOCOL.md, and how what the client does then begins. */
const TABLE = readFileSync("../docs/PROTOCOL.md", "utf8")
  .split("## Close codes\n")[1]
  ?.split("\n## ")[0]
  ?.split("\n")
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .filter(([, codes]) => /^\d/.test(codes ?? ""))
  .flatMap(([, codes, , then]) =>
    (codes ?? "").split(", ").map((code) => [Number(code), then ?? ""] as const),
  );

describe("after a close", () => {
  it("has the whole table", () => {
    expect(TABLE).toHaveLength(21);
  });

  it.each(TABLE ?? [])("with %i a session does what the protocol says: %s", (code, then) => {
    const server = new ServerDouble();
    const clock = new FakeClock();
    const person = new Person("ann", server, clock, () => 0.5);
    person.session.connect();
    person.socket.settle();
    person.type({ insert: "mine" });
    const frame = person.socket.sent.at(-1);
    person.socket.end(code);
    clock.advance(0);
    const atOnce = person.sockets.length;
    clock.advance(600_000);
    if (then.startsWith("stops")) {
      expect(person.sockets).toHaveLength(1);
      expect(person.session.status).toEqual({ kind: "stopped", edits: 1, place: "tab", code });
      expect(person.screen.toString()).toBe("mine");
      expect(person.session.unsettledText()).toBe("mine");
      return;
    }
    expect(person.sockets.length).toBeGreaterThan(1);
    expect(atOnce).toBe(then.startsWith("joins again at once") ? 2 : 1);
    person.socket.open();
    const hello = JSON.parse(person.socket.sent[0] ?? "");
    if (then.startsWith("tries again")) {
      expect(hello).toMatchObject({ clientId: "ann-1", since: [{ version: 0 }] });
      person.socket.deliverToServer();
      person.socket.deliverToClient();
      expect(person.socket.sent).toContain(frame);
      expect(person.rescued).toEqual([]);
    } else {
      expect(then).toMatch(/^joins again at once/);
      expect(hello).toMatchObject({ clientId: "ann-2" });
      expect(hello).not.toHaveProperty("since");
      expect(person.rescued).toMatchObject([{ refused: null, text: "mine" }]);
    }
  });
});
