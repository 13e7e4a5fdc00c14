import { canonicalJson, Delta, isText, type OpJson, Text } from "../../kernel/index.ts";
import { nextHash } from "../chain.ts";
import type { Socket } from "../connection.ts";
import type { ClientMessage, Hello, Point, Role, Selection, Submit } from "../protocol.ts";
import type { Random } from "./random.ts";

export const ZERO_HASH = "0".repeat(64);

interface Line {
  readonly entry: { readonly userId: string; readonly clientId: string; readonly sequence: number };
  readonly operation: Delta;
  readonly canonical: string;
  readonly hash: string;
}

/** The server's rules for one document, in memory; nothing moves until `deliver` is called. */
export class ServerDouble {
  readonly log: Line[] = [];
  text = Text.EMPTY;
  readonly connections: SocketDouble[] = [];
  /** The code with which a submission is refused, or null. */
  refuse: (operation: Delta) => string | null = () => null;
  limits = { operationBytes: 61_440, operationComponents: 4_000, submissionsPerSecond: 1_000 };
  /** Of everybody who comes. */
  role: Role = "editor";
  resends = 0;
  readonly submitted = new Map<string, string>();
  /** Whether what only a client that forgot something does is a failed test, or closed as the protocol says. */
  isStrict = true;
  /** The highest of each replica. */
  readonly #attempts = new Map<string, number>();

  get version(): number {
    return this.log.length;
  }

  hashAt(version: number): string {
    return version === 0 ? ZERO_HASH : (this.log[version - 1] as Line).hash;
  }

  open(userId: string): SocketDouble {
    const socket = new SocketDouble(this, userId);
    this.connections.push(socket);
    return socket;
  }

  /** Text that was committed without any client. */
  append(operation: readonly OpJson[]): void {
    this.#commit("somebody", "elsewhere", this.version + 1, Delta.fromJSON(operation), null);
  }

  /** The log loses what came after `version`, as with a restored backup; everybody is told. */
  rollBack(version: number): void {
    this.log.length = version;
    this.text = this.log.reduce((text, line) => text.apply(line.operation), Text.EMPTY);
    this.submitted.clear();
    for (const socket of this.connections) socket.end(4412);
  }

  /** Of two connections of a replica the one with the lower attempt is closed. */
  join(userId: string, { clientId, attempt }: Hello, socket: SocketDouble): void {
    const replica = `${userId}/${clientId}`;
    const highest = this.#attempts.get(replica) ?? 0;
    if (attempt <= highest && this.isStrict) throw new Error(`an attempt of ${replica} used twice`);
    this.#attempts.set(replica, Math.max(attempt, highest));
    for (const other of this.connections) if (other !== socket && other.replica === replica) other.end(4409);
  }

  /** The code with which the connection is closed; null if it goes on. */
  submit(userId: string, clientId: string, message: Submit, frame: string): number | null {
    const key = `${userId}/${clientId}/${message.sequence}`;
    const before = this.submitted.get(key);
    if (before !== undefined && before !== frame) {
      if (this.isStrict) throw new Error(`a resend of ${key} that differs`);
      return 4411;
    }
    this.submitted.set(key, frame);
    const known = this.log.some(
      ({ entry }) =>
        entry.userId === userId && entry.clientId === clientId && entry.sequence === message.sequence,
    );
    if (known) {
      this.resends++;
      return null;
    }
    if (message.baseVersion > this.version) {
      if (this.isStrict) throw new Error("a base above the head");
      return 4412;
    }
    let operation = Delta.fromJSON(message.operation);
    for (const line of this.log.slice(message.baseVersion))
      operation = operation.transformOver(line.operation);
    const refused = this.refuse(operation);
    this.#commit(userId, clientId, message.sequence, refused ? Delta.EMPTY : operation, refused);
    return null;
  }

  #commit(
    userId: string,
    clientId: string,
    sequence: number,
    operation: Delta,
    refused: string | null,
  ): void {
    this.text = this.text.apply(operation);
    const entry = { at: this.version, clientId, operation: operation.toJSON(), sequence, userId };
    const canonical = canonicalJson(JSON.parse(JSON.stringify(refused ? { ...entry, refused } : entry)));
    this.log.push({ entry, operation, canonical, hash: nextHash(this.hashAt(this.version), canonical) });
  }
}

