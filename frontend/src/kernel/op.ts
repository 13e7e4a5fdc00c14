import { type Attributes, isNone, NO_ATTRIBUTES, sameAttributes } from "./attributes.ts";
import { frozenJson, type Json, sameJson } from "./json.ts";

/** Keeps the next `retain` units, and changes their attributes. */
export interface Retain {
  readonly retain: number;
  readonly attributes?: Attributes;
}

/** Inserts text: not empty, no lone surrogate, no `\r`; U+0000 is text like any other. */
export interface Insert {
  readonly insert: string;
  readonly attributes?: Attributes;
}

/** What an embed is: one member, named by its kind. */
export type EmbedValue = { readonly [kind: string]: Json };

/** Inserts something that is no text, as one unit. */
export interface Embed {
  readonly insert: EmbedValue;
  readonly attributes?: Attributes;
}

/** Deletes the next `delete` units. */
export interface Delete {
  readonly delete: number;
}

/**
 * One component of a {@link Delta}, in the shape it has on the wire. Lengths are UTF-16 code units, 1 to 2^31 - 1; an
 * embed is one. `attributes` is left out where there are none; of what is inserted none is null.
 */
export type Op = Retain | Insert | Embed | Delete;

export const LENGTH_MAX = 2 ** 31 - 1;

/** What is no delta, whatever content it may be meant for. */
export class MalformedDeltaError extends Error {
  override readonly name = "MalformedDeltaError";
}

export function isRetain(op: Op): op is Retain {
  return "retain" in op;
}

export function isInsertion(op: Op): op is Insert | Embed {
  return "insert" in op;
}

export function isText(op: Op): op is Insert {
  return "insert" in op && typeof op.insert === "string";
}

export function isDelete(op: Op): op is Delete {
  return "delete" in op;
}

/** Units that are kept, inserted or deleted. */
export function lengthOf(op: Op): number {
  if (isInsertion(op)) return isText(op) ? op.insert.length : 1;
  return isRetain(op) ? op.retain : op.delete;
}

/** Those of what is inserted, or how those of what is kept change. */
export function attributesOf(op: Op): Attributes {
  return isDelete(op) ? NO_ATTRIBUTES : (op.attributes ?? NO_ATTRIBUTES);
}

export function retain(length: number, attributes: Attributes = NO_ATTRIBUTES): Retain {
  return Object.freeze(isNone(attributes) ? { retain: length } : { attributes, retain: length });
}

export function insert(text: string, attributes: Attributes = NO_ATTRIBUTES): Insert {
  return Object.freeze(isNone(attributes) ? { insert: text } : { attributes, insert: text });
}

export function embed(value: EmbedValue, attributes: Attributes = NO_ATTRIBUTES): Embed {
  return Object.freeze(isNone(attributes) ? { insert: value } : { attributes, insert: value });
}

export function remove(length: number): Delete {
  return Object.freeze({ delete: length });
}

export function sameOp(op: Op, other: Op): boolean {
  if (lengthOf(op) !== lengthOf(other) || !sameAttributes(attributesOf(op), attributesOf(other)))
    return false;
  if (isInsertion(op)) return isInsertion(other) && sameJson(op.insert, other.insert);
  return isRetain(op) === isRetain(other) && isDelete(op) === isDelete(other);
}

/**
 * A component of just the right shape, as a value of its own.
 *
 * @throws MalformedDeltaError
 */
export function parseOp(value: unknown): Op {
  if (typeof value !== "object" || value === null) throw new MalformedDeltaError("component is no object");
  const { attributes, ...rest } = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(rest);
  const key = keys[0];
  if (key === undefined || keys.length > 1)
    throw new MalformedDeltaError("component is not of just one kind");
  const field = rest[key];
  const parsed = Object.hasOwn(value, "attributes") ? parseAttributes(attributes) : NO_ATTRIBUTES;
  switch (key) {
    case "retain":
      return retain(parseLength(field), parsed);
    case "insert":
      return parseInsertion(field, parsed);
    case "delete":
      if (Object.hasOwn(value, "attributes")) throw new MalformedDeltaError("attributes on a delete");
      return remove(parseLength(field));
    default:
      throw new MalformedDeltaError(`unknown key ${JSON.stringify(key)}`);
  }
}

function parseInsertion(value: unknown, attributes: Attributes): Insert | Embed {
  if (Object.values(attributes).includes(null)) {
    throw new MalformedDeltaError("an insert with an attribute that is null");
  }
  if (typeof value === "string") return insert(parseText(value), attributes);
  const parsed = parseObject(value);
  if (Object.keys(parsed).length !== 1) throw new MalformedDeltaError("an embed has not one member");
  return embed(parsed, attributes);
}

function parseAttributes(value: unknown): Attributes {
  const parsed = parseObject(value);
  return Object.keys(parsed).length === 0 ? NO_ATTRIBUTES : parsed;
}

/** Levels of arrays and objects in one value of an attribute or an embed; its own object is one more. */
const LEVELS_MAX = 4;

function parseObject(value: unknown): { readonly [name: string]: Json } {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  const frozen = isObject ? frozenJson(value, LEVELS_MAX + 1) : null;
  if (frozen === null) throw new MalformedDeltaError("attributes or an embed are no object of our JSON");
  return frozen.json as { readonly [name: string]: Json };
}

function parseLength(value: unknown): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 1 || value > LENGTH_MAX) {
    throw new MalformedDeltaError(`no length: ${typeof value === "number" ? value : typeof value}`);
  }
  return value;
}

function parseText(value: string): string {
  if (value === "") throw new MalformedDeltaError("insert is empty");
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
