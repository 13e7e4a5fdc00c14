import { expect, it } from "vitest";
import { pieces } from "./pieces.ts";

const marked = (text: string, words: string) =>
  pieces(text, words)
    .map((piece) => (piece.isFound ? `<${piece.text}>` : piece.text))
    .join("");

it.each([
  ["Budget 100%", "budget", "<Budget> 100%"],
  ["Budget 100%", "%", "Budget 100<%>"],
  ["a.b a-b a/b", "a.b", "<a.b> a-b a/b"],
  ["a-b", "-", "a<->b"],
  ["(x) [y] {z} $ ^ | \\ * + ?", "{z} $ ^ | \\ * + ?", "(x) [y] <{z} $ ^ | \\ * + ?>"],
  ["Büro BÜRO", "büro", "<Büro> <BÜRO>"],
  ["🦊🦊", "🦊", "<🦊><🦊>"],
  ["plan", "", "plan"],
  ["plan", "plane", "plan"],
])("in %s finds %s", (text, words, wanted) => {
  expect(marked(text, words)).toBe(wanted);
});
