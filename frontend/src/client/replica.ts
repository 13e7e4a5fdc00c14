import { Delta, type Text } from "../kernel/index.ts";
import { nextHash } from "./chain.ts";
import { cut } from "./cut.ts";
import { type Confirmed, History, type Sent } from "./history.ts";
import type { Catchup, Limits, Ops, Point, Selection, Submit } from "./protocol.ts";
import { plain, returning } from "./returned.ts";
import { type Offer, stepBack } from "./step-back.ts";
import { type Refused, Taking } from "./taking.ts";

/** A submission that is sent and not settled. `frame` is frozen: a resend is byte-identical. */
export interface InFlight extends Sent {
  readonly frame: string;
  /** The operation as sent, moved over everything committed since. */
  readonly rebased: Delta;
  readonly edits: number;
}

export type Received =
  | {
      readonly kind: "applied";
      readonly replica: Replica;
      /** What happens to the shown content. */
      readonly change: Delta;
      /** What happened to the confirmed content. */
      readonly committed: Delta;
      readonly refused: Refused | null;
      /** The version to which the log went back before that; null if it did not. */
      readonly reached: number | null;
    }
  /** Frames are missing: connect again from the last point. */
  | { readonly kind: "gap" }
  /** This copy cannot go on: what is unsettled goes to the tray, and a new replica joins. */
  | { readonly kind: "astray"; readonly reason: string };

/** What a frame changes. */
export interface Local extends Confirmed {
  readonly inFlight: InFlight | null;
  /** To be sent again after a step back, each on the one before. */
  readonly offers: readonly Offer[];
  readonly pending: Delta;
}

/** The log may have gone back: up to `reached` it holds what this copy has; it ended at `headVersion`. */
interface Retracing {
  readonly reached: Point;
  readonly headVersion: number;
}

/** All that a replica is; without its connection, this is what outlives the page. */
export interface Memory extends Local {
  readonly clientId: string;
  readonly userId: string;
  readonly pendingEdits: number;
  readonly lastSequence: number;
  readonly history: History;
}

interface State extends Memory {
  readonly retracing: Retracing | null;
}

/**
 * One copy of a document, as an immutable value: the confirmed content, at most one submission in flight on
 * it, and the edits made since, composed. What is shown is all of them, one after the other. Positions and
 * lengths are UTF-16 code units.
 */
export class Replica {
  readonly #state: State;

  private constructor(state: State) {
    this.#state = state;
  }

  /** A new copy; `hash` is the log's at `version`. */
  static join(clientId: string, userId: string, point: Point, content: Text): Replica {
    const confirmed = { version: point.version, hash: point.hash, content };
    return new Replica({
      clientId,
      userId,
      ...confirmed,
      inFlight: null,
      offers: [],
      pending: Delta.EMPTY,
      pendingEdits: 0,
      lastSequence: 0,
      history: History.from(confirmed),
      retracing: null,
    });
  }

  /** The copy that `memory` was taken of; where it stands in the log, its next connection says. */
  static restore(memory: Memory): Replica {
    return new Replica({ ...memory, retracing: null });
  }

  get memory(): Memory {
    return this.#state;
  }

  get clientId(): string {
    return this.#state.clientId;
  }

  get userId(): string {
    return this.#state.userId;
  }

  get version(): number {
    return this.#state.version;
  }

  get inFlight(): InFlight | null {
    return this.#state.inFlight;
  }

  /** Whether positions of what is shown mean nothing to others yet. */
  get isAheadOfFlight(): boolean {
    return !this.#state.pending.isEmpty || this.#state.offers.length > 0;
  }

  /** The content as committed at `version`. */
  get confirmed(): Text {
    return this.#state.content;
  }

  /** Ends of frames, newest first; the base of what is in flight is one of them while it is remembered. */
  get points(): readonly Point[] {
    return this.#state.history.points;
  }

  /** Whether it is known where this copy stands in the log of its connection. */
  get hasArrived(): boolean {
    return this.#state.retracing === null;
  }

