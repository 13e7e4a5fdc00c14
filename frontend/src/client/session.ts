import { Delta, type OpJson, Text } from "../kernel/index.ts";
import type { Clock } from "./clock.ts";
import { CHANGED_RESEND, CLOSED_ABNORMALLY } from "./closing.ts";
import { Connection, type Link, type Socket } from "./connection.ts";
import { type Collaborator, Gathering, OwnSelection } from "./presence.ts";
import {
  type Hello,
  mayWrite,
  type Notice,
  type Ops,
  type Selection,
  type ServerMessage,
  type Welcome,
} from "./protocol.ts";
import { insertedText, Replica } from "./replica.ts";

/** How the edits of this session stand. `edits` counts those that are not settled. */
export type Status =
  | { readonly kind: "loading" }
  | { readonly kind: "saved" }
  | { readonly kind: "saving"; readonly edits: number }
  /** The service cannot save just now and keeps trying. */
  | { readonly kind: "delayed"; readonly edits: number }
  | { readonly kind: "readOnly"; readonly edits: number }
  | { readonly kind: "connecting"; readonly edits: number }
  /** `until` is the clock's time of the next try. */
  | { readonly kind: "waiting"; readonly edits: number; readonly until: number }
  | { readonly kind: "stopped"; readonly edits: number; readonly code: number };

/** Text that its author may want back. */
export interface Rescued {
  readonly id: number;
  /** Refused: certainly not applied. Null: it is not known whether it was saved. */
  readonly refused: string | null;
  readonly text: string;
}

export interface SessionListener {
  /** The shown content changed otherwise than by `edit`. */
  change(change: Delta): void;
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
/** Kept for rescue; the oldest is dropped. */
const RESCUED_MAX = 50;

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
  #rescued: readonly Rescued[] = [];
  #rescues = 0;
  #status: Status = { kind: "loading" };
  #editable = false;
  #submittedAt = Number.NEGATIVE_INFINITY;
  #submitWaits = false;
  #toldAt = Number.NEGATIVE_INFINITY;
  #tellWaits = false;

  constructor(around: Surroundings, listener: SessionListener) {
    this.#around = around;
    this.#listener = listener;
    this.#clientId = around.newClientId();
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

  /** Takes an item out of the tray. */
  dismiss(id: number): void {
    this.#rescued = this.#rescued.filter((item) => item.id !== id);
    this.#listener.tray(this.#rescued);
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
        this.#ops(message);
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
    if (!continues(this.#replica, welcome)) {
      this.#connection.abandon(CHANGED_RESEND);
      return;
    }
    this.#showPresence();
    this.#resend();
    this.#tell();
  }

  #loadWhenWhole(): void {
    const welcome = this.#welcome;
    if (!welcome || this.#replica || this.#parts.length < welcome.contentParts) return;
    const content = Text.ofDelta(Delta.fromJSON(this.#parts.flat()));
    this.#parts = [];
    this.#replica = Replica.join(this.#clientId, welcome.user.id, pointOf(welcome), content);
    this.#change(this.#shownBefore.diff(content));
    this.#shownBefore = Text.EMPTY;
    this.#tell();
  }

  #ops(frame: Ops): void {
    const received = this.#replica?.receive(frame) ?? { kind: "gap" };
    switch (received.kind) {
      case "gap":
        this.#connection.abandon(CLOSED_ABNORMALLY);
        break;
      case "astray":
        this.#connection.abandon(CHANGED_RESEND);
        break;
      case "applied":
        this.#replica = received.replica;
        this.#gathering = this.#gathering.commit(received.committed);
        if (received.refused) this.#rescue(received.refused.code, received.refused.text);
        this.#change(received.change);
        this.#submit();
        break;
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
    this.#shownBefore = replica.shown();
    this.#replica = null;
  }

  #rescue(refused: string | null, text: string): void {
    this.#rescued = [...this.#rescued, { id: ++this.#rescues, refused, text }].slice(-RESCUED_MAX);
    this.#listener.tray(this.#rescued);
  }

  #change(change: Delta): void {
    this.#own.moved(change);
    if (!change.isEmpty) this.#listener.change(change);
    this.#showPresence();
  }

  /** What was in flight when the last connection ended, as it was sent; then what gathered since. */
  #resend(): void {
    const inFlight = this.#replica?.inFlight;
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
    if (!limits || !this.#isOpen || !this.#mayWrite || this.#submitWaits) return;
    const now = this.#around.clock.now();
    const wait = this.#submittedAt + 1_000 / limits.submissionsPerSecond - now;
    if (wait > 0) {
      this.#submitWaits = true;
      this.#around.clock.after(wait, () => {
        this.#submitWaits = false;
        this.#submit();
        this.#update();
      });
      return;
    }
    const submitted = this.#replica?.submit(limits);
    if (submitted) {
      this.#submittedAt = now;
      this.#replica = submitted;
      this.#connection.send((submitted.inFlight as { frame: string }).frame);
    }
    this.#tell();
  }

  /** Tells the others one's selection, at most every so often. */
  #tell(): void {
    if (!this.#replica || !this.#isOpen || this.#tellWaits) return;
    const wait = this.#toldAt + PRESENCE_MILLIS_MIN - this.#around.clock.now();
    if (wait > 0) {
      this.#tellWaits = true;
      this.#around.clock.after(wait, () => {
        this.#tellWaits = false;
        this.#tell();
      });
      return;
    }
    const due = this.#own.due(this.#replica);
    if (!due) return;
    this.#toldAt = this.#around.clock.now();
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
    const status = this.#statusNow();
    if (JSON.stringify(status) === JSON.stringify(this.#status)) return;
    this.#status = status;
    this.#listener.status(status);
  }

  #statusNow(): Status {
    const link = this.#connection.link;
    const edits = this.#replica?.unsettledEdits ?? 0;
    switch (link.kind) {
      case "stopped":
        return { kind: "stopped", edits, code: link.code };
      case "waiting":
        return { kind: "waiting", edits, until: link.until };
      case "connecting":
        return this.#welcome ? { kind: "connecting", edits } : { kind: "loading" };
      case "open":
        if (!this.#replica) return { kind: "loading" };
        if (!this.#mayWrite) return { kind: "readOnly", edits };
        if (edits === 0) return { kind: "saved" };
        return { kind: this.#savingDelayed ? "delayed" : "saving", edits };
    }
  }
}

function pointOf(welcome: Welcome) {
  return { version: welcome.version, hash: welcome.hash };
}

/** Whether the server goes on from where `replica` stands, for the same author. */
function continues(replica: Replica, welcome: Welcome): boolean {
  return welcome.resumed && welcome.version === replica.version && welcome.user.id === replica.userId;
}
