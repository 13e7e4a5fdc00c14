import { isNone, sameAttributes } from "./attributes.ts";
import {
  attributesOf,
  insert,
  isDelete,
  isInsertion,
  isRetain,
  isText,
  LENGTH_MAX,
  lengthOf,
  MalformedDeltaError,
  type Op,
  remove,
  retain,
} from "./op.ts";

/** Components in normal form, and what they add up to. */
export interface NormalForm {
  readonly ops: readonly Op[];
  readonly baseLength: number;
  readonly lengthChange: number;
}

/** Brings components to normal form as they come. */
export class DeltaBuilder {
  readonly #settled: Op[] = [];
  /** The component that what comes next may still join; a retain that changes nothing is dropped if it is the last. */
  #open: Op | null = null;
  #lengthBefore = 0;
  #lengthAfter = 0;

  /** @throws MalformedDeltaError if the content before or after would be longer than 2^31 - 1 units */
  add(op: Op): void {
    this.#count(op);
    const joined = this.#open === null ? null : join(this.#open, op);
    if (joined === null) this.#settle();
    this.#open = joined ?? op;
  }

  build(): NormalForm {
    if (this.#open !== null && isRetain(this.#open) && isNone(attributesOf(this.#open))) {
      this.#lengthBefore -= this.#open.retain;
      this.#lengthAfter -= this.#open.retain;
      this.#open = null;
    }
    this.#settle();
    return {
      ops: Object.freeze(this.#settled),
      baseLength: this.#lengthBefore,
      lengthChange: this.#lengthAfter - this.#lengthBefore,
    };
  }

  #count(op: Op): void {
    const length = lengthOf(op);
    if (!isInsertion(op)) this.#lengthBefore += length;
    if (!isDelete(op)) this.#lengthAfter += length;
    if (Math.max(this.#lengthBefore, this.#lengthAfter) > LENGTH_MAX) {
      throw new MalformedDeltaError(`lengths add up to more than ${LENGTH_MAX}`);
    }
  }

  #settle(): void {
    if (this.#open !== null) this.#settled.push(this.#open);
    this.#open = null;
  }
}

function join(before: Op, op: Op): Op | null {
  if (isDelete(before) && isDelete(op)) return remove(before.delete + op.delete);
  const attributes = attributesOf(op);
  if (!sameAttributes(attributesOf(before), attributes)) return null;
  if (isRetain(before) && isRetain(op)) return retain(before.retain + op.retain, attributes);
  if (isText(before) && isText(op)) return insert(before.insert + op.insert, attributes);
  return null;
}
