import { isolateHistory } from "@codemirror/commands";
import { EditorState, Text as EditorText } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import { FakeClock } from "../../client/testing/fake-clock.ts";
import { Random, seeds } from "../../client/testing/random.ts";
import { ServerDouble } from "../../client/testing/server-double.ts";
import { Delta } from "../../kernel/index.ts";
import { changesOf, deltaOf } from "./changes.ts";
import { two, Writer } from "./testing/writer.ts";

describe("undo", () => {
  it("takes back one's own edits only, also inside the others' text and after theirs came in between", () => {
    const { server, ann, bob, sync } = two();
    ann.dispatch({ changes: { from: 0, insert: "hello" } });
    sync();
    bob.dispatch({ changes: { from: 2, insert: "-BOB-" } });
    sync();
    expect(ann.text).toBe("he-BOB-llo");
    expect(ann.undo()).toBe(true);
    sync();
    expect([ann.text, bob.text, server.text.toString()]).toEqual(["-BOB-", "-BOB-", "-BOB-"]);
    expect(ann.undo()).toBe(false);
    expect(ann.redo()).toBe(true);
    sync();
    expect(bob.text).toContain("-BOB-");
    expect(bob.text.replace("-BOB-", "")).toBe("hello");
  });

  it("brings back what one deleted where it was, beside what the others wrote", () => {
    const { ann, bob, sync } = two();
    ann.dispatch({ changes: { from: 0, insert: "one two three" } });
    sync();
    bob.dispatch({ changes: { from: 4, to: 8 } });
    ann.dispatch({ changes: { from: 0, insert: "0 " } });
    sync();
    expect(bob.undo()).toBe(true);
    sync();
    expect(ann.text).toBe("0 one two three");
    expect(bob.undo()).toBe(false);
  });

  it("has nothing to take back of an edit that was refused", () => {
    const { server, ann, bob, sync } = two();
    server.refuse = () => "document_full";
    ann.dispatch({ changes: { from: 0, insert: "no" } });
    sync();
    server.refuse = () => null;
    bob.dispatch({ changes: { from: 0, insert: "yes" } });
    sync();
    ann.undo();
    sync();
    expect([ann.text, bob.text]).toEqual(["yes", "yes"]);
  });
});

describe("what the author types before the content has come", () => {
  const late = () => {
    const { server, ann, sync } = two();
    ann.dispatch({ changes: { from: 0, insert: "what was there" } });
    sync();
    const clock = new FakeClock();
    const cleo = new Writer("cleo", server, clock, () => 0.5);
    const arrive = () => {
      clock.advance(1_000);
      cleo.socket.settle();
      sync();
    };
    return { server, ann, cleo, arrive };
  };

  it("stands at its beginning, once, and can be undone", () => {
    const { server, ann, cleo, arrive } = late();
    cleo.dispatch({ changes: { from: 0, insert: "earlyx" } });
    cleo.dispatch({ changes: { from: 5, to: 6, insert: ", " } });
    expect(cleo.sync.isEarly).toBe(true);
    cleo.sync.show();
    expect(cleo.text).toBe("early, ");
    cleo.socket.settle();
    expect(cleo.sync.isEarly).toBe(false);
    cleo.dispatch({ changes: { from: 7, insert: "and " } });
    cleo.sync.show();
    expect(cleo.text).toBe("early, and what was there");
    arrive();
    expect([ann.text, server.text.toString()]).toEqual([cleo.text, cleo.text]);
    while (cleo.undo());
    arrive();
    expect([cleo.text, server.text.toString()]).toEqual(["what was there", "what was there"]);
  });

  it("comes back if the author may not write", () => {
    const { server, ann, cleo } = late();
    server.role = "viewer";
    cleo.dispatch({ changes: { from: 0, insert: "early" } });
    cleo.socket.settle();
    expect(cleo.isEditable).toBe(false);
    expect(cleo.sync.takeBack()).toBe("early");
    expect(cleo.sync.takeBack()).toBe("");
    cleo.sync.show();
    expect([cleo.text, cleo.undo()]).toEqual(["what was there", false]);
    expect(ann.text).toBe("what was there");
  });
});

describe("what the author types before the next frame", () => {
  it("is moved over what is not yet on the screen", () => {
    const { server, ann, bob, sync } = two();
    ann.dispatch({ changes: { from: 0, insert: "ac" } });
    sync();
    bob.dispatch({ changes: { from: 0, insert: "BOB " } });
    bob.socket.settle();
    ann.socket.settle();
    expect(ann.text).toBe("ac");
    ann.dispatch({ changes: { from: 1, insert: "b" } });
    sync();
    expect([ann.text, bob.text, server.text.toString()]).toEqual(["BOB abc", "BOB abc", "BOB abc"]);
  });

  it("stands after text that was committed at the same place", () => {
    const { ann, bob, sync } = two();
    bob.dispatch({ changes: { from: 0, insert: "B" } });
    bob.socket.settle();
    ann.dispatch({ changes: { from: 0, insert: "A" } });
    sync();
    expect([ann.text, bob.text]).toEqual(["BA", "BA"]);
  });
});

