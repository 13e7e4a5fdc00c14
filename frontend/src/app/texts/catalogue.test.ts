import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "svelte/compiler";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { de } from "./de.ts";
import { en } from "./en.ts";

const APP = "src/app";

describe("the catalogue", () => {
  it("says the same things in every language", () => {
    expect(shape(de)).toEqual(shape(en));
  });

  it("leaves no sentence of one language in another", () => {
    const english = new Map(shape(en).map((path, at) => [path, leaves(en)[at]]));
    const same = shape(de).filter((path, at) => leaves(de)[at] === english.get(path));
    const shared = ["#1c824f", "#6363de", "#c229c2"].map((color) => `profile.colors.${color}: string`);
    expect(same).toEqual(["brand: string", ...shared, "status.offline: string"]);
  });

  it.each(filesOf(APP, ".svelte"))("holds all words of %s", (path) => {
    expect(wordsInMarkup(readFileSync(path, "utf8"))).toEqual([]);
  });

  it.each(filesOf(APP, ".ts"))("holds all sentences of %s", (path) => {
    expect(sentencesInScript(readFileSync(path, "utf8"))).toEqual([]);
  });

  it("notices words that stand elsewhere", () => {
    expect(wordsInMarkup('<p title="Hello">Hi {name}</p><i>·</i>')).toEqual(["Hello", "Hi"]);
    expect(wordsInMarkup('{#if ok}<b aria-label="a {name}">{"Good day"}</b>{/if}')).toEqual([
      "a",
      "Good day",
    ]);
    expect(wordsInMarkup('<script>say("Come in");</script><b></b>')).toEqual(["Come in"]);
    expect(sentencesInScript('show("Come in"); go("/d/1");')).toEqual(["Come in"]);
    expect(sentencesInScript("show(`Hello $" + "{me} there`)")).toEqual(["Hello", "there"]);
    expect(sentencesInScript('throw new Error("index.html has no app");')).toEqual([]);
  });
});

/** The path of everything that is said, and its kind, in order. */
function shape(part: object, path = ""): string[] {
  return Object.entries(part)
    .flatMap(([key, value]) =>
      typeof value === "object" ? shape(value, `${path}${key}.`) : [`${path}${key}: ${typeof value}`],
    )
    .sort();
}

/** What is said at each of those paths; functions are asked. */
function leaves(part: object): unknown[] {
  const at = (path: string) =>
    path
      .split(": ")[0]
      ?.split(".")
      .reduce<unknown>((value, key) => Reflect.get(value as object, key), part);
  return shape(part).map((path) => {
    const value = at(path);
    return typeof value === "function" ? value(...["1", "2", "3"].slice(0, value.length)) : value;
  });
}

function filesOf(directory: string, kind: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return entry.name === "texts" ? [] : filesOf(path, kind);
    return entry.name.endsWith(kind) && !entry.name.endsWith(".test.ts") ? [path] : [];
  });
}

const SHOWN_ATTRIBUTES = new Set(["alt", "aria-description", "aria-label", "label", "placeholder", "title"]);

/** Words in a component that do not come from the catalogue. */
function wordsInMarkup(source: string): string[] {
  const { fragment, instance } = parse(source, { modern: true });
  const script = instance ? source.slice(...extent(instance.content)) : "";
  return [...words(fragment, source), ...sentencesInScript(script)];
}

interface Node {
  readonly type?: string;
  readonly name?: string;
  readonly data?: string;
  readonly value?: unknown;
}

function words(node: unknown, source: string): string[] {
  if (Array.isArray(node)) return node.flatMap((one) => words(one, source));
  if (node === null || typeof node !== "object") return [];
  const { type, name = "", data = "", value } = node as Node;
  if (type === "Text") return /\p{L}/u.test(data) ? [data.trim()] : [];
  if (type === "Comment") return [];
  if (type === "ExpressionTag") return sentencesInScript(`(${source.slice(...extent(node)).slice(1, -1)})`);
  if (type === "Attribute" && !SHOWN_ATTRIBUTES.has(name)) return [];
  if (type === "Attribute") return words(value, source);
  return Object.entries(node).flatMap(([key, child]) => (key === "metadata" ? [] : words(child, source)));
}

function extent(node: object): [number, number] {
  const { start, end } = node as { start: number; end: number };
  return [start, end];
}

/**
 * Strings that read like something said: they begin with a capital, or have a space between words. A single word in
 * small letters is a key, unless it is a part of a sentence with holes.
 */
function sentencesInScript(source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) || ts.isImportDeclaration(node)) return;
    const isPart = ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
    if (isPart || ts.isStringLiteralLike(node)) {
      const text = node.text.trim();
      const isSaid =
        /^\p{Lu}\p{Ll}+($|[ .!?…])|\p{L} \p{L}/u.test(text) || (isPart && /^\p{Ll}+$/u.test(text));
      if (isSaid && !KEYS.has(text)) found.push(text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("some.ts", source, ts.ScriptTarget.Latest, true));
  return found;
}

/** Names of keys on the keyboard, of headers, and of kinds of what is dragged. */
const KEYS = new Set(["Accept", "Alt", "Control", "Enter", "Esc", "Escape", "Files", "Meta", "Shift", "Tab"]);
