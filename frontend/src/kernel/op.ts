/** Keeps the next `retain` units. */
export interface Retain {
  readonly retain: number;
}

/** Inserts text: not empty, no lone surrogate, no `\r`; U+0000 is text like any other. */
export interface Insert {
  readonly insert: string;
}

/** Deletes the next `delete` units. */
export interface Delete {
  readonly delete: number;
}

/**
 * One component of a {@link Delta}, in the shape it has on the wire. Lengths are UTF-16 code units, 1 to 2^31 - 1.
 * Attributes and embeds of rich text are to join here.
 */
export type Op = Retain | Insert | Delete;

export const LENGTH_MAX = 2 ** 31 - 1;

/** What is no delta, whatever content it may be meant for. */
export class MalformedDeltaError extends Error {
  override readonly name = "MalformedDeltaError";
}

export function isRetain(op: Op): op is Retain {
  return "retain" in op;
}

export function isInsert(op: Op): op is Insert {
  return "insert" in op;
}

export function isDelete(op: Op): op is Delete {
  return "delete" in op;
}

/** Units that are kept, inserted or deleted. */
export function lengthOf(op: Op): number {
  if (isInsert(op)) return op.insert.length;
  return isRetain(op) ? op.retain : op.delete;
}

export function retain(length: number): Retain {
  return Object.freeze({ retain: length });
}

export function insert(text: string): Insert {
  return Object.freeze({ insert: text });
}

export function remove(length: number): Delete {
  return Object.freeze({ delete: length });
}

/**
 * A component of just the right shape, as a value of its own.
 *
 * @throws MalformedDeltaError
 */
export function parseOp(value: unknown): Op {
  if (typeof value !== "object" || value === null) throw new MalformedDeltaError("component is no object");
  const keys = Object.keys(value);
  const key = keys[0];
  if (key === undefined || keys.length > 1) throw new MalformedDeltaError("component has not just one key");
  const field: unknown = (value as Record<string, unknown>)[key];
  switch (key) {
    case "retain":
      return retain(parseLength(field));
    case "insert":
      return insert(parseText(field));
    case "delete":
      return remove(parseLength(field));
    default:
      throw new MalformedDeltaError(`unknown key ${JSON.stringify(key)}`);
  }
}

function parseLength(value: unknown): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 1 || value > LENGTH_MAX) {
    throw new MalformedDeltaError(`no length: ${typeof value === "number" ? value : typeof value}`);
  }
  return value;
}

function parseText(value: unknown): string {
  if (typeof value !== "string" || value === "") throw new MalformedDeltaError("insert is no text or empty");
  requireWellFormed(value);
  return value;
}

/** With the flag `u` the class meets surrogates only where they stand alone. */
const ILL_FORMED = /[\r\uD800-\uDFFF]/u;

/** @throws MalformedDeltaError if `text` has a lone surrogate or a `\r` */
export function requireWellFormed(text: string): void {
  const at = text.search(ILL_FORMED);
  if (at < 0) return;
  const what = text[at] === "\r" ? "carriage return" : "lone surrogate";
  throw new MalformedDeltaError(`${what} at ${at}`);
}

export function isLowSurrogate(unit: number): boolean {
  return (unit & 0xfc00) === 0xdc00;
}
