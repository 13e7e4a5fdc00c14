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
  ["a second kind", [{ retain: 1, delete: 1 }]],
  ["attributes alone", [{ attributes: { bold: true } }]],
  ["attributes on a delete", [{ delete: 1, attributes: { bold: true } }]],
  ["no attributes on a delete", [{ delete: 1, attributes: {} }]],
  ["attributes that are null", [{ retain: 1, attributes: null }]],
  ["attributes in an array", [{ retain: 1, attributes: [true] }]],
  ["an insert with an attribute that is null", [{ insert: "a", attributes: { bold: null } }]],
  ["an attribute with a fraction", [{ retain: 1, attributes: { size: 1.5 } }]],
  ["an attribute that is no exact integer", [{ retain: 1, attributes: { size: 2 ** 53 } }]],
  ["an attribute that is a lone surrogate", [{ retain: 1, attributes: { link: "\ud800" } }]],
  ["an attribute named by a lone surrogate", [{ retain: 1, attributes: { "\ud800": true } }]],
  ["an attribute of too many levels", [{ retain: 1, attributes: { a: [[[[[1]]]]] } }]],
  ["an embed of two members", [{ insert: { image: "x", width: 1 } }]],
  ["an embed of none", [{ insert: {} }]],
  ["an embed that is an array", [{ insert: ["x"] }]],
  ["an embed that is null", [{ insert: null }]],
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

test("[K1] [K3] attributes and embeds are kept, sorted and frozen, and no attributes are none", () => {
  const size = [[[[1]]]];
  const delta = Delta.fromJSON([
    { retain: 1, attributes: { zeta: null, alpha: { y: 1, x: -0 } } },
    { attributes: {}, insert: "a" },
    { insert: { image: size }, attributes: { bold: true } },
  ]);
  expect(JSON.stringify(delta)).toBe(
    '[{"attributes":{"alpha":{"x":0,"y":1},"zeta":null},"retain":1},{"insert":"a"},' +
      '{"attributes":{"bold":true},"insert":{"image":[[[[1]]]]}}]',
  );
  size.length = 0;
  const [kept] = delta.ops;
  expect(kept && "attributes" in kept && Object.isFrozen(kept.attributes?.alpha)).toBe(true);
  expect(JSON.stringify(delta.ops[2])).toContain("[[[[1]]]]");
});

test("[K1] an attribute may have any name, those of JavaScript included", () => {
  const json = '[{"attributes":{"__proto__":true,"constructor":"x"},"retain":1}]';
  const change = Delta.fromJSON(JSON.parse(json));
  expect(JSON.stringify(change)).toBe(json);
  const content = Text.of("ab").apply(change);
  expect(JSON.stringify(content.toDelta())).toContain('"__proto__":true');
  expect(content.apply(change.invert(Text.of("ab"))).equals(Text.of("ab"))).toBe(true);
  expect(
    Text.of("a")
      .apply(Delta.of({ retain: 1, attributes: { toString: null } }))
      .equals(Text.of("a")),
  ).toBe(true);
});

test("[K3] neighbours of equal attributes merge, embeds do not", () => {
  const bold = { bold: true };
  expect(
    Delta.of(
      { insert: "a", attributes: bold },
      { insert: "b", attributes: { bold: true } },
      { insert: "c" },
      { insert: { image: 1 } },
      { insert: { image: 1 } },
      { retain: 1, attributes: bold },
      { retain: 2, attributes: bold },
      { retain: 3 },
    ).toJSON(),
  ).toEqual([
    { insert: "ab", attributes: bold },
    { insert: "c" },
    { insert: { image: 1 } },
    { insert: { image: 1 } },
    { retain: 3, attributes: bold },
  ]);
});

test("[K10] content is its inserts, an embed one unit", () => {
  const content = Delta.of(
    { insert: "a" },
    { insert: { image: 1 } },
    { insert: "b", attributes: { bold: true } },
  );
  const text = Text.ofDelta(content);
  expect([text.length, text.toString(), text.slice(1, 2)]).toEqual([3, "a\ufffcb", "\ufffc"]);
  expect(text.toDelta().equals(content)).toBe(true);
  expect(text.equals(Text.of("a\ufffcb"))).toBe(false);
  expect(() => Text.ofDelta(Delta.of({ delete: 1 }))).toThrow(MalformedDeltaError);
});

test("[K10] checksums are those of zlib", () => {
  expect(Text.of("123456789").checksum()).toBe(0xcbf43926);
  expect(Text.EMPTY.checksum()).toBe(0);
  expect(Text.EMPTY.jsonChecksum()).toBe(Text.of("[]").checksum());
  const text = Text.of('a"\n\u{1f600}'.repeat(700)).apply(
    Delta.of({ retain: 5, attributes: { bold: true } }),
  );
  expect(text.jsonChecksum()).toBe(Text.of(JSON.stringify(text.toDelta())).checksum());
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
  expect(Delta.of({ insert: "a" }).equals(Delta.of({ insert: "a", attributes: { b: 1 } }))).toBe(false);
  expect(Delta.of({ insert: { a: 1 } }).equals(Delta.of({ insert: { a: 2 } }))).toBe(false);
  expect(Delta.of({ insert: { a: [1] } }).equals(Delta.of({ insert: { a: [1] } }))).toBe(true);
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
