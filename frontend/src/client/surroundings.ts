import type { Delta } from "../kernel/index.ts";
import type { Clock } from "./clock.ts";
import type { Socket } from "./connection.ts";
import type { Collaborator } from "./presence.ts";
import type { Slot } from "./slot.ts";
import type { Status } from "./status.ts";
import type { Rescued } from "./tray.ts";

/** What a session tells its author. */
export interface SessionListener {
  /** The shown content changed otherwise than by `edit`. */
  change(change: Delta): void;
  /** What was done before cannot be told any more from what others did: it cannot be undone. */
  forgetUndo(): void;
  /** Who else is here, with selections in the shown content. */
  presence(here: readonly Collaborator[]): void;
  status(status: Status): void;
  /** Whether `edit` may be called. */
  editable(editable: boolean): void;
  tray(items: readonly Rescued[]): void;
  title(title: string): void;
}

export interface Surroundings {
  /** Opens a socket to the document with the subprotocol. */
  readonly openSocket: () => Socket;
  readonly clock: Clock;
  /** From 0 (inclusive) to 1. */
  readonly random: () => number;
  /** A new random id of 1 to 64 characters of `A-Za-z0-9_-`. */
  readonly newClientId: () => string;
  /** Where this session is kept across reload and crash; null: nowhere. */
  readonly slot: Slot | null;
}
