import { Delta, isText, type OpJson, type Retain, Text } from "../kernel/index.ts";

/** The attribute, on this device only, of what undo or redo brought while something was in flight. */
const RETURNED = "returned";
const MARK = { [RETURNED]: true } as const;

/** `edit`, its inserts marked as text that was there before. */
export function returning(edit: Delta): Delta {
  return mapped(edit, (op) => ("insert" in op ? { ...op, attributes: { ...op.attributes, ...MARK } } : op));
}

/** `edit` without marks: what it does to content. */
export function plain(edit: Delta): Delta {
  return mapped(edit, (op) => {
    if (!("insert" in op) || !isReturned(op)) return op;
    const { [RETURNED]: _, ...attributes } = op.attributes ?? {};
    return { ...op, attributes };
  });
}

function mapped(edit: Delta, change: (op: OpJson) => OpJson): Delta {
  const ops = edit.toJSON();
  const changed = ops.map(change);
  return changed.every((op, index) => op === ops[index]) ? edit : Delta.fromJSON(changed);
}

function isReturned(op: OpJson): boolean {
  return "insert" in op && op.attributes !== undefined && Object.hasOwn(op.attributes, RETURNED);
}

/** A stretch of content, in units, and its text if it came back. */
interface Zone {
  readonly from: number;
  readonly to: number;
  readonly restored: string | null;
}

/**
 * `pending`, less the text that it brings back and `restored` has brought back already: both come of one edit, which
 * its author undid before it was refused. Each is there once then, in the order in which its author sees it. Only what
 * stands together is looked at: undo may have brought back something else elsewhere.
 *
 * @param pending an operation after `restored`
 * @param restored what the refusal did; its inserts are what it brought back
 * @param recent on the content after `restored`: retains with an attribute, of what was written lately. It may stand
 *     between a text that came back and the same text where undo put it
 */
export function withoutRestored(pending: Delta, restored: Delta, recent: Delta): Delta {
  if (!pending.toJSON().some(isReturned)) return pending;
  const back = [...zonesOf(restored)].filter((zone) => zone.restored !== null);
  const beside = [...zonesOf(recent)].flatMap((zone) => [...beyond(zone, back)]);
  const zones = [...back, ...beside].sort((a, b) => a.from - b.from);
  const result: OpJson[] = [];
  let near: Item[] = [];
  for (const item of items(pending, zones)) {
    if (item.isNear) {
      near.push(item);
    } else {
      result.push(...merged(near), item.op);
      near = [];
    }
  }
  return Delta.fromJSON([...result, ...merged(near)]);
}

/** On the content after `operation`: a retain, with an attribute, of each text that it inserts. */
export function insertedBy(operation: Delta): Delta {
  const kept = operation.toJSON().filter((op) => !("delete" in op));
  return Delta.fromJSON(
    kept.map((op) => ("insert" in op ? { retain: unitsOf(op), attributes: MARK } : { retain: unitsOf(op) })),
  );
}

function* zonesOf(operation: Delta): Generator<Zone> {
  let at = 0;
  for (const op of operation.toJSON()) {
    if ("delete" in op) continue;
    const to = at + unitsOf(op);
    if (isText(op)) yield { from: at, to, restored: op.insert };
    else if (op.attributes) yield { from: at, to, restored: null };
    at = to;
  }
}

/** What of `zone` is in none of `others`, which are in order. */
function* beyond(zone: Zone, others: readonly Zone[]): Generator<Zone> {
  let { from } = zone;
  for (const other of others) {
    if (other.to <= from || other.from >= zone.to) continue;
    if (other.from > from) yield { ...zone, from, to: other.from };
    from = other.to;
  }
  if (from < zone.to) yield { ...zone, from };
}

function unitsOf(op: OpJson): number {
  if ("retain" in op) return op.retain;
  if ("delete" in op) return op.delete;
  return isText(op) ? op.insert.length : 1;
}

/** A piece of an operation; one that brings text back, or keeps text that came back, is one character. */
interface Item {
  readonly op: OpJson;
  /** Not text that stands there as before: that parts what belongs together from what does not. */
  readonly isNear: boolean;
  readonly restored: string | null;
  readonly returned: string | null;
}

