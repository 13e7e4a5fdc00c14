import { Delta, isText, type Text } from "../kernel/index.ts";
import { nextHash } from "./chain.ts";
import { cut } from "./cut.ts";
import type { Entry, Limits, Ops, Point, Selection, Submit } from "./protocol.ts";

/** Most points of `since`. */
const POINTS_MAX = 8;

/** A submission that is sent and not settled. `frame` is frozen: a resend is byte-identical. */
export interface InFlight {
  readonly sequence: number;
  readonly baseVersion: number;
  readonly frame: string;
  /** The operation as sent, moved over everything committed since. */
  readonly rebased: Delta;
  readonly edits: number;
}

/** A submission that is certainly not applied and never will be. */
export interface Refused {
  readonly code: string;
  readonly text: string;
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
    }
  /** Frames are missing: connect again from the last point. */
  | { readonly kind: "gap" }
  /** This copy cannot go on: what is unsettled goes to the tray, and a new replica joins. */
  | { readonly kind: "astray"; readonly reason: string };

interface State {
  readonly clientId: string;
  readonly userId: string;
  readonly content: Text;
  readonly version: number;
  readonly hash: string;
  readonly inFlight: InFlight | null;
  readonly pending: Delta;
  readonly pendingEdits: number;
  readonly lastSequence: number;
  readonly points: readonly Point[];
}

/**
 * One copy of a document, as an immutable value: the confirmed content, at most one submission in flight on
 * it, and the edits made since, composed. What is shown is the three, one after the other. Positions and
 * lengths are UTF-16 code units.
 */
export class Replica {
  readonly #state: State;

  private constructor(state: State) {
    this.#state = state;
  }

