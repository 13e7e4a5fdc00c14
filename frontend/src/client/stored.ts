import { Delta, Text } from "../kernel/index.ts";
import { History, type Sent, type Step } from "./history.ts";
import type { Point, Role } from "./protocol.ts";
import { type InFlight, type Memory, Replica } from "./replica.ts";
import type { Changes, Kind, RecordKey, StoredRecord } from "./slot.ts";
import type { Offer } from "./step-back.ts";
import { type Rescued, Tray } from "./tray.ts";

/** The form that is written here. What says another one is not read. */
const FORM = 1;

/** All of a session that outlives the page. */
export interface Kept {
  readonly clientId: string;
  /** Of the last hello. */
  readonly attempt: number;
  readonly title: string;
  /** Null until a server has said it. */
  readonly role: Role | null;
  readonly replica: Replica | null;
  readonly tray: Tray;
}

/** Pending edits as they are stored: composed, and then one by one, so that a key costs no more than itself. */
export interface Typed {
  readonly base: Delta;
  readonly edits: readonly Delta[];
}

export interface Snapshot {
  readonly kept: Kept;
  readonly typed: Typed;
  /** When it was made; only for choosing the newest. */
  readonly at: number;
}

/** What is kept is of another form, or damaged. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

/** The record that tells what the others are. */
export interface Head {
  readonly form: number;
  readonly at: number;
  readonly clientId: string;
  readonly attempt: number;
  readonly title: string;
  readonly role: Role | null;
  /** Edits that are not settled, and items of the tray. */
  readonly unsettled: number;
  readonly rescued: number;
  readonly copy: Copy | null;
}

interface Copy extends Point {
  readonly userId: string;
  readonly lastSequence: number;
  readonly pendingEdits: number;
  readonly points: readonly Point[];
}

/** The record `head` of a slot, if it is of the form that is written here. */
export function headOf(value: unknown): Head | null {
  const head = value as Partial<Head> | null | undefined;
  return head?.form === FORM ? (head as Head) : null;
}

/** What takes the records from `from` (null: whatever is there) to `to`. */
export function changesBetween(from: Snapshot | null, to: Snapshot): Changes {
  const put: StoredRecord[] = [[["head", 0], head(to)]];
  const remove: RecordKey[] = [];
  const isSameHistory = from?.kept.replica?.memory.history === to.kept.replica?.memory.history;
  const before = from ? new Map(parts(from, !isSameHistory)) : new Map<string, Part>();
  for (const [name, part] of parts(to, from === null || !isSameHistory)) {
    if (before.get(name)?.is !== part.is) put.push([part.key, part.value()]);
    before.delete(name);
  }
  for (const { key } of before.values()) remove.push(key);
  return { put, remove, anew: from === null };
}

/** Something immutable that is stored by itself; written again only when it is another. */
interface Part {
  readonly key: RecordKey;
  readonly is: unknown;
  readonly value: () => unknown;
}

function* parts({ kept, typed }: Snapshot, withHistory: boolean): Generator<[string, Part]> {
  const part = (kind: Kind, number: number, is: unknown, value: () => unknown): [string, Part] => [
    `${kind} ${number}`,
    { key: [kind, number], is, value },
  ];
  for (const item of kept.tray.items) yield part("tray", item.id, item, () => item);
  if (!kept.replica) return;
  const { history, inFlight, offers } = kept.replica.memory;
  if (withHistory) {
    const { origin } = history;
    const content = () => origin.content.toDelta().toJSON();
    yield part("origin", 0, origin, () => ({ ...point(origin), content: content() }));
    for (const step of history.steps) yield part("step", step.version, step, () => stepJson(step));
  }
  if (inFlight) yield part("flight", 0, inFlight, () => flightJson(inFlight));
  if (offers.length > 0) yield part("offers", 0, offers, () => offers.map(offerJson));
  if (!typed.base.isEmpty) yield part("pending", 0, typed.base, () => typed.base.toJSON());
  for (const [place, edit] of typed.edits.entries()) yield part("edit", place, edit, () => edit.toJSON());
}

function head({ kept, at }: Snapshot): Head {
  const { tray, replica, ...rest } = kept;
  const unsettled = replica?.unsettledEdits ?? 0;
  const rescued = tray.items.length;
  return { form: FORM, at, ...rest, unsettled, rescued, copy: replica && copy(replica.memory) };
}

