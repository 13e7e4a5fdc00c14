import { Delta, type OpJson, Text } from "../../kernel/index.ts";
import type { Clock } from "../clock.ts";
import { cutsPair } from "../pairs.ts";
import type { Collaborator } from "../presence.ts";
import { type Rescued, Session, type SessionListener, type Status } from "../session.ts";
import type { Slot } from "../slot.ts";
import type { Random } from "./random.ts";
import type { ServerDouble, SocketDouble } from "./server-double.ts";

/** A session whose author sees what its listener is told. */
export class Person implements SessionListener {
  readonly session: Session;
  screen = Text.EMPTY;
  here: readonly Collaborator[] = [];
  rescued: readonly Rescued[] = [];
  statuses: Status[] = [];
  isEditable = false;
  heading = "";
  /** Who is signed in when a socket is opened. */
  user: string;
  readonly sockets: SocketDouble[] = [];

  constructor(
    name: string,
    server: ServerDouble,
    clock: Clock,
    random: () => number,
    slot: Slot | null = null,
    newClientId = numbered(name),
  ) {
    this.user = name;
    const openSocket = () => {
      const socket = server.open(this.user);
      this.sockets.push(socket);
      return socket;
    };
    this.session = new Session({ openSocket, clock, random, newClientId, slot }, this);
  }

  get socket(): SocketDouble {
    return this.sockets.at(-1) as SocketDouble;
  }

  type(...operation: OpJson[]): void {
    this.edit(Delta.fromJSON(operation));
  }

  edit(edit: Delta): void {
    this.screen = this.screen.apply(edit);
    this.session.edit(edit);
  }

  change(change: Delta): void {
    this.screen = this.screen.apply(change);
  }

  forgetUndo(): void {}

  presence(here: readonly Collaborator[]): void {
    this.here = here;
  }

  status(status: Status): void {
    this.statuses.push(status);
  }

  editable(editable: boolean): void {
    this.isEditable = editable;
  }

  tray(items: readonly Rescued[]): void {
    this.rescued = items;
  }

  title(title: string): void {
    this.heading = title;
  }
}

/** Ids one after the other. */
export function numbered(name: string): () => string {
  let clients = 0;
  return () => `${name}-${++clients}`;
}

const ALPHABET = ["a", "b", "\n", "é", "漢", "😀", "👩‍💻"];

const VALUES = [{ bold: true }, { italic: true }, { link: "https://a.example" }, { block: "h1" }];
const CHANGES = [...VALUES, { bold: null }, { link: null, italic: true }, { block: null }];

/** A random edit that writes with attributes, or changes those of some units near the beginning. */
export function randomRichEdit(random: Random, text: string): Delta {
  if (text === "" || random.chance(0.4)) {
    const plain = randomEdit(random, text).toJSON();
    const attributes = random.of(VALUES);
    return Delta.fromJSON(plain.map((op) => ("insert" in op ? { ...op, attributes } : op)));
  }
  const outside = (at: number): number => (cutsPair(text, at) ? at + 1 : at);
  const from = outside(random.below(Math.min(text.length, 8)));
  const to = outside(Math.min(text.length, from + 1 + random.below(6)));
  const change = { retain: to - from, attributes: random.of(CHANGES) };
  return Delta.fromJSON(from === to ? [] : from > 0 ? [{ retain: from }, change] : [change]);
}

/** A random edit of `text` that cuts no surrogate pair. */
export function randomEdit(random: Random, text: string): Delta {
  const place = (): number => {
    const at = random.below(text.length + 1);
    return cutsPair(text, at) ? at - 1 : at;
  };
  const [from, to] = [place(), place()].sort((a, b) => a - b) as [number, number];
  const until = random.chance(0.5) ? from : Math.min(to, cutsPair(text, from + 4) ? from + 5 : from + 4);
  const insert = random.chance(0.7) || until === from ? random.of(ALPHABET).repeat(1 + random.below(3)) : "";
  const middle: OpJson[] = [];
  if (insert) middle.push({ insert });
  if (until > from) middle.push({ delete: until - from });
  if (random.chance(0.3)) middle.reverse();
  return Delta.fromJSON(from > 0 ? [{ retain: from }, ...middle] : middle);
}
