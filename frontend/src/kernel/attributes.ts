import { type Json, sameJson, sortedObject } from "./json.ts";

/**
 * Named values of a stretch of content, or, on a retain, how they change: a value replaces, null removes, what is not
 * named stays. Values are replaced whole, never merged. Frozen, sorted by name.
 */
export type Attributes = { readonly [name: string]: Json };

/** No values; changes nothing. */
export const NO_ATTRIBUTES: Attributes = Object.freeze({});

export function isNone(attributes: Attributes): boolean {
  return attributes === NO_ATTRIBUTES;
}

export function sameAttributes(one: Attributes, other: Attributes): boolean {
  if (one === other) return true;
  const members = Object.entries(one);
  return (
    members.length === Object.keys(other).length &&
    members.every(([name, value]) => {
      const there = valueFor(other, name);
      return there !== undefined && sameJson(value, there);
    })
  );
}

/** `values` of content, after `change`. */
export function changed(values: Attributes, change: Attributes): Attributes {
  if (isNone(change)) return values;
  return mapped(values, change, (now, to) => (to === undefined ? now : (to ?? undefined)));
}

/** A change, then the next, as one: what is removed stays named. */
export function composedChange(first: Attributes, next: Attributes): Attributes {
  if (isNone(first) || isNone(next)) return isNone(next) ? first : next;
  return mapped(first, next, (now, to) => (to === undefined ? now : to));
}

/** A later change beside a committed one, whose values stay. */
export function changeOver(later: Attributes, committed: Attributes): Attributes {
  if (isNone(later) || isNone(committed)) return later;
  return mapped(later, committed, (ours, theirs) => (theirs === undefined ? ours : undefined));
}

/** The change that takes `change`, made on content of `before`, back. */
export function invertedChange(change: Attributes, before: Attributes): Attributes {
  return mapped(change, before, (to, was) => {
    if (to === undefined || (was !== undefined && sameJson(to, was))) return undefined;
    return was ?? null;
  });
}

/** The change that leads from `before` to `after`, both of content. */
export function changeBetween(before: Attributes, after: Attributes): Attributes {
  return mapped(before, after, (now, then) => {
    if (then === undefined) return null;
    return now !== undefined && sameJson(now, then) ? undefined : then;
  });
}

/** What becomes of one name: undefined if it is named no more. At least one of the two is named. */
type Rule = (ours: Json | undefined, theirs: Json | undefined) => Json | undefined;

function mapped(one: Attributes, other: Attributes, rule: Rule): Attributes {
  const members: [string, Json][] = [];
  for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const value = rule(valueFor(one, name), valueFor(other, name));
    if (value !== undefined) members.push([name, value]);
  }
  return members.length === 0 ? NO_ATTRIBUTES : sortedObject(members);
}

/** Of its own, not of what all objects have. */
function valueFor(attributes: Attributes, name: string): Json | undefined {
  return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}
