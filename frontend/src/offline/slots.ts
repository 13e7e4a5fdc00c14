import type { Slot } from "../client/slot.ts";
import { Database, type Found, type SlotId } from "./database.ts";
import { hold } from "./locks.ts";

/** Copies of so many documents are kept beyond those with unsettled edits. */
const SETTLED_MAX = 30;

/** A slot that this page has alone until it gives it back. */
export interface Taken {
  readonly slot: Slot;
  release(): void;
}

let opening: Promise<Database> | null = null;

/** The one database of this page. */
export function database(): Promise<Database> {
  opening ??= Database.open().catch((problem) => {
    opening = null;
    throw problem;
  });
  return opening;
}

/**
 * Takes the newest slot of a document that no tab has, one with unsettled edits before others, or a new one. Rejects
 * where nothing can be kept, or tabs cannot be kept apart: on a page that came over plain http from another machine.
 */
export async function takeSlot(documentId: string): Promise<Taken> {
  if (!navigator.locks) throw new Error("no locks here");
  const kept = await database();
  const found = (await kept.heads(documentId)).filter(({ head }) => head !== null);
  found.sort((a, b) => rank(b) - rank(a));
  for (const waits of [false, true]) {
    for (const id of found) {
      const taken = await take(kept, id, waits);
      if (taken) return taken;
    }
  }
  return takeNew(documentId);
}

/** Takes a slot in which there is nothing. */
export async function takeNew(documentId: string): Promise<Taken> {
  const taken = await take(await database(), { documentId, slotId: crypto.randomUUID() }, false);
  if (!taken) throw new Error("a new slot is taken");
  return taken;
}

async function take(kept: Database, id: SlotId, waits: boolean): Promise<Taken | null> {
  const release = await hold(lockName(id), waits);
  if (!release) return null;
  try {
    return { slot: await kept.slot(id), release };
  } catch (problem) {
    release();
    throw problem;
  }
}

/** A slot that its tab left with something in it. */
export interface Orphan extends Taken {
  /** Gives it back empty. */
  erase(): void;
}

/** What tabs that are gone left of a document; all of it is to be given back. */
export async function takeOrphans(documentId: string): Promise<Orphan[]> {
  const kept = await database();
  const found: Orphan[] = [];
  for (const id of await kept.heads(documentId)) {
    const taken = isBusy(id) ? await take(kept, id, false) : null;
    if (taken) found.push({ ...taken, erase: () => void kept.erase(id).finally(taken.release) });
  }
  return found;
}

/** Forgets the copies that were used longest ago, if nothing in them is of use and no tab has them. */
export async function sweep(): Promise<void> {
  const kept = await database();
  const idle = async (documentId?: string) =>
    (await kept.heads(documentId))
      .filter((one) => one.head && !isBusy(one))
      .sort((a, b) => rank(b) - rank(a));
  for (const id of (await idle()).slice(SETTLED_MAX)) {
    const release = await hold(lockName(id), false);
    if (!release) continue;
    const isIdle = (await idle(id.documentId)).some(({ slotId }) => slotId === id.slotId);
    await (isIdle ? kept.erase(id) : Promise.resolve()).finally(release);
  }
}

function isBusy({ head }: Found): boolean {
  return head !== null && head.unsettled + head.rescued > 0;
}

/** The newest first, but before all those with something in them. */
function rank(found: Found): number {
  return (found.head?.at ?? 0) + (isBusy(found) ? Number.MAX_SAFE_INTEGER / 2 : 0);
}

function lockName({ documentId, slotId }: SlotId): string {
  return `cowrite ${documentId} ${slotId}`;
}
