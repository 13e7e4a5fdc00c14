export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** RFC 8785: keys sorted by UTF-16 units, no spaces, numbers and strings as ECMAScript writes them. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = value as { readonly [name: string]: Json };
  const members = Object.keys(fields)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(fields[name] as Json)}`);
  return `{${members.join(",")}}`;
}

/** Whether both are written alike. */
export function sameJson(one: Json, other: Json): boolean {
  if (one === other) return true;
  return typeof one === "object" && typeof other === "object" && canonicalJson(one) === canonicalJson(other);
}

/** With the flag `u` the class meets surrogates only where they stand alone. */
const LONE_SURROGATE = /[\uD800-\uDFFF]/u;

/**
 * `value` as a frozen one of its own, keys sorted; null if it is no JSON of strings without lone surrogates and
 * integers that are exact, or has more than `levels` of arrays and objects.
 */
export function frozenJson(value: unknown, levels: number): { readonly json: Json } | null {
  if (value === null || typeof value === "boolean") return { json: value };
  if (typeof value === "string") return LONE_SURROGATE.test(value) ? null : { json: value };
  if (typeof value === "number") return Number.isSafeInteger(value) ? { json: value + 0 } : null;
  if (typeof value !== "object" || levels === 0) return null;
  return Array.isArray(value) ? frozenItems(value, levels - 1) : frozenMembers(value, levels - 1);
}

function frozenItems(items: readonly unknown[], levels: number): { readonly json: Json } | null {
  const frozen = items.map((item) => frozenJson(item, levels));
  return frozen.includes(null)
    ? null
    : { json: Object.freeze(frozen.map((item) => (item as { json: Json }).json)) };
}

function frozenMembers(value: object, levels: number): { readonly json: Json } | null {
  const members: [string, Json][] = [];
  for (const [name, member] of Object.entries(value)) {
    const frozen = frozenJson(member, levels);
    if (frozen === null || LONE_SURROGATE.test(name)) return null;
    members.push([name, frozen.json]);
  }
  return { json: sortedObject(members) };
}

/** A frozen object of `members`, sorted by name; also a member called `__proto__` is one. */
export function sortedObject(members: readonly [string, Json][]): { readonly [name: string]: Json } {
  return Object.freeze(Object.fromEntries([...members].sort(([a], [b]) => (a < b ? -1 : 1))));
}
