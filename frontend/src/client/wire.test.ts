import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, Delta, type OpJson, Text } from "../kernel/index.ts";
import { nextHash } from "./chain.ts";
import { cut, jsonBytes } from "./cut.ts";
import { decode, MalformedMessage } from "./decode.ts";
import { cutsPair } from "./pairs.ts";
import { sha256 } from "./sha256.ts";

const unicode = fc.string({ unit: "binary", maxLength: 40 }).map((text) => text.replaceAll("\r", ""));

describe("the hash chain", () => {
  it("has the same SHA-256 as the platform", () => {
    for (let length = 0; length < 260; length++) {
      const message = Uint8Array.from({ length }, (_, index) => (index * 31 + length) & 0xff);
      expect(Buffer.from(sha256(message)).toString("hex")).toBe(
        createHash("sha256").update(message).digest("hex"),
      );
    }
  });

  it("runs over the hash before and the bytes of the entry", () => {
    const previous = "0f".repeat(32);
    const entry = '{"at":1,"é":"😀"}';
    const expected = createHash("sha256").update(Buffer.from(previous, "hex")).update(entry).digest("hex");
    expect(nextHash(previous, entry)).toBe(expected);
  });

  it("sorts keys and leaves out spaces, at every depth", () => {
    const value = JSON.parse('{ "b" : [ { "y" : 1, "x" : "\\u00e9\\u0001" } ], "a" : null, "B": -0 }');
    expect(canonicalJson(value)).toBe('{"B":0,"a":null,"b":[{"x":"é\\u0001","y":1}]}');
  });
});

describe("cutting an operation", () => {
  const operation = fc
    .array(
      fc.oneof(
        fc.integer({ min: 1, max: 5 }).map((retain): OpJson => ({ retain })),
        fc.integer({ min: 1, max: 5 }).map((remove): OpJson => ({ delete: remove })),
        unicode.filter((text) => text !== "").map((insert): OpJson => ({ insert })),
      ),
      { maxLength: 30 },
    )
    .map((ops) => Delta.fromJSON(ops));

  it("keeps every part within the limits and the whole as it was", () => {
    fc.assert(
      fc.property(operation, fc.integer({ min: 80, max: 300 }), (whole, operationBytes) => {
        const limits = { operationBytes, operationComponents: 4 };
        const before = Text.of("·".repeat(whole.baseLength));
        let text = before;
        let left = whole;
        while (!left.isEmpty) {
          const { first, rest } = cut(left, limits);
          expect(Buffer.byteLength(JSON.stringify(first))).toBeLessThanOrEqual(operationBytes);
          expect(first.toJSON().length).toBeLessThanOrEqual(4);
          text = text.apply(first);
          left = rest;
        }
        expect(text.toString()).toBe(before.apply(whole).toString());
      }),
    );
  });

  it("counts bytes as JSON writes them", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(jsonBytes(text)).toBe(Buffer.byteLength(JSON.stringify(text)) - 2);
      }),
    );
  });
});

describe("surrogate pairs", () => {
  it("are cut between their halves alone", () => {
    expect([0, 1, 2, 3, 4].map((at) => cutsPair("a😀b", at))).toEqual([false, false, true, false, false]);
  });
});

const HASH = "ab".repeat(32);
const USER = { id: "u", name: "Ann", color: "#336699" };
const WELCOME = {
  type: "welcome",
  sessionId: "s",
  clientId: "c",
  user: USER,
  role: "editor",
  documentType: "text",
  title: "T",
  version: 0,
  hash: HASH,
  resumed: false,
  headVersion: 0,
  contentParts: 0,
  heartbeatMillis: 15_000,
  limits: { operationBytes: 1, operationComponents: 1, documentUnits: 1, submissionsPerSecond: 1 },
};
const ENTRY = { at: 1, clientId: "c", operation: [{ insert: "x" }], sequence: 1, userId: "u" };
const OPS = { type: "ops", firstVersion: 1, operations: [ENTRY], hash: HASH };

describe("decoding", () => {
  it.each([
    WELCOME,
    { type: "content", operation: [{ insert: "x" }] },
    OPS,
    { type: "presence", version: 1, changed: [], left: ["s"], viewers: 1 },
    {
      type: "presence",
      version: 1,
      changed: [{ sessionId: "s", user: USER, selection: { anchor: 0, head: 1 } }],
      left: [],
      viewers: 2,
    },
    { type: "notice", code: "renamed", message: "", title: "New" },
    { type: "heartbeat", version: 1, hash: HASH },
    { type: "pong", id: "1" },
  ])("takes $type and ignores unknown fields", (message) => {
    expect(decode(JSON.stringify({ ...message, more: 1 })).type).toBe(message.type);
  });

  it("keeps an entry's unknown fields in what is hashed", () => {
    const message = decode(JSON.stringify({ ...OPS, operations: [{ zeta: 1, ...ENTRY }] }));
    expect(message).toMatchObject({ operations: [{ canonical: canonicalJson({ ...ENTRY, zeta: 1 }) }] });
  });

  it.each([
    "",
    "[]",
    "null",
    '"welcome"',
    JSON.stringify({ type: "catchup" }),
    JSON.stringify({ ...WELCOME, role: "king" }),
    JSON.stringify({ ...WELCOME, version: -1 }),
    JSON.stringify({ ...WELCOME, version: 1.5 }),
    JSON.stringify({ ...WELCOME, version: "1" }),
    JSON.stringify({ ...WELCOME, hash: "AB".repeat(32) }),
    JSON.stringify({ ...WELCOME, user: { ...USER, color: "red;} body{display:none" } }),
    JSON.stringify({ ...WELCOME, limits: { ...WELCOME.limits, operationBytes: 0 } }),
    JSON.stringify({ ...OPS, operations: [] }),
    JSON.stringify({ ...OPS, firstVersion: 0 }),
    JSON.stringify({ ...OPS, operations: [{ ...ENTRY, operation: [{ insert: "" }] }] }),
    JSON.stringify({ ...OPS, operations: [{ ...ENTRY, operation: [{ insert: "\ud800" }] }] }),
    JSON.stringify({ ...OPS, operations: [{ ...ENTRY, operation: [{ retain: 0 }] }] }),
    JSON.stringify({ ...OPS, operations: [{ ...ENTRY, sequence: undefined }] }),
    JSON.stringify({ type: "presence", version: 1, changed: [], left: [1], viewers: 1 }),
  ])("does not take %s", (frame) => {
    expect(() => decode(frame)).toThrow(MalformedMessage);
  });
});
