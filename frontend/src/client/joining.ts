import { Delta, type OpJson, Text } from "../kernel/index.ts";
import type { Attendance } from "./attendance.ts";
import { CHANGED_RESEND } from "./closing.ts";
import type { Course } from "./course.ts";
import type { Following } from "./following.ts";
import type { Holdings } from "./holdings.ts";
import type { Content, Hello, Welcome } from "./protocol.ts";
import { Replica } from "./replica.ts";
import { insertedText } from "./taking.ts";

/** Joins with what a session holds, or anew: from hello until the content is there. */
export class Joining {
  readonly #course: Course;
  readonly #holdings: Holdings;
  readonly #following: Following;
  readonly #attendance: Attendance;
  readonly #newClientId: () => string;
  #welcome: Welcome | null = null;
  /** What was shown before this replica joined; what joins replaces it. */
  #shownBefore = Text.EMPTY;
  #parts: OpJson[][] = [];

  constructor(
    course: Course,
    holdings: Holdings,
    following: Following,
    attendance: Attendance,
    newClientId: () => string,
  ) {
    this.#course = course;
    this.#holdings = holdings;
    this.#following = following;
    this.#attendance = attendance;
    this.#newClientId = newClientId;
  }

  /** The last one; null until a server has welcomed this session. */
  get welcome(): Welcome | null {
    return this.#welcome;
  }

  /** Says hello when it is stored that it was said. */
  hello(): void {
    this.#holdings.attempt++;
    this.#holdings.keep();
    this.#course.onceKept(() => {
      const { clientId, attempt, replica } = this.#holdings;
      const since = replica?.points;
      const hello: Hello = { type: "hello", clientId, ...(since ? { since } : {}), attempt };
      this.#course.send(JSON.stringify(hello));
    });
  }

  welcomed(welcome: Welcome): void {
    this.#welcome = welcome;
    this.#parts = [];
    this.#attendance.begins();
    this.#holdings.role = welcome.role;
    this.#holdings.rename(welcome.title);
    const { replica } = this.#holdings;
    if (!replica) {
      this.#loadWhenWhole();
    } else if (welcome.user.id !== replica.userId) {
      this.#course.abandon(CHANGED_RESEND);
    } else if (!welcome.resumed) {
      this.#noPointIsKnown(replica);
    } else {
      this.#following.resume(replica, pointOf(welcome), welcome.headVersion);
    }
  }

  content({ operation }: Content): void {
    this.#parts.push([...operation.toJSON()]);
    this.#loadWhenWhole();
  }

  /** The unsettled edits go to the tray, and the next hello is a new replica's. */
  anew(): void {
    const holdings = this.#holdings;
    const { replica } = holdings;
    holdings.clientId = this.#newClientId();
    holdings.attempt = 0;
    if (replica) this.#forget(replica);
    if (replica && (replica.inFlight || !replica.unsettled.isEmpty)) {
      holdings.rescue(null, insertedText(replica.unsettled));
    } else {
      holdings.keep();
    }
  }

  /** What this replica wrote may be lost with the log: its author gets it back. */
  #noPointIsKnown(replica: Replica): void {
    this.#forget(replica);
    if (!replica.written.isEmpty) this.#holdings.rescue(null, insertedText(replica.written));
    this.#course.abandon(CHANGED_RESEND);
  }

  #forget(replica: Replica): void {
    this.#following.forget();
    this.#shownBefore = replica.shown();
    this.#holdings.replica = null;
  }

  #loadWhenWhole(): void {
    const [welcome, holdings] = [this.#welcome, this.#holdings];
    if (!welcome || holdings.replica || this.#parts.length < welcome.contentParts) return;
    const content = Text.ofDelta(Delta.fromJSON(this.#parts.flat()));
    this.#parts = [];
    holdings.replica = Replica.join(holdings.clientId, welcome.user.id, pointOf(welcome), content);
    this.#course.forgetUndo();
    this.#course.change(this.#shownBefore.diff(content));
    this.#shownBefore = Text.EMPTY;
    holdings.keep();
    this.#attendance.tell();
  }
}

function pointOf({ version, hash }: Welcome) {
  return { version, hash };
}
