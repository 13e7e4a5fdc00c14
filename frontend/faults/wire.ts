import WebSocket from "ws";
import type { Socket } from "../src/client/connection.ts";
import { decode } from "../src/client/decode.ts";
import { PROTOCOL, type ServerMessage } from "../src/client/protocol.ts";

/** What is told of a socket, in the order in which its session has it. */
export interface WireListener {
  sent(frame: string): void;
  received(message: ServerMessage): void;
  closed(code: number): void;
}

/** A real socket to `host`, listened to. */
export function openSocket(host: string, documentId: string, cookie: string, listener: WireListener) {
  const socket = new WebSocket(`ws://${host}/ws/documents/${documentId}`, PROTOCOL, {
    headers: { Cookie: cookie, Origin: `http://${host}` },
    perMessageDeflate: false,
  });
  const wire: Socket & { terminate(): void } = {
    onopen: null,
    onmessage: null,
    onclose: null,
    send(frame) {
      listener.sent(frame);
      socket.send(frame);
    },
    close: (code, reason) => socket.close(code, reason),
    terminate() {
      wire.onopen = null;
      wire.onmessage = null;
      wire.onclose = null;
      socket.terminate();
    },
  };
  socket.on("error", () => {}); // "close" follows.
  socket.on("open", () => wire.onopen?.(undefined as never));
  socket.on("message", (bytes) => {
    if (!wire.onmessage) return;
    const data = bytes.toString();
    listener.received(decode(data));
    wire.onmessage({ data });
  });
  socket.on("close", (code, reason) => {
    if (!wire.onclose) return;
    listener.closed(code);
    wire.onclose({ code, reason: reason.toString() });
  });
  return wire;
}
