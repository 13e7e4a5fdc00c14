import { isNone } from "./attributes.ts";
import { checksumOf, jsonChecksumOf } from "./checksum.ts";
import { Delta } from "./delta.ts";
import { difference } from "./diff.ts";
import {
  EMPTY_ROOT,
  formatted,
  insertions,
  leaves,
  NOTHING,
  type Node,
  type NodeSizes,
  STANDARD_SIZES,
  spliced,
  unitAt,
} from "./node.ts";
import {
  attributesOf,
  type Embed,
  type Insert,
  insert,
  isInsertion,
  isLowSurrogate,
  isRetain,
  isText,
  lengthOf,
  MalformedDeltaError,
  requireWellFormed,
} from "./op.ts";
import { EMBED_UNIT, formatOf } from "./runs.ts";

export type InapplicableReason = "PAST_END" | "CUTS_SURROGATE_PAIR";

/** The operation does not fit the content; the content is untouched. */
export class InapplicableError extends Error {
  override readonly name = "InapplicableError";
  readonly reason: InapplicableReason;

  constructor(reason: InapplicableReason) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * Content: an immutable rope of text, its attributes and embeds, any version of which is kept by keeping the reference.
 * Lengths and offsets are UTF-16 code units; an embed is one unit, U+FFFC where text is asked for. Every surrogate in it
 * stands in a pair, and there is no `\r`.
 */
export class Text {
  static readonly EMPTY = new Text(EMPTY_ROOT, STANDARD_SIZES);

  readonly #root: Node;
  readonly #sizes: NodeSizes;

  private constructor(root: Node, sizes: NodeSizes) {
    this.#root = root;
    this.#sizes = sizes;
  }

  /** @throws MalformedDeltaError if `text` has a lone surrogate or a `\r` */
  static of(text: string, sizes: NodeSizes = STANDARD_SIZES): Text {
    requireWellFormed(text);
    const root = text === "" ? EMPTY_ROOT : withInsertion(EMPTY_ROOT, 0, insert(text), sizes);
    return new Text(root, sizes);
  }

  /** @throws MalformedDeltaError unless `content` is of inserts alone */
  static ofDelta(content: Delta, sizes: NodeSizes = STANDARD_SIZES): Text {
    if (!content.ops.every(isInsertion)) throw new MalformedDeltaError("content is not of inserts alone");
    return new Text(EMPTY_ROOT, sizes).apply(content);
  }

  get length(): number {
    return this.#root.length;
  }

  /** The unit at `index`; NaN outside the content. */
  charCodeAt(index: number): number {
    return index >= 0 && index < this.length ? unitAt(this.#root, index) : Number.NaN;
  }

  /** Units `from` (inclusive, at least 0) to `to` (exclusive); may begin or end inside a surrogate pair. */
  slice(from: number, to: number): string {
    let text = "";
    for (const part of leaves(this.#root, from, to)) text += part.leaf.text.slice(part.from, part.to);
    return text;
  }

  /** The text in parts, in order: none empty, none beginning or ending inside a surrogate pair. */
  *chunks(): Generator<string> {
    if (this.length > 0) for (const { leaf } of leaves(this.#root, 0, this.length)) yield leaf.text;
  }

  /** Units `from` (inclusive, at least 0) to `to` (exclusive) as inserts, of which neighbours may be alike. */
  *inserts(from: number, to: number): Generator<Insert | Embed> {
    if (from < to) yield* insertions(this.#root, from, Math.min(to, this.length));
  }

  /** The content as an operation of inserts alone, which makes it from nothing; costs its length. */
  toDelta(): Delta {
    return Delta.fromJSON([...this.inserts(0, this.length)]);
  }

  /** CRC-32 (as in zlib, from 0 to 2^32 - 1) of the text in UTF-8; for content of plain text. Costs the length. */
  checksum(): number {
    return checksumOf(this.chunks());
  }

  /** CRC-32 of the RFC 8785 JSON of {@link toDelta}, in UTF-8; for content with attributes. Costs the length. */
  jsonChecksum(): number {
    return jsonChecksumOf(this.inserts(0, this.length));
  }

  /**
   * The content after `operation`; costs the logarithm of the length for each component, and the units whose attributes
   * change.
   *
   * @throws InapplicableError if it reaches past the end or else has a border inside a surrogate pair
   */
  apply(operation: Delta): Text {
    this.requireFits(operation);
    let edited = this.#root;
    let at = 0;
    for (const op of operation.ops) {
      if (isInsertion(op)) {
        edited = withInsertion(edited, at, op, this.#sizes);
        at += lengthOf(op);
      } else if (isRetain(op)) {
        const change = attributesOf(op);
        if (!isNone(change)) edited = formatted(edited, at, at + op.retain, change);
        at += op.retain;
      } else {
        edited = spliced(edited, at, at + op.delete, NOTHING, this.#sizes);
      }
    }
    return new Text(edited, this.#sizes);
  }

  /** @throws InapplicableError as {@link apply} does */
  requireFits(operation: Delta): void {
    if (operation.baseLength > this.length) throw new InapplicableError("PAST_END");
    let at = 0;
    for (const op of operation.ops) {
      if (isInsertion(op)) continue;
      at += lengthOf(op);
      if (isLowSurrogate(this.charCodeAt(at))) throw new InapplicableError("CUTS_SURROGATE_PAIR");
    }
  }

  /**
   * The operation that makes `after` of this content: of the fewest characters, unless that takes too long to find;
   * then longer stretches than need be are replaced, the same ones each time. At one place it inserts first. Bounded in
   * time for any two contents.
   */
  diff(after: Text): Delta {
    // A document that opens is as long as may be, and what is shown before it is empty.
    return this.length === 0 ? after.toDelta() : Delta.fromJSON(difference(this, after).ops);
  }

  /** By content alone, attributes and embeds included; costs its length. */
  equals(other: Text): boolean {
    return this === other || (this.length === other.length && this.toDelta().equals(other.toDelta()));
  }

  /** The whole content as one string; costs its length. */
  toString(): string {
    return [...this.chunks()].join("");
  }
}

function withInsertion(root: Node, at: number, op: Insert | Embed, sizes: NodeSizes): Node {
  const text = isText(op) ? op.insert : EMBED_UNIT;
  return spliced(root, at, at, { text, format: formatOf(op) }, sizes);
}
