import { isolateHistory } from "@codemirror/commands";
import type { TransactionSpec } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import { FakeClock } from "../../client/testing/fake-clock.ts";
import { Random, seeds } from "../../client/testing/random.ts";
import { ServerDouble } from "../../client/testing/server-double.ts";
import { two, Writer } from "./testing/writer.ts";

/** Each letter that is ever written is another one, so that its writer can be told from it. */
class Letters {
  readonly #writers = new Map<string, string>();
  #next = 0x4e00;

  write(writer: Writer, count: number): string {
    let text = "";
    for (; count > 0; count--) {
      const letter = String.fromCharCode(this.#next++);
      this.#writers.set(letter, writer.name);
      text += letter;
    }
    return text;
  }

  of(writer: Writer, text: string): string[] {
    return [...text].filter((letter) => this.#writers.get(letter) === writer.name);
  }

  notOf(writer: Writer, text: string): string[] {
    return [...text].filter((letter) => this.#writers.get(letter) !== writer.name);
  }
}

/** Ann types, deletes anything, undoes and redoes; Bob types, and deletes what is his. */
class Bout {
  readonly random: Random;
  readonly clock = new FakeClock();
  readonly server = new ServerDouble();
  readonly letters = new Letters();
  readonly ann: Writer;
  readonly bob: Writer;
  readonly deletedByBob = new Set<string>();

  constructor(seed: number) {
    this.random = new Random(seed);
    [this.ann, this.bob] = ["ann", "bob"].map(
      (name) => new Writer(name, this.server, this.clock, this.random.next),
    ) as [Writer, Writer];
  }

  move(): void {
    const { random } = this;
    const writer = random.of([this.ann, this.bob]);
    const { socket } = writer;
    if (!socket.isOpen && !socket.isClosed) socket.open();
    if (writer.isEditable && random.chance(0.5)) this.#act(writer);
    if (random.chance(0.5)) socket.deliverToServer();
    if (random.chance(0.5)) socket.pump(1 + random.below(4));
    if (random.chance(0.5)) socket.deliverToClient();
    if (random.chance(0.3)) writer.sync.show();
    if (random.chance(0.2)) this.clock.advance(random.below(300));
  }

  settle(): void {
    for (let round = 0; round < 40; round++) {
      this.clock.advance(1_000);
      for (const writer of [this.ann, this.bob]) writer.socket.settle();
    }
    for (const writer of [this.ann, this.bob]) {
      writer.sync.show();
      expect(writer.text).toBe(this.server.text.toString());
    }
  }

  #act(writer: Writer): void {
    const { random } = this;
    if (writer === this.ann && random.chance(0.2)) writer.undo();
    else if (writer === this.ann && random.chance(0.1)) writer.redo();
    else if (random.chance(0.3)) this.#delete(writer);
    else {
      const from = random.below(writer.text.length + 1);
      const insert = this.letters.write(writer, 1 + random.below(3));
      writer.dispatch({ changes: { from, insert }, userEvent: "input.type" });
    }
  }

  #delete(writer: Writer): void {
    const from = this.random.below(writer.text.length + 1);
    const to = Math.min(writer.text.length, from + 1 + this.random.below(3));
    const gone = writer.text.slice(from, to);
    if (writer === this.bob) {
      if (this.letters.notOf(writer, gone).length > 0) return;
      for (const letter of gone) this.deletedByBob.add(letter);
    }
    writer.dispatch({ changes: { from, to }, userEvent: "delete.selection" });
  }

  undoAll(): void {
    while (this.ann.undo());
    this.settle();
  }
}

describe("undo across reconnects", () => {
  it.each(seeds(30))("of all that is one's own leaves the others' text, and all of it (seed %i)", (seed) => {
    const bout = new Bout(seed);
    for (let move = 0; move < 200; move++) {
      bout.move();
      if (bout.random.chance(0.04)) bout.random.of([bout.ann, bout.bob]).socket.break(bout.random);
    }
    bout.settle();
    bout.undoAll();
    const { ann, bob, letters, deletedByBob } = bout;
    expect(letters.of(ann, ann.text)).toEqual([]);
    const left = letters.of(bob, ann.text);
    expect(new Set(left).size).toBe(left.length);
    const written = [...bout.server.log.flatMap(({ operation }) => inserted(operation.toJSON()))];
    for (const letter of letters.of(bob, written.join(""))) {
      if (!deletedByBob.has(letter)) expect(left).toContain(letter);
    }
  });

  it.each(seeds(30))("takes none of the others' text when this copy was loaded anew (seed %i)", (seed) => {
    const bout = new Bout(seed);
    const { random, server, ann, bob, letters } = bout;
    server.refuse = () => (random.chance(0.1) ? "document_full" : null);
    for (let move = 0; move < 200; move++) {
      bout.move();
      if (random.chance(0.02)) random.of([ann, bob]).socket.break(random);
      if (random.chance(0.03)) ann.socket.end(4411);
      if (random.chance(0.01)) server.rollBack(random.below(server.version + 1));
    }
    bout.settle();
    const before = letters.of(bob, ann.text);
    bout.undoAll();
    const after = letters.of(bob, ann.text);
    for (const letter of before) expect(after).toContain(letter);
  });

  it("goes on after a connection that was lost and resumed", () => {
    const { ann, bob, sync } = two();
    ann.dispatch({ changes: { from: 0, insert: "mine" } });
    sync();
    ann.socket.end(1006);
    bob.dispatch({ changes: { from: 2, insert: "-BOB-" } });
    for (let round = 0; round < 5; round++) sync();
    expect(ann.text).toBe("mi-BOB-ne");
    ann.undo();
    sync();
    expect(bob.text).toBe("-BOB-");
    ann.redo();
    sync();
    expect(bob.text.replace("-BOB-", "")).toBe("mine");
  });

  it("redoes all that was undone, however often", () => {
    const { ann, bob, sync } = two();
    ann.dispatch({ changes: { from: 0, insert: "mine" }, userEvent: "input.type" });
    sync();
    ann.socket.end(1006);
    ann.dispatch({
      changes: { from: 4, insert: " too" },
      userEvent: "input.type",
      annotations: isolateHistory.of("before"),
    });
    bob.dispatch({ changes: { from: 0, insert: "Bob's " } });
    for (let round = 0; round < 5; round++) sync();
    for (let step = 0; step < 3; step++) {
      ann.undo();
      sync();
    }
    expect(bob.text).toBe("Bob's ");
    for (let step = 0; step < 3; step++) {
      ann.redo();
      sync();
    }
    expect(bob.text).toBe("Bob's mine too");
  });

  it("ends where it is no longer known whose text is whose", () => {
    const { ann, bob, sync } = two();
    ann.dispatch({ changes: { from: 0, insert: "same" } });
    sync();
    ann.socket.end(4411);
    for (let round = 0; round < 5; round++) sync();
    expect(ann.undo()).toBe(false);
    expect(bob.text).toBe("same");
  });

  it("does not bring text in twice that came back with a refused edit", () => {
    const { server, ann, bob, sync } = two();
    bob.dispatch({ changes: { from: 0, insert: "bob" } });
    sync();
    server.refuse = () => "document_full";
    ann.dispatch({ changes: { from: 0, to: 3, insert: "much" } });
    sync();
    server.refuse = () => null;
    expect(ann.text).toBe("bob");
    ann.undo();
    sync();
    expect(bob.text).toBe("bob");
  });
});

describe("undo of an edit that is refused", () => {
  /** Bob's text is there; Ann's edit of it is on its way and will be refused. */
  function refusing(...edits: TransactionSpec[]) {
    const all = two();
    all.bob.dispatch({ changes: { from: 0, insert: "abcdef" } });
    all.sync();
    all.server.refuse = () => "document_full";
    for (const edit of edits) all.ann.dispatch({ ...edit, annotations: isolateHistory.of("full") });
    const settle = () => {
      all.ann.arrive();
      all.server.refuse = () => null;
      for (let round = 0; round < 3; round++) all.sync();
      for (const writer of [all.ann, all.bob]) expect(writer.text).toBe(all.server.text.toString());
    };
    const rescued = () => all.ann.rescued.map(({ text }) => text);
    return { ...all, settle, rescued };
  }
  const replace = { changes: { from: 1, to: 3, insert: "XY" } };
  const erase = { changes: { from: 1, to: 4 } };
  const write = { changes: { from: 1, insert: "XY" } };

  it.each([
    ["replaces", replace, ["XY"]],
    ["deletes", erase, [""]],
    ["writes", write, ["XY"]],
  ])("that %s, undone before the answer, leaves what was there", (_, edit, tray) => {
    const { ann, bob, settle, rescued } = refusing(edit);
    ann.undo();
    settle();
    expect(bob.text).toBe("abcdef");
    expect(rescued()).toEqual(tray);
  });

  it.each([
    ["replaces", replace, ["XY"]],
    ["deletes", erase, [""]],
    ["writes", write, ["XY"]],
  ])("that %s, undone after the answer, leaves what was there", (_, edit, tray) => {
    const { ann, bob, settle, sync, rescued } = refusing(edit);
    settle();
    expect(bob.text).toBe("abcdef");
    while (ann.undo());
    sync();
    expect(bob.text).toBe("abcdef");
    while (ann.redo());
    sync();
    expect(bob.text).toBe("abcdef");
    expect(rescued()).toEqual(tray);
  });

  it.each([
    ["replaces", replace, "aXYbcdef"],
    ["deletes", erase, "abcdef"],
    ["writes", write, "aXYbcdef"],
  ])("that %s, undone and redone before the answer, takes nothing away", (_, edit, expected) => {
    const { ann, bob, settle } = refusing(edit);
    ann.undo();
    ann.redo();
    settle();
    expect(bob.text).toBe(expected);
  });

  it("brings back once what somebody wrote into meanwhile", () => {
    const { server, ann, bob, settle } = refusing(erase);
    bob.dispatch({ changes: { from: 3, insert: "-BOB-" } });
    server.refuse = () => null;
    bob.arrive();
    ann.socket.pump(1);
    ann.socket.deliverToClient();
    ann.sync.show();
    server.refuse = () => "document_full";
    ann.undo();
    settle();
    expect(bob.text).toBe("abc-BOB-def");
  });

  it("brings back once what is deleted further meanwhile", () => {
    const { ann, bob, settle } = refusing(
      { changes: { from: 4, to: 5 }, userEvent: "delete.backward" },
      { changes: { from: 2, to: 4 }, userEvent: "delete.backward" },
    );
    ann.undo();
    ann.undo();
    settle();
    expect(bob.text).toBe("abcdef");
  });

  it.each(seeds(60))("brings nothing in twice, and all that was refused is in the tray (seed %i)", (seed) => {
    const bout = new Bout(seed);
    const { random, server, ann, bob } = bout;
    const refused: string[] = [];
    server.refuse = (operation) => {
      if (!random.chance(0.3)) return null;
      refused.push(...inserted(operation.toJSON()).join(""));
      return "document_full";
    };
    for (let move = 0; move < 200; move++) {
      bout.move();
      if (random.chance(0.02)) random.of([ann, bob]).socket.break(random);
      expect(twice(ann.session.replica?.shown().toString() ?? "")).toEqual([]);
    }
    bout.settle();
    expect(twice(ann.text)).toEqual([]);
    const rescued = [ann, bob].flatMap((writer) => writer.everRescued.map(({ text }) => text)).join("");
    expect(refused.filter((letter) => !rescued.includes(letter))).toEqual([]);
  });
});

function twice(text: string): string[] {
  return [...text].filter((letter, at) => text.indexOf(letter) !== at);
}

function inserted(operation: readonly object[]): string[] {
  return operation.flatMap((op) => ("insert" in op ? [String(op.insert)] : []));
}