  /** Whether `point` is what this copy was sent. */
  stands(point: Point): boolean {
    const { version, hash } = this.#state.retracing?.reached ?? this.#state;
    return point.version === version && point.hash === hash;
  }

  /** How many edits are not settled. */
  get unsettledEdits(): number {
    const { pendingEdits, offers, inFlight } = this.#state;
    return pendingEdits + offers.length + (inFlight?.edits ?? 0);
  }

  /** What is not settled, as one operation on the confirmed content. */
  get unsettled(): Delta {
    return Delta.composeAll(this.#unsettled);
  }

  get #unsettled(): readonly Delta[] {
    const { inFlight, offers, pending } = this.#state;
    return [...(inFlight ? [inFlight.rebased] : []), ...offers.map((offer) => offer.rebased), plain(pending)];
  }

  /** What is not settled and what this replica had in the log after its oldest point, as one operation there. */
  get written(): Delta {
    const { history, inFlight, offers, pending } = this.#state;
    const back = stepBack(history.origin.version, history, inFlight, offers, pending);
    const all = [...(back.inFlight ? [back.inFlight] : []), ...back.offers.map((offer) => offer.rebased)];
    return Delta.composeAll([...all, plain(back.pending)]);
  }

  /** The content as its author sees it. */
  shown(): Text {
    return this.#state.content.apply(this.unsettled);
  }

  /** A place of the confirmed content, in the shown one. */
  shownPosition(position: number): number {
    return this.#unsettled.reduce((moved, edit) => edit.transformPosition(moved), position);
  }

  /** `edit`, an operation on the shown content, as it is kept. `returns`: it takes back or repeats an earlier one. */
  keeps(edit: Delta, returns: boolean): Delta {
    const { inFlight, offers } = this.#state;
    return returns && (inFlight || offers.length > 0) ? returning(edit) : edit;
  }

  /** After `edit`, which {@link keeps} gave. */
  edit(edit: Delta): Replica {
    const { pending, pendingEdits } = this.#state;
    return this.#with({ pending: pending.compose(edit), pendingEdits: pendingEdits + 1 });
  }

