import type { Delta } from "../kernel/index.ts";
import type { Entry } from "./protocol.ts";

/** So many changes are remembered; the oldest give way. */
export const CHANGES_MAX = 30;
/** What one person changes no farther apart than this, in units, is one change. */
const PLACE_UNITS = 200;

/** What somebody changed at one place, since the document was opened. */
export interface RecentChange {
  readonly id: number;
  readonly userId: string;
  /** When last, in milliseconds, as the server tells. */
  readonly at: number;
  /** From where to where, in units; equal if nothing is left of it. */
  readonly from: number;
  readonly to: number;
  /** In units, all in all. */
  readonly inserted: number;
  readonly deleted: number;
}

/** Others' changes, the newest first, merged by person and place, as an immutable value; places are of the confirmed content. */
export class RecentChanges {
  static readonly NONE = new RecentChanges([], 0);

  readonly all: readonly RecentChange[];
  readonly #added: number;

  private constructor(all: readonly RecentChange[], added: number) {
    this.all = all;
    this.#added = added;
  }

  /** After `operation`, of whomever. */
  commit(operation: Delta): RecentChanges {
    if (this.all.length === 0) return this;
    const moved = (at: number) => operation.transformPosition(at);
    return new RecentChanges(
      this.all.map((one) => ({ ...one, from: moved(one.from), to: moved(one.to) })),
      this.#added,
    );
  }

  /** After an entry of somebody else. */
  add({ userId, at, operation }: Entry): RecentChanges {
    const moved = this.commit(operation);
    if (operation.isEmpty) return moved;
    const fresh = { id: this.#added + 1, userId, at, ...extent(operation) };
    const same = moved.all.find((one) => one.userId === userId && isNear(one, fresh));
    const others = moved.all.filter((one) => one !== same);
    const change = same ? joined(same, fresh) : fresh;
    return new RecentChanges([change, ...others].slice(0, CHANGES_MAX), Math.max(this.#added, change.id));
  }
}

function isNear(one: RecentChange, other: RecentChange): boolean {
  return one.from <= other.to + PLACE_UNITS && other.from <= one.to + PLACE_UNITS;
}

function joined(earlier: RecentChange, later: RecentChange): RecentChange {
  return {
    ...earlier,
    at: later.at,
    from: Math.min(earlier.from, later.from),
    to: Math.max(earlier.to, later.to),
    inserted: earlier.inserted + later.inserted,
    deleted: earlier.deleted + later.deleted,
  };
}

/** From the first to the last change of an operation, in the content after it, and how much came and went. */
function extent(operation: Delta): Pick<RecentChange, "from" | "to" | "inserted" | "deleted"> {
  let [at, from, to, inserted, deleted] = [0, -1, 0, 0, 0];
  for (const op of operation.toJSON()) {
    const isKept = "retain" in op && op.attributes === undefined;
    if (from < 0 && !isKept) from = at;
    if ("retain" in op) at += op.retain;
    else if ("delete" in op) deleted += op.delete;
    else {
      const units = typeof op.insert === "string" ? op.insert.length : 1;
      inserted += units;
      at += units;
    }
    if (!isKept) to = at;
  }
  return { from: Math.max(from, 0), to, inserted, deleted };
}
