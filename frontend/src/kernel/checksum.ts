import { canonicalJson } from "./json.ts";
import { attributesOf, type Embed, type Insert, isText } from "./op.ts";
import { formatOf, joins } from "./runs.ts";

const encoder = new TextEncoder();

/** CRC-32 (as in zlib) of what it is given, in UTF-8. No part may end inside a surrogate pair. */
class Crc32 {
  #state = 0xffffffff;

  add(text: string): void {
    let state = this.#state;
    for (const byte of encoder.encode(text)) state = (TABLE[(state ^ byte) & 0xff] as number) ^ (state >>> 8);
    this.#state = state;
  }

  /** From 0 to 2^32 - 1. */
  get value(): number {
    return (this.#state ^ 0xffffffff) >>> 0;
  }
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let state = byte;
  for (let bit = 0; bit < 8; bit++) state = state & 1 ? (state >>> 1) ^ 0xedb88320 : state >>> 1;
  return state;
});

export function checksumOf(chunks: Iterable<string>): number {
  const crc = new Crc32();
  for (const chunk of chunks) crc.add(chunk);
  return crc.value;
}

/** Of the RFC 8785 JSON of the one array that `inserts` are; neighbours that are alike count as one. */
export function jsonChecksumOf(inserts: Iterable<Insert | Embed>): number {
  const crc = new Crc32();
  let open: Insert | null = null;
  let before = "[";
  for (const op of inserts) {
    if (open === null || !joins(formatOf(open), formatOf(op))) {
      if (open !== null) crc.add('"}');
      open = isText(op) ? op : null;
      crc.add(before + opening(op));
      before = ",";
    }
    if (isText(op)) crc.add(JSON.stringify(op.insert).slice(1, -1));
  }
  if (open !== null) crc.add('"}');
  crc.add(before === "[" ? "[]" : "]");
  return crc.value;
}

/** A component up to its text; an embed wholly. */
function opening(op: Insert | Embed): string {
  const attributes = op.attributes === undefined ? "" : `"attributes":${canonicalJson(attributesOf(op))},`;
  return `{${attributes}"insert":${isText(op) ? '"' : `${canonicalJson(op.insert)}}`}`;
}
