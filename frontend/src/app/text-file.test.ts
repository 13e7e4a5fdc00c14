import { describe, expect, it } from "vitest";
import { fileNameOf, readTextFile, titleOf } from "./text-file.ts";

const file = (name: string, ...parts: (string | Uint8Array<ArrayBuffer>)[]) => new File(parts, name);

describe("a dropped file", () => {
  it("is read as UTF-8 with line feeds, without its mark of order", async () => {
    const bytes = new Uint8Array([0xef, 0xbb, 0xbf]);
    const read = await readTextFile(file("a.md", bytes, "Grüße\r\nzwei\rdrei 😀"), 100);
    expect(read).toEqual({ kind: "text", text: "Grüße\nzwei\ndrei 😀" });
  });

  it.each([
    ["of another kind", file("a.png", "x"), "notText"],
    ["in Latin-1", file("a.txt", new Uint8Array([0x47, 0x72, 0xfc, 0xdf])), "notUtf8"],
    ["in UTF-16", file("a.txt", new Uint8Array([0xff, 0xfe, 0x41, 0])), "notUtf8"],
    ["in UTF-16 without a mark", file("a.txt", new Uint8Array([0x41, 0, 0x42, 0])), "notUtf8"],
    ["longer than fits", file("a.md", "12345678901"), "tooLong"],
    ["far longer than fits", file("a.md", "x".repeat(40)), "tooLong"],
  ])("%s is refused", async (_, given, problem) => {
    expect(await readTextFile(given, 10)).toEqual({ kind: "problem", problem });
  });

  it("may be as long as what is left", async () => {
    expect(await readTextFile(file("a.md", "\r\n234567890"), 10)).toEqual({
      kind: "text",
      text: "\n234567890",
    });
    expect((await readTextFile(file("a.md", "漢".repeat(10)), 10)).kind).toBe("text");
  });

  it("that cannot be read any more says so", async () => {
    const gone = file("a.md", "x");
    gone.arrayBuffer = () => Promise.reject(new DOMException("gone", "NotFoundError"));
    expect(await readTextFile(gone, 10)).toEqual({ kind: "problem", problem: "unreadable" });
  });

  it("gives its name to the document", () => {
    expect(titleOf("Plans for 3.5 days.md")).toBe("Plans for 3.5 days");
    expect(titleOf(`${"é".repeat(300)}.txt`)).toBe("é".repeat(200));
    expect(titleOf(".md")).toBe("");
  });
});

describe("a file's name", () => {
  it.each([
    ["Plans", "Plans.md"],
    ['a/b\\c: "d" <e>?', "a b c d e.md"],
    ["..\u202e", "document.md"],
    ["", "document.md"],
    ["Grüße 😀", "Grüße 😀.md"],
  ])("of %j is safe to keep", (title, name) => {
    expect(fileNameOf(title)).toBe(name);
  });
});
