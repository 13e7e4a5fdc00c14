import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { addressesElsewhere, loads, type Part } from "./first-load.ts";

/** All noise is about equally long once it is compressed. */
const noise = () => randomBytes(5_000).toString("hex");

function part(name: string, about: Partial<Part> = {}): Part {
  return { name, text: noise(), needs: [], isEntry: false, modules: [], ...about };
}

describe("the first load", () => {
  const parts = [
    part("index.html", { text: "<p>", isEntry: true }),
    part("index.js", { isEntry: true, needs: ["shared.js", "index.css"] }),
    part("index.css"),
    part("shared.js", { needs: ["index.js"] }),
    part("en.js", { modules: ["/src/app/texts/en.ts"] }),
    part("de.js", { modules: ["/src/app/texts/de.ts"] }),
    part("editor.js", {
      modules: ["/src/app/DocumentScreen.svelte"],
      needs: ["shared.js", "editor.css", "caret.js"],
    }),
    part("editor.css"),
    part("caret.js"),
    part("later.js"),
  ];
  /** How many of the parts above were counted. */
  const count = (bytes: number | undefined) => Math.round((bytes ?? 0) / gzipSync(noise()).length);

  it("of the list has its own parts and one language", () => {
    expect(count(loads(parts)[0]?.bytes)).toBe(4);
  });

  it("of the editor has what the list has, and the editor", () => {
    expect(count(loads(parts)[1]?.bytes)).toBe(7);
  });

  it("cannot be told once the editor has another name", () => {
    const renamed = parts.filter((one) => one.name !== "editor.js");
    expect(() => loads(renamed)).toThrow("has another name");
  });

  it("comes from nowhere else", () => {
    const code =
      'a("http://www.w3.org/2000/svg");b(`https://svelte.dev/e/x`);c("https://cdn.example.org/x.js");"//"';
    expect(addressesElsewhere(code)).toEqual(["https://cdn.example.org/x.js"]);
    expect(addressesElsewhere('new WebSocket("wss://elsewhere.example/ws")')).toHaveLength(1);
  });
});
