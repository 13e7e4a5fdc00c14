import type { User } from "../client/protocol.ts";
import type { RecentChange } from "../client/recent.ts";
import type { Text } from "../kernel/index.ts";

/** Most characters that are shown of a change. */
const EXCERPT_MAX = 80;
/** How far a change is looked through for its text, in units. */
const CHANGE_UNITS_MAX = 1_000;
/** How far a line is looked through for its text, in units. */
const LINE_UNITS_MAX = 200;

/** A change of somebody else's, as it is listed. */
export interface Listed {
  readonly id: number;
  /** Null if it is not known: nobody was seen who has that id. */
  readonly user: User | null;
  readonly at: number;
  readonly from: number;
  readonly kind: "wrote" | "deleted" | "changed";
  /** What stands there now; "" where there is nothing. */
  readonly excerpt: string;
}

/** `changes` of `shown` by people of whom `known` knows some. */
export function listed(
  changes: readonly RecentChange[],
  shown: Text,
  known: ReadonlyMap<string, User>,
): readonly Listed[] {
  return changes.map(({ id, userId, at, from, to, inserted, deleted }) => ({
    id,
    user: known.get(userId) ?? null,
    at,
    from,
    kind: deleted === 0 ? "wrote" : inserted === 0 ? "deleted" : "changed",
    excerpt:
      excerpt(shown.slice(from, Math.min(to, from + CHANGE_UNITS_MAX))) || excerpt(lineAt(shown, from)),
  }));
}

function lineAt(shown: Text, at: number): string {
  const before = shown.slice(Math.max(0, at - LINE_UNITS_MAX), at);
  const after = shown.slice(at, Math.min(shown.length, at + LINE_UNITS_MAX));
  return before.slice(before.lastIndexOf("\n") + 1) + (after.split("\n", 1)[0] ?? "");
}

/** The beginning of `text` on one line. */
function excerpt(text: string): string {
  const line = text
    .toWellFormed()
    .replace(/\uFFFD/g, "")
    .replace(/\s+/g, " ")
    .trim();
  const characters = [...line.slice(0, 4 * EXCERPT_MAX)];
  return characters.length > EXCERPT_MAX ? `${characters.slice(0, EXCERPT_MAX).join("")}…` : line;
}
