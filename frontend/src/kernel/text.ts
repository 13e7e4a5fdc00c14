import type { Delta } from "./delta.ts";
import { type Node, type NodeSizes, rootFor, STANDARD_SIZES, spliced, texts, unitAt } from "./node.ts";
import { isInsert, isLowSurrogate, isRetain, lengthOf, requireWellFormed } from "./op.ts";

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
 * Text content: an immutable rope, any version of which is kept by keeping the reference. Lengths and offsets are UTF-16
 * code units. Every surrogate in it stands in a pair, and there is no `\r`.
 */
export class Text {
  static readonly EMPTY = Text.of("");

  readonly #root: Node;
  readonly #sizes: NodeSizes;

  private constructor(root: Node, sizes: NodeSizes) {
    this.#root = root;
    this.#sizes = sizes;
  }

  /** @throws MalformedDeltaError if `text` has a lone surrogate or a `\r` */
  static of(text: string, sizes: NodeSizes = STANDARD_SIZES): Text {
    requireWellFormed(text);
    return new Text(rootFor(text, sizes), sizes);
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
    return [...texts(this.#root, from, to)].join("");
  }

  /** The content in parts, in order: none empty, none beginning or ending inside a surrogate pair. */
  *chunks(): Generator<string> {
    if (this.length > 0) yield* texts(this.#root, 0, this.length);
  }

  /**
   * The content after `operation`; costs the logarithm of the length for each component.
   *
   * @throws InapplicableError if it reaches past the end or else has a border inside a surrogate pair
   */
  apply(operation: Delta): Text {
    this.requireFits(operation);
    let edited = this.#root;
    let at = 0;
    for (const op of operation.ops) {
      if (isRetain(op)) {
        at += op.retain;
      } else if (isInsert(op)) {
        edited = spliced(edited, at, at, op.insert, this.#sizes);
        at += op.insert.length;
      } else {
        edited = spliced(edited, at, at + op.delete, "", this.#sizes);
      }
    }
    return new Text(edited, this.#sizes);
  }

  /** @throws InapplicableError as {@link apply} does */
  requireFits(operation: Delta): void {
    if (operation.baseLength > this.length) throw new InapplicableError("PAST_END");
    let at = 0;
    for (const op of operation.ops) {
      if (isInsert(op)) continue;
      at += lengthOf(op);
      if (isLowSurrogate(this.charCodeAt(at))) throw new InapplicableError("CUTS_SURROGATE_PAIR");
    }
  }

  /** By content alone; costs its length. */
  equals(other: Text): boolean {
    return this === other || (this.length === other.length && this.toString() === other.toString());
  }

  /** The whole content as one string; costs its length. */
  toString(): string {
    return [...this.chunks()].join("");
  }
}
