import { type DBSchema, type IDBPDatabase, openDB, unwrap } from "idb";
import type { Changes, Kind, RecordKey, Slot, StoredRecord } from "../client/slot.ts";
import { type Head, headOf } from "../client/stored.ts";

const NAME = "cowrite";
/** Counted up when the object stores change; what a record looks like, its head says. */
const STORES_VERSION = 1;

/** A place for a replica of a document; several tabs have several. */
export interface SlotId {
  readonly documentId: string;
  readonly slotId: string;
}

/** A slot with its head; null: of another form. */
export interface Found extends SlotId {
  readonly head: Head | null;
}

interface Stores extends DBSchema {
  heads: { key: [documentId: string, slotId: string]; value: unknown };
  records: { key: [documentId: string, slotId: string, kind: Kind, number: number]; value: unknown };
  /** What a page that opens offline knows otherwise. */
  remembered: { key: string; value: unknown };
}

/** What this browser keeps for this address. */
export class Database {
  readonly #stores: IDBPDatabase<Stores>;

  private constructor(stores: IDBPDatabase<Stores>) {
    this.#stores = stores;
  }

  /** Rejects where nothing can be kept: a private window, a full disk, stores of a newer page. */
  static async open(): Promise<Database> {
    const stores = await openDB<Stores>(NAME, STORES_VERSION, {
      upgrade(made) {
        made.createObjectStore("heads");
        made.createObjectStore("records");
        made.createObjectStore("remembered");
      },
      blocking: (_, __, event) => (event.target as IDBDatabase).close(),
    });
    return new Database(stores);
  }

  /** The slots of a document, or all. */
  async heads(documentId?: string): Promise<Found[]> {
    const range = documentId === undefined ? null : within(documentId);
    const look = this.#stores.transaction("heads");
    const [keys, values] = await Promise.all([look.store.getAllKeys(range), look.store.getAll(range)]);
    return keys.map(([document, slotId], index) => ({
      documentId: document,
      slotId,
      head: headOf(values[index]),
    }));
  }

  /** The slot as it is now; nobody else may have it. */
  async slot({ documentId, slotId }: SlotId): Promise<Slot> {
    const look = this.#stores.transaction(["heads", "records"]);
    const range = within(documentId, slotId);
    const [head, keys, values] = await Promise.all([
      look.objectStore("heads").get([documentId, slotId]),
      look.objectStore("records").getAllKeys(range),
      look.objectStore("records").getAll(range),
    ]);
    const records = keys.map(([, , kind, number], index): StoredRecord => [[kind, number], values[index]]);
    if (head !== undefined) records.push([["head", 0], head]);
    return {
      records,
      write: (changes, lasting, done) => this.#write(documentId, slotId, changes, lasting, done),
    };
  }

  async erase({ documentId, slotId }: SlotId): Promise<void> {
    const erasure = this.#stores.transaction(["heads", "records"], "readwrite");
    await Promise.all([
      erasure.objectStore("heads").delete([documentId, slotId]),
      erasure.objectStore("records").delete(within(documentId, slotId)),
      erasure.done,
    ]);
  }

  async remember(name: string, value: unknown): Promise<void> {
    await this.#stores.put("remembered", value, name);
  }

  async recall(name: string): Promise<unknown> {
    return this.#stores.get("remembered", name);
  }

  #write(
    documentId: string,
    slotId: string,
    { put, remove, anew }: Changes,
    lasting: boolean,
    done: (problem: unknown) => void,
  ): void {
    this.#transact(lasting, (heads, records) => {
      const key = ([kind, number]: RecordKey) =>
        [documentId, slotId, kind, number] as Stores["records"]["key"];
      if (anew) records.delete(within(documentId, slotId));
      for (const each of remove) records.delete(key(each));
      for (const [each, value] of put) {
        if (each[0] === "head") heads.put(value, [documentId, slotId]);
        else records.put(value, key(each));
      }
    }).then(
      () => done(null),
      (problem) => done(problem ?? new Error("the browser gave the write up")),
    );
  }

  /** Everything is asked for at once and committed, so that a page which ends right after does not take it along. */
  async #transact(
    lasting: boolean,
    work: (heads: IDBObjectStore, records: IDBObjectStore) => void,
  ): Promise<void> {
    const durability = lasting ? "strict" : "relaxed";
    const writing = this.#stores.transaction(["heads", "records"], "readwrite", { durability });
    const raw = unwrap(writing);
    work(raw.objectStore("heads"), raw.objectStore("records"));
    raw.commit();
    await writing.done;
  }
}

/** All keys that begin so: an array comes after every string. */
function within(...beginning: string[]): IDBKeyRange {
  return IDBKeyRange.bound(beginning, [...beginning, []]);
}
