import type { Attendance } from "./attendance.ts";
import { CHANGED_RESEND, CLOSED_ABNORMALLY } from "./closing.ts";
import type { Course } from "./course.ts";
import type { Holdings } from "./holdings.ts";
import type { Catchup, Diverged, Heartbeat, Ops, Point } from "./protocol.ts";
import { type RecentChange, RecentChanges } from "./recent.ts";
import type { Received, Replica } from "./replica.ts";

/** Follows the log with the replica that a session holds, and checks that both agree. */
export class Following {
  readonly #course: Course;
  readonly #holdings: Holdings;
  readonly #attendance: Attendance;
  /** Whether what is in flight waits until it is known where this copy stands in the log. */
  #onItsWay = false;
  #recent = RecentChanges.NONE;

  constructor(course: Course, holdings: Holdings, attendance: Attendance) {
    this.#course = course;
    this.#holdings = holdings;
    this.#attendance = attendance;
  }

  /** What others changed since this session began, the newest first; places are of the shown content. */
  get recent(): readonly RecentChange[] {
    const { replica } = this.#holdings;
    if (!replica) return [];
    const place = (at: number) => replica.shownPosition(at);
    return this.#recent.all.map((one) => ({ ...one, from: place(one.from), to: place(one.to) }));
  }

  /** The replica is given up. */
  forget(): void {
    this.#recent = RecentChanges.NONE;
  }

  /** `replica` goes on at `point` of a log that ended at `headVersion`. */
  resume(replica: Replica, point: Point, headVersion: number): void {
    this.#onItsWay = true;
    this.#received(replica.resume(point, headVersion), null);
    this.#attendance.tell();
  }

  follow(frame: Ops | Catchup): void {
    if (frame.type === "ops") this.#attendance.wrote(this.#writers(frame));
    this.#received(this.#holdings.replica?.receive(frame) ?? { kind: "gap" }, frame);
    if (frame.type === "ops" && frame.checksum !== null) this.#compare(frame.checksum);
  }

  heartbeat(point: Heartbeat): void {
    if (this.#holdings.replica?.stands(point) === false) this.#course.abandon(CLOSED_ABNORMALLY);
  }

  /** A copy that differs from the server's is given up. */
  #compare(theirs: number): void {
    const { replica } = this.#holdings;
    if (!replica?.hasArrived || !this.#course.isOpen) return;
    const { version, confirmed } = replica;
    const ours = this.#course.documentType === "text" ? confirmed.checksum() : confirmed.jsonChecksum();
    if (ours === theirs) return;
    const diverged: Diverged = { type: "diverged", version, checksum: ours };
    this.#course.send(JSON.stringify(diverged));
    this.#course.abandon(CHANGED_RESEND);
  }

  /** Lists what others changed in `frame`. If the log went back to `reached`, the places of what was listed are gone. */
  #remember(frame: Ops | Catchup | null, reached: number | null): void {
    if (reached !== null) this.forget();
    if (!frame) return;
    const version = reached ?? this.#holdings.replica?.version ?? 0;
    if (frame.type === "catchup") {
      if (frame.toVersion > version) this.#recent = this.#recent.commit(frame.operation);
      return;
    }
    for (const entry of frame.operations.slice(Math.max(0, version + 1 - frame.firstVersion))) {
      const isOther = entry.userId !== this.#holdings.replica?.userId;
      this.#recent = isOther ? this.#recent.add(entry) : this.#recent.commit(entry.operation);
    }
  }

  /** Whose entries, other than this replica's, changed something. */
  #writers({ operations }: Ops): ReadonlySet<string> {
    const others = operations.filter(
      ({ clientId, operation }) => clientId !== this.#holdings.clientId && !operation.isEmpty,
    );
    return new Set(others.map(({ userId }) => userId));
  }

  #received(received: Received, frame: Ops | Catchup | null): void {
    switch (received.kind) {
      case "gap":
        this.#course.abandon(CLOSED_ABNORMALLY);
        break;
      case "astray":
        this.#course.abandon(CHANGED_RESEND);
        break;
      case "applied":
        this.#remember(frame, received.reached);
        this.#applied(received);
        break;
    }
  }

  #applied({ replica, change, committed, refused }: Applied): void {
    const holdings = this.#holdings;
    const arrives = replica.hasArrived && this.#onItsWay;
    this.#onItsWay = !replica.hasArrived;
    const settles = replica.unsettledEdits === 0 && holdings.replica?.unsettledEdits !== 0;
    holdings.replica = replica;
    this.#attendance.committed(committed);
    if (refused) holdings.rescue(refused.code, refused.text);
    if (refused?.restores) this.#course.forgetUndo();
    holdings.keep(settles ? "soon" : "later");
    this.#course.change(change);
    if (arrives) this.#course.resend();
    else this.#course.submit();
  }
}

type Applied = Extract<Received, { readonly kind: "applied" }>;
