import type { Delta } from "../kernel/index.ts";
import type { Clock } from "./clock.ts";
import { Pace } from "./pace.ts";
import { type Collaborator, Gathering, OwnSelection } from "./presence.ts";
import type { Presence, PresenceState, Selection } from "./protocol.ts";
import type { Replica } from "./replica.ts";

const PRESENCE_MILLIS_MIN = 80;

/** What {@link Attendance} asks of its session. */
export interface Attended {
  /** Null until the content has come. */
  readonly replica: Replica | null;
  /** Whether positions can be told now. */
  readonly canTell: boolean;
  send(frame: string): void;
  shown(here: readonly Collaborator[]): void;
}

/** Who is here, shown to the author; and the author's own selection, told to the others. */
export class Attendance {
  readonly #session: Attended;
  readonly #own = new OwnSelection();
  readonly #tellings: Pace;
  #gathering = Gathering.EMPTY;

  constructor(session: Attended, clock: Clock) {
    this.#session = session;
    this.#tellings = new Pace(clock, () => this.tell());
  }

  /** A connection begins: nobody is known there, and nothing was told. */
  begins(): void {
    this.#gathering = Gathering.EMPTY;
    this.#own.forget();
  }

  /** The connection is over. */
  ends(): void {
    this.#gathering = Gathering.EMPTY;
    this.show();
  }

  receive(presence: Presence): void {
    this.#gathering = this.#gathering.receive(presence);
    this.show();
  }

  /** `committed` changed the confirmed content. */
  committed(committed: Delta): void {
    this.#gathering = this.#gathering.commit(committed);
  }

  /** `change` changed the shown content. */
  moved(change: Delta): void {
    this.#own.moved(change);
    this.show();
  }

  /** The author's selection in the shown content; null: others are shown none. */
  select(selection: Selection | null): void {
    this.#own.set(selection);
    this.tell();
  }

  /** What the others are told of oneself; null: nothing. */
  declare(state: PresenceState | null): void {
    this.#own.declare(state);
    this.tell();
  }

  /** Entries of `userIds` came. */
  wrote(userIds: ReadonlySet<string>): void {
    this.#gathering = this.#gathering.wrote(userIds);
  }

  /** Tells the others one's selection, at most every so often. */
  tell(): void {
    const { replica, canTell } = this.#session;
    if (!replica || !canTell || !this.#tellings.allows(PRESENCE_MILLIS_MIN)) return;
    const due = this.#own.due(replica);
    if (!due) return;
    this.#tellings.happens();
    this.#session.send(JSON.stringify(due));
  }

  show(): void {
    const { replica } = this.#session;
    if (replica) this.#session.shown(this.#gathering.shown(replica));
  }
}
