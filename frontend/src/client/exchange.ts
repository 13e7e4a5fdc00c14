import type { Delta } from "../kernel/index.ts";
import { Attendance } from "./attendance.ts";
import { CHANGED_RESEND } from "./closing.ts";
import { Connection, type Link } from "./connection.ts";
import type { Course } from "./course.ts";
import { Following } from "./following.ts";
import type { Holdings } from "./holdings.ts";
import { Joining } from "./joining.ts";
import { Outbox } from "./outbox.ts";
import type { Collaborator } from "./presence.ts";
import { mayWrite, type Notice, type ServerMessage } from "./protocol.ts";
import type { Replica } from "./replica.ts";
import type { Situation } from "./status.ts";
import type { SessionListener, Surroundings } from "./surroundings.ts";

/** What a session and its server tell each other. */
export class Exchange {
  readonly connection: Connection;
  readonly attendance: Attendance;
  readonly following: Following;
  readonly #holdings: Holdings;
  readonly #listener: SessionListener;
  readonly #changed: () => void;
  readonly #outbox: Outbox;
  readonly #joining: Joining;
  #savingDelayed = false;

  /** `changed` is called when the situation may be another. */
  constructor(around: Surroundings, holdings: Holdings, listener: SessionListener, changed: () => void) {
    this.#holdings = holdings;
    this.#listener = listener;
    this.#changed = changed;
    this.#outbox = new Outbox(this.#sender(), holdings.keeping, around.clock);
    this.attendance = new Attendance(this.#attended(), around.clock);
    const course = this.#course();
    this.following = new Following(course, holdings, this.attendance);
    this.#joining = new Joining(course, holdings, this.following, this.attendance, around.newClientId);
    this.connection = new Connection(around.openSocket, around.clock, around.random, {
      opened: () => this.#joining.hello(),
      message: (message) => this.#receive(message),
      anew: () => this.#joining.anew(),
      changed: (link) => this.#linkChanged(link),
    });
  }

  get situation(): Situation {
    return {
      link: this.connection.link,
      isWelcomed: this.#joining.welcome !== null,
      isLoaded: this.#holdings.replica !== null,
      hasArrived: this.#holdings.replica?.hasArrived !== false,
      mayWrite: this.#mayWrite,
      savingDelayed: this.#savingDelayed,
      edits: this.#holdings.unsettledEdits,
      place: this.#holdings.place,
    };
  }

  /** Puts in flight what waits, if nothing is. */
  submit(): void {
    this.#outbox.submit();
    this.attendance.tell();
  }

  /** `change` happens to the shown content, otherwise than by an edit. */
  change(change: Delta): void {
    if (!change.isEmpty) this.#listener.change(change);
    this.attendance.moved(change);
  }

  #attended() {
    const session = this;
    return {
      get replica() {
        return session.#holdings.replica;
      },
      get canTell() {
        const flight = session.#holdings.replica?.inFlight;
        return session.#canSend && (!flight || session.#outbox.hasSent(flight));
      },
      send: (frame: string) => this.connection.send(frame),
      shown: (here: readonly Collaborator[]) => this.#listener.presence(here),
    };
  }

  #sender() {
    const session = this;
    return {
      get replica() {
        return session.#holdings.replica;
      },
      get limits() {
        return session.#canSend && session.#mayWrite ? (session.#joining.welcome?.limits ?? null) : null;
      },
      send: (frame: string) => this.connection.send(frame),
      submitted: (replica: Replica) => {
        this.#holdings.replica = replica;
        this.#holdings.keep();
      },
      sent: () => this.attendance.tell(),
      goneAstray: () => this.connection.abandon(CHANGED_RESEND),
      resumed: () => {
        this.submit();
        this.#changed();
      },
    };
  }

  #course(): Course {
    const session = this;
    return {
      get isOpen() {
        return session.#isOpen;
      },
      get documentType() {
        return session.#joining.welcome?.documentType ?? null;
      },
      send: (frame) => this.connection.send(frame),
      abandon: (code) => this.connection.abandon(code),
      onceKept: (task) => this.#outbox.onceKept(task),
      change: (change) => this.change(change),
      forgetUndo: () => this.#listener.forgetUndo(),
      resend: () => this.#resend(),
      submit: () => this.submit(),
    };
  }

  #receive(message: ServerMessage): void {
    switch (message.type) {
      case "welcome":
        this.#savingDelayed = false;
        this.#joining.welcomed(message);
        break;
      case "content":
        this.#joining.content(message);
        break;
      case "ops":
      case "catchup":
        this.following.follow(message);
        break;
      case "presence":
        this.attendance.receive(message);
        break;
      case "notice":
        this.#notice(message);
        break;
      case "heartbeat":
        this.following.heartbeat(message);
        break;
      case "pong":
        break;
      default:
        message satisfies never;
    }
    this.#changed();
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
        if (notice.title !== null) this.#holdings.rename(notice.title);
        break;
      case "draining":
        this.connection.holdOff(notice.retryAfterMillis ?? 0);
        break;
      case "role_changed":
        this.#roleChanged(notice);
        break;
    }
  }

  #roleChanged({ role }: Notice): void {
    if (!this.#holdings.role || role === null) return;
    const couldWrite = this.#mayWrite;
    this.#holdings.role = role;
    this.#holdings.keep("later");
    if (!couldWrite) this.#resend();
  }

  #resend(): void {
    this.#outbox.resend();
    this.attendance.tell();
  }

  #linkChanged(link: Link): void {
    if (link.kind !== "open") this.#outbox.disconnected();
    this.#holdings.forgetIfShut(link);
    if (link.kind !== "open" && link.kind !== "connecting") this.attendance.ends();
    else this.attendance.show();
    // Open is the link with its welcome, and until that is taken nobody knows what is saved.
    if (link.kind !== "open") this.#changed();
  }

  get #mayWrite(): boolean {
    return this.#holdings.role !== null && mayWrite(this.#holdings.role);
  }

  /** Whether the server knows, on this connection, where this copy stands. */
  get #canSend(): boolean {
    return this.#isOpen && this.#holdings.replica?.hasArrived === true;
  }

  get #isOpen(): boolean {
    return this.connection.link.kind === "open";
  }
}
