import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { reactionTo } from "../client/closing.ts";
import { type Language, speak } from "./texts/catalogue.svelte.ts";
import { closing, delay } from "./texts.ts";

const table =
  readFileSync("../docs/PROTOCOL.md", "utf8").split("## Close codes\n")[1]?.split("\n## ")[0] ?? "";
const CODES = [...table.matchAll(/^\| ([\d, ]+) \|/gm)].flatMap(([, codes]) =>
  (codes ?? "").split(", ").map(Number),
);

describe.each<Language>(["en", "de"])("in %s a close", (language) => {
  beforeAll(async () => {
    vi.stubGlobal("document", { documentElement: {} });
    await speak(language);
  });

  it("has all codes of the protocol", () => {
    expect(CODES).toHaveLength(21);
  });

  it.each(CODES)("with %i is a sentence, and one with what to do next", (code) => {
    const isOver = reactionTo(code) === "stop";
    const said = isOver ? closing(code).sentence : delay(code);
    expect(said.match(/[^.]+\.(?= |$)/g)).toHaveLength(2);
    expect(said).not.toContain(String(code));
  });
});
