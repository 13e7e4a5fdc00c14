import type { Entry, ServerMessage, Submit } from "../src/client/protocol.ts";
import type { Tally } from "./tally.ts";
import type { WireListener } from "./wire.ts";

/** Codes after which a client has to be told to connect, that must not come. */
const WRONG_CODES = [1002, 1003, 1007, 1009, 4400, 4401, 4406, 4413];

/** All that went over the sockets of a document, and the log that they make together. */
export class WireLog {
  /** By version. */
  readonly entries = new Map<number, Entry>();
  readonly problems: string[] = [];
  /** UTF-16 code units of all entries. */
  units = 0;
  readonly #tally: Tally;
  readonly #frames = new Map<string, string>();

  constructor(tally: Tally) {
    this.#tally = tally;
  }

  /** For one socket of a session that keeps what it must in `keeper`. */
  listener(keeper: { readonly hasForgotten: boolean }): WireListener {
    let clientId = "";
    return {
      sent: (frame) => {
        const message = JSON.parse(frame);
        if (message.type === "hello") clientId = message.clientId;
        if (message.type === "submit") this.#submitted(clientId, message, frame, keeper.hasForgotten);
        if (message.type === "diverged") this.problems.push(`${clientId} has other content than the service`);
      },
      received: (message) => this.#received(message),
      closed: (code) => {
        if (code === 4411) this.#tally.add("closed with 4411");
        if (code === 4409) this.#tally.add("closed with 4409");
      },
    };
  }

  stopped(code: number): void {
    if (WRONG_CODES.includes(code)) this.problems.push(`a session stopped with ${code}`);
  }

  #submitted(clientId: string, { sequence }: Submit, frame: string, mayDiffer: boolean): void {
    const key = `${clientId} ${sequence}`;
    const before = this.#frames.get(key);
    if (before !== undefined && before !== frame && !mayDiffer)
      this.problems.push(`${key} was sent in two forms`);
    this.#tally.add(before === frame ? "resends" : "submissions");
    this.#frames.set(key, frame);
  }

  #received(message: ServerMessage): void {
    if (message.type === "welcome") this.#tally.add(message.resumed ? "resumed" : "joined anew");
    if (message.type === "catchup") this.#tally.add("catch-ups");
    if (message.type !== "ops") return;
    for (const [index, entry] of message.operations.entries()) {
      const version = message.firstVersion + index;
      const known = this.entries.get(version);
      if (known && known.canonical !== entry.canonical)
        this.problems.push(`version ${version} was sent in two forms`);
      if (!known) this.units += entry.canonical.length;
      this.entries.set(version, entry);
    }
  }
}
