import fc from "fast-check";
import { expect, test } from "vitest";
import { Delta, isText, type Json, type Op, Text } from "./index.ts";

const TINY = { leafUnits: 2, branchChildren: 2 };
const NAMES = ["b", "i"];
const value = fc.constantFrom<Json>(true, "x", "y");
const attributes = fc.dictionary(fc.constantFrom(...NAMES), value, { maxKeys: 2, noNullPrototype: true });
const change = fc.dictionary(fc.constantFrom(...NAMES), fc.option(value, { freq: 2 }), {
  maxKeys: 2,
  noNullPrototype: true,
});
const letter = fc.constantFrom("a", "b", "\n", "\0", "\u{1f600}", "\u{1f44d}");
const insertion: fc.Arbitrary<Op> = fc.oneof(
  { weight: 3, arbitrary: letter.map((insert): Op => ({ insert })) },
  { weight: 2, arbitrary: fc.record({ insert: letter, attributes }) },
  { weight: 1, arbitrary: fc.record({ insert: fc.constantFrom({ b: 1 }, { i: 1 }), attributes }) },
);
const content = fc.array(insertion, { maxLength: 6 }).map((inserts) => Delta.of(...inserts));

/** For each place a choice: what to insert there, and what becomes of the unit behind it. Fits any content. */
const choices = fc.array(
  fc.record({
    insert: fc.option(insertion, { freq: 1 }),
    change: fc.option(change),
    deleted: fc.boolean(),
    deleteFirst: fc.boolean(),
  }),
  { minLength: 7, maxLength: 7 },
);
type Choices = typeof choices extends fc.Arbitrary<infer T> ? T : never;

/** A character or embed of content. */
interface Cell {
  readonly op: Op;
  readonly length: number;
}

function cells(of: Delta): Cell[] {
  return of.ops.flatMap((op): Cell[] =>
    isText(op)
      ? [...op.insert].map((insert) => ({ op: { ...op, insert }, length: insert.length }))
      : [{ op, length: 1 }],
  );
}

function operation(before: Delta, chosen: Choices): Delta {
  const ops: Op[] = [];
  const lengths = [...cells(before).map(({ length }) => length), 0];
  for (const [index, length] of lengths.entries()) {
    const choice = chosen[index % chosen.length] as Choices[number];
    const there: Op[] = choice.insert === null ? [] : [choice.insert];
    const kept: Op =
      choice.change === null ? { retain: length } : { retain: length, attributes: choice.change };
    const gone: Op[] = length === 0 ? [] : [choice.deleted ? { delete: length } : kept];
    ops.push(...(choice.deleteFirst ? [...gone, ...there] : [...there, ...gone]));
  }
  return Delta.of(...ops);
}

function applied(before: Delta, ...operations: Delta[]): Delta {
  return operations.reduce((text, next) => text.apply(next), Text.ofDelta(before, TINY)).toDelta();
}

/** Cell by cell; `delta` ends no component within one. */
function naivelyApplied(before: Delta, delta: Delta): Delta {
  const left = cells(before);
  const after: Op[] = [];
  for (const op of delta.ops) {
    if ("insert" in op) {
      after.push(op);
      continue;
    }
    let units = "retain" in op ? op.retain : op.delete;
    while (units > 0) {
      const cell = left.shift() as Cell;
      units -= cell.length;
      if ("retain" in op) after.push(naivelyChanged(cell.op, op.attributes ?? {}));
    }
  }
  return Delta.of(...after, ...left.map((cell) => cell.op));
}

function naivelyChanged(op: Op, by: { readonly [name: string]: Json }): Op {
  const all = Object.entries({ ...("attributes" in op ? op.attributes : {}), ...by });
  return { ...op, attributes: Object.fromEntries(all.filter(([, there]) => there !== null)) } as Op;
}

test("[K4]-[K9] laws hold at random", () => {
  fc.assert(
    fc.property(content, choices, choices, choices, (before, chosenA, chosenB, chosenC) => {
      const a = operation(before, chosenA);
      const b = operation(before, chosenB);
      const afterA = naivelyApplied(before, a);
      const c = operation(afterA, chosenC);
      const history = a.compose(c);
      expect(applied(before, a)).toEqual(afterA);
      expect(applied(before, history)).toEqual(applied(before, a, c));
      expect(applied(before, a, b.transformOver(a))).toEqual(applied(before, b, a.transformUnder(b)));
      expect(b.transformOver(history)).toEqual(b.transformOver(a).transformOver(c));
      expect(applied(afterA, a.invert(Text.ofDelta(before, TINY)))).toEqual(before);
      for (let at = 0; at <= before.lengthChange; at++) {
        expect(history.transformPosition(at)).toBe(c.transformPosition(a.transformPosition(at)));
      }
    }),
    { numRuns: 3000 },
  );
}, 60_000);

test("[K4] a long life of edits gives what a plain string gives, in nodes of any size", () => {
  const sizes = fc.record({
    leafUnits: fc.integer({ min: 2, max: 6 }),
    branchChildren: fc.integer({ min: 2, max: 4 }),
  });
  fc.assert(
    fc.property(content, sizes, fc.array(choices, { maxLength: 30 }), (start, nodeSizes, edits) => {
      let expected = start;
      let rope = Text.ofDelta(start, nodeSizes);
      for (const chosen of edits) {
        const edit = operation(expected, chosen);
        const before = rope;
        const expectedBefore = expected;
        rope = rope.apply(edit);
        expected = naivelyApplied(expected, edit);
        expect(rope.toDelta()).toEqual(expected);
        expect(before.toDelta()).toEqual(expectedBefore);
        expect(rope.equals(Text.ofDelta(expected))).toBe(true);
        for (const chunk of rope.chunks()) {
          expect(chunk.length).toBeGreaterThan(0);
          expect(chunk.length).toBeLessThanOrEqual(nodeSizes.leafUnits);
          expect(() => Text.of(chunk)).not.toThrow();
        }
      }
      const units = rope.toString();
      expect(rope.slice(1, 3)).toBe(units.slice(1, 3));
      expect(Array.from({ length: units.length }, (_, index) => rope.charCodeAt(index))).toEqual(
        Array.from({ length: units.length }, (_, index) => units.charCodeAt(index)),
      );
    }),
    { numRuns: 300 },
  );
}, 60_000);
