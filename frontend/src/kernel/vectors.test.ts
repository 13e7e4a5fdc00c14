import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Delta, InapplicableError, type Op, Text } from "./index.ts";

interface Answers {
  readonly content: string;
  readonly a: readonly Op[];
  readonly b: readonly Op[];
  readonly next: readonly Op[];
  readonly applied: string;
  readonly composed: readonly Op[];
  readonly bOverA: readonly Op[];
  readonly aUnderB: readonly Op[];
  readonly inverted: readonly Op[];
  readonly positions: readonly number[];
}

type Shared =
  | (Answers & { readonly raw: readonly Op[] })
  | { readonly content: string; readonly a: readonly Op[]; readonly refused: string }
  | { readonly content: string; readonly a: readonly Op[]; readonly applied: string };

const TINY = { leafUnits: 2, branchChildren: 2 };

function read(name: string): string {
  return readFileSync(new URL(`../../../src/test/resources/vectors/${name}`, import.meta.url), "utf8");
}

function answered(one: Shared): unknown {
  const content = Text.of(one.content, TINY);
  if (!("raw" in one)) {
    const a = Delta.fromJSON(one.a);
    try {
      return { content: one.content, a, applied: content.apply(a).toString() };
    } catch (error) {
      if (!(error instanceof InapplicableError)) throw error;
      return { content: one.content, a, refused: error.reason };
    }
  }
  const a = Delta.fromJSON(one.raw);
  const b = Delta.fromJSON(one.b);
  const next = Delta.fromJSON(one.next);
  return {
    content: one.content,
    raw: one.raw,
    a,
    b,
    next,
    applied: content.apply(a).toString(),
    composed: a.compose(next),
    bOverA: b.transformOver(a),
    aUnderB: a.transformUnder(b),
    inverted: a.invert(content),
    positions: Array.from({ length: one.content.length + 1 }, (_, position) => a.transformPosition(position)),
  };
}

describe("vectors shared with the Java kernel", () => {
  const file = read("kernel.json");
  const lines = file.split("\n").slice(1, -2);

  test("[K3]-[K9] every case is answered byte for byte", () => {
    expect(lines.length).toBe(2000);
    for (const line of lines) {
      const one = line.replace(/,$/, "");
      expect(JSON.stringify(answered(JSON.parse(one)))).toBe(one);
    }
  });
});

/** What is inserted and deleted at one place, written with the insert first. */
function insertFirst(ops: readonly Op[]): Delta {
  const ordered: Op[] = [];
  let place = 0; // where the deletes since the last retain begin
  for (const op of ops) {
    if ("insert" in op) ordered.splice(place++, 0, op);
    else ordered.push(op);
    if ("retain" in op) place = ordered.length;
  }
  return Delta.of(...ordered);
}

describe("vectors of npm's quill-delta", () => {
  const cases: readonly Answers[] = JSON.parse(read("quill-delta.json"));

  test("[K4] [K6] [K7] [K8] [K9] every answer is ours, up to insert/delete order at one place", () => {
    expect(cases.length).toBeGreaterThan(2000);
    for (const one of cases) {
      const content = Text.of(one.content, TINY);
      const a = Delta.fromJSON(one.a);
      const b = Delta.fromJSON(one.b);
      const next = Delta.fromJSON(one.next);
      const ours = {
        applied: content.apply(a).toString(),
        composed: insertFirst(a.compose(next).ops),
        bOverA: insertFirst(b.transformOver(a).ops),
        aUnderB: insertFirst(a.transformUnder(b).ops),
        inverted: insertFirst(a.invert(content).ops),
        positions: one.positions.map((_, position) => a.transformPosition(position)),
      };
      const theirs = {
        applied: one.applied,
        composed: insertFirst(one.composed),
        bOverA: insertFirst(one.bOverA),
        aUnderB: insertFirst(one.aUnderB),
        inverted: insertFirst(one.inverted),
        positions: one.positions,
      };
      expect(ours, JSON.stringify(one)).toEqual(theirs);
    }
  });
});
