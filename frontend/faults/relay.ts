import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "../src/client/testing/random.ts";

type Way = "up" | "down";

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
  /** Ways on which nothing arrives any more, without either end knowing. */
  readonly silent: Set<Way>;
}

/** One person's line to the service: a TCP relay that can be pulled out, cut, silenced and slowed. */
export class Relay {
  /** Most milliseconds that a piece of data is under way. */
  delayMillisMax = 0;
  /** Whether data comes in pieces of a few bytes. */
  splits = false;
  /** Milliseconds that the reader takes for each piece of data. */
  readMillis = 0;
  readonly #server: Server;
  readonly #random: Random;
  readonly #pairs = new Set<Pair>();
  #isOut = false;

  private constructor(port: number, random: Random) {
    this.#random = random;
    this.#server = createServer((near) => this.#join(near, connect(port, "127.0.0.1")));
  }

  /** `to` is the address of the service. */
  static async lay(to: string, random: Random): Promise<Relay> {
    const relay = new Relay(Number(new URL(to).port), random);
    await new Promise<void>((resolve) => relay.#server.listen(0, "127.0.0.1", resolve));
    return relay;
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Whoever connects is turned away until {@link plug}; what is under way is lost. */
  pull(): void {
    this.#isOut = true;
    this.cut();
  }

  plug(): void {
    this.#isOut = false;
  }

  /** Breaks what is connected; one may connect again. */
  cut(): void {
    for (const pair of this.#pairs) end(pair);
  }

  /** Nothing arrives any more on `ways` of what is connected. */
  silence(...ways: Way[]): void {
    for (const { silent } of this.#pairs) for (const way of ways) silent.add(way);
  }

  /** Works like a line without faults; what was silenced breaks. */
  heal(): void {
    this.delayMillisMax = 0;
    this.splits = false;
    this.readMillis = 0;
    this.plug();
    for (const pair of this.#pairs) if (pair.silent.size > 0) end(pair);
  }

  close(): void {
    this.pull();
    this.#server.close();
  }

  #join(near: Socket, far: Socket): void {
    const pair: Pair = { near, far, silent: new Set() };
    this.#pairs.add(pair);
    this.#carry(pair, near, far, "up");
    this.#carry(pair, far, near, "down");
    if (this.#isOut) end(pair);
  }

  #carry(pair: Pair, from: Socket, to: Socket, way: Way): void {
    from.on("error", () => from.destroy());
    from.on("close", () => {
      if (!pair.silent.has(way)) end(pair);
      if (near(pair) && far(pair)) this.#pairs.delete(pair);
    });
    from.on("data", (bytes: Buffer) => {
      from.pause();
      void this.#pass(pair, bytes, to, way).then(() => from.resume());
    });
  }

  async #pass(pair: Pair, bytes: Buffer, to: Socket, way: Way): Promise<void> {
    const lag = this.#random.below(this.delayMillisMax + 1) + (way === "down" ? this.readMillis : 0);
    if (lag > 0) await sleep(lag);
    const size = this.splits ? 1 + this.#random.below(40) : bytes.length;
    for (let at = 0; at < bytes.length && !pair.silent.has(way); at += size) {
      to.write(bytes.subarray(at, at + size));
      if (this.splits) await new Promise(setImmediate);
    }
  }
}

function near(pair: Pair): boolean {
  return pair.near.destroyed;
}

function far(pair: Pair): boolean {
  return pair.far.destroyed;
}

function end(pair: Pair): void {
  pair.near.destroy();
  pair.far.destroy();
}