  /** A new copy; `hash` is the log's at `version`. */
  static join(clientId: string, userId: string, point: Point, content: Text): Replica {
    return new Replica({
      clientId,
      userId,
      content,
      ...point,
      inFlight: null,
      pending: Delta.EMPTY,
      pendingEdits: 0,
      lastSequence: 0,
      points: [point],
    });
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

  get pending(): Delta {
    return this.#state.pending;
  }

  /** The content as committed at `version`. */
  get confirmed(): Text {
    return this.#state.content;
  }

  /** Ends of frames, newest first; the base of what is in flight is always one of them. */
  get points(): readonly Point[] {
    return this.#state.points;
  }

  /** Whether this copy is at `point`. */
  stands(point: Point): boolean {
    return point.version === this.#state.version && point.hash === this.#state.hash;
  }

  /** How many edits are not settled. */
  get unsettledEdits(): number {
    return this.#state.pendingEdits + (this.#state.inFlight?.edits ?? 0);
  }

  /** What is not settled, as one operation on the confirmed content. */
  get unsettled(): Delta {
    const { inFlight, pending } = this.#state;
    return inFlight ? inFlight.rebased.compose(pending) : pending;
  }

  /** The content as its author sees it. */
  shown(): Text {
    return this.#state.content.apply(this.unsettled);
  }

  /** A place of the confirmed content, in the shown one. */
  shownPosition(position: number): number {
    const { inFlight, pending } = this.#state;
    return pending.transformPosition(inFlight ? inFlight.rebased.transformPosition(position) : position);
  }

  /** After `edit`, an operation on the shown content. */
  edit(edit: Delta): Replica {
    const { pending, pendingEdits } = this.#state;
    return this.#with({ pending: pending.compose(edit), pendingEdits: pendingEdits + 1 });
  }

  /** Freezes the pending edits, or as many as the limits allow; null while something is in flight. */
  submit(limits: Pick<Limits, "operationBytes" | "operationComponents">): Replica | null {
    const { inFlight, pending, pendingEdits, version } = this.#state;
    if (inFlight || pending.isEmpty) return null;
    const { first, rest } = cut(pending, limits);
    const sequence = this.#state.lastSequence + 1;
    const message: Submit = { type: "submit", sequence, baseVersion: version, operation: first.toJSON() };
    const restEdits = rest.isEmpty ? 0 : 1;
    return this.#with({
      inFlight: {
        sequence,
        baseVersion: version,
        frame: JSON.stringify(message),
        rebased: first,
        edits: Math.max(1, pendingEdits - restEdits),
      },
      pending: rest,
      pendingEdits: restEdits,
      lastSequence: sequence,
    });
  }

  /** Applies a frame wholly, or says why not. */
  receive(frame: Ops): Received {
    if (frame.firstVersion !== this.#state.version + 1) return { kind: "gap" };
    const step = new Step(this.#state);
    try {
      for (const entry of frame.operations) step.entry(entry);
      step.finishRun();
    } catch (problem) {
      return { kind: "astray", reason: problem instanceof Error ? problem.message : String(problem) };
    }
    if (step.hash !== frame.hash) return { kind: "astray", reason: "the hash of the log differs" };
    const { content, hash, inFlight, pending, change, committed, refused } = step;
    const version = this.#state.version + frame.operations.length;
    const replica = this.#with({
      content,
      version,
      hash,
      inFlight,
      pending,
      pendingEdits: pending.isEmpty ? 0 : Math.max(1, this.#state.pendingEdits),
      points: pointsAfter(this.#state.points, { version, hash }, inFlight),
    });
    return { kind: "applied", replica, change, committed, refused };
  }

  #with(changed: Partial<State>): Replica {
    return new Replica({ ...this.#state, ...changed });
  }
}

/** The text that an operation brings, for its author to rescue; attributes and embeds are not in it. */
export function insertedText(operation: Delta): string {
  return operation
    .toJSON()
    .flatMap((op) => (isText(op) ? [op.insert] : []))
    .join("\n");
}

/** Where `selection` of the confirmed content stands in the shown one. */
export function shownSelection(replica: Replica, selection: Selection): Selection {
  return { anchor: replica.shownPosition(selection.anchor), head: replica.shownPosition(selection.head) };
}

function pointsAfter(points: readonly Point[], newest: Point, inFlight: InFlight | null): readonly Point[] {
  const all = [newest, ...points];
  const base = all.findIndex((point) => point.version === inFlight?.baseVersion);
  if (base < POINTS_MAX) return all.slice(0, POINTS_MAX);
  return [...all.slice(0, POINTS_MAX - 1), all[base] as Point];
}

/** The working state of one frame; thrown away if the frame cannot be applied. */
class Step {
  content: Text;
  hash: string;
  inFlight: InFlight | null;
  pending: Delta;
  change = Delta.EMPTY;
  committed = Delta.EMPTY;
  refused: Refused | null = null;
  readonly #state: State;
  /** Others' entries since the last own one: transforming over them as one gives the same. */
  #run: Delta[] = [];

  constructor(state: State) {
    this.#state = state;
    this.content = state.content;
    this.hash = state.hash;
    this.inFlight = state.inFlight;
    this.pending = state.pending;
  }

  entry(entry: Entry): void {
    this.hash = nextHash(this.hash, entry.canonical);
    const own = entry.userId === this.#state.userId && entry.clientId === this.#state.clientId;
    if (!own) {
      this.#run.push(entry.operation);
      return;
    }
    this.finishRun();
    const inFlight = this.inFlight;
    if (inFlight?.sequence !== entry.sequence)
      throw new Error("an entry of this replica that it did not send");
    if (entry.refused !== null) this.#undo(inFlight, entry.refused);
    else this.#settle(inFlight, entry.operation);
  }

  /** Applies the others' entries and moves what is unsettled over them. */
  finishRun(): void {
    const run = Delta.composeAll(this.#run);
    this.#run = [];
    if (run.isEmpty) return;
    this.#commit(run);
    const underFlight = this.inFlight ? run.transformUnder(this.inFlight.rebased) : run;
    this.change = this.change.compose(underFlight.transformUnder(this.pending));
    if (this.inFlight)
      this.inFlight = { ...this.inFlight, rebased: this.inFlight.rebased.transformOver(run) };
    this.pending = this.pending.transformOver(underFlight);
  }

  #settle(inFlight: InFlight, operation: Delta): void {
    if (!operation.equals(inFlight.rebased)) {
      throw new Error("an own entry that differs from what was rebased here");
    }
    this.#commit(operation);
    this.inFlight = null;
  }

  #undo(inFlight: InFlight, code: string): void {
    const undo = inFlight.rebased.invert(this.content);
    this.change = this.change.compose(undo.transformUnder(this.pending));
    this.pending = this.pending.transformOver(undo);
    this.inFlight = null;
    this.refused = { code, text: insertedText(inFlight.rebased) };
  }

  #commit(operation: Delta): void {
    this.content = this.content.apply(operation);
    this.committed = this.committed.compose(operation);
  }
}