  /**
   * Puts in flight what is to be offered again, or as many of the pending edits as the limits allow; null while
   * something is in flight.
   *
   * @throws Error if what is to be offered again is above the limits
   */
  submit(limits: Pick<Limits, "operationBytes" | "operationComponents">): Replica | null {
    const { inFlight, offers, pending, pendingEdits, lastSequence } = this.#state;
    const [offer, ...later] = offers;
    if (inFlight || (!offer && pending.isEmpty)) return null;
    if (offer) {
      if (!cut(offer.rebased, limits).rest.isEmpty) throw new Error("too large to be offered again");
      return this.#with({ inFlight: this.#frozen(offer.sequence, offer.rebased, 1), offers: later });
    }
    const { first, rest } = cut(plain(pending), limits);
    const restEdits = rest.isEmpty ? 0 : 1;
    return this.#with({
      inFlight: this.#frozen(lastSequence + 1, first, Math.max(1, pendingEdits - restEdits)),
      pending: rest,
      pendingEdits: restEdits,
      lastSequence: lastSequence + 1,
    });
  }

  #frozen(sequence: number, operation: Delta, edits: number): InFlight {
    const { version } = this.#state;
    const message: Submit = {
      type: "submit",
      sequence,
      baseVersion: version,
      operation: operation.toJSON(),
    };
    const frame = JSON.stringify(message);
    return { sequence, baseVersion: version, operation, version, frame, rebased: operation, edits };
  }

  /**
   * Resumed at `point` of a log that ended at `headVersion`: if that is not where this copy stands, the log may have
   * gone back, and what follows is compared with what is remembered before anything is sent.
   */
  resume(point: Point, headVersion: number): Received {
    if (!this.#state.history.holds(point))
      return { kind: "astray", reason: "the log has no point of this replica" };
    const reached = { version: point.version, hash: point.hash };
    return this.#with({ retracing: { reached, headVersion } }).#arrive(false);
  }

  /** Applies a frame wholly, or says why not. */
  receive(frame: Ops | Catchup): Received {
    const { retracing } = this.#state;
    const at = retracing?.reached ?? this.#state;
    if (frame.type === "ops" ? frame.firstVersion !== at.version + 1 : frame.toVersion <= at.version) {
      return { kind: "gap" };
    }
    return retracing ? this.#retrace(frame, retracing) : this.#take(frame, 0);
  }

  #retrace(frame: Ops | Catchup, { reached, headVersion }: Retracing): Received {
    const { history } = this.#state;
    let point = reached;
    let known = 0;
    for (const next of pointsOf(frame, reached)) {
      if (!history.holds(next)) break;
      point = next;
      known++;
    }
    const differs = known < (frame.type === "ops" ? frame.operations.length : 1);
    const arrived = this.#with({ retracing: { reached: point, headVersion } }).#arrive(differs);
    if (!differs || arrived.kind !== "applied") return arrived;
    const taken = arrived.replica.#take(frame, known);
    if (taken.kind !== "applied") return taken;
    return { ...taken, change: arrived.change.compose(taken.change), reached: arrived.reached };
  }

  /** Steps back if it is known now that the log lost something. */
  #arrive(differs: boolean): Received {
    const nothing = { change: Delta.EMPTY, committed: Delta.EMPTY, refused: null, reached: null };
    const { retracing, version, history, inFlight, offers, pending } = this.#state;
    const reached = retracing?.reached.version ?? version;
    const isOver = differs || reached >= version || reached >= (retracing?.headVersion ?? 0);
    if (!isOver) return { kind: "applied", replica: this, ...nothing };
    if (reached >= version) {
      return { kind: "applied", replica: this.#with({ retracing: null }), ...nothing };
    }
    const back = stepBack(reached, history, inFlight, offers, pending);
    const replica = this.#with({
      ...back.confirmed,
      inFlight: inFlight && back.inFlight ? { ...inFlight, rebased: back.inFlight } : null,
      offers: back.offers,
      pending: back.pending,
      history: differs ? history.cutAfter(reached) : history.cutAfter(reached).after([], null).history,
      retracing: null,
    });
    return { kind: "applied", replica, ...nothing, change: back.change, reached };
  }

  /** Takes a frame but for its first `known` entries. */
  #take(frame: Ops | Catchup, known: number): Received {
    const taking = new Taking(this.#state, this.userId, this.clientId);
    try {
      if (frame.type === "catchup") taking.catchup(frame);
      else for (const entry of frame.operations.slice(known)) taking.entry(entry);
      taking.finishRun();
    } catch (problem) {
      return { kind: "astray", reason: problem instanceof Error ? problem.message : String(problem) };
    }
    if (taking.hash !== frame.hash) return { kind: "astray", reason: "the hash of the log differs" };
    const { content, version, hash, offers, pending, change, committed, refused } = taking;
    const { history, inFlight } = this.#state.history.after(taking.steps, taking.inFlight);
    const pendingEdits = pending.isEmpty ? 0 : Math.max(1, this.#state.pendingEdits);
    const replica = this.#with({
      content,
      version,
      hash,
      inFlight,
      offers,
      pending,
      pendingEdits,
      history,
    });
    return { kind: "applied", replica, change, committed, refused, reached: null };
  }

  #with(changed: Partial<State>): Replica {
    return new Replica({ ...this.#state, ...changed });
  }
}

/** Where `selection` of the confirmed content stands in the shown one. */
export function shownSelection(replica: Replica, selection: Selection): Selection {
  return { anchor: replica.shownPosition(selection.anchor), head: replica.shownPosition(selection.head) };
}

function* pointsOf(frame: Ops | Catchup, from: Point): Generator<Point> {
  if (frame.type === "catchup") {
    yield { version: frame.toVersion, hash: frame.hash };
    return;
  }
  let { version, hash } = from;
  for (const entry of frame.operations) {
    hash = nextHash(hash, entry.canonical);
    yield { version: ++version, hash };
  }
}
