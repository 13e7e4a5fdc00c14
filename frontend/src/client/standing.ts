import { type Situation, type Status, statusOf } from "./status.ts";
import type { SessionListener } from "./surroundings.ts";

/** How a session stands, told to its author when it is otherwise than before. */
export class Standing {
  readonly #listener: SessionListener;
  #status: Status = { kind: "loading" };
  #editable = false;

  constructor(listener: SessionListener) {
    this.#listener = listener;
  }

  get status(): Status {
    return this.#status;
  }

  /** Whether its author may edit. */
  get isEditable(): boolean {
    return this.#editable;
  }

  become(situation: Situation): void {
    const { isLoaded, mayWrite, link } = situation;
    const editable = isLoaded && mayWrite && link.kind !== "stopped";
    if (editable !== this.#editable) {
      this.#editable = editable;
      this.#listener.editable(editable);
    }
    const status = statusOf(situation);
    if (JSON.stringify(status) === JSON.stringify(this.#status)) return;
    this.#status = status;
    this.#listener.status(status);
  }
}
