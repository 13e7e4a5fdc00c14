import { invertedChange, isNone } from "./attributes.ts";
import { DeltaBuilder, type NormalForm } from "./builder.ts";
import { attributesOf, isInsertion, isRetain, lengthOf, type Op, remove, retain } from "./op.ts";
import type { Text } from "./text.ts";

/** The way back. The order of an insert and a delete at one place is kept. */
export function inverted(ops: readonly Op[], before: Text): NormalForm {
  const result = new DeltaBuilder();
  let at = 0;
  for (const op of ops) {
    if (isInsertion(op)) {
      result.add(remove(lengthOf(op)));
      continue;
    }
    const to = at + lengthOf(op);
    if (!isRetain(op)) {
      for (const there of before.inserts(at, to)) result.add(there);
    } else if (isNone(attributesOf(op))) {
      result.add(op);
    } else {
      for (const there of before.inserts(at, to)) {
        result.add(retain(lengthOf(there), invertedChange(attributesOf(op), attributesOf(there))));
      }
    }
    at = to;
  }
  return result.build();
}
