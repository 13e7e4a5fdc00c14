import { sha256 } from "./sha256.ts";

const encoder = new TextEncoder();

/** hash(v) = SHA-256(hash(v − 1) ‖ the bytes of entry v), 64 lower-case hex digits. */
export function nextHash(previous: string, entry: string): string {
  const bytes = encoder.encode(entry);
  const message = new Uint8Array(32 + bytes.length);
  for (let i = 0; i < 32; i++) message[i] = Number.parseInt(previous.slice(i * 2, i * 2 + 2), 16);
  message.set(bytes, 32);
  return Array.from(sha256(message), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
