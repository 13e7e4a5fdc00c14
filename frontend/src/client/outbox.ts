import type { Clock } from "./clock.ts";
import type { Keeping } from "./keeping.ts";
import { Pace } from "./pace.ts";
import type { Limits } from "./protocol.ts";
import type { InFlight, Replica } from "./replica.ts";

/** What {@link Outbox} asks of its session. */
export interface Sender {
  readonly replica: Replica | null;
  /** Of the present connection; null while nothing may be sent on it. */
  readonly limits: Limits | null;
  send(frame: string): void;
  /** `replica` has something new in flight: store it. */
  submitted(replica: Replica): void;
  /** What is in flight has been sent. */
  sent(): void;
  /** What is to be offered again cannot be: this replica ends. */
  goneAstray(): void;
  /** The pace allows a submission that it did not allow before. */
  resumed(): void;
}

/** Sends what its author did: one submission at a time, in its pace, and nothing that is not stored. */
export class Outbox {
  readonly #session: Sender;
  readonly #keeping: Keeping;
  readonly #pace: Pace;
  /** Counts connections, so that what waited for the store is not sent on a later one. */
  #connections = 0;
  /** The sequence that was sent last on this connection. */
  #sent = 0;

  constructor(session: Sender, keeping: Keeping, clock: Clock) {
    this.#session = session;
    this.#keeping = keeping;
    this.#pace = new Pace(clock, () => session.resumed());
  }

  /** What was sent is on no connection any more. */
  disconnected(): void {
    this.#connections++;
    this.#sent = 0;
  }

  /** Whether the server has `flight`, or will before anything that is sent now. */
  hasSent(flight: InFlight): boolean {
    return flight.sequence === this.#sent;
  }

  /** Runs `task` when everything so far is stored, if this connection still stands then. */
  onceKept(task: () => void): void {
    const connection = this.#connections;
    this.#keeping.whenKept(() => {
      if (connection === this.#connections) task();
    });
  }

  /** What was in flight when the last connection ended, as it was sent; then what gathered since. */
  resend(): void {
    if (this.#session.limits) this.#sendFlight();
    this.submit();
  }

  /** Puts in flight what waits, if nothing is. */
  submit(): void {
    const { limits, replica } = this.#session;
    if (!limits || !replica || !this.#pace.allows(1_000 / limits.submissionsPerSecond)) return;
    let submitted: Replica | null;
    try {
      submitted = replica.submit(limits);
    } catch {
      this.#session.goneAstray();
      return;
    }
    if (!submitted) return;
    this.#pace.happens();
    this.#session.submitted(submitted);
    this.#sendFlight();
  }

  #sendFlight(): void {
    const flight = this.#session.replica?.inFlight;
    if (!flight) return;
    this.onceKept(() => {
      if (this.#session.replica?.inFlight?.sequence !== flight.sequence) return;
      this.#session.send(flight.frame);
      this.#sent = flight.sequence;
      this.#session.sent();
    });
  }
}
