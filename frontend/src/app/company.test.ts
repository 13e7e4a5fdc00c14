import { describe, expect, it } from "vitest";
import type { Collaborator } from "../client/presence.ts";
import { Company, ownState } from "./company.ts";

const somebody = (sessionId: string, id: string, changes: Partial<Collaborator> = {}): Collaborator => ({
  sessionId,
  user: { id, name: id, color: "#336699" },
  selection: { anchor: 0, head: 0 },
  state: null,
  moves: 1,
  writes: 0,
  ...changes,
});

const one = (company: Company, now: number) => company.companions("me", now)[0];

describe("the company", () => {
  it("has one of each person, and not oneself", () => {
    const here = [somebody("1", "ann"), somebody("2", "me"), somebody("3", "bob"), somebody("4", "ann")];
    const company = Company.NOBODY.seen(here, 0);
    expect(company.companions("me", 0).map(({ user }) => user.id)).toEqual(["ann", "bob"]);
  });

  it("is away after a minute without a movement, and back with the next", () => {
    const came = Company.NOBODY.seen([somebody("1", "ann")], 0);
    const stayed = came.seen([somebody("1", "ann")], 50_000);
    expect(one(stayed, 59_999)?.isIdle).toBe(false);
    expect(one(stayed, 60_000)?.isIdle).toBe(true);
    const moved = stayed.seen([somebody("1", "ann", { moves: 2 })], 70_000);
    expect(one(moved, 70_000)?.isIdle).toBe(false);
  });

  it("is not away while one of their windows is in use", () => {
    const came = Company.NOBODY.seen([somebody("1", "ann"), somebody("2", "ann")], 0);
    const moved = came.seen([somebody("1", "ann"), somebody("2", "ann", { moves: 2 })], 60_000);
    expect(one(moved, 60_000)?.isIdle).toBe(false);
  });

  it("types for a moment after each of their entries", () => {
    const came = Company.NOBODY.seen([somebody("1", "ann")], 0);
    expect(one(came, 0)?.isTyping).toBe(false);
    const wrote = came.seen([somebody("1", "ann", { moves: 2, writes: 1 })], 1_000);
    const later = wrote.seen([somebody("1", "ann", { moves: 2, writes: 1 })], 3_000);
    expect(one(later, 3_499)?.isTyping).toBe(true);
    expect(one(later, 3_500)?.isTyping).toBe(false);
  });

  it("is where it was last active, and in the text", () => {
    const selection = (at: number) => ({ selection: { anchor: 0, head: at } });
    const came = Company.NOBODY.seen(
      [somebody("1", "ann", selection(3)), somebody("2", "ann", { selection: null })],
      0,
    );
    expect(came.whereabouts("ann")?.at).toBe(3);
    expect(came.whereabouts("bob")).toBeNull();
    const third = somebody("3", "ann", selection(9));
    const moved = came.seen([somebody("1", "ann", selection(3)), third], 5);
    expect(moved.whereabouts("ann")?.at).toBe(9);
    const back = moved.seen([somebody("1", "ann", { ...selection(4), moves: 2 }), third], 6);
    expect(back.whereabouts("ann")?.at).toBe(4);
    const pushed = back.seen([somebody("1", "ann", { ...selection(5), moves: 2 }), third], 7);
    expect(pushed.whereabouts("ann")?.step).toBe(back.whereabouts("ann")?.step);
  });

  it("may refuse to be followed", () => {
    const state = ownState(false);
    const company = Company.NOBODY.seen([somebody("1", "ann", { state })], 0);
    expect(one(company, 0)?.mayBeFollowed).toBe(false);
    expect(one(company.seen([somebody("1", "ann", { state: ownState(true) })], 0), 0)?.mayBeFollowed).toBe(
      true,
    );
  });
});
