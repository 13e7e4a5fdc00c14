import { sha256 } from "./sha256.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** RFC 8785: keys sorted by UTF-16 units, no spaces, numbers and strings as ECMAScript writes them. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = value as { readonly [name: string]: Json };
  const members = Object.keys(fields)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(fields[name] as Json)}`);
  return `{${members.join(",")}}`;
}

const encoder = new TextEncoder();

/** hash(v) = SHA-256(hash(v − 1) ‖ the bytes of entry v), 64 lower-case hex digits. */
export function nextHash(previous: string, entry: string): string {
  const bytes = encoder.encode(entry);
  const message = new Uint8Array(32 + bytes.length);
  for (let i = 0; i < 32; i++) message[i] = Number.parseInt(previous.slice(i * 2, i * 2 + 2), 16);
  message.set(bytes, 32);
  return Array.from(sha256(message), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
