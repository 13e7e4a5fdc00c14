import { ensureSyntaxTree } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import { markdown } from "./markdown.ts";

/** Nodes at each of `places` of the text that is parsed. */
function nodesAt(doc: string, ...places: number[]): (string | undefined)[] {
  const state = EditorState.create({ doc, extensions: [markdown] });
  const tree = ensureSyntaxTree(state, 100, 5_000);
  expect(tree?.length).toBe(doc.length);
  return places.map((at) => tree?.resolveInner(at, 1).name);
}

describe("Markdown", () => {
  const beginning = "# Title\n\nSome **bold** text.\n\n";

  it("is parsed wholly in a short document", () => {
    const doc = beginning + "words\n".repeat(100);
    expect(nodesAt(doc, 2, 17, doc.length - 3)).toEqual(["ATXHeading1", "StrongEmphasis", "Paragraph"]);
  });

  it("is parsed around the screen in a long one", () => {
    const doc = beginning + "words\n".repeat(50_000);
    expect(nodesAt(doc, 2, 17, doc.length - 3)).toEqual(["ATXHeading1", "StrongEmphasis", "Document"]);
  });
});
