import type { Delta, OpJson } from "../kernel/index.ts";

/** The subprotocol of the socket. */
export const PROTOCOL = "cowrite.v1";

/** A point of a document's history: the hash of its log (64 hex digits) after entry `version`. */
export interface Point {
  readonly version: number;
  readonly hash: string;
}

/** A caret or selection; UTF-16 code units from the start of the content. */
export interface Selection {
  readonly anchor: number;
  readonly head: number;
}

/** A user as others see them. `color` is `#rrggbb`. */
export interface User {
  readonly id: string;
  readonly name: string;
  readonly color: string;
}

export type Role = "viewer" | "commenter" | "editor" | "owner";

export function mayWrite(role: Role): boolean {
  return role === "editor" || role === "owner";
}

export interface Limits {
  /** Largest operation, bytes of its JSON in UTF-8. */
  readonly operationBytes: number;
  readonly operationComponents: number;
  readonly submissionsPerSecond: number;
}

/** One numbered line of the log. `canonical` is its RFC 8785 JSON, which the hash chain runs over. */
export interface Entry {
  readonly at: number;
  readonly clientId: string;
  readonly operation: Delta;
  /** Why the operation was refused; then `operation` is empty. */
  readonly refused: string | null;
  readonly sequence: number;
  readonly userId: string;
  readonly canonical: string;
}

export interface Hello {
  readonly type: "hello";
  readonly clientId: string;
  readonly since?: readonly Point[];
  readonly attempt: number;
}

export interface Submit {
  readonly type: "submit";
  readonly sequence: number;
  readonly baseVersion: number;
  readonly operation: readonly OpJson[];
}

/** What a client says of itself to the others: at most 1 KiB of JSON. */
export type PresenceState = Readonly<Record<string, unknown>>;

export interface OwnPresence {
  readonly type: "presence";
  readonly baseVersion: number;
  /** Positions count after this submission of one's own. */
  readonly sequence?: number;
  readonly selection: Selection | null;
  readonly state?: PresenceState;
}

export interface Ping {
  readonly type: "ping";
  readonly id: string;
}

/** "My content at `version` has another checksum." */
export interface Diverged {
  readonly type: "diverged";
  readonly version: number;
  readonly checksum: number;
}

export type ClientMessage = Hello | Submit | OwnPresence | Diverged | Ping;

export interface Welcome {
  readonly type: "welcome";
  readonly sessionId: string;
  readonly clientId: string;
  readonly user: User;
  readonly role: Role;
  readonly documentType: string;
  readonly title: string;
  readonly version: number;
  readonly hash: string;
  readonly resumed: boolean;
  readonly headVersion: number;
  readonly contentParts: number;
  readonly heartbeatMillis: number;
  readonly limits: Limits;
}

export interface Content {
  readonly type: "content";
  readonly operation: Delta;
}

export interface Ops {
  readonly type: "ops";
  readonly firstVersion: number;
  readonly operations: readonly Entry[];
  readonly hash: string;
  /** CRC-32 of the content after the last, now and then. */
  readonly checksum: number | null;
}

/** All entries from the connection's version to `toVersion`, composed; none is of this replica. */
export interface Catchup {
  readonly type: "catchup";
  readonly toVersion: number;
  readonly operation: Delta;
  readonly hash: string;
}

/** Somebody else in the document; `selection` counts at the version of the message. */
export interface Present {
  readonly sessionId: string;
  readonly user: User;
  readonly selection: Selection | null;
  readonly state: PresenceState | null;
}

export interface Presence {
  readonly type: "presence";
  readonly version: number;
  readonly changed: readonly Present[];
  readonly left: readonly string[];
  readonly viewers: number;
}

export interface Notice {
  readonly type: "notice";
  readonly code: string;
  readonly message: string;
  readonly role: Role | null;
  readonly title: string | null;
  readonly retryAfterMillis: number | null;
}

export interface Heartbeat {
  readonly type: "heartbeat";
  readonly version: number;
  readonly hash: string;
}

export interface Pong {
  readonly type: "pong";
  readonly id: string;
}

export type ServerMessage = Welcome | Content | Ops | Catchup | Presence | Notice | Heartbeat | Pong;