function copy({ userId, lastSequence, pendingEdits, history, ...at }: Memory): Copy {
  return { ...point(at), userId, lastSequence, pendingEdits, points: history.points };
}

function point({ version, hash }: Point): Point {
  return { version, hash };
}

function stepJson({ operation, own, refused, ...at }: Step) {
  return { ...point(at), operation: operation.toJSON(), own: own && sentJson(own), refused };
}

function sentJson({ sequence, baseVersion, operation, version }: Sent) {
  return { sequence, baseVersion, operation: operation.toJSON(), version };
}

function flightJson(flight: InFlight) {
  const { frame, rebased, edits } = flight;
  return { ...sentJson(flight), frame, rebased: rebased.toJSON(), edits };
}

function offerJson({ sequence, rebased }: Offer) {
  return { sequence, rebased: rebased.toJSON() };
}

/**
 * What `records` of a slot hold; null if they hold nothing.
 *
 * @throws Unreadable
 */
export function read(records: readonly StoredRecord[]): Snapshot | null {
  if (records.length === 0) return null;
  try {
    return snapshot(new Cabinet(records));
  } catch (problem) {
    throw problem instanceof Unreadable ? problem : new Unreadable("damaged", { cause: problem });
  }
}

/** Records by kind and number. */
class Cabinet {
  readonly #records: readonly StoredRecord[];

  constructor(records: readonly StoredRecord[]) {
    this.#records = records;
  }

  /** All of a kind, by number. */
  all<T>(kind: Kind): readonly T[] {
    const found = this.#records.filter(([key]) => key[0] === kind);
    return found.sort(([a], [b]) => a[1] - b[1]).map(([, value]) => value as T);
  }

  one<T>(kind: Kind): T | null {
    return this.all<T>(kind)[0] ?? null;
  }
}

function snapshot(cabinet: Cabinet): Snapshot {
  const head = headOf(cabinet.one("head"));
  if (!head) throw new Unreadable("another form");
  const { clientId, attempt, title, role, at } = head;
  const typed = {
    base: Delta.fromJSON(cabinet.one("pending") ?? []),
    edits: cabinet.all("edit").map(Delta.fromJSON),
  };
  const replica = head.copy && restored(clientId, head.copy, cabinet, typed);
  const tray = Tray.of(cabinet.all<Rescued>("tray"));
  return { kept: { clientId, attempt, title, role, replica, tray }, typed, at };
}

function restored(clientId: string, copy: Copy, cabinet: Cabinet, typed: Typed): Replica {
  const { userId, lastSequence, pendingEdits, points } = copy;
  const origin = cabinet.one<Point & { readonly content: unknown }>("origin");
  if (!origin) throw new Unreadable("no content");
  const content = Text.ofDelta(Delta.fromJSON(origin.content));
  const steps = cabinet.all<ReturnType<typeof stepJson>>("step").map(stepOf);
  const history = History.restore({ ...point(origin), content }, steps, points);
  const confirmed = history.at(copy.version);
  if (confirmed.hash !== copy.hash) throw new Unreadable("content and head differ");
  const replica = Replica.restore({
    clientId,
    userId,
    ...confirmed,
    inFlight: flightOf(cabinet.one("flight")),
    offers: (cabinet.one<ReturnType<typeof offerJson>[]>("offers") ?? []).map(offerOf),
    pending: Delta.composeAll([typed.base, ...typed.edits]),
    pendingEdits,
    lastSequence,
    history,
  });
  replica.shown(); // Throws if the edits do not fit the content.
  return replica;
}

function stepOf({ operation, own, ...step }: ReturnType<typeof stepJson>): Step {
  return { ...step, operation: Delta.fromJSON(operation), own: own && sentOf(own) };
}

function sentOf({ operation, ...sent }: ReturnType<typeof sentJson>): Sent {
  return { ...sent, operation: Delta.fromJSON(operation) };
}

function flightOf(flight: ReturnType<typeof flightJson> | null): InFlight | null {
  return flight && { ...flight, ...sentOf(flight), rebased: Delta.fromJSON(flight.rebased) };
}

function offerOf({ sequence, rebased }: ReturnType<typeof offerJson>): Offer {
  return { sequence, rebased: Delta.fromJSON(rebased) };
}
