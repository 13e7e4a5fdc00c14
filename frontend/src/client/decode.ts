import { canonicalJson, Delta, type Json } from "../kernel/index.ts";
import type { Entry, Limits, Present, Role, Selection, ServerMessage, User } from "./protocol.ts";

/** A frame that is no server message of this protocol. */
export class MalformedMessage extends Error {
  override readonly name = "MalformedMessage";
}

type Fields = { readonly [name: string]: Json };

/**
 * One frame of the server. Unknown fields are ignored; nothing else is forgiven.
 *
 * @throws MalformedMessage
 */
export function decode(frame: string): ServerMessage {
  const fields = parse(frame);
  const type = text(fields, "type");
  switch (type) {
    case "welcome":
      return {
        type,
        sessionId: text(fields, "sessionId"),
        clientId: text(fields, "clientId"),
        user: user(fields),
        role: role(fields),
        documentType: text(fields, "documentType"),
        title: text(fields, "title"),
        version: count(fields, "version"),
        hash: hash(fields),
        resumed: flag(fields, "resumed"),
        headVersion: count(fields, "headVersion"),
        contentParts: count(fields, "contentParts"),
        heartbeatMillis: positive(fields, "heartbeatMillis"),
        limits: limits(fields),
      };
    case "content":
      return { type, operation: delta(fields) };
    case "ops":
      return {
        type,
        firstVersion: positive(fields, "firstVersion"),
        operations: nonEmpty(list(fields, "operations").map(entry)),
        hash: hash(fields),
        checksum: fields.checksum == null ? null : checksum(fields),
      };
    case "catchup":
      return {
        type,
        toVersion: positive(fields, "toVersion"),
        operation: delta(fields),
        hash: hash(fields),
      };
    case "presence":
      return {
        type,
        version: count(fields, "version"),
        changed: list(fields, "changed").map(present),
        left: list(fields, "left").map(asText),
        viewers: count(fields, "viewers"),
      };
    case "notice":
      return {
        type,
        code: text(fields, "code"),
        message: text(fields, "message"),
        role: fields.role == null ? null : role(fields),
        title: fields.title == null ? null : text(fields, "title"),
        retryAfterMillis: fields.retryAfterMillis == null ? null : count(fields, "retryAfterMillis"),
      };
    case "heartbeat":
      return { type, version: count(fields, "version"), hash: hash(fields) };
    case "pong":
      return { type, id: text(fields, "id") };
    default:
      throw new MalformedMessage(`unknown type ${JSON.stringify(type)}`);
  }
}

function parse(frame: string): Fields {
  let value: Json;
  try {
    value = JSON.parse(frame);
  } catch {
    throw new MalformedMessage("not JSON");
  }
  return object(value, "frame");
}

function object(value: Json | undefined, what: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new MalformedMessage(`${what} is no object`);
  }
  return value as Fields;
}

function text(fields: Fields, name: string): string {
  return asText(fields[name], name);
}

function asText(value: Json | undefined, what: string | number): string {
  if (typeof value !== "string") throw new MalformedMessage(`"${what}" is no string`);
  return value;
}

function flag(fields: Fields, name: string): boolean {
  const value = fields[name];
  if (typeof value !== "boolean") throw new MalformedMessage(`"${name}" is no boolean`);
  return value;
}

function count(fields: Fields, name: string): number {
  const value = fields[name];
  if (!Number.isSafeInteger(value) || (value as number) < 0) {
    throw new MalformedMessage(`"${name}" is no integer from 0`);
  }
  return value as number;
}

function positive(fields: Fields, name: string): number {
  const value = count(fields, name);
  if (value === 0) throw new MalformedMessage(`"${name}" is 0`);
  return value;
}

function list(fields: Fields, name: string): readonly Json[] {
  const value = fields[name];
  if (!Array.isArray(value)) throw new MalformedMessage(`"${name}" is no array`);
  return value;
}

function nonEmpty<T>(values: readonly T[]): readonly T[] {
  if (values.length === 0) throw new MalformedMessage("no operations");
  return values;
}

function hash(fields: Fields): string {
  const value = text(fields, "hash");
  if (!/^[0-9a-f]{64}$/.test(value)) throw new MalformedMessage('"hash" is no hash');
  return value;
}

function checksum(fields: Fields): number {
  const value = count(fields, "checksum");
  if (value > 0xffffffff) throw new MalformedMessage('"checksum" has more than 32 bits');
  return value;
}

function role(fields: Fields): Role {
  const value = text(fields, "role");
  if (value === "viewer" || value === "commenter" || value === "editor" || value === "owner") return value;
  throw new MalformedMessage(`unknown role ${JSON.stringify(value)}`);
}

function user(fields: Fields): User {
  const value = object(fields.user, '"user"');
  const color = text(value, "color");
  if (!/^#[0-9a-f]{6}$/i.test(color)) throw new MalformedMessage('"color" is no #rrggbb');
  return { id: text(value, "id"), name: text(value, "name"), color };
}

function limits(fields: Fields): Limits {
  const value = object(fields.limits, '"limits"');
  return {
    operationBytes: positive(value, "operationBytes"),
    operationComponents: positive(value, "operationComponents"),
    submissionsPerSecond: positive(value, "submissionsPerSecond"),
  };
}

function delta(fields: Fields): Delta {
  try {
    return Delta.fromJSON(list(fields, "operation"));
  } catch (problem) {
    throw new MalformedMessage(`"operation": ${problem instanceof Error ? problem.message : problem}`);
  }
}

function entry(value: Json): Entry {
  const fields = object(value, "entry");
  return {
    at: count(fields, "at"),
    clientId: text(fields, "clientId"),
    operation: delta(fields),
    refused: fields.refused === undefined ? null : text(fields, "refused"),
    sequence: positive(fields, "sequence"),
    userId: text(fields, "userId"),
    canonical: canonicalJson(value),
  };
}

function present(value: Json): Present {
  const fields = object(value, "presence");
  return {
    sessionId: text(fields, "sessionId"),
    user: user(fields),
    selection: selection(fields.selection),
    state: fields.state == null ? null : object(fields.state, '"state"'),
  };
}

function selection(value: Json | undefined): Selection | null {
  if (value == null) return null;
  const fields = object(value, '"selection"');
  return { anchor: count(fields, "anchor"), head: count(fields, "head") };
}
