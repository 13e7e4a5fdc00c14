import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { difference } from "./diff.ts";
import { Delta, InapplicableError, type Op, Text } from "./index.ts";

interface Answers {
  readonly content: readonly Op[];
  readonly a: readonly Op[];
  readonly b: readonly Op[];
  readonly next: readonly Op[];
  readonly applied: readonly Op[];
  readonly composed: readonly Op[];
  readonly bOverA: readonly Op[];
  readonly aUnderB: readonly Op[];
  readonly inverted: readonly Op[];
  readonly positions: readonly number[];
}

type Shared =
  | (Answers & { readonly raw: readonly Op[] })
  | { readonly content: readonly Op[]; readonly a: readonly Op[]; readonly refused: string }
  | { readonly content: readonly Op[]; readonly a: readonly Op[]; readonly applied: readonly Op[] };

const TINY = { leafUnits: 2, branchChildren: 2 };

function read(name: string): string {
  return readFileSync(new URL(`../../../src/test/resources/vectors/${name}`, import.meta.url), "utf8");
}

function answered(one: Shared): unknown {
  const content = Text.ofDelta(Delta.fromJSON(one.content), TINY);
  if (!("raw" in one)) {
    const a = Delta.fromJSON(one.a);
    try {
      return { content: one.content, a, applied: content.apply(a).toDelta() };
    } catch (error) {
      if (!(error instanceof InapplicableError)) throw error;
      return { content: one.content, a, refused: error.reason };
    }
  }
  const a = Delta.fromJSON(one.raw);
  const b = Delta.fromJSON(one.b);
  const next = Delta.fromJSON(one.next);
  const applied = content.apply(a);
  return {
    content: one.content,
    raw: one.raw,
    a,
    b,
    next,
    applied: applied.toDelta(),
    checksum: applied.checksum(),
    jsonChecksum: applied.jsonChecksum(),
    composed: a.compose(next),
    bOverA: b.transformOver(a),
    aUnderB: a.transformUnder(b),
    inverted: a.invert(content),
    positions: Array.from({ length: content.length + 1 }, (_, position) => a.transformPosition(position)),
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

describe("diffs shared with the Java kernel", () => {
  interface Difference {
    readonly before: readonly Op[];
    readonly after: readonly Op[];
    readonly workMax: number;
    readonly diff: readonly Op[];
  }
  const cases: readonly Difference[] = JSON.parse(read("diff.json"));

  test("[K12] every diff is the same, with any budget, and leads there", () => {
    expect(cases.length).toBe(1000);
    for (const one of cases) {
      const before = Text.ofDelta(Delta.fromJSON(one.before));
      const after = Text.ofDelta(Delta.fromJSON(one.after));
      const made = Delta.fromJSON(difference(before, after, one.workMax).ops);
      expect(made.toJSON()).toEqual(one.diff);
      expect(before.apply(made).toDelta().toJSON()).toEqual(one.after);
    }
  });

  test("[K12] contents of 2,000,000 units without a common character are compared", () => {
    let seed = 1;
    const letter = (first: number) => {
      seed = (Math.imul(seed, 48271) >>> 0) % 0x7fffffff;
      return first + (seed % 26);
    };
    const text = (first: number) =>
      Buffer.from(Uint8Array.from({ length: 2_000_000 }, () => letter(first))).toString("latin1");
    const before = Text.of(text(97));
    const after = text(65);
    expect(before.diff(Text.of(after)).toJSON()).toEqual([{ insert: after }, { delete: 2_000_000 }]);
    const other = Text.of(text(97));
    expect(before.apply(before.diff(other)).equals(other)).toBe(true);
  }, 30_000);
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
      const content = Text.ofDelta(Delta.fromJSON(one.content), TINY);
      const a = Delta.fromJSON(one.a);
      const b = Delta.fromJSON(one.b);
      const next = Delta.fromJSON(one.next);
      const ours = {
        applied: content.apply(a).toDelta(),
        composed: insertFirst(a.compose(next).ops),
        bOverA: insertFirst(b.transformOver(a).ops),
        aUnderB: insertFirst(a.transformUnder(b).ops),
        inverted: insertFirst(a.invert(content).ops),
        positions: one.positions.map((_, position) => a.transformPosition(position)),
      };
      const theirs = {
        applied: Delta.fromJSON(one.applied),
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
