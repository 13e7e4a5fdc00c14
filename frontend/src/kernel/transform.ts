import { DeltaBuilder, type NormalForm } from "./builder.ts";
import { OpCursor } from "./cursor.ts";
import { type Op, retain } from "./op.ts";

// One walk, told twice: the committed operation's insert stands first, else the later one's, else both advance by the
// shorter piece.

export function over(later: readonly Op[], committed: readonly Op[]): NormalForm {
  const moved = new OpCursor(later);
  const fixed = new OpCursor(committed);
  const result = new DeltaBuilder();
  while (!moved.atEnd) {
    if (fixed.atInsert) stepOver(fixed, result);
    else if (moved.atInsert) result.add(moved.take(moved.remaining));
    else advance(moved, fixed, result);
  }
  return result.build();
}

export function under(committed: readonly Op[], later: readonly Op[]): NormalForm {
  const moved = new OpCursor(committed);
  const fixed = new OpCursor(later);
  const result = new DeltaBuilder();
  while (!moved.atEnd) {
    if (moved.atInsert) result.add(moved.take(moved.remaining));
    else if (fixed.atInsert) stepOver(fixed, result);
    else advance(moved, fixed, result);
  }
  return result.build();
}

function stepOver(inserted: OpCursor, result: DeltaBuilder): void {
  const length = inserted.remaining;
  result.add(retain(length));
  inserted.skip(length);
}

/** Both keep or delete here: what the other has deleted is gone, the rest stays to be kept or deleted. */
function advance(moved: OpCursor, fixed: OpCursor, result: DeltaBuilder): void {
  const length = Math.min(moved.remaining, fixed.remaining);
  if (fixed.atDelete) moved.skip(length);
  else result.add(moved.take(length));
  fixed.skip(length);
}
