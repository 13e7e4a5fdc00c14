import type { Delta, Text } from "../kernel/index.ts";
import type { Point } from "./protocol.ts";

/** Most points of `since`. */
const POINTS_MAX = 8;
/** Most steps remembered after the oldest point. */
export const STEPS_MAX = 1_000;

/** The content at a point of the log. */
export interface Confirmed extends Point {
  readonly content: Text;
}

/** A submission as it was sent. `operation` is moved over what was committed from its base to `version`. */
export interface Sent {
  readonly sequence: number;
  readonly baseVersion: number;
  readonly operation: Delta;
  /** The base, or later: the oldest version that is remembered. */
  readonly version: number;
}

/** One entry of the log, or several of others composed; `version` and `hash` are the last one's. */
export interface Step extends Point {
  readonly operation: Delta;
  /** What this replica had sent to get it; null for others' entries. */
  readonly own: Sent | null;
  readonly refused: boolean;
}

/**
 * What a replica remembers of the log, as an immutable value: the content at the oldest of its points, and at most
 * 1,000 steps after it. Points are ends of frames: close together near the newest and ever farther apart before.
 */
export class History {
  readonly origin: Confirmed;
  readonly steps: readonly Step[];
  /** Newest first; the last is the origin's. */
  readonly points: readonly Point[];

  private constructor(origin: Confirmed, steps: readonly Step[], points: readonly Point[]) {
    this.origin = origin;
    this.steps = steps;
    this.points = points;
  }

  static from(origin: Confirmed): History {
    return new History(origin, [], [{ version: origin.version, hash: origin.hash }]);
  }

  /** As it was remembered; `points` newest first, each at the end of a step or the origin. */
  static restore(origin: Confirmed, steps: readonly Step[], points: readonly Point[]): History {
    return new History(origin, steps, points);
  }

  /** After a frame of `steps`. What is in flight is moved over what is forgotten. */
  after<S extends Sent>(
    steps: readonly Step[],
    inFlight: S | null,
  ): { history: History; inFlight: S | null } {
    const all = [...this.steps, ...steps];
    const { version, hash } = all.at(-1) ?? this.origin;
    const isNew = version > (this.points[0]?.version ?? -1);
    const points = isNew ? thinned([{ version, hash }, ...this.points], inFlight?.baseVersion) : this.points;
    let history = new History(this.origin, all, points);
    let moved = inFlight;
    while (history.steps.length > STEPS_MAX) ({ history, inFlight: moved } = history.#withoutOldest(moved));
    return { history, inFlight: moved };
  }

  #withoutOldest<S extends Sent>(inFlight: S | null): { history: History; inFlight: S | null } {
    const points = this.points.slice(0, -1);
    const oldest = points.at(-1) as Point;
    const forgotten = this.steps.filter((step) => step.version <= oldest.version);
    const steps = this.steps
      .slice(forgotten.length)
      .map((step) => (step.own ? { ...step, own: movedOver(step.own, forgotten) } : step));
    const origin = this.at(oldest.version);
    const moved = inFlight && movedOver(inFlight, forgotten);
    return { history: new History(origin, steps, points), inFlight: moved };
  }

  /** The log's hash after `version`; null if no step ends there. */
  hashAt(version: number): string | null {
    if (version === this.origin.version) return this.origin.hash;
    return this.steps.find((step) => step.version === version)?.hash ?? null;
  }

  holds(point: Point): boolean {
    return this.hashAt(point.version) === point.hash;
  }

  /** The content after `version`, where a step ends: made from the oldest on, forward. */
  at(version: number): Confirmed {
    let at = this.origin;
    for (const step of this.steps) {
      if (step.version > version) break;
      at = { version: step.version, hash: step.hash, content: at.content.apply(step.operation) };
    }
    if (at.version !== version) throw new Error(`no step ends at version ${version}`);
    return at;
  }

  /** Without what came after `version`, where a step ends. */
  cutAfter(version: number): History {
    const upTo = (point: Point) => point.version <= version;
    return new History(this.origin, this.steps.filter(upTo), this.points.filter(upTo));
  }
}

/** `sent` moved over those of `steps` that it was not moved over yet; none is of its own replica. */
export function movedOver<S extends Sent>(sent: S, steps: readonly Step[]): S {
  let { operation, version } = sent;
  for (const step of steps) {
    if (step.version <= version) continue;
    operation = operation.transformOver(step.operation);
    version = step.version;
  }
  return version === sent.version ? sent : { ...sent, operation, version };
}

/** Without the point that leaves the smallest gap for its age; neither the ends nor `kept` go. */
function thinned(points: readonly Point[], kept: number | undefined): readonly Point[] {
  if (points.length <= POINTS_MAX) return points;
  const version = (index: number) => (points[index] as Point).version;
  let chosen = points.length - 2;
  let smallest = Number.POSITIVE_INFINITY;
  for (let i = 1; i < points.length - 1; i++) {
    const size = (version(i - 1) - version(i + 1)) / (version(0) - version(i));
    if (size < smallest && version(i) !== kept) {
      smallest = size;
      chosen = i;
    }
  }
  return points.filter((_, index) => index !== chosen);
}
