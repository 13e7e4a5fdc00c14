import { DeltaBuilder, type NormalForm } from "./builder.ts";
import { insert, isInsert, isRetain, type Op, remove } from "./op.ts";
import type { Text } from "./text.ts";

/** The way back. Order is kept, so that inverting twice gives the operation itself. */
export function inverted(ops: readonly Op[], before: Text): NormalForm {
  const result = new DeltaBuilder();
  let at = 0;
  for (const op of ops) {
    if (isRetain(op)) {
      result.add(op);
      at += op.retain;
    } else if (isInsert(op)) {
      result.add(remove(op.insert.length));
    } else {
      result.add(insert(before.slice(at, at + op.delete)));
      at += op.delete;
    }
  }
  return result.build();
}
