import { redo, undo } from "@codemirror/commands";
import { EditorState, type Transaction, type TransactionSpec } from "@codemirror/state";
import { type Rescued, Session } from "../../../client/session.ts";
import { FakeClock } from "../../../client/testing/fake-clock.ts";
import { ServerDouble, type SocketDouble } from "../../../client/testing/server-double.ts";
import { ContentSync, content, type EditorSurface } from "../sync.ts";

/** An author at an editor without a screen; frames are shown when the test says so. */
export class Writer implements EditorSurface {
  state = EditorState.create({ extensions: content });
  readonly name: string;
  readonly session: Session;
  readonly sync: ContentSync;
  readonly sockets: SocketDouble[] = [];
  isEditable = false;
  rescued: readonly Rescued[] = [];
  /** The tray keeps the newest only. */
  readonly everRescued: Rescued[] = [];

  constructor(name: string, server: ServerDouble, clock: FakeClock, random: () => number) {
    this.name = name;
    let clients = 0;
    this.sync = new ContentSync(
      {
        edit: (edit, returns) => this.session.edit(edit, returns),
        select: (selection) => this.session.select(selection),
      },
      () => {},
    );
    this.sync.attach(this);
    const openSocket = () => {
      const socket = server.open(name);
      this.sockets.push(socket);
      return socket;
    };
    this.session = new Session(
      { openSocket, clock, random, newClientId: () => `${name}-${++clients}`, slot: null },
      {
        change: (change) => this.sync.change(change),
        forgetUndo: () => this.sync.forgetUndo(),
        presence: (here) => this.sync.presence(here),
        status: () => {
          if (this.isEditable) this.sync.begin();
        },
        editable: (editable) => {
          this.isEditable = editable;
        },
        tray: (items) => {
          this.rescued = items;
          const known = new Set(this.everRescued.map(({ id }) => id));
          this.everRescued.push(...items.filter(({ id }) => !known.has(id)));
        },
        title: () => {},
      },
    );
    this.session.connect();
  }

  get socket(): SocketDouble {
    return this.sockets.at(-1) as SocketDouble;
  }

  get text(): string {
    return this.state.doc.toString();
  }

  dispatch = (spec: TransactionSpec): void => this.make(this.state.update(spec));

  make = (transaction: Transaction): void => {
    this.state = transaction.state;
    this.sync.transacted(transaction);
    this.sync.selected(this.state, true);
  };

  /** All that was sent arrives; the answers are still on their way. */
  arrive(): void {
    while (this.socket.sent.length > 0) this.socket.deliverToServer();
  }

  undo(): boolean {
    return undo({ state: this.state, dispatch: this.make });
  }

  redo(): boolean {
    return redo({ state: this.state, dispatch: this.make });
  }
}

/** Ann and Bob on one document, and what lets everything arrive. */
export function two() {
  const server = new ServerDouble();
  const clock = new FakeClock();
  const [ann, bob] = ["ann", "bob"].map((name) => new Writer(name, server, clock, () => 0.5)) as [
    Writer,
    Writer,
  ];
  const sync = () => {
    for (let round = 0; round < 3; round++) {
      clock.advance(100);
      for (const writer of [ann, bob]) writer.socket.settle();
    }
    for (const writer of [ann, bob]) writer.sync.show();
  };
  sync();
  return { server, ann, bob, sync };
}
