import type { Link } from "./connection.ts";
import type { Place } from "./keeping.ts";

/** How the edits of this session stand. `edits` counts those that are not settled, `place` says where they are. */
export type Status =
  | { readonly kind: "loading" }
  | { readonly kind: "saved" }
  | { readonly kind: "saving"; readonly edits: number }
  /** The service cannot save just now and keeps trying. */
  | { readonly kind: "delayed"; readonly edits: number; readonly place: Place }
  | { readonly kind: "readOnly"; readonly edits: number; readonly place: Place }
  | { readonly kind: "connecting"; readonly edits: number; readonly place: Place }
  /** `until` is the clock's time of the next try. */
  | {
      readonly kind: "waiting";
      readonly edits: number;
      readonly place: Place;
      readonly code: number;
      readonly until: number;
    }
  | { readonly kind: "stopped"; readonly edits: number; readonly place: Place; readonly code: number };

export interface Situation {
  readonly link: Link;
  /** Whether a server has welcomed this session, now or before. */
  readonly isWelcomed: boolean;
  readonly isLoaded: boolean;
  /** False: the log may have gone back, and it is not known yet what it lost. */
  readonly hasArrived: boolean;
  readonly mayWrite: boolean;
  readonly savingDelayed: boolean;
  readonly edits: number;
  readonly place: Place;
}

export function statusOf({ link, edits, place, ...at }: Situation): Status {
  switch (link.kind) {
    case "stopped":
      return { kind: "stopped", edits, place, code: link.code };
    case "waiting":
      return { kind: "waiting", edits, place, code: link.code, until: link.until };
    case "connecting":
      return at.isWelcomed || at.isLoaded ? { kind: "connecting", edits, place } : { kind: "loading" };
    case "open":
      if (!at.isLoaded) return { kind: "loading" };
      if (!at.hasArrived) return { kind: "connecting", edits, place };
      if (!at.mayWrite) return { kind: "readOnly", edits, place };
      if (edits === 0) return { kind: "saved" };
      return at.savingDelayed ? { kind: "delayed", edits, place } : { kind: "saving", edits };
  }
}
