import { afterEach, describe, expect, it, vi } from "vitest";
import type { User } from "../client/protocol.ts";
import { Text } from "../kernel/index.ts";
import { moment } from "./day.ts";
import { listed } from "./recent.ts";

const BOB: User = { id: "bob", name: "Bob", color: "#336699" };
const KNOWN = new Map([[BOB.id, BOB]]);

function one(shown: string, from: number, to: number, counts = { inserted: 1, deleted: 0 }) {
  const change = { id: 1, userId: "bob", at: 5, from, to, ...counts };
  return listed([change], Text.of(shown), KNOWN)[0];
}

afterEach(() => vi.unstubAllGlobals());

describe("a change of somebody else's, as it is listed", () => {
  it("shows what stands there now", () => {
    const expected = { id: 1, user: BOB, at: 5, from: 6, kind: "wrote", excerpt: "two three" };
    expect(one("one\n  two\n\tthree\nfour", 6, 16)).toEqual(expected);
  });

  it.each([
    ["wrote", { inserted: 1, deleted: 0 }],
    ["deleted", { inserted: 0, deleted: 1 }],
    ["changed", { inserted: 1, deleted: 1 }],
  ])("says that somebody %s", (kind, counts) => {
    expect(one("text", 0, 4, counts)?.kind).toBe(kind);
  });

  it("shows its line if nothing is left of it, and nothing if that is blank", () => {
    expect(one("above\nleft right\nbelow", 11, 11)?.excerpt).toBe("left right");
    expect(one("above\n\nbelow", 6, 6)?.excerpt).toBe("");
  });

  it("is cut after 80 characters, never inside one", () => {
    expect(one("x".repeat(80), 0, 80)?.excerpt).toBe("x".repeat(80));
    expect(one("x".repeat(81), 0, 81)?.excerpt).toBe(`${"x".repeat(80)}…`);
    expect(one("😀".repeat(2_000), 0, 4_000)?.excerpt).toBe(`${"😀".repeat(80)}…`);
  });

  it("is nobody's in particular if its author was never seen", () => {
    expect(
      listed(
        [{ id: 1, userId: "eve", at: 5, from: 0, to: 1, inserted: 1, deleted: 0 }],
        Text.of("x"),
        KNOWN,
      )[0]?.user,
    ).toBeNull();
  });

  it("has its time of day, and its day if that is another", () => {
    vi.stubGlobal("navigator", { languages: ["en-GB"] });
    const at = (day: number) => new Date(2026, 2, day, 14, 5).getTime();
    expect(moment(at(7), at(7))).toBe("14:05");
    expect(moment(at(7), at(8))).toMatch(/^7 Mar\b.* 14:05$/);
  });
});
