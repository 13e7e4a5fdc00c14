import { type Attributes, changed, composedChange, isNone } from "./attributes.ts";
import { DeltaBuilder, type NormalForm } from "./builder.ts";
import { OpCursor } from "./cursor.ts";
import { attributesOf, embed, insert, isDelete, isRetain, isText, type Op, retain } from "./op.ts";

/**
 * The next operation's insert comes before a deletion of the first at the same place: a transform over the result then
 * meets both in the order in which it would meet them one by one.
 */
export function composed(first: readonly Op[], next: readonly Op[]): NormalForm {
  const before = new OpCursor(first);
  const after = new OpCursor(next);
  const result = new DeltaBuilder();
  while (!before.atEnd || !after.atEnd) {
    if (after.atInsertion) result.add(after.take(after.remaining));
    else if (before.atDelete) result.add(before.take(before.remaining));
    else advance(before, after, result);
  }
  return result.build();
}

function advance(before: OpCursor, after: OpCursor, result: DeltaBuilder): void {
  const length = Math.min(before.remaining, after.remaining);
  if (!after.atDelete) {
    result.add(formatted(before.take(length), after.attributes));
    after.skip(length);
  } else if (before.atInsertion) {
    before.take(length); // refuses to cut a pair, as applying would
    after.skip(length);
  } else {
    before.skip(length);
    result.add(after.take(length));
  }
}

/** A retain remembers what is removed, since the content below may have it; an insert knows what it has. */
function formatted(op: Op, change: Attributes): Op {
  if (isNone(change) || isDelete(op)) return op;
  const before = attributesOf(op);
  if (isRetain(op)) return retain(op.retain, composedChange(before, change));
  return isText(op) ? insert(op.insert, changed(before, change)) : embed(op.insert, changed(before, change));
}
