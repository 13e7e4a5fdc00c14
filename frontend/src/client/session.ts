import { Delta, type OpJson, Text } from "../kernel/index.ts";
import type { Clock } from "./clock.ts";
import { CHANGED_RESEND, CLOSED_ABNORMALLY } from "./closing.ts";
import { Connection, type Link, type Socket } from "./connection.ts";
import { Pace } from "./pace.ts";
import { type Collaborator, Gathering, OwnSelection } from "./presence.ts";
import {
  type Catchup,
  type Diverged,
  type Hello,
  mayWrite,
  type Notice,
  type Ops,
  type PresenceState,
  type Selection,
  type ServerMessage,
  type Welcome,
} from "./protocol.ts";
import { type Received, Replica } from "./replica.ts";
import { type Status, statusOf } from "./status.ts";
import { insertedText } from "./taking.ts";
import { type Rescued, Tray } from "./tray.ts";

export type { Status } from "./status.ts";
export type { Rescued } from "./tray.ts";

export interface SessionListener {
  /** The shown content changed otherwise than by `edit`. */
  change(change: Delta): void;
  /** What was done before cannot be told any more from what others did: it cannot be undone. */
  forgetUndo(): void;
  /** Who else is here, with selections in the shown content. */
  presence(here: readonly Collaborator[]): void;
  status(status: Status): void;
  /** Whether `edit` may be called. */
  editable(editable: boolean): void;
  tray(items: readonly Rescued[]): void;
  title(title: string): void;
}

export interface Surroundings {
  /** Opens a socket to the document with the subprotocol. */
  readonly openSocket: () => Socket;
  readonly clock: Clock;
  /** From 0 (inclusive) to 1. */
  readonly random: () => number;
  /** A new random id of 1 to 64 characters of `A-Za-z0-9_-`. */
  readonly newClientId: () => string;
}

const PRESENCE_MILLIS_MIN = 80;

/** One client in one document: ties replica, presence and connection together. One thread. */
export class Session {
  readonly #around: Surroundings;
  readonly #listener: SessionListener;
  readonly #connection: Connection;
  readonly #own = new OwnSelection();
  #clientId: string;
  #attempt = 0;
  #replica: Replica | null = null;
  /** What was shown before this replica joined; what joins replaces it. */
  #shownBefore: Text = Text.EMPTY;
  #welcome: Welcome | null = null;
  #parts: OpJson[][] = [];
  #gathering = Gathering.EMPTY;
  #savingDelayed = false;
  #tray = Tray.EMPTY;
  #status: Status = { kind: "loading" };
  #editable = false;
  /** Whether what is in flight waits until it is known where this copy stands in the log. */
  #onItsWay = false;
  readonly #submissions: Pace;
  readonly #tellings: Pace;

