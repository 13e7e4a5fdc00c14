import { isInsertion, isRetain, LENGTH_MAX, lengthOf, type Op } from "./op.ts";

/** As transforming would move an insert there: over composed history as over its operations one by one. */
export function positionAfter(position: number, ops: readonly Op[]): number {
  let moved = position;
  let at = 0;
  for (const op of ops) {
    if (at > position) break;
    if (isRetain(op)) {
      at += op.retain;
    } else if (isInsertion(op)) {
      moved += lengthOf(op);
    } else {
      moved -= Math.min(op.delete, position - at);
      at += op.delete;
    }
  }
  return Math.min(moved, LENGTH_MAX);
}
