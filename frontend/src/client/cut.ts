import { Delta, isText, type OpJson } from "../kernel/index.ts";
import type { Limits } from "./protocol.ts";

/** `first` is within the limits; `first`, then `rest`, do what the whole did. */
export interface Cut {
  readonly first: Delta;
  readonly rest: Delta;
}

const encoder = new TextEncoder();

/**
 * Cuts off the longest beginning of `operation` that the server takes; inserts at code point borders. A component that
 * is too large by itself, its text aside, goes alone.
 */
export function cut(operation: Delta, limits: Pick<Limits, "operationBytes" | "operationComponents">): Cut {
  const ops = operation.toJSON();
  const first: OpJson[] = [];
  let bytes = "[]".length;
  for (const [index, op] of ops.entries()) {
    if (first.length === limits.operationComponents) return halves(first, ops.slice(index));
    const insert = isText(op) ? op.insert : "";
    bytes += bytesBesideText(op);
    const units = unitsWithin(insert, limits.operationBytes - bytes);
    if (bytes > limits.operationBytes || units < insert.length) {
      if (units === 0 && first.length === 0) return halves([op], ops.slice(index + 1));
      if (units === 0) return halves(first, ops.slice(index));
      first.push({ ...op, insert: insert.slice(0, units) });
      return halves(first, [{ ...op, insert: insert.slice(units) }, ...ops.slice(index + 1)]);
    }
    bytes += jsonBytes(insert);
    first.push(op);
  }
  return { first: operation, rest: Delta.EMPTY };
}

function halves(first: readonly OpJson[], left: readonly OpJson[]): Cut {
  let produced = 0;
  for (const op of first) {
    if ("insert" in op) produced += isText(op) ? op.insert.length : 1;
    else if ("retain" in op) produced += op.retain;
  }
  const rest = produced > 0 ? [{ retain: produced }, ...left] : left;
  return { first: Delta.fromJSON(first), rest: Delta.fromJSON(rest) };
}

/** Bytes of a component's JSON without the text of an insert, and its comma. */
function bytesBesideText(op: OpJson): number {
  return encoder.encode(JSON.stringify(isText(op) ? { ...op, insert: "" } : op)).length + 1;
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