function* items(pending: Delta, zones: readonly Zone[]): Generator<Item> {
  let at = 0;
  const rest = (zones.at(-1)?.to ?? 0) - pending.baseLength;
  for (const op of [...pending.toJSON(), ...(rest > 0 ? [{ retain: rest }] : [])]) {
    if (isText(op) && isReturned(op)) {
      for (const returned of op.insert) {
        yield { op: { ...op, insert: returned }, isNear: true, restored: null, returned };
      }
    } else if (!("retain" in op)) {
      yield { op, isNear: true, restored: null, returned: null };
      if ("delete" in op) at += op.delete;
    } else {
      yield* retained(op, at, zones);
      at += op.retain;
    }
  }
}

function* retained(op: Retain, from: number, zones: readonly Zone[]): Generator<Item> {
  const end = from + op.retain;
  let at = from;
  const piece = (to: number, isNear: boolean, restored: string | null = null): Item => {
    const retain = to - at;
    at = to;
    return { op: { ...op, retain }, isNear, restored, returned: null };
  };
  for (const zone of zones) {
    const [first, last] = [Math.max(at, zone.from), Math.min(end, zone.to)];
    if (first >= last) continue;
    if (first > at) yield piece(first, false);
    if (zone.restored === null) yield piece(last, true);
    else {
      for (const character of zone.restored.slice(first - zone.from, last - zone.from)) {
        yield piece(at + character.length, true, character);
      }
    }
  }
  if (at < end) yield piece(end, false);
}

/** What `near` comes to when what came back and was brought back is there once. */
function merged(near: readonly Item[]): OpJson[] {
  const base = new Queue(near.filter(({ op }) => !("insert" in op)));
  const inserts = new Queue(near.filter(({ op }) => "insert" in op));
  const order = new Map(near.map((item, place) => [item, place]));
  const place = (item: Item | undefined) => (item ? (order.get(item) as number) : Number.POSITIVE_INFINITY);
  const result: OpJson[] = [];
  /** Takes everything before the two, as it stands. */
  const takeUntil = (kept: Item | undefined, brought: Item | undefined) => {
    while (base.first !== kept || inserts.first !== brought) {
      const fromBase =
        inserts.first === brought || (base.first !== kept && place(base.first) < place(inserts.first));
      result.push((fromBase ? base : inserts).take().op);
    }
  };
  for (const [kept, brought] of common(base.all, inserts.all)) {
    takeUntil(kept, brought);
    result.push(base.take().op);
    inserts.take();
  }
  takeUntil(undefined, undefined);
  return result;
}

/** Items in order: a long array takes long to lose its first. */
class Queue {
  readonly all: readonly Item[];
  #taken = 0;

  constructor(all: readonly Item[]) {
    this.all = all;
  }

  get first(): Item | undefined {
    return this.all[this.#taken];
  }

  take(): Item {
    return this.all[this.#taken++] as Item;
  }
}

/** Which characters of what came back are which of what was brought back, in order. */
function common(base: readonly Item[], inserts: readonly Item[]): [Item, Item][] {
  const restored = base.filter((item) => item.restored !== null);
  const returned = inserts.filter((item) => item.returned !== null);
  const text = (characters: readonly (string | null)[]) => Text.of(characters.join(""));
  const change = text(restored.map((item) => item.restored)).diff(
    text(returned.map((item) => item.returned)),
  );
  const pairs: [Item, Item][] = [];
  const [left, right] = [new Queue(restored), new Queue(returned)];
  const skip = (from: Queue, units: number) => {
    for (let rest = units; rest > 0; ) rest -= unitsOf(from.take().op);
  };
  for (const op of [...change.toJSON(), { retain: Number.POSITIVE_INFINITY }]) {
    if ("insert" in op) skip(right, unitsOf(op));
    else if ("delete" in op) skip(left, op.delete);
    else {
      for (let rest = op.retain; rest > 0 && left.first && right.first; ) {
        const pair: [Item, Item] = [left.take(), right.take()];
        rest -= unitsOf(pair[0].op);
        pairs.push(pair);
      }
    }
  }
  return pairs;
}