/** Both ends of one socket; what is sent waits until it is delivered. */
export class SocketDouble implements Socket {
  onopen: ((event: never) => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  readonly sent: string[] = [];
  readonly received: ClientMessage[] = [];
  isOpen = false;
  isClosed = false;
  selection: Selection | null = null;
  closedWith: number | null = null;
  readonly #server: ServerDouble;
  readonly #userId: string;
  #clientId: string | null = null;
  #version = 0;
  #toClient: string[] = [];

  constructor(server: ServerDouble, userId: string) {
    this.#server = server;
    this.#userId = userId;
  }

  send(frame: string): void {
    if (!this.isOpen) throw new Error("not open");
    if (!this.isClosed) this.sent.push(frame);
  }

  close(code?: number): void {
    this.isClosed = true;
    this.closedWith = code ?? 1005;
  }

  open(): void {
    this.isOpen = true;
    this.onopen?.(undefined as never);
  }

  /** The next frame on its way to the server arrives. */
  deliverToServer(): void {
    const frame = this.sent.shift();
    if (frame === undefined || this.isClosed) return;
    const message = JSON.parse(frame) as ClientMessage;
    this.received.push(message);
    if (message.type === "hello") this.#join(message);
    if (message.type === "submit") {
      const code = this.#server.submit(this.#userId, this.#clientId ?? "", message, frame);
      if (code !== null) this.end(code);
    }
    if (message.type === "presence") this.selection = message.selection;
    if (message.type === "ping") this.push({ type: "pong", id: message.id });
  }

  /** The server sends what follows, at most `entries`. */
  pump(entries: number): void {
    if (this.isClosed || this.#clientId === null || this.#version === this.#server.version) return;
    const lines = this.#server.log.slice(this.#version, this.#version + entries);
    const firstVersion = this.#version + 1;
    this.#version += lines.length;
    const operations = lines.map((line) => line.canonical).join(",");
    const hash = this.#server.hashAt(this.#version);
    const whole = this.#version === this.#server.version;
    const sum = whole ? `,"checksum":${this.#server.text.checksum()}` : "";
    this.#toClient.push(
      `{"type":"ops","firstVersion":${firstVersion},"operations":[${operations}],"hash":"${hash}"${sum}}`,
    );
  }

  /** The server sends all that follows up to an entry of this client, composed. */
  pumpComposed(): void {
    if (this.isClosed || this.#clientId === null) return;
    const lines = this.#server.log.slice(this.#version);
    const own = lines.findIndex(({ entry }) => this.#owns(entry));
    const others = own < 0 ? lines : lines.slice(0, own);
    if (others.length === 0) return;
    this.#version += others.length;
    const operation = Delta.composeAll(others.map((line) => line.operation)).toJSON();
    const hash = this.#server.hashAt(this.#version);
    this.push({ type: "catchup", toVersion: this.#version, operation, hash });
  }

  #owns(entry: Line["entry"]): boolean {
    return entry.userId === this.#userId && entry.clientId === this.#clientId;
  }

  /** The next frame on its way to the client arrives. */
  deliverToClient(): void {
    const frame = this.#toClient.shift();
    if (frame !== undefined) this.onmessage?.({ data: frame });
  }

  push(message: object): void {
    this.#toClient.push(JSON.stringify(message));
  }

  /** Everything on its way arrives, both ways, until nothing moves. */
  settle(): void {
    if (!this.isOpen && !this.isClosed) this.open();
    while (!this.isClosed && (this.sent.length > 0 || this.#toClient.length > 0 || this.#behind)) {
      this.deliverToServer();
      this.pump(Number.POSITIVE_INFINITY);
      this.deliverToClient();
    }
  }

  /** The line breaks: some of what was on its way still arrives, the rest never. */
  break(random: Random, code = 1006): void {
    for (let left = random.below(this.sent.length + 1); left > 0; left--) this.deliverToServer();
    for (let left = random.below(this.#toClient.length + 1); left > 0; left--) this.deliverToClient();
    this.end(code);
  }

  end(code: number): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.onclose?.({ code, reason: "" });
  }

  get #behind(): boolean {
    return this.#clientId !== null && this.#version < this.#server.version;
  }

  /** Whose connection this is; null before hello. */
  get replica(): string | null {
    return this.#clientId === null ? null : `${this.#userId}/${this.#clientId}`;
  }

  #join(hello: Hello): void {
    this.#server.join(this.#userId, hello, this);
    this.#clientId = hello.clientId;
    const known = hello.since?.find(
      ({ version, hash }: Point) => version <= this.#server.version && this.#server.hashAt(version) === hash,
    );
    this.#version = known?.version ?? this.#server.version;
    const parts = known ? [] : this.#server.text.toDelta().toJSON().flatMap(pieces);
    this.push({
      type: "welcome",
      sessionId: `session-${this.#userId}`,
      clientId: hello.clientId,
      user: { id: this.#userId, name: this.#userId, color: "#336699" },
      role: this.#server.role,
      documentType: "text",
      title: "Test",
      version: this.#version,
      hash: this.#server.hashAt(this.#version),
      resumed: known !== undefined,
      headVersion: this.#server.version,
      contentParts: parts.length,
      heartbeatMillis: 15_000,
      limits: this.#server.limits,
    });
    for (const part of parts) this.push({ type: "content", operation: [part] });
  }
}

/** A component of content in parts of at most 1,000 units. */
function pieces(op: OpJson): OpJson[] {
  if (!isText(op)) return [op];
  const texts = op.insert.match(/[\s\S]{1,1000}(?![\udc00-\udfff])/g) ?? [];
  return texts.map((insert) => ({ ...op, insert }));
}
