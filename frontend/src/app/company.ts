import type { Collaborator } from "../client/presence.ts";
import type { PresenceState, User } from "../client/protocol.ts";

/** Who has done nothing for so long is away. */
const IDLE_MILLIS = 60_000;
/** Who wrote so lately is typing. */
const TYPING_MILLIS = 2_500;

/** Somebody else who is here, in one window or several. */
export interface Companion {
  readonly user: User;
  readonly isIdle: boolean;
  readonly isTyping: boolean;
  readonly mayBeFollowed: boolean;
}

/** Where somebody is. */
export interface Whereabouts {
  /** Position in the shown content. */
  readonly at: number;
  /** Changes when they move, not when text moves under them. */
  readonly step: string;
}

interface Seen extends Collaborator {
  readonly activeAt: number;
  readonly wroteAt: number;
}

/** What one says of oneself to the others; null: nothing out of the ordinary. */
export function ownState(mayBeFollowed: boolean): PresenceState | null {
  return mayBeFollowed ? null : { mayFollow: false };
}

/** Who is here and what they have been doing, as an immutable value. Times are in milliseconds, of one clock. */
export class Company {
  static readonly NOBODY = new Company([]);

  readonly #sessions: readonly Seen[];

  private constructor(sessions: readonly Seen[]) {
    this.#sessions = sessions;
  }

  /** At `now`, `here` are here. */
  seen(here: readonly Collaborator[], now: number): Company {
    const before = new Map(this.#sessions.map((one) => [one.sessionId, one]));
    return new Company(here.map((one) => seenAt(one, before.get(one.sessionId), now)));
  }

  /** Everybody but `myself`, a user's id, in the order of coming. */
  companions(myself: string, now: number): readonly Companion[] {
    const ids = new Set(this.#sessions.map(({ user }) => user.id));
    ids.delete(myself);
    return [...ids].map((id) => companion(this.#of(id), now));
  }

  /** Where the user with `id` was last active; null if in the text of none of their windows. */
  whereabouts(id: string): Whereabouts | null {
    const [latest] = this.#of(id)
      .filter(({ selection }) => selection !== null)
      .sort((a, b) => b.activeAt - a.activeAt);
    if (!latest?.selection) return null;
    return { at: latest.selection.head, step: `${latest.sessionId} ${latest.moves}` };
  }

  #of(id: string): Seen[] {
    return this.#sessions.filter(({ user }) => user.id === id);
  }
}

function seenAt(one: Collaborator, before: Seen | undefined, now: number): Seen {
  return {
    ...one,
    activeAt: before?.moves === one.moves ? before.activeAt : now,
    wroteAt: one.writes === (before?.writes ?? 0) ? (before?.wroteAt ?? Number.NEGATIVE_INFINITY) : now,
  };
}

function companion(sessions: readonly Seen[], now: number): Companion {
  const latest = (times: readonly number[]) => Math.max(...times);
  return {
    user: (sessions.at(-1) as Seen).user,
    isIdle: now - latest(sessions.map(({ activeAt }) => activeAt)) >= IDLE_MILLIS,
    isTyping: now - latest(sessions.map(({ wroteAt }) => wroteAt)) < TYPING_MILLIS,
    mayBeFollowed: sessions.every(({ state }) => state?.mayFollow !== false),
  };
}
