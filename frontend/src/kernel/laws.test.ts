import fc from "fast-check";
import { expect, test } from "vitest";
import { Delta, type Op, Text } from "./index.ts";

const TINY = { leafUnits: 2, branchChildren: 2 };
const letters = fc.array(fc.constantFrom("a", "b", "\n", "\0", "\u{1f600}", "\u{1f44d}"), { maxLength: 6 });
const text = letters.map((parts) => parts.join(""));

/** For each place a choice: text to insert there, and whether the letter behind it goes. Fits content of any length. */
const choices = fc.array(
  fc.record({
    insert: fc.constantFrom("", "", "x", "y\u{1f600}"),
    deleted: fc.boolean(),
    deleteFirst: fc.boolean(),
  }),
  { minLength: 7, maxLength: 7 },
);
type Choices = typeof choices extends fc.Arbitrary<infer T> ? T : never;

function operation(content: string, chosen: Choices): Delta {
  const ops: Op[] = [];
  const characters = [...content, ""];
  for (const [index, character] of characters.entries()) {
    const choice = chosen[index % chosen.length] ?? { insert: "", deleted: false, deleteFirst: false };
    const there: Op[] = choice.insert === "" ? [] : [{ insert: choice.insert }];
    const gone: Op[] =
      character === "" ? [] : [choice.deleted ? { delete: character.length } : { retain: character.length }];
    ops.push(...(choice.deleteFirst ? [...gone, ...there] : [...there, ...gone]));
  }
  return Delta.of(...ops);
}

function applied(content: string, ...operations: Delta[]): string {
  return operations.reduce((before, next) => before.apply(next), Text.of(content, TINY)).toString();
}

/** On a plain string, unit by unit. */
function naivelyApplied(content: string, delta: Delta): string {
  const left = content.split("");
  const after: string[] = [];
  for (const op of delta.ops) {
    if ("insert" in op) after.push(op.insert);
    else if ("retain" in op) after.push(...left.splice(0, op.retain));
    else left.splice(0, op.delete);
  }
  return after.concat(left).join("");
}

test("[K4]-[K9] laws hold at random", () => {
  fc.assert(
    fc.property(text, choices, choices, choices, (content, chosenA, chosenB, chosenC) => {
      const a = operation(content, chosenA);
      const b = operation(content, chosenB);
      const afterA = naivelyApplied(content, a);
      const c = operation(afterA, chosenC);
      const history = a.compose(c);
      expect(applied(content, a)).toBe(afterA);
      expect(applied(content, history)).toBe(applied(content, a, c));
      expect(applied(content, a, b.transformOver(a))).toBe(applied(content, b, a.transformUnder(b)));
      expect(b.transformOver(history)).toEqual(b.transformOver(a).transformOver(c));
      expect(applied(afterA, a.invert(Text.of(content, TINY)))).toBe(content);
      for (let at = 0; at <= content.length; at++) {
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
    fc.property(text, sizes, fc.array(choices, { maxLength: 30 }), (start, nodeSizes, edits) => {
      let content = start;
      let rope = Text.of(start, nodeSizes);
      for (const chosen of edits) {
        const edit = operation(content, chosen);
        const before = rope;
        const beforeContent = content;
        rope = rope.apply(edit);
        content = naivelyApplied(content, edit);
        expect(rope.toString()).toBe(content);
        expect(before.toString()).toBe(beforeContent);
        expect(rope.equals(Text.of(content))).toBe(true);
        for (const chunk of rope.chunks()) {
          expect(chunk.length).toBeGreaterThan(0);
          expect(chunk.length).toBeLessThanOrEqual(nodeSizes.leafUnits);
          expect(() => Text.of(chunk)).not.toThrow();
        }
      }
      expect(rope.slice(1, 3)).toBe(content.slice(1, 3));
      expect(Array.from(content, (_, index) => rope.charCodeAt(index))).toEqual(
        Array.from(content, (_, index) => content.charCodeAt(index)),
      );
    }),
    { numRuns: 300 },
  );
}, 60_000);
