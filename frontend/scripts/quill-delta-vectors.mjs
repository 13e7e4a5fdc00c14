// Makes src/test/resources/vectors/quill-delta.json: what npm's quill-delta, an independent judge, answers.
//
//   node scripts/quill-delta-vectors.mjs
//
// quill-delta writes an insert before a delete at the same place, whatever the order in which they were made. So all
// operations here are in that form, and answers are to be compared after bringing both sides to it. An order that is
// only in an input (a delete directly before an insert) legitimately transforms otherwise in Cowrite and is left out.
// Half of the cases have attributes (null included, on retains) and embeds; none has a null on an insert, which
// quill-delta keeps and Cowrite refuses.
// Composing within the case is done by quill-delta alone, so that nothing here comes from the kernel under test.
import { writeFileSync } from "node:fs";
import Delta from "quill-delta";

const SEED = 20260101;
const CASES = 2400;
const LETTERS = ["a", "b", "\n", "\u00e9", "\u{1f600}", "\u{1f44d}"];

const NAMES = ["b", "i", "l"];
const VALUES = [true, "x", "y", null];

const random = mulberry32(SEED);
const cases = Array.from({ length: CASES }, (_, index) => vector(index % 2 === 0));
const lines = cases.map((one) => JSON.stringify(one)).join(",\n");
const target = new URL("../../src/test/resources/vectors/quill-delta.json", import.meta.url);
writeFileSync(target, `[\n${lines}\n]\n`);

function vector(rich) {
  const before = new Delta();
  for (let left = below(6); left > 0; left--) inserted(before, 1, rich);
  const a = operation(before, rich);
  const b = operation(before, rich);
  const after = before.compose(a);
  const next = operation(after, rich);
  return {
    content: before.ops,
    a: a.ops,
    b: b.ops,
    next: next.ops,
    applied: after.ops,
    composed: a.compose(next).ops,
    bOverA: a.transform(b, true).ops,
    aUnderB: b.transform(a, false).ops,
    inverted: a.invert(before).ops,
    positions: Array.from({ length: before.length() + 1 }, (_, position) => a.transformPosition(position)),
  };
}

/** May end in a retain, which `chop` would drop. */
function operation(content, rich) {
  const delta = new Delta();
  for (const op of content.ops) {
    for (const character of typeof op.insert === "string" ? op.insert : ["."]) {
      if (below(3) === 0) inserted(delta, 1 + below(2), rich);
      if (below(2) === 0) delta.delete(character.length);
      else delta.retain(character.length, rich ? attributes(VALUES.length) : undefined);
    }
  }
  if (below(3) === 0) inserted(delta, 1, rich);
  return delta;
}

function inserted(delta, count, rich) {
  const what = rich && below(4) === 0 ? { [NAMES[below(NAMES.length)]]: 1 } : letters(count);
  delta.insert(what, rich ? attributes(VALUES.length - 1) : undefined);
}

/** Of one of the first `choices` values each; undefined: none. */
function attributes(choices) {
  const made = {};
  for (let left = below(3); left > 0; left--) made[NAMES[below(NAMES.length)]] = VALUES[below(choices)];
  return Object.keys(made).length > 0 ? made : undefined;
}

function letters(count) {
  return Array.from({ length: count }, () => LETTERS[below(LETTERS.length)]).join("");
}

function below(bound) {
  return Math.floor(random() * bound);
}

/** A small generator of numbers in [0, 1) that a seed repeats. */
function mulberry32(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
