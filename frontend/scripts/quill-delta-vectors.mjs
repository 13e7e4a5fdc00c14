// Makes src/test/resources/vectors/quill-delta.json: what npm's quill-delta, an independent judge, answers.
//
//   node scripts/quill-delta-vectors.mjs
//
// quill-delta writes an insert before a delete at the same place, whatever the order in which they were made. So all
// operations here are in that form, and answers are to be compared after bringing both sides to it. An order that is
// only in an input (a delete directly before an insert) legitimately transforms otherwise in Cowrite and is left out.
// Composing within the case is done by quill-delta alone, so that nothing here comes from the kernel under test.
import { writeFileSync } from "node:fs";
import Delta from "quill-delta";

const SEED = 20260101;
const CASES = 2400;
const LETTERS = ["a", "b", "\n", "\u00e9", "\u{1f600}", "\u{1f44d}"];

const random = mulberry32(SEED);
const cases = Array.from({ length: CASES }, vector);
const lines = cases.map((one) => JSON.stringify(one)).join(",\n");
const target = new URL("../../src/test/resources/vectors/quill-delta.json", import.meta.url);
writeFileSync(target, `[\n${lines}\n]\n`);

function vector() {
  const content = letters(below(6));
  const a = operation(content);
  const b = operation(content);
  const next = operation(applied(content, a));
  const before = new Delta().insert(content);
  return {
    content,
    a: a.ops,
    b: b.ops,
    next: next.ops,
    applied: applied(content, a),
    composed: a.compose(next).ops,
    bOverA: a.transform(b, true).ops,
    aUnderB: b.transform(a, false).ops,
    inverted: a.invert(before).ops,
    positions: Array.from({ length: content.length + 1 }, (_, position) => a.transformPosition(position)),
  };
}

/** May end in a retain, which `chop` would drop. */
function operation(content) {
  const delta = new Delta();
  for (const character of content) {
    if (below(3) === 0) delta.insert(letters(1 + below(2)));
    if (below(2) === 0) delta.delete(character.length);
    else delta.retain(character.length);
  }
  if (below(3) === 0) delta.insert(letters(1));
  return delta;
}

function applied(content, operation) {
  const after = new Delta().insert(content).compose(operation);
  return after.ops.map((op) => op.insert).join("");
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
