import { DeltaBuilder, type NormalForm } from "./builder.ts";
import { composed } from "./compose.ts";
import { inverted } from "./invert.ts";
import { MalformedDeltaError, type Op, parseOp, sameOp } from "./op.ts";
import { positionAfter } from "./position.ts";
import type { Text } from "./text.ts";
import { over, under } from "./transform.ts";

/**
 * An operation, or content (inserts only), always in normal form: neighbours of a kind and of equal attributes merged,
 * trailing retains that change nothing dropped, the order of an insert and a delete at one place kept. Immutable.
 */
export class Delta {
  /** Changes nothing. */
  static readonly EMPTY = new Delta(new DeltaBuilder().build());

  /** The components, frozen. */
  readonly ops: readonly Op[];
  /** Units of the content before that this operation walks over: retained and deleted ones. */
  readonly baseLength: number;
  /** Length of the content after, less that of the content before. */
  readonly lengthChange: number;

  private constructor(form: NormalForm) {
    this.ops = form.ops;
    this.baseLength = form.baseLength;
    this.lengthChange = form.lengthChange;
  }

  /**
   * The normal form of `ops`.
   *
   * @throws MalformedDeltaError if a component is not one, or lengths add up to more than 2^31 - 1
   */
  static of(...ops: readonly Op[]): Delta {
    return Delta.fromJSON(ops);
  }

  /**
   * The normal form of what came over the wire: an array of components.
   *
   * @throws MalformedDeltaError if it is anything else
   */
  static fromJSON(value: unknown): Delta {
    if (!Array.isArray(value)) throw new MalformedDeltaError("operation is no array");
    const builder = new DeltaBuilder();
    for (const op of value) builder.add(parseOp(op));
    return new Delta(builder.build());
  }

  /** `operations`, made one after the other, as one; {@link EMPTY} for none. In halves, so that many cost little. */
  static composeAll(operations: readonly Delta[]): Delta {
    const [only] = operations;
    if (only === undefined) return Delta.EMPTY;
    if (operations.length === 1) return only;
    const half = operations.length >>> 1;
    return Delta.composeAll(operations.slice(0, half)).compose(Delta.composeAll(operations.slice(half)));
  }

  toJSON(): readonly Op[] {
    return this.ops;
  }

  /** Whether this changes nothing. */
  get isEmpty(): boolean {
    return this.ops.length === 0;
  }

  /**
   * This operation, then `next`, as one. Applying it, or transforming over it, gives exactly what the two give one after
   * the other. Where this one deletes and `next` inserts, the insert stands first.
   *
   * @throws MalformedDeltaError if `next` cuts a surrogate pair that this one inserts, or lengths overflow
   */
  compose(next: Delta): Delta {
    return new Delta(composed(this.ops, next.ops));
  }

  /**
   * This later operation, moved over `committed`, which wins ties: its text stands first. Both were made on the same
   * content; `committed`, then the result, has the effect of this one, then `committed.transformUnder(this)`.
   */
  transformOver(committed: Delta): Delta {
    return new Delta(over(this.ops, committed.ops));
  }

  /** This committed operation, moved over `later`; the dual of {@link transformOver}. */
  transformUnder(later: Delta): Delta {
    return new Delta(under(this.ops, later.ops));
  }

  /**
   * `position` (at least 0) of the content before, in the content after: an insert at the position moves it, a delete
   * over it moves it to where the deleted text began.
   */
  transformPosition(position: number): number {
    return positionAfter(position, this.ops);
  }

  /**
   * The operation that takes this one back.
   *
   * @param before the content that this one applies to
   * @throws InapplicableError if it does not
   */
  invert(before: Text): Delta {
    before.requireFits(this);
    return new Delta(inverted(this.ops, before));
  }

  equals(other: Delta): boolean {
    return (
      this === other ||
      (this.ops.length === other.ops.length &&
        this.ops.every((op, index) => sameOp(op, other.ops[index] as Op)))
    );
  }
}
