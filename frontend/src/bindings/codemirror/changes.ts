import { type ChangeSet, type ChangeSpec, Text as EditorText } from "@codemirror/state";
import { cutsPair } from "../../client/pairs.ts";
import { Delta, isText, type OpJson } from "../../kernel/index.ts";

/** A replacement of units `from` to `to`. */
interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/**
 * The operation that `changes` of `before` are. The editor may replace one half of a surrogate pair where both
 * characters share the other; the operation replaces the whole.
 */
export function deltaOf(changes: ChangeSet, before: EditorText): Delta {
  const ops: OpJson[] = [];
  let at = 0;
  for (const { from, to, insert } of replacements(changes, before)) {
    if (from > at) ops.push({ retain: from - at });
    if (insert !== "") ops.push({ insert });
    if (to > from) ops.push({ delete: to - from });
    at = to;
  }
  return Delta.fromJSON(ops);
}

/** `operation` as changes of the editor: exactly these places, no tie left to the editor. */
export function changesOf(operation: Delta): ChangeSpec[] {
  const changes: { from: number; to: number; insert: EditorText | string }[] = [];
  let at = 0;
  for (const op of operation.toJSON()) {
    if ("retain" in op) at += op.retain;
    else if (isText(op)) changes.push({ from: at, to: at, insert: EditorText.of(op.insert.split("\n")) });
    else if ("insert" in op) throw new Error("an embed in plain text");
    else {
      changes.push({ from: at, to: at + op.delete, insert: "" });
      at += op.delete;
    }
  }
  return changes;
}

/** Whether `operation` inserts or deletes anything from unit `from` to unit `to`, or right beside them. */
export function touches(
  operation: Delta,
  { from, to }: { readonly from: number; readonly to: number },
): boolean {
  let at = 0;
  for (const op of operation.toJSON()) {
    if (at > to) return false;
    if ("retain" in op) at += op.retain;
    else if ("insert" in op) {
      if (at >= from) return true;
    } else {
      at += op.delete;
      if (at >= from) return true;
    }
  }
  return false;
}

/**
 * What must be done instead of `changes` so that no lone surrogate and no `\r` comes in and no pair is cut, which
 * undo might turn into lone ones later; null: nothing.
 */
export function repaired(changes: ChangeSet, before: EditorText): ChangeSpec[] | null {
  const whole = replacements(changes, before);
  const clean = whole.map((one) => ({ ...one, insert: one.insert.replace(/\r\n?/g, "\n").toWellFormed() }));
  return sameReplacements(clean, asMade(changes)) ? null : clean;
}

function sameReplacements(some: readonly Replacement[], others: readonly Replacement[]): boolean {
  const same = (one: Replacement, other: Replacement | undefined) =>
    one.from === other?.from && one.to === other.to && one.insert === other.insert;
  return some.length === others.length && some.every((one, index) => same(one, others[index]));
}

function asMade(changes: ChangeSet): Replacement[] {
  const all: Replacement[] = [];
  changes.iterChanges((from, to, _fromB, _toB, insert) => {
    all.push({ from, to, insert: insert.toString() });
  });
  return all;
}

/** `changes`, each made to take in the whole of the pairs that it cuts; no two touch, so no two cut one pair. */
function replacements(changes: ChangeSet, before: EditorText): Replacement[] {
  const all: Replacement[] = [];
  for (const made of asMade(changes)) {
    let { from, to, insert } = made;
    if (cutsPairIn(before, from)) {
      from--;
      insert = before.sliceString(from, made.from) + insert;
    }
    if (cutsPairIn(before, to)) {
      to++;
      insert += before.sliceString(made.to, to);
    }
    all.push({ from, to, insert });
  }
  return all;
}

function cutsPairIn(text: EditorText, at: number): boolean {
  return at > 0 && at < text.length && cutsPair(text.sliceString(at - 1, at + 1), 1);
}
