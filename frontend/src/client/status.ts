import type { Link } from "./connection.ts";

/** How the edits of this session stand. `edits` counts those that are not settled. */
export type Status =
  | { readonly kind: "loading" }
  | { readonly kind: "saved" }
  | { readonly kind: "saving"; readonly edits: number }
  /** The service cannot save just now and keeps trying. */
  | { readonly kind: "delayed"; readonly edits: number }
  | { readonly kind: "readOnly"; readonly edits: number }
  | { readonly kind: "connecting"; readonly edits: number }
  /** `until` is the clock's time of the next try. */
  | { readonly kind: "waiting"; readonly edits: number; readonly until: number }
  | { readonly kind: "stopped"; readonly edits: number; readonly code: number };

export interface Situation {
  readonly link: Link;
  /** Whether a server has welcomed this session, now or before. */
  readonly isWelcomed: boolean;
  readonly isLoaded: boolean;
  readonly mayWrite: boolean;
  readonly savingDelayed: boolean;
  readonly edits: number;
}

export function statusOf({ link, edits, ...at }: Situation): Status {
  switch (link.kind) {
    case "stopped":
      return { kind: "stopped", edits, code: link.code };
    case "waiting":
      return { kind: "waiting", edits, until: link.until };
    case "connecting":
      return at.isWelcomed ? { kind: "connecting", edits } : { kind: "loading" };
    case "open":
      if (!at.isLoaded) return { kind: "loading" };
      if (!at.mayWrite) return { kind: "readOnly", edits };
      if (edits === 0) return { kind: "saved" };
      return { kind: at.savingDelayed ? "delayed" : "saving", edits };
  }
}
