import type { Delta } from "../kernel/index.ts";

/** What joining and following ask of their session. */
export interface Course {
  /** Whether the server has said welcome on the present connection. */
  readonly isOpen: boolean;
  /** Null until a server has welcomed this session. */
  readonly documentType: string | null;
  send(frame: string): void;
  /** Gives the connection up as if it had closed with `code`. */
  abandon(code: number): void;
  /** Runs `task` when everything so far is stored, if this connection still stands then. */
  onceKept(task: () => void): void;
  /** `change` happens to the shown content. */
  change(change: Delta): void;
  /** What was done before cannot be undone any more. */
  forgetUndo(): void;
  /** Sends what was in flight when the last connection ended, then what gathered since. */
  resend(): void;
  /** Puts in flight what waits, if nothing is. */
  submit(): void;
}