describe("changes of the editor", () => {
  const changeSet = (text: string, ...specs: { from: number; to?: number; insert?: string }[]) => {
    const state = EditorState.create({ doc: text });
    return { changes: state.changes(specs), before: state.doc };
  };

  it.each([
    ["a half of a pair is replaced", "a😀b", [{ from: 2, to: 3, insert: "\ude01" }], "a😁b"],
    [
      "both halves of a pair are replaced",
      "😀",
      [
        { from: 0, to: 1, insert: "\ud83e" },
        { from: 1, to: 2, insert: "\udd80" },
      ],
      "🦀",
    ],
    ["text between two pairs is replaced by halves", "😀x😀", [{ from: 1, to: 4, insert: "" }], "😀"],
  ])("cut no surrogate pair when %s", (_, before, specs, after) => {
    const made = changeSet(before, ...specs);
    const operation = deltaOf(made.changes, made.before);
    const state = EditorState.create({ doc: before });
    expect(state.update({ changes: changesOf(operation) }).state.doc.toString()).toBe(after);
  });

  it("never bring in a lone surrogate", () => {
    const { ann, bob, sync } = two();
    ann.dispatch({ changes: { from: 0, insert: "a😀b\ud800" } });
    ann.dispatch({ changes: { from: 2, to: 3 } });
    sync();
    expect(bob.text).toBe("a\ufffdb\ufffd");
    expect(ann.text).toBe(bob.text);
  });

  it("have line feeds as their only line ends", () => {
    const { ann, bob, sync } = two();
    ann.dispatch({ changes: { from: 0, insert: "one\r\ntwo\rthree" } });
    ann.dispatch({ changes: { from: 0, insert: EditorText.of(["zero\r", ""]) } });
    sync();
    expect(bob.text).not.toContain("\r");
    expect(ann.text).toBe(bob.text);
    expect(bob.text.endsWith("one\ntwo\nthree")).toBe(true);
  });

  it("keep their order and place when they come from an operation", () => {
    const state = EditorState.create({ doc: "0123456789" });
    const operation = Delta.of(
      { retain: 2 },
      { delete: 2 },
      { insert: "x\ny" },
      { retain: 1 },
      { insert: "z" },
      { delete: 1 },
    );
    expect(state.update({ changes: changesOf(operation) }).state.doc.toString()).toBe("01x\ny4z6789");
  });
});

describe("undo of half a pair", () => {
  it("brings in no lone surrogate after somebody else has replaced the pair", () => {
    const { ann, bob, sync } = two();
    ann.dispatch({ changes: { from: 0, insert: "😀" } });
    ann.dispatch({ changes: { from: 1, to: 2, insert: "\ude01" }, annotations: isolateHistory.of("before") });
    sync();
    bob.dispatch({ changes: { from: 0, to: 2, insert: "x" } });
    sync();
    ann.undo();
    sync();
    expect(ann.text.isWellFormed()).toBe(true);
    expect(ann.text).toBe(bob.text);
  });
});

const ALPHABET = ["a", "b", "\n", "é", "😀", "👩‍💻", "😁", "\ud83d", "\ude01", "\r\n"];

function act(writer: Writer, random: Random): void {
  if (random.chance(0.12)) writer.undo();
  else if (random.chance(0.06)) writer.redo();
  else {
    const [from, to] = [0, 0].map(() => random.below(writer.state.doc.length + 1)).sort((a, b) => a - b) as [
      number,
      number,
    ];
    const until = random.chance(0.6) ? from : Math.min(to, from + 3);
    writer.dispatch({
      changes: { from, to: until, insert: random.of(ALPHABET).repeat(random.below(3)) },
      userEvent: "input.type",
    });
  }
}

describe("editors on one document", () => {
  it.each(seeds(40))("show what their sessions hold and agree in the end (seed %i)", (seed) => {
    const random = new Random(seed);
    const clock = new FakeClock();
    const server = new ServerDouble();
    server.refuse = () => (random.chance(0.1) ? "document_full" : null);
    const writers = ["ann", "bob", "cy"].map((name) => new Writer(name, server, clock, random.next));
    for (let move = 0; move < 250; move++) {
      const writer = random.of(writers);
      const { socket } = writer;
      if (!socket.isOpen && !socket.isClosed) socket.open();
      if (writer.isEditable && random.chance(0.4)) act(writer, random);
      if (random.chance(0.5)) socket.deliverToServer();
      if (random.chance(0.5)) socket.pump(1 + random.below(4));
      if (random.chance(0.5)) socket.deliverToClient();
      if (random.chance(0.02)) socket.break(random);
      if (random.chance(0.2)) clock.advance(random.below(300));
      if (random.chance(0.3)) {
        writer.sync.show();
        if (writer.session.replica) expect(writer.text).toBe(writer.session.replica.shown().toString());
      }
    }
    for (let round = 0; round < 100; round++) {
      clock.advance(1_000);
      for (const writer of writers) writer.socket.settle();
    }
    for (const writer of writers) {
      writer.sync.show();
      expect(writer.session.status.kind).toBe("saved");
      expect(writer.text).toBe(server.text.toString());
      expect(writer.text.isWellFormed()).toBe(true);
    }
  });
});
