import { EditorState } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import { Random, seeds } from "../../client/testing/random.ts";
import { countAll, countIn, Tally } from "./tally.ts";

describe("words and characters", () => {
  it.each([
    ["", 0, 0],
    ["two words", 2, 9],
    ["don't re-count it’s e-mail", 4, 26],
    ["**bold** `x=1`, 3.14 – ok", 6, 25],
    ["Grüße aus Straße", 3, 16],
    ["日本語です。", 5, 6],
    ["a 😀 b", 2, 5],
    ["שלום עולם", 2, 9],
    ["naïve café", 2, 10],
  ])("of %j", (line, words, characters) => {
    expect(countIn(line)).toEqual({ words, characters });
  });

  it.each(seeds(60))("are those of the whole text after any changes (seed %i)", (seed) => {
    const random = new Random(seed);
    const pieces = ["one", " ", "\n", "é", "日本", "😀", "-", "\n\n", " two words "];
    const some = () => Array.from({ length: random.below(6) }, () => random.of(pieces)).join("");
    let state = EditorState.create({ doc: some() + some() });
    const tally = new Tally(state.doc);
    for (let step = 0; step < 60; step++) {
      const changes = Array.from({ length: 1 + random.below(3) }, () => {
        const [from, to] = [0, 0].map(() => random.below(state.doc.length + 1)).sort((a, b) => a - b);
        return { from: from as number, to: random.chance(0.5) ? from : to, insert: some() };
      }).sort((a, b) => a.from - b.from);
      const apart = changes.filter((one, at) => at === 0 || one.from >= (changes[at - 1]?.to ?? 0));
      const transaction = state.update({ changes: apart as { from: number }[] });
      tally.changed(transaction.changes);
      state = transaction.state;
      if (random.chance(0.4)) expect(tally.counts(state.doc)).toEqual(countAll(state.doc.iterLines()));
    }
    expect(tally.counts(state.doc)).toEqual(countAll(state.doc.iterLines()));
  });
});
