import { Session, type Surroundings } from "./session.ts";
import type { Rescued } from "./tray.ts";

/** How an errand ended: with nothing left but these; or `left`, with edits that cannot be sent now. */
export type Outcome =
  | { readonly kind: "done"; readonly rescued: readonly Rescued[] }
  | { readonly kind: "left" };

const nothing = () => {};

/**
 * Sends what a session that nobody shows any more left in its slot. `over` is called once, later, when all of that is
 * stored; the function that comes back ends it before.
 *
 * @throws Unreadable as {@link Session} does
 */
export function runErrand(around: Surroundings, over: (outcome: Outcome) => void): () => void {
  let rescued: readonly Rescued[] = [];
  let isOver = false;
  const end = (kind: Outcome["kind"]) => {
    if (isOver) return;
    isOver = true;
    session.leave(() => over(kind === "done" ? { kind, rescued } : { kind }));
  };
  const session = new Session(around, {
    change: nothing,
    forgetUndo: nothing,
    presence: nothing,
    editable: nothing,
    title: nothing,
    tray: (items) => {
      rescued = items;
    },
    status: (status) => {
      if (status.kind === "saved") end("done");
      if (status.kind === "stopped" || status.kind === "readOnly") end("left");
    },
  });
  session.open();
  return () => end("left");
}
