import type { Delta } from "../kernel/index.ts";
import type { OwnPresence, Presence, PresenceState, Present, Selection, User } from "./protocol.ts";
import { type Replica, shownSelection } from "./replica.ts";

/** Somebody else, with their selection as it stands in the shown content. */
export interface Collaborator {
  readonly sessionId: string;
  readonly user: User;
  readonly selection: Selection | null;
  /** What its client says of itself. */
  readonly state: PresenceState | null;
  /** Counts this session's own movements, its user's entries included; text moving under a selection is none. */
  readonly moves: number;
  /** Counts its user's entries that came while it was here. */
  readonly writes: number;
}

/** Who is here, as an immutable value; selections are kept in the confirmed content. */
export class Gathering {
  static readonly EMPTY = new Gathering(new Map(), 0);

  readonly #sessions: ReadonlyMap<string, Collaborator>;
  /** All sessions in the document, one's own and those not named included. */
  readonly viewers: number;

  private constructor(sessions: ReadonlyMap<string, Collaborator>, viewers: number) {
    this.#sessions = sessions;
    this.viewers = viewers;
  }

  /** After a presence frame; it counts at the version of the frames before it. */
  receive(frame: Presence): Gathering {
    const sessions = new Map(this.#sessions);
    for (const sessionId of frame.left) sessions.delete(sessionId);
    for (const present of frame.changed) sessions.set(present.sessionId, this.#moved(present));
    return new Gathering(sessions, frame.viewers);
  }

  /** After `committed` changed the confirmed content. */
  commit(committed: Delta): Gathering {
    const sessions = new Map<string, Collaborator>();
    for (const [sessionId, one] of this.#sessions) {
      const selection = one.selection && transformSelection(committed, one.selection);
      sessions.set(sessionId, { ...one, selection });
    }
    return new Gathering(sessions, this.viewers);
  }

  /** After entries of `userIds` came. */
  wrote(userIds: ReadonlySet<string>): Gathering {
    if (!this.everybody.some((one) => userIds.has(one.user.id))) return this;
    const sessions = new Map(this.#sessions);
    for (const one of this.everybody) {
      if (!userIds.has(one.user.id)) continue;
      sessions.set(one.sessionId, { ...one, moves: one.moves + 1, writes: one.writes + 1 });
    }
    return new Gathering(sessions, this.viewers);
  }

  /** Everybody, with selections moved over what `replica` has not settled. */
  shown(replica: Replica): readonly Collaborator[] {
    return this.everybody.map((one) => ({
      ...one,
      selection: one.selection && shownSelection(replica, one.selection),
    }));
  }

  get everybody(): readonly Collaborator[] {
    return [...this.#sessions.values()];
  }

  #moved(present: Present): Collaborator {
    const before = this.#sessions.get(present.sessionId);
    const still = before && sameSelection(before.selection, present.selection);
    const moves = (before?.moves ?? 0) + (still ? 0 : 1);
    return { ...present, moves, writes: before?.writes ?? 0 };
  }
}

export function transformSelection(operation: Delta, selection: Selection): Selection {
  return {
    anchor: operation.transformPosition(selection.anchor),
    head: operation.transformPosition(selection.head),
  };
}

export function sameSelection(one: Selection | null, other: Selection | null): boolean {
  return one === other || (one?.anchor === other?.anchor && one?.head === other?.head);
}

/** One's own selection: what the others were told, and whether that is still true. */
export class OwnSelection {
  #shown: Selection | null = null;
  /** What the others see, moved as they move it. */
  #told: Selection | null = null;
  #state: PresenceState | null = null;
  #toldState: PresenceState | null = null;

  /** One's selection in the shown content; null: none is shown to others. */
  set(selection: Selection | null): void {
    this.#shown = selection;
  }

  /** What one says of oneself; null: nothing. */
  declare(state: PresenceState | null): void {
    this.#state = state;
  }

  /**
   * The shown content changed. The others push a caret along when text comes in at its place; so typing needs
   * no message, and a caret that stayed before such text is set again by the editor, and told.
   */
  moved(change: Delta): void {
    if (this.#told) this.#told = transformSelection(change, this.#told);
    if (this.#shown) this.#shown = transformSelection(change, this.#shown);
  }

  /** On a new connection nothing is known. */
  forget(): void {
    this.#told = null;
    this.#toldState = null;
  }

  /**
   * The message that is due; null if the others know. Positions can be told only while nothing waits to be sent:
   * then they count after what is in flight.
   */
  due(replica: Replica): OwnPresence | null {
    const selection = this.#shown;
    const isKnown = sameSelection(this.#told, selection) && this.#toldState === this.#state;
    if (replica.isAheadOfFlight || isKnown) return null;
    this.#told = selection;
    this.#toldState = this.#state;
    const sequence = replica.inFlight?.sequence;
    const place = sequence === undefined ? {} : { sequence };
    const state = this.#state ? { state: this.#state } : {};
    return { type: "presence", baseVersion: replica.version, ...place, selection, ...state };
  }
}