  constructor(around: Surroundings, listener: SessionListener) {
    this.#around = around;
    this.#listener = listener;
    this.#clientId = around.newClientId();
    this.#submissions = new Pace(around.clock, () => {
      this.#submit();
      this.#update();
    });
    this.#tellings = new Pace(around.clock, () => this.#tell());
    this.#connection = new Connection(around.openSocket, around.clock, around.random, {
      opened: () => this.#hello(),
      message: (message) => this.#receive(message),
      anew: () => this.#anew(),
      changed: (link) => this.#linkChanged(link),
    });
  }

  get status(): Status {
    return this.#status;
  }

  /** Null until the content has come. */
  get replica(): Replica | null {
    return this.#replica;
  }

  /** Connects, or tries at once instead of waiting. */
  connect(): void {
    this.#connection.connect();
  }

  leave(): void {
    this.#connection.leave();
  }

  /** The network may be gone: find out soon. */
  doubt(): void {
    this.#connection.doubt();
  }

  /** The author's own edit of the shown content. */
  edit(edit: Delta): void {
    if (!this.#replica || !this.#editable) throw new Error("not editable");
    this.#replica = this.#replica.edit(edit);
    this.#own.moved(edit);
    this.#submit();
    this.#showPresence();
    this.#update();
  }

  /** The author's selection in the shown content; null: others are shown none. */
  select(selection: Selection | null): void {
    this.#own.set(selection);
    this.#tell();
  }

  /** What the others are told of oneself; null: nothing. */
  declare(state: PresenceState | null): void {
    this.#own.declare(state);
    this.#tell();
  }

  /** Takes an item out of the tray. */
  dismiss(id: number): void {
    this.#tray = this.#tray.without(id);
    this.#listener.tray(this.#tray.items);
  }

  /** The text of what is not settled. */
  unsettledText(): string {
    return this.#replica ? insertedText(this.#replica.unsettled) : "";
  }

  #hello(): void {
    const since = this.#replica?.points;
    const hello: Hello = {
      type: "hello",
      clientId: this.#clientId,
      ...(since ? { since } : {}),
      attempt: ++this.#attempt,
    };
    this.#connection.send(JSON.stringify(hello));
  }

  #receive(message: ServerMessage): void {
    switch (message.type) {
      case "welcome":
        this.#welcomed(message);
        break;
      case "content":
        this.#parts.push([...message.operation.toJSON()]);
        this.#loadWhenWhole();
        break;
      case "ops":
      case "catchup":
        this.#follow(message);
        break;
      case "presence":
        this.#gathering = this.#gathering.receive(message);
        this.#showPresence();
        break;
      case "notice":
        this.#notice(message);
        break;
      case "heartbeat":
        if (this.#replica?.stands(message) === false) this.#connection.abandon(CLOSED_ABNORMALLY);
        break;
      case "pong":
        break;
      default:
        message satisfies never;
    }
    this.#update();
  }

  #welcomed(welcome: Welcome): void {
    this.#welcome = welcome;
    this.#parts = [];
    this.#savingDelayed = false;
    this.#gathering = Gathering.EMPTY;
    this.#own.forget();
    this.#listener.title(welcome.title);
    if (!this.#replica) {
      this.#loadWhenWhole();
      return;
    }
    if (welcome.user.id !== this.#replica.userId) {
      this.#connection.abandon(CHANGED_RESEND);
    } else if (!welcome.resumed) {
      this.#noPointIsKnown(this.#replica);
    } else {
      this.#onItsWay = true;
      this.#applied(this.#replica.resume(pointOf(welcome), welcome.headVersion));
      this.#tell();
    }
  }

  /** What this replica wrote may be lost with the log: its author gets it back. */
  #noPointIsKnown(replica: Replica): void {
    if (!replica.written.isEmpty) this.#rescue(null, insertedText(replica.written));
    this.#forget(replica);
    this.#connection.abandon(CHANGED_RESEND);
  }

  #loadWhenWhole(): void {
    const welcome = this.#welcome;
    if (!welcome || this.#replica || this.#parts.length < welcome.contentParts) return;
    const content = Text.ofDelta(Delta.fromJSON(this.#parts.flat()));
    this.#parts = [];
    this.#replica = Replica.join(this.#clientId, welcome.user.id, pointOf(welcome), content);
    this.#listener.forgetUndo();
    this.#change(this.#shownBefore.diff(content));
    this.#shownBefore = Text.EMPTY;
    this.#tell();
  }

  #follow(frame: Ops | Catchup): void {
    if (frame.type === "ops") this.#gathering = this.#gathering.wrote(this.#writers(frame));
    this.#applied(this.#replica?.receive(frame) ?? { kind: "gap" });
    const { checksum: theirs } = { checksum: null, ...frame };
    const replica = this.#replica;
    if (theirs === null || !replica?.hasArrived || !this.#isOpen) return;
    const plain = this.#welcome?.documentType === "text";
    const ours = plain ? replica.confirmed.checksum() : replica.confirmed.jsonChecksum();
    if (ours === theirs) return;
    const diverged: Diverged = { type: "diverged", version: replica.version, checksum: ours };
    this.#connection.send(JSON.stringify(diverged));
    this.#connection.abandon(CHANGED_RESEND);
  }

  /** Whose entries, other than this replica's, changed something. */
  #writers({ operations }: Ops): ReadonlySet<string> {
    const others = operations.filter(
      ({ clientId, operation }) => clientId !== this.#clientId && !operation.isEmpty,
    );
    return new Set(others.map(({ userId }) => userId));
  }

  #applied(received: Received): void {
    switch (received.kind) {
      case "gap":
        this.#connection.abandon(CLOSED_ABNORMALLY);
        break;
      case "astray":
        this.#connection.abandon(CHANGED_RESEND);
        break;
      case "applied": {
        const arrives = received.replica.hasArrived && this.#onItsWay;
        this.#onItsWay = !received.replica.hasArrived;
        this.#replica = received.replica;
        this.#gathering = this.#gathering.commit(received.committed);
        if (received.refused) this.#rescue(received.refused.code, received.refused.text);
        if (received.refused?.restores) this.#listener.forgetUndo();
        this.#change(received.change);
        if (arrives) this.#resend();
        else this.#submit();
        break;
      }
    }
  }

  #notice(notice: Notice): void {
    switch (notice.code) {
      case "saving_delayed":
        this.#savingDelayed = true;
        break;
      case "saving_resumed":
        this.#savingDelayed = false;
        break;
      case "renamed":
        if (notice.title !== null) this.#listener.title(notice.title);
        break;
      case "draining":
        this.#connection.holdOff(notice.retryAfterMillis ?? 0);
        break;
      case "role_changed":
        this.#roleChanged(notice);
        break;
    }
  }

  #roleChanged(notice: Notice): void {
    if (!this.#welcome || notice.role === null) return;
    const couldWrite = mayWrite(this.#welcome.role);
    this.#welcome = { ...this.#welcome, role: notice.role };
    if (!couldWrite) this.#resend();
  }

  /** The unsettled edits go to the tray, and the next hello is a new replica's. */
  #anew(): void {
    const replica = this.#replica;
    this.#clientId = this.#around.newClientId();
    this.#attempt = 0;
    if (!replica) return;
    if (!replica.unsettled.isEmpty || replica.inFlight) this.#rescue(null, insertedText(replica.unsettled));
    this.#forget(replica);
  }

  #forget(replica: Replica): void {
    this.#shownBefore = replica.shown();
    this.#replica = null;
  }

  #rescue(refused: string | null, text: string): void {
    this.#tray = this.#tray.add(refused, text);
    this.#listener.tray(this.#tray.items);
  }

  #change(change: Delta): void {
    this.#own.moved(change);
    if (!change.isEmpty) this.#listener.change(change);
    this.#showPresence();
  }

  /** What was in flight when the last connection ended, as it was sent; then what gathered since. */
  #resend(): void {
    const inFlight = this.#replica?.hasArrived ? this.#replica.inFlight : null;
    if (inFlight && this.#mayWrite) this.#connection.send(inFlight.frame);
    this.#submit();
  }

  get #mayWrite(): boolean {
    return this.#welcome !== null && mayWrite(this.#welcome.role);
  }

  get #isOpen(): boolean {
    return this.#connection.link.kind === "open";
  }

  #submit(): void {
    const limits = this.#welcome?.limits;
    const replica = this.#replica;
    if (!limits || !replica?.hasArrived || !this.#isOpen || !this.#mayWrite) return;
    if (!this.#submissions.allows(1_000 / limits.submissionsPerSecond)) return;
    let submitted: Replica | null;
    try {
      submitted = replica.submit(limits);
    } catch {
      this.#connection.abandon(CHANGED_RESEND);
      return;
    }
    if (submitted) {
      this.#submissions.happens();
      this.#replica = submitted;
      this.#connection.send((submitted.inFlight as { frame: string }).frame);
    }
    this.#tell();
  }

  /** Tells the others one's selection, at most every so often. */
  #tell(): void {
    if (!this.#replica?.hasArrived || !this.#isOpen || !this.#tellings.allows(PRESENCE_MILLIS_MIN)) return;
    const due = this.#own.due(this.#replica);
    if (!due) return;
    this.#tellings.happens();
    this.#connection.send(JSON.stringify(due));
  }

  #showPresence(): void {
    if (this.#replica) this.#listener.presence(this.#gathering.shown(this.#replica));
  }

  #linkChanged(link: Link): void {
    if (link.kind !== "open" && link.kind !== "connecting") this.#gathering = Gathering.EMPTY;
    this.#showPresence();
    this.#update();
  }

  #update(): void {
    const editable = this.#replica !== null && this.#mayWrite && this.#connection.link.kind !== "stopped";
    if (editable !== this.#editable) {
      this.#editable = editable;
      this.#listener.editable(editable);
    }
    const status = statusOf({
      link: this.#connection.link,
      isWelcomed: this.#welcome !== null,
      isLoaded: this.#replica !== null,
      mayWrite: this.#mayWrite,
      savingDelayed: this.#savingDelayed,
      edits: this.#replica?.unsettledEdits ?? 0,
    });
    if (JSON.stringify(status) === JSON.stringify(this.#status)) return;
    this.#status = status;
    this.#listener.status(status);
  }
}

function pointOf(welcome: Welcome) {
  return { version: welcome.version, hash: welcome.hash };
}
