import { describe, expect, it } from "vitest";
import { Connection, type Link } from "./connection.ts";
import { FakeClock } from "./testing/fake-clock.ts";
import { ServerDouble, type SocketDouble } from "./testing/server-double.ts";

function connected(random = () => 0.5) {
  const server = new ServerDouble();
  const clock = new FakeClock();
  const sockets: SocketDouble[] = [];
  const links: Link[] = [];
  let anew = 0;
  const connection = new Connection(
    () => {
      const socket = server.open("ann");
      sockets.push(socket);
      return socket;
    },
    clock,
    random,
    {
      opened: () =>
        connection.send(JSON.stringify({ type: "hello", clientId: "c", attempt: sockets.length })),
      message: () => {},
      anew: () => anew++,
      changed: (link) => links.push(link),
    },
  );
  connection.connect();
  const last = () => sockets.at(-1) as SocketDouble;
  last().settle();
  return { connection, clock, sockets, links, last, anewCount: () => anew };
}

describe("a connection", () => {
  it.each([1000, 1005, 1015, 4999])("is tried again after %i", (code) => {
    const { connection, clock, sockets, last } = connected();
    last().end(code);
    expect(connection.link).toEqual({ kind: "waiting", until: 125, code });
    clock.advance(125);
    expect(sockets).toHaveLength(2);
  });

  it.each([4400, 4409])("stops after %i until it is asked", (code) => {
    const { connection, clock, sockets, last } = connected();
    last().end(code);
    clock.advance(600_000);
    expect(connection.link).toEqual({ kind: "stopped", code });
    connection.connect();
    last().settle();
    expect(sockets).toHaveLength(2);
    expect(connection.link.kind).toBe("open");
  });

  it("is made anew at once after 4411, and with pauses if that goes on", () => {
    const { connection, clock, sockets, last, anewCount } = connected();
    last().end(4411);
    clock.advance(0);
    expect(sockets).toHaveLength(2);
    last().settle();
    last().end(4411);
    expect(connection.link).toMatchObject({ kind: "waiting", until: 250 });
    expect(anewCount()).toBe(2);
  });

  it("waits a random part of a ceiling that doubles to 30 s", () => {
    const { connection, clock, last } = connected(() => 0.999_999);
    const pauses: number[] = [];
    for (let round = 0; round < 9; round++) {
      last().end(1006);
      const { link } = connection;
      const pause = link.kind === "waiting" ? Math.ceil(link.until - clock.now()) : -1;
      pauses.push(pause);
      clock.advance(pause);
    }
    expect(pauses).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  it.each([
    [9_999, 500],
    [10_000, 250],
  ])("after %i ms of connection waits at most %i ms", (stood, ceiling) => {
    const { connection, clock, last } = connected(() => 0.999_999);
    last().end(1006);
    clock.advance(250);
    last().settle();
    clock.advance(stood);
    last().end(1006);
    const { link } = connection;
    expect(link.kind === "waiting" && Math.round(link.until - clock.now())).toBe(ceiling);
  });

  it("gives up a socket that is silent for 2.5 heartbeats", () => {
    const { connection, clock, last } = connected();
    clock.advance(37_499);
    expect(connection.link.kind).toBe("open");
    clock.advance(1);
    expect(connection.link).toMatchObject({ kind: "waiting", code: 4408 });
    expect(last().isClosed).toBe(true);
  });

  it("lives on as long as its pings are answered", () => {
    const { connection, clock, last } = connected();
    for (let beat = 0; beat < 10; beat++) {
      clock.advance(15_000);
      last().settle();
    }
    expect(connection.link.kind).toBe("open");
    expect(last().received.filter((message) => message.type === "ping")).toHaveLength(10);
  });

  it("finds out within 4 s when the network is in doubt", () => {
    const { connection, clock } = connected();
    connection.doubt();
    clock.advance(4_000);
    expect(connection.link.kind).toBe("waiting");
  });

  it("gives up a socket that never says welcome", () => {
    const { connection, clock, last } = connected();
    last().end(1006);
    clock.advance(125);
    clock.advance(15_000);
    expect(connection.link).toMatchObject({ kind: "waiting", code: 4408 });
  });

  it("stops when it does not understand the server", () => {
    const { connection, last } = connected();
    last().push({ type: "unheard" });
    last().deliverToClient();
    expect(connection.link).toEqual({ kind: "stopped", code: 4400 });
  });

  it.each([
    [true, 1_500],
    [false, 4_000],
  ])("that breaks off is of a restart if the server was draining (%s)", (draining, ceiling) => {
    const { connection, clock, last } = connected(() => 0.999_999);
    if (draining) {
      last().push({ type: "notice", code: "draining", message: "the server restarts" });
      last().deliverToClient();
    }
    let pause = 0;
    for (let round = 0; round < 5; round++) {
      last().end(1006);
      const { link } = connection;
      pause = link.kind === "waiting" ? Math.ceil(link.until - clock.now()) : -1;
      clock.advance(pause);
    }
    expect(pause).toBe(ceiling);
  });

  it("holds off as long as the server asks", () => {
    const { connection, last } = connected();
    connection.holdOff(5_000);
    last().end(1012);
    expect(connection.link).toMatchObject({ kind: "waiting", until: 5_000 });
  });

  it("tries at once when asked", () => {
    const { connection, sockets, last } = connected();
    last().end(1006);
    connection.connect();
    expect(sockets).toHaveLength(2);
  });

  it("hears nothing more after it has left", () => {
    const { connection, clock, sockets, links } = connected();
    const before = links.length;
    connection.leave();
    clock.advance(600_000);
    expect(sockets).toHaveLength(1);
    expect(links).toHaveLength(before);
  });
});
