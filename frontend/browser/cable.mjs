import { connect, createServer } from "node:net";

/** One person's line to the service: a plain TCP relay that can be pulled out and put back. */
export class Cable {
  #server;
  #sockets = new Set();
  #isOut = false;

  /** `to` is the address of the service. */
  static async lay(to) {
    const cable = new Cable();
    const { hostname, port } = new URL(to);
    cable.#server = createServer((near) => cable.#join(near, connect(Number(port), hostname)));
    await new Promise((resolve) => cable.#server.listen(0, "127.0.0.1", resolve));
    return cable;
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  /** What is under way is lost; whoever connects is turned away. */
  pull() {
    this.#isOut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  plug() {
    this.#isOut = false;
  }

  cut() {
    this.pull();
    this.#server.close();
  }

  #join(near, far) {
    for (const socket of [near, far]) {
      this.#sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        this.#sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    if (this.#isOut) near.destroy();
    else near.pipe(far).pipe(near);
  }
}
