import { type Attributes, NO_ATTRIBUTES } from "./attributes.ts";
import {
  attributesOf,
  insert,
  isDelete,
  isInsertion,
  isLowSurrogate,
  isText,
  lengthOf,
  MalformedDeltaError,
  type Op,
  remove,
  retain,
} from "./op.ts";

/** Walks components in pieces as short as the other side of the walk asks for. After its end it is an endless retain. */
export class OpCursor {
  readonly #ops: readonly Op[];
  #index = 0;
  #offset = 0;
  #current: Op | undefined;

  constructor(ops: readonly Op[]) {
    this.#ops = ops;
    this.#current = ops[0];
  }

  get atEnd(): boolean {
    return this.#current === undefined;
  }

  get atInsertion(): boolean {
    return this.#current !== undefined && isInsertion(this.#current);
  }

  get atDelete(): boolean {
    return this.#current !== undefined && isDelete(this.#current);
  }

  /** Those of the component here. */
  get attributes(): Attributes {
    return this.#current === undefined ? NO_ATTRIBUTES : attributesOf(this.#current);
  }

  /** Units left of the component here. */
  get remaining(): number {
    return this.#current === undefined ? Number.POSITIVE_INFINITY : lengthOf(this.#current) - this.#offset;
  }

  skip(length: number): void {
    if (this.#current === undefined) return;
    this.#offset += length;
    if (this.#offset < lengthOf(this.#current)) return;
    this.#index++;
    this.#offset = 0;
    this.#current = this.#ops[this.#index];
  }

  /**
   * The next `length` units, at most {@link remaining}.
   *
   * @throws MalformedDeltaError if a surrogate pair of an insert would be cut
   */
  take(length: number): Op {
    const piece = this.#piece(length);
    this.skip(length);
    return piece;
  }

  #piece(length: number): Op {
    const op = this.#current;
    if (op === undefined) return retain(length);
    if (length === lengthOf(op)) return op;
    if (isText(op)) return insert(uncut(op.insert, this.#offset, this.#offset + length), this.attributes);
    return isDelete(op) ? remove(length) : retain(length, this.attributes);
  }
}

function uncut(text: string, from: number, to: number): string {
  if (isLowSurrogate(text.charCodeAt(from)) || isLowSurrogate(text.charCodeAt(to))) {
    throw new MalformedDeltaError("a surrogate pair of an insert is cut");
  }
  return text.slice(from, to);
}
