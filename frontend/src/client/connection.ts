import { Backoff } from "./backoff.ts";
import type { Clock } from "./clock.ts";
import { BAD_MESSAGE, CLOSED_ABNORMALLY, RESTARTING, reactionTo, TIMED_OUT } from "./closing.ts";
import { decode } from "./decode.ts";
import type { ServerMessage } from "./protocol.ts";

/** The part of a browser's `WebSocket` that is used here. */
export interface Socket {
  onopen: ((event: never) => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number; reason: string }) => void) | null;
  send(frame: string): void;
  close(code?: number, reason?: string): void;
}

export type Link =
  | { readonly kind: "connecting" }
  /** The server has said welcome. */
  | { readonly kind: "open" }
  /** `until` is the clock's time of the next try. */
  | { readonly kind: "waiting"; readonly until: number; readonly code: number }
  | { readonly kind: "stopped"; readonly code: number };

export interface ConnectionListener {
  /** The socket is open: say hello. */
  opened(): void;
  message(message: ServerMessage): void;
  /** `code` asks for a new replica before the next try. */
  anew(code: number): void;
  changed(link: Link): void;
}

/** From the try to connect to the welcome. */
const WELCOME_MILLIS_MAX = 15_000;
const SILENT_HEARTBEATS_MAX = 2.5;
/** For the answer to a ping that was sent because the connection is in doubt. */
const DOUBT_MILLIS_MAX = 4_000;

/**
 * Keeps one socket to a document: connects, watches over it, and tries again as the close code asks. One
 * thread; the listener is called on it and may call back.
 */
export class Connection {
  readonly #open: () => Socket;
  readonly #clock: Clock;
  readonly #backoff: Backoff;
  readonly #listener: ConnectionListener;
  #socket: Socket | null = null;
  #link: Link = { kind: "connecting" };
  #openSince = 0;
  #holdOffMillis = 0;
  #heartbeatMillis: number | null = null;
  #pings = 0;
  /** The server has said that it goes down; its close may get lost on the way. */
  #draining = false;
  #cancelRetry = () => {};
  #cancelWatch = () => {};
  #cancelPing = () => {};

  /** `random` gives numbers from 0 (inclusive) to 1. */
  constructor(open: () => Socket, clock: Clock, random: () => number, listener: ConnectionListener) {
    this.#open = open;
    this.#clock = clock;
    this.#backoff = new Backoff(clock, random);
    this.#listener = listener;
  }

  get link(): Link {
    return this.#link;
  }

  /** Connects now, whatever it waits for; nothing if it is connected or on its way. */
  connect(): void {
    if (this.#socket) return;
    this.#cancelRetry();
    const socket = this.#open();
    this.#socket = socket;
    this.#change({ kind: "connecting" });
    this.#watch(WELCOME_MILLIS_MAX);
    socket.onopen = () => this.#listener.opened();
    socket.onmessage = ({ data }) => this.#receive(data);
    socket.onclose = ({ code }) => this.#closed(code);
  }

  send(frame: string): void {
    this.#socket?.send(frame);
  }

  /** Leaves for good. */
  leave(): void {
    this.#drop(1000, "leaving");
    this.#cancelRetry();
  }

  /** Gives the socket up and goes on as if it had closed with `code`. */
  abandon(code: number): void {
    if (!this.#socket) return;
    this.#drop(4000, "given up");
    this.#closed(code);
  }

  /** The next pause is at least this long. */
  holdOff(millis: number): void {
    this.#holdOffMillis = millis;
  }

  /** The network may be gone: a ping must be answered soon. */
  doubt(): void {
    if (this.#link.kind !== "open") return;
    this.#ping();
    this.#watch(DOUBT_MILLIS_MAX);
  }

  #receive(data: unknown): void {
    let message: ServerMessage;
    try {
      if (typeof data !== "string") throw new TypeError("a binary frame");
      message = decode(data);
    } catch {
      this.abandon(BAD_MESSAGE);
      return;
    }
    if (message.type === "notice" && message.code === "draining") this.#draining = true;
    if (message.type === "welcome") this.#welcomed(message.heartbeatMillis);
    if (this.#heartbeatMillis !== null) this.#watch(this.#heartbeatMillis * SILENT_HEARTBEATS_MAX);
    this.#listener.message(message);
  }

  #welcomed(heartbeatMillis: number): void {
    this.#heartbeatMillis = heartbeatMillis;
    this.#openSince = this.#clock.now();
    this.#pingLater(heartbeatMillis);
    this.#change({ kind: "open" });
  }

  #pingLater(millis: number): void {
    this.#cancelPing();
    this.#cancelPing = this.#clock.after(millis, () => {
      this.#ping();
      this.#pingLater(millis);
    });
  }

  #ping(): void {
    this.send(JSON.stringify({ type: "ping", id: String(++this.#pings) }));
  }

  #watch(millis: number): void {
    this.#cancelWatch();
    this.#cancelWatch = this.#clock.after(millis, () => this.abandon(TIMED_OUT));
  }

  /** A dead socket may take minutes to report its close: it is not waited for. */
  #drop(code: number, reason: string): void {
    const socket = this.#socket;
    if (!socket) return;
    this.#forgetSocket(socket);
    socket.close(code, reason);
  }

  #forgetSocket(socket: Socket): void {
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    this.#socket = null;
    this.#heartbeatMillis = null;
    this.#cancelWatch();
    this.#cancelPing();
  }

  #closed(code: number): void {
    if (this.#socket) this.#forgetSocket(this.#socket);
    const stood = this.#link.kind === "open" ? this.#clock.now() - this.#openSince : 0;
    const reaction = reactionTo(code);
    if (reaction === "stop") {
      this.#change({ kind: "stopped", code });
      return;
    }
    if (reaction === "anew") this.#listener.anew(code);
    const known = this.#draining && code === CLOSED_ABNORMALLY ? RESTARTING : code;
    this.#draining = false;
    this.#retry(code, this.#backoff.next(known, stood, reaction === "anew"));
  }

  #retry(code: number, millis: number): void {
    const pause = Math.max(this.#holdOffMillis, millis);
    this.#holdOffMillis = 0;
    this.#cancelRetry = this.#clock.after(pause, () => this.connect());
    this.#change({ kind: "waiting", until: this.#clock.now() + pause, code });
  }

  #change(link: Link): void {
    this.#link = link;
    this.#listener.changed(link);
  }
}
