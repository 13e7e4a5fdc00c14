import { Delta, type OpJson, type Text } from "../kernel/index.ts";

/** The operation from `before` to `after` that keeps their common beginning and end. */
export function replacement(before: Text, after: Text): Delta {
  const old = before.toString();
  const text = after.toString();
  const shorter = Math.min(old.length, text.length);
  let start = 0;
  while (start < shorter && old.charCodeAt(start) === text.charCodeAt(start)) start++;
  if (cutsPair(old, start) || cutsPair(text, start)) start--;
  let end = 0;
  while (
    end < shorter - start &&
    old.charCodeAt(old.length - 1 - end) === text.charCodeAt(text.length - 1 - end)
  ) {
    end++;
  }
  if (cutsPair(old, old.length - end) || cutsPair(text, text.length - end)) end--;
  const ops: OpJson[] = [];
  if (start > 0) ops.push({ retain: start });
  if (text.length - end > start) ops.push({ insert: text.slice(start, text.length - end) });
  if (old.length - end > start) ops.push({ delete: old.length - end - start });
  return Delta.fromJSON(ops);
}

/** Whether `at` stands between the two units of a surrogate pair. */
export function cutsPair(text: string, at: number): boolean {
  return at > 0 && at < text.length && isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at));
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
