import { expect, test } from "vitest";
import { Delta, MalformedDeltaError, Text } from "./index.ts";

const MOST = 2 ** 31 - 1;

test.each([
  ["no array", { ops: [] }],
  ["null", null],
  ["a string", "[]"],
  ["a component that is null", [null]],
  ["a component that is an array", [["retain", 1]]],
  ["an empty component", [{}]],
  ["an unknown key", [{ keep: 1 }]],
  ["a second key", [{ retain: 1, delete: 1 }]],
  ["attributes on a retain", [{ retain: 1, attributes: { bold: true } }]],
  ["attributes on an insert", [{ insert: "a", attributes: {} }]],
  ["an embed", [{ insert: { image: "x" } }]],
  ["a retain of 0", [{ retain: 0 }]],
  ["a negative delete", [{ delete: -1 }]],
  ["a fractional length", [{ retain: 1.5 }]],
  ["a length in a string", [{ delete: "1" }]],
  ["no finite length", [{ retain: Number.NaN }]],
  ["a length above 2^31 - 1", [{ retain: MOST + 1 }]],
  ["lengths that add up to more", [{ retain: MOST }, { delete: 1 }]],
  ["lengths that add up to more after", [{ insert: "a" }, { retain: MOST }]],
  ["an empty insert", [{ insert: "" }]],
  ["a carriage return", [{ insert: "a\r\n" }]],
  ["a lone high surrogate", [{ insert: "a\ud83d" }]],
  ["a lone low surrogate", [{ insert: "\ude00a" }]],
  ["surrogates the wrong way round", [{ insert: "\ude00\ud83d" }]],
  ["a pair in two inserts", [{ insert: "\ud83d" }, { insert: "\ude00" }]],
])("[K1] [K2] %s is malformed", (_, value) => {
  expect(() => Delta.fromJSON(value)).toThrow(MalformedDeltaError);
});

test("[K1] U+0000, line ends, pairs and noncharacters are text", () => {
  const text = "\0\n\u{1f600}\u2028\ufeff\uffff";
  expect(Delta.fromJSON([{ insert: text }]).toJSON()).toEqual([{ insert: text }]);
});

test("[K2] lengths may add up to 2^31 - 1", () => {
  expect(Delta.of({ retain: MOST - 1 }, { delete: 1 }).baseLength).toBe(MOST);
  expect(Delta.of({ delete: MOST }, { insert: "ab" }).lengthChange).toBe(2 - MOST);
});

test("[K2] lengths that overflow when transformed are an error, not another operation", () => {
  const far = Delta.of({ retain: MOST - 1 }, { delete: 1 });
  expect(() => far.transformOver(Delta.of({ insert: "a" }))).toThrow(MalformedDeltaError);
});

test("[K3] a delta is frozen and owes nothing to what it was made from", () => {
  const given = [{ retain: 1 }, { insert: "a" }];
  const delta = Delta.fromJSON(given);
  given[0] = { insert: "b" };
  expect(delta.ops).toEqual([{ retain: 1 }, { insert: "a" }]);
  expect(Object.isFrozen(delta.ops) && delta.ops.every(Object.isFrozen)).toBe(true);
});

test("[K3] deltas are equal by their normal form, order included", () => {
  expect(Delta.of({ insert: "a" }, { insert: "b" }, { retain: 1 }).equals(Delta.of({ insert: "ab" }))).toBe(
    true,
  );
  expect(Delta.of({ insert: "a" }, { delete: 1 }).equals(Delta.of({ delete: 1 }, { insert: "a" }))).toBe(
    false,
  );
  expect(Delta.of({ delete: 1 }).equals(Delta.of({ insert: "a" }))).toBe(false);
  expect(Delta.of({ insert: "a" }).equals(Delta.of({ insert: "b" }))).toBe(false);
});

test.each([
  [{ retain: 1 }, { insert: "a" }],
  [{ delete: 1 }],
  [{ retain: 1 }, { delete: 2 }],
  [{ retain: 2 }, { delete: 1 }],
])("[K7] a next operation that cuts a pair which the first inserts is an error", (...cutting) => {
  const pairs = Delta.of({ insert: "\u{1f600}\u{1f44d}" });
  expect(() => pairs.compose(Delta.fromJSON(cutting))).toThrow(MalformedDeltaError);
});

test("[K8] an operation that does not apply has no inverse", () => {
  expect(() => Delta.of({ delete: 3 }).invert(Text.of("\u{1f600}"))).toThrow("PAST_END");
});

test("[K9] a delete over a position moves it to where the deleted text began, before what follows", () => {
  const operation = Delta.of({ retain: 1 }, { delete: 3 }, { insert: "a" });
  expect([0, 1, 3, 4].map((position) => operation.transformPosition(position))).toEqual([0, 1, 1, 2]);
});
