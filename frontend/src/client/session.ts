import { Delta, type OpJson, Text } from "../kernel/index.ts";
import { Attendance } from "./attendance.ts";
import { CHANGED_RESEND, CLOSED_ABNORMALLY, NO_ACCESS, NO_SUCH_DOCUMENT } from "./closing.ts";
import { Connection, type Link } from "./connection.ts";
import { type Haste, Keeping, type Place } from "./keeping.ts";
import { Outbox } from "./outbox.ts";
import type { Collaborator } from "./presence.ts";
import {
  type Catchup,
  type Diverged,
  type Hello,
  mayWrite,
  type Notice,
  type Ops,
  type PresenceState,
  type Role,
  type Selection,
  type ServerMessage,
  type Welcome,
} from "./protocol.ts";
import { type RecentChange, RecentChanges } from "./recent.ts";
import { type Received, Replica } from "./replica.ts";
import { type Status, statusOf } from "./status.ts";
import type { Kept } from "./stored.ts";
import type { SessionListener, Surroundings } from "./surroundings.ts";
import { insertedText } from "./taking.ts";
import { type Rescued, Tray } from "./tray.ts";

export type { Status } from "./status.ts";
export type { SessionListener, Surroundings } from "./surroundings.ts";
export type { Rescued } from "./tray.ts";

/** One client in one document: ties replica, presence and connection together. One thread. */
export class Session {
  readonly #around: Surroundings;
  readonly #listener: SessionListener;
  readonly #connection: Connection;
  readonly #keeping: Keeping;
  readonly #attendance: Attendance;
  readonly #outbox: Outbox;
  #clientId: string;
  #attempt: number;
  #title: string;
  /** Null until a server has said it, now or before. */
  #role: Role | null;
  #replica: Replica | null;
  #tray: Tray;
  /** What was shown before this replica joined; what joins replaces it. */
  #shownBefore = Text.EMPTY;
  #welcome: Welcome | null = null;
  #parts: OpJson[][] = [];
  #savingDelayed = false;
  #status: Status = { kind: "loading" };
  #editable = false;
  /** Whether what is in flight waits until it is known where this copy stands in the log. */
  #onItsWay = false;
  #recent = RecentChanges.NONE;

