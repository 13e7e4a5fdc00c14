import { Delta, type OpJson } from "../kernel/index.ts";
import type { Limits } from "./protocol.ts";

/** `first` is within the limits; `first`, then `rest`, do what the whole did. */
export interface Cut {
  readonly first: Delta;
  readonly rest: Delta;
}

/** The longest component without the text of an insert, and its comma. */
const COMPONENT_BYTES = '{"retain":2147483647},'.length;

/** Cuts off the longest beginning of `operation` that the server takes; inserts at code point borders. */
export function cut(operation: Delta, limits: Pick<Limits, "operationBytes" | "operationComponents">): Cut {
  const ops = operation.toJSON();
  const first: OpJson[] = [];
  let bytes = "[]".length;
  for (const [index, op] of ops.entries()) {
    if (first.length === limits.operationComponents) return halves(first, ops.slice(index));
    bytes += COMPONENT_BYTES;
    const insert = "insert" in op ? op.insert : "";
    const units = unitsWithin(insert, limits.operationBytes - bytes);
    if (bytes > limits.operationBytes || units < insert.length) {
      if (units > 0) first.push({ insert: insert.slice(0, units) });
      const left = units > 0 ? [{ insert: insert.slice(units) }, ...ops.slice(index + 1)] : ops.slice(index);
      return halves(first, left);
    }
    bytes += jsonBytes(insert);
    first.push(op);
  }
  return { first: operation, rest: Delta.EMPTY };
}

function halves(first: readonly OpJson[], left: readonly OpJson[]): Cut {
  let produced = 0;
  for (const op of first) {
    if ("insert" in op) produced += op.insert.length;
    else if ("retain" in op) produced += op.retain;
  }
  const rest = produced > 0 ? [{ retain: produced }, ...left] : left;
  const cut = { first: Delta.fromJSON(first), rest: Delta.fromJSON(rest) };
  if (cut.first.isEmpty) throw new Error("limits too low for any edit");
  return cut;
}

/** How many units of `text`, whole code points, take at most `bytes` in JSON. */
function unitsWithin(text: string, bytes: number): number {
  if (text.length * 6 <= bytes) return text.length;
  let units = 0;
  let taken = 0;
  for (const character of text) {
    taken += codePointBytes(character.codePointAt(0) as number);
    if (taken > bytes) break;
    units += character.length;
  }
  return units;
}

/** Bytes of `text` in UTF-8 JSON, without its quotes. */
export function jsonBytes(text: string): number {
  let bytes = 0;
  for (const character of text) bytes += codePointBytes(character.codePointAt(0) as number);
  return bytes;
}

function codePointBytes(point: number): number {
  if (point < 0x20) return point >= 8 && point <= 13 && point !== 11 ? 2 : 6;
  if (point < 0x80) return point === 0x22 || point === 0x5c ? 2 : 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}
