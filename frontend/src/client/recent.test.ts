import { describe, expect, it } from "vitest";
import { Delta, type OpJson } from "../kernel/index.ts";
import { CHANGES_MAX, RecentChanges } from "./recent.ts";

const entry = (userId: string, at: number, ...ops: OpJson[]) => ({
  at,
  clientId: "c",
  operation: Delta.of(...ops),
  refused: null,
  sequence: 1,
  userId,
  canonical: "",
});

describe("recent changes", () => {
  it("are one for each person and place, the newest first", () => {
    const changes = RecentChanges.NONE.add(entry("ann", 1, { insert: "x".repeat(1_000) }))
      .add(entry("bob", 2, { retain: 900 }, { insert: "bob" }))
      .add(entry("bob", 3, { retain: 903 }, { insert: "by" }, { delete: 4 }))
      .add(entry("bob", 4, { insert: "far" }));
    expect(changes.all).toEqual([
      { id: 3, userId: "bob", at: 4, from: 0, to: 3, inserted: 3, deleted: 0 },
      { id: 2, userId: "bob", at: 3, from: 903, to: 908, inserted: 5, deleted: 4 },
      { id: 1, userId: "ann", at: 1, from: 3, to: 1_004, inserted: 1_000, deleted: 0 },
    ]);
  });

  it("stay where they are when others write before them", () => {
    const changes = RecentChanges.NONE.add(entry("ann", 1, { retain: 10 }, { insert: "ann" }));
    const [moved] = changes.commit(Delta.of({ insert: "12345" })).all;
    expect(moved).toMatchObject({ from: 15, to: 18 });
  });

  it("of which nothing is left are still there", () => {
    const changes = RecentChanges.NONE.add(entry("ann", 1, { retain: 10 }, { insert: "ann" }));
    const [left] = changes.commit(Delta.of({ delete: 20 })).all;
    expect(left).toMatchObject({ from: 0, to: 0, inserted: 3 });
  });

  it("that change nothing are none, as refused ones", () => {
    expect(RecentChanges.NONE.add(entry("ann", 1)).all).toEqual([]);
  });

  it.each([CHANGES_MAX, CHANGES_MAX + 1])("are at most so many: the oldest of %i gives way", (count) => {
    let changes = RecentChanges.NONE;
    for (let at = 1; at <= count; at++) changes = changes.add(entry(`user-${at}`, at, { insert: "x" }));
    expect(changes.all).toHaveLength(CHANGES_MAX);
    expect(changes.all.at(-1)?.at).toBe(count - CHANGES_MAX + 1);
  });
});
