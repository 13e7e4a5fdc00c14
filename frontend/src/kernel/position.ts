import { isInsert, isRetain, LENGTH_MAX, type Op } from "./op.ts";

export function positionAfter(position: number, ops: readonly Op[]): number {
  let moved = position;
  let reached = 0; // in the content after, where the component begins
  for (const op of ops) {
    if (reached > moved) break;
    if (isRetain(op)) {
      reached += op.retain;
    } else if (isInsert(op)) {
      moved += op.insert.length;
      reached += op.insert.length;
    } else {
      moved -= Math.min(op.delete, moved - reached);
    }
  }
  return Math.min(moved, LENGTH_MAX);
}