  /**
   * The content that the slot holds is shown at once.
   *
   * @throws Unreadable if the slot holds something else
   */
  constructor(around: Surroundings, listener: SessionListener) {
    this.#around = around;
    this.#listener = listener;
    this.#keeping = new Keeping(around.slot, around.clock, () => this.#update());
    const found = this.#keeping.found;
    this.#clientId = found?.clientId ?? around.newClientId();
    this.#attempt = found?.attempt ?? 0;
    this.#title = found?.title ?? "";
    this.#role = found?.role ?? null;
    this.#replica = found?.replica ?? null;
    this.#tray = found?.tray ?? Tray.EMPTY;
    this.#outbox = new Outbox(this.#sender(), this.#keeping, around.clock);
    this.#attendance = new Attendance(this.#attended(), around.clock);
    this.#connection = new Connection(around.openSocket, around.clock, around.random, {
      opened: () => this.#hello(),
      message: (message) => this.#receive(message),
      anew: () => this.#anew(),
      changed: (link) => this.#linkChanged(link),
    });
  }

  /** Shows what the slot held, and connects. */
  open(): void {
    if (this.#title !== "") this.#listener.title(this.#title);
    if (this.#tray.items.length > 0) this.#listener.tray(this.#tray.items);
    if (this.#replica) this.#change(Text.EMPTY.diff(this.#replica.shown()));
    this.#update();
    this.connect();
  }

  get status(): Status {
    return this.#status;
  }

  /** Null until the content has come. */
  get replica(): Replica | null {
    return this.#replica;
  }

  /** Where unsettled edits are. */
  get place(): Place {
    return this.#keeping.place;
  }

  /** Whether closing the page now would lose an edit. */
  get isAtRisk(): boolean {
    return (this.#replica?.unsettledEdits ?? 0) > 0 && !this.#keeping.isSafe;
  }

  /** Connects, or tries at once instead of waiting. */
  connect(): void {
    this.#connection.connect();
  }

  /** The page may end now. */
  flush(): void {
    this.#keeping.flush();
  }

  /** Leaves for good; `left` is called when the slot may be given to somebody else. */
  leave(left: () => void = () => {}): void {
    this.#connection.leave();
    this.#keeping.whenKept(left);
  }

  /** The network may be gone: find out soon. */
  doubt(): void {
    this.#connection.doubt();
  }

  /** The author's own edit of the shown content. `returns`: it takes back or repeats an earlier one. */
  edit(edit: Delta, returns = false): void {
    const before = this.#replica;
    if (!before || !this.#editable) throw new Error("not editable");
    const kept = before.keeps(edit, returns);
    this.#replica = before.edit(kept);
    this.#keeping.edited(before.memory.pending, kept, this.#replica.memory.pending);
    this.#keep();
    this.#attendance.moved(edit);
    this.#submit();
    this.#update();
  }

  /** The author's selection in the shown content; null: others are shown none. */
  select(selection: Selection | null): void {
    this.#attendance.select(selection);
  }

  /** What the others are told of oneself; null: nothing. */
  declare(state: PresenceState | null): void {
    this.#attendance.declare(state);
  }

  /** Takes an item out of the tray. */
  dismiss(id: number): void {
    this.#trayBecomes(this.#tray.without(id));
  }

  /** Puts what another session rescued into this tray; `adopted` is called when it is stored. */
  adopt(items: readonly Rescued[], adopted: () => void): void {
    for (const { refused, text } of items) this.#rescue(refused, text);
    this.#keeping.whenKept(adopted);
  }

  /** What others changed since this session began, the newest first; places are of the shown content. */
  get recent(): readonly RecentChange[] {
    const replica = this.#replica;
    if (!replica) return [];
    const place = (at: number) => replica.shownPosition(at);
    return this.#recent.all.map((one) => ({ ...one, from: place(one.from), to: place(one.to) }));
  }

  /** The text of what is not settled. */
  unsettledText(): string {
    return this.#replica ? insertedText(this.#replica.unsettled) : "";
  }

  #attended() {
    const session = this;
    return {
      get replica() {
        return session.#replica;
      },
      get canTell() {
        const flight = session.#replica?.inFlight;
        return session.#canSend && (!flight || session.#outbox.hasSent(flight));
      },
      send: (frame: string) => this.#connection.send(frame),
      shown: (here: readonly Collaborator[]) => this.#listener.presence(here),
    };
  }

  #sender() {
    const session = this;
    return {
      get replica() {
        return session.#replica;
      },
      get limits() {
        return session.#canSend && session.#mayWrite ? (session.#welcome?.limits ?? null) : null;
      },
      send: (frame: string) => this.#connection.send(frame),
      submitted: (replica: Replica) => {
        this.#replica = replica;
        this.#keep();
      },
      sent: () => this.#attendance.tell(),
      goneAstray: () => this.#connection.abandon(CHANGED_RESEND),
      resumed: () => {
        this.#submit();
        this.#update();
      },
    };
  }

  /** Says hello when it is stored that it was said. */
  #hello(): void {
    this.#attempt++;
    this.#keep();
    this.#outbox.onceKept(() => {
      const since = this.#replica?.points;
      const hello: Hello = {
        type: "hello",
        clientId: this.#clientId,
        ...(since ? { since } : {}),
        attempt: this.#attempt,
      };
      this.#connection.send(JSON.stringify(hello));
    });
  }

  #keep(haste: Haste = "lasting"): void {
    this.#keeping.keep(this.#kept, haste);
  }

  get #kept(): Kept {
    return {
      clientId: this.#clientId,
      attempt: this.#attempt,
      title: this.#title,
      role: this.#role,
      replica: this.#replica,
      tray: this.#tray,
    };
  }

  /** What its reader may not see any more does not stay on the device, unless something of their own is in it. */
  #forgetIfShut(link: Link): void {
    const isShut = link.kind === "stopped" && (link.code === NO_ACCESS || link.code === NO_SUCH_DOCUMENT);
    if (!isShut || this.#replica?.unsettledEdits !== 0) return;
    this.#keeping.keep({ ...this.#kept, replica: null }, "lasting");
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
        this.#attendance.receive(message);
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
    this.#attendance.begins();
    this.#role = welcome.role;
    this.#titleBecomes(welcome.title);
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
      this.#attendance.tell();
    }
  }

  /** What this replica wrote may be lost with the log: its author gets it back. */
  #noPointIsKnown(replica: Replica): void {
    this.#forget(replica);
    if (!replica.written.isEmpty) this.#rescue(null, insertedText(replica.written));
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
    this.#keep();
    this.#attendance.tell();
  }

  #follow(frame: Ops | Catchup): void {
    if (frame.type === "ops") this.#attendance.wrote(this.#writers(frame));
    const received: Received = this.#replica?.receive(frame) ?? { kind: "gap" };
    if (received.kind === "applied") this.#remember(frame, this.#replica?.version ?? 0);
    this.#applied(received);
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

  /** Lists what others changed in a frame that can be applied to this copy at `version`. */
  #remember(frame: Ops | Catchup, version: number): void {
    if (frame.type === "catchup") {
      if (frame.toVersion > version) this.#recent = this.#recent.commit(frame.operation);
      return;
    }
    for (const entry of frame.operations.slice(Math.max(0, version + 1 - frame.firstVersion))) {
      const isOther = entry.userId !== this.#replica?.userId;
      this.#recent = isOther ? this.#recent.add(entry) : this.#recent.commit(entry.operation);
    }
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
        const settles = received.replica.unsettledEdits === 0 && this.#replica?.unsettledEdits !== 0;
        this.#replica = received.replica;
        this.#attendance.committed(received.committed);
        if (received.refused) this.#rescue(received.refused.code, received.refused.text);
        if (received.refused?.restores) this.#listener.forgetUndo();
        this.#keep(settles ? "soon" : "later");
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
        if (notice.title !== null) this.#titleBecomes(notice.title);
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
    if (!this.#role || notice.role === null) return;
    const couldWrite = mayWrite(this.#role);
    this.#role = notice.role;
    this.#keep("later");
    if (!couldWrite) this.#resend();
  }

  /** The unsettled edits go to the tray, and the next hello is a new replica's. */
  #anew(): void {
    const replica = this.#replica;
    this.#clientId = this.#around.newClientId();
    this.#attempt = 0;
    if (replica) this.#forget(replica);
    if (replica && (replica.inFlight || !replica.unsettled.isEmpty)) {
      this.#rescue(null, insertedText(replica.unsettled));
    } else {
      this.#keep();
    }
  }

  #forget(replica: Replica): void {
    this.#recent = RecentChanges.NONE;
    this.#shownBefore = replica.shown();
    this.#replica = null;
  }

  #rescue(refused: string | null, text: string): void {
    this.#trayBecomes(this.#tray.add(refused, text));
  }

  #trayBecomes(tray: Tray): void {
    this.#tray = tray;
    this.#keep();
    this.#listener.tray(tray.items);
  }

  #titleBecomes(title: string): void {
    this.#title = title;
    this.#keep("later");
    this.#listener.title(title);
  }

  #change(change: Delta): void {
    if (!change.isEmpty) this.#listener.change(change);
    this.#attendance.moved(change);
  }

  get #mayWrite(): boolean {
    return this.#role !== null && mayWrite(this.#role);
  }

  /** Whether the server knows, on this connection, where this copy stands. */
  get #canSend(): boolean {
    return this.#isOpen && this.#replica?.hasArrived === true;
  }

  get #isOpen(): boolean {
    return this.#connection.link.kind === "open";
  }

  #resend(): void {
    this.#outbox.resend();
    this.#attendance.tell();
  }

  #submit(): void {
    this.#outbox.submit();
    this.#attendance.tell();
  }

  #linkChanged(link: Link): void {
    if (link.kind !== "open") this.#outbox.disconnected();
    this.#forgetIfShut(link);
    if (link.kind !== "open" && link.kind !== "connecting") this.#attendance.ends();
    else this.#attendance.show();
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
      place: this.place,
    });
    if (JSON.stringify(status) === JSON.stringify(this.#status)) return;
    this.#status = status;
    this.#listener.status(status);
  }
}

function pointOf(welcome: Welcome) {
  return { version: welcome.version, hash: welcome.hash };
}
