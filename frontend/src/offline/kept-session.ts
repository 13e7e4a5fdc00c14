import { systemClock } from "../client/clock.ts";
import type { Socket } from "../client/connection.ts";
import { runErrand } from "../client/errand.ts";
import { PROTOCOL } from "../client/protocol.ts";
import { Session, type SessionListener, type Surroundings } from "../client/session.ts";
import type { Slot } from "../client/slot.ts";
import { Unreadable } from "../client/stored.ts";
import { type Orphan, sweep, type Taken, takeNew, takeOrphans, takeSlot } from "./slots.ts";

export interface KeptSession {
  readonly session: Session;
  /** Null: what is written stays in this tab until the service has it. */
  readonly taken: Taken | null;
  /** Whether something was found that this page cannot read; it stays where it is. */
  readonly isUnreadable: boolean;
}

/** A session of the document, on what this device keeps of it. */
export async function keptSession(documentId: string, listener: SessionListener): Promise<KeptSession> {
  const taken = await takeSlot(documentId).catch(unavailable);
  try {
    return { session: start(documentId, taken, listener), taken, isUnreadable: false };
  } catch (problem) {
    taken?.release();
    if (!(problem instanceof Unreadable)) throw problem;
    const fresh = await takeNew(documentId).catch(unavailable);
    return { session: start(documentId, fresh, listener), taken: fresh, isUnreadable: true };
  }
}

/** Sends what tabs that are gone left; what cannot be sent goes to the tray of `session`. One after the other. */
export async function runErrands(documentId: string, session: Session, left: AbortSignal): Promise<void> {
  try {
    for (const orphan of await takeOrphans(documentId)) {
      if (left.aborted) orphan.release();
      else await run(documentId, orphan, session, left);
    }
    await sweep();
  } catch (problem) {
    unavailable(problem);
  }
}

function run(documentId: string, orphan: Orphan, session: Session, left: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const end = runErrand(surroundings(documentId, orphan.slot), (outcome) => {
    if (outcome.kind === "done") session.adopt(outcome.rescued, () => orphan.erase());
    else orphan.release();
    resolve();
  });
  left.addEventListener("abort", end);
  return promise;
}

function start(documentId: string, taken: Taken | null, listener: SessionListener): Session {
  return new Session(surroundings(documentId, taken?.slot ?? null), listener);
}

function surroundings(documentId: string, slot: Slot | null): Surroundings {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const url = `${scheme}://${location.host}/ws/documents/${encodeURIComponent(documentId)}`;
  return {
    openSocket: () => new WebSocket(url, PROTOCOL) as Socket,
    clock: systemClock,
    random: Math.random,
    newClientId,
    slot,
  };
}

/** The status says that edits are kept in this tab only. */
function unavailable(problem: unknown): null {
  console.info("This browser keeps nothing for this page:", problem);
  return null;
}

/** 128 random bits. */
function newClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
