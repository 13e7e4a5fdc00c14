import { randomBytes } from "node:crypto";
import { connect } from "node:net";

/** A guest without a browser: says what it is told to over REST and a socket. Many of them cost little. */
export class Guest {
  #url;
  #cookies = new Map();
  #socket = null;
  #received = Buffer.alloc(0);
  #parts = [];
  #sequence = 0;
  #settled = () => {};
  version = 0;

  static async arrive(url) {
    const guest = new Guest();
    guest.#url = new URL(url);
    guest.user = await guest.call("GET", "/me");
    return guest;
  }

  async call(method, path, body) {
    const response = await fetch(new URL(`/api/v1${path}`, this.#url), {
      method,
      headers: {
        Accept: "application/json",
        Cookie: this.#cookie,
        "X-XSRF-TOKEN": this.#cookies.get("XSRF-TOKEN") ?? "",
        ...(body ? { "Content-Type": "application/json" } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = cookie.split(";")[0].split("=", 2);
      this.#cookies.set(name, value);
    }
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  /** Joins a document; done when welcomed. */
  async join(documentId) {
    await new Promise((resolve, reject) => {
      this.#socket = connect(Number(this.#url.port), this.#url.hostname);
      this.#socket.setNoDelay(true);
      this.#socket.on("error", reject);
      this.#socket.on("data", (bytes) => this.#take(bytes, resolve));
      this.#socket.write(this.#handshake(documentId));
    });
  }

  /** Inserts `text` at `at`, of the content at the newest version known; done when it is settled. */
  async insert(at, text) {
    const operation = [...(at > 0 ? [{ retain: at }] : []), { insert: text }];
    await new Promise((resolve) => {
      this.#settled = resolve;
      this.#send({ type: "submit", sequence: ++this.#sequence, baseVersion: this.version, operation });
    });
  }

  show(at) {
    const selection = { anchor: at, head: at };
    this.#send({ type: "presence", baseVersion: this.version, selection });
  }

  leave() {
    this.#socket?.destroy();
  }

  get #cookie() {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  #handshake(documentId) {
    return [
      `GET /ws/documents/${documentId} HTTP/1.1`,
      `Host: ${this.#url.host}`,
      `Origin: ${this.#url.origin}`,
      `Cookie: ${this.#cookie}`,
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
      "Sec-WebSocket-Protocol: cowrite.v1",
      "\r\n",
    ].join("\r\n");
  }

  #isOpen = false;

  #take(bytes, welcomed) {
    this.#received = Buffer.concat([this.#received, bytes]);
    if (!this.#isOpen) {
      const end = this.#received.indexOf("\r\n\r\n");
      if (end < 0) return;
      const status = this.#received.toString("latin1", 0, this.#received.indexOf("\r\n"));
      if (!status.includes(" 101")) throw new Error(`no socket: ${status}`);
      this.#received = this.#received.subarray(end + 4);
      this.#isOpen = true;
      this.#send({ type: "hello", clientId: randomBytes(16).toString("hex"), attempt: 1 });
    }
    for (let frame = this.#frame(); frame; frame = this.#frame()) this.#frameCame(frame, welcomed);
  }

  /** The next whole frame that came, without its header; null if there is none yet. */
  #frame() {
    const bytes = this.#received;
    if (bytes.length < 2) return null;
    const short = bytes[1] & 0x7f;
    const header = short === 126 ? 4 : short === 127 ? 10 : 2;
    if (bytes.length < header) return null;
    const length =
      short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
    if (bytes.length < header + length) return null;
    this.#received = bytes.subarray(header + length);
    return {
      isLast: (bytes[0] & 0x80) !== 0,
      code: bytes[0] & 0x0f,
      payload: bytes.subarray(header, header + length),
    };
  }

  #frameCame({ isLast, code, payload }, welcomed) {
    if (code === 9) this.#write(10, payload);
    if (code === 8) this.#socket.destroy();
    if (code > 2) return;
    this.#parts.push(payload);
    if (!isLast) return;
    const message = JSON.parse(Buffer.concat(this.#parts).toString("utf8"));
    this.#parts = [];
    if (message.type === "welcome") {
      this.version = message.version;
      welcomed();
    }
    if (message.type === "catchup") this.version = message.toVersion;
    if (message.type !== "ops") return;
    this.version = message.firstVersion + message.operations.length - 1;
    const isOwn = (entry) => entry.userId === this.user.id && entry.sequence === this.#sequence;
    if (message.operations.some(isOwn)) this.#settled();
  }

  #send(message) {
    this.#write(1, Buffer.from(JSON.stringify(message)));
  }

  /** A client's frames are masked; a mask of zeros is one. */
  #write(code, payload) {
    const length = payload.length;
    const header = Buffer.alloc(length < 126 ? 6 : 8);
    header[0] = 0x80 | code;
    header[1] = 0x80 | Math.min(length, 126);
    if (length >= 126) header.writeUInt16BE(length, 2);
    this.#socket.write(Buffer.concat([header, payload]));
  }
}
