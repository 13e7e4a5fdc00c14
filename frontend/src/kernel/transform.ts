import { type Attributes, changeOver, isNone, NO_ATTRIBUTES } from "./attributes.ts";
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
    if (fixed.atInsertion) stepOver(fixed, result);
    else if (moved.atInsertion) result.add(moved.take(moved.remaining));
    else advance(moved, fixed, fixed.attributes, result);
  }
  return result.build();
}

export function under(committed: readonly Op[], later: readonly Op[]): NormalForm {
  const moved = new OpCursor(committed);
  const fixed = new OpCursor(later);
  const result = new DeltaBuilder();
  while (!moved.atEnd) {
    if (moved.atInsertion) result.add(moved.take(moved.remaining));
    else if (fixed.atInsertion) stepOver(fixed, result);
    else advance(moved, fixed, NO_ATTRIBUTES, result);
  }
  return result.build();
}

function stepOver(inserted: OpCursor, result: DeltaBuilder): void {
  const length = inserted.remaining;
  result.add(retain(length));
  inserted.skip(length);
}

/**
 * Both keep or delete here: what the other has deleted is gone, the rest stays to be kept or deleted. `settled`:
 * attributes of the other that win against those of the one moved.
 */
function advance(moved: OpCursor, fixed: OpCursor, settled: Attributes, result: DeltaBuilder): void {
  const length = Math.min(moved.remaining, fixed.remaining);
  if (fixed.atDelete) {
    moved.skip(length);
  } else if (isNone(moved.attributes) || isNone(settled)) {
    result.add(moved.take(length));
  } else {
    result.add(retain(length, changeOver(moved.attributes, settled)));
    moved.skip(length);
  }
  fixed.skip(length);
}
