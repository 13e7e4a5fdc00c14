import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { until } from "./people.mjs";

/** What one does with the text. */
export const writing = {
  async "Markdown shows what it means while one types"({ arrive }) {
    const ann = await arrive();
    await ann.create();
    await ann.type("# Plans\n\nSome **bold** and `code` text.");
    const weight = (text) =>
      ann.page.getByText(text, { exact: true }).evaluate((element) => getComputedStyle(element).fontWeight);
    await until("700", () => weight("Plans"));
    await until("700", () => weight("bold"));
    assert.equal(await ann.text(), "# Plans\n\nSome **bold** and `code` text.");
    await ann.saved();
  },

  async "one finds and replaces by keyboard"({ arrive }) {
    const ann = await arrive();
    await ann.create();
    await ann.type("red fox, Red fox, reddish fox");
    await ann.page.keyboard.press("ControlOrMeta+f");
    const panel = ann.page.getByRole("search");
    const find = panel.getByRole("textbox", { name: "Find" });
    await find.and(ann.page.locator(":focus")).waitFor();
    await ann.page.keyboard.type("red");
    await panel.getByText("3 found").waitFor();
    await panel.getByRole("button", { name: "Whole words" }).click();
    await panel.getByText("2 found").waitFor();
    await panel.getByRole("button", { name: "Match case" }).click();
    await panel.getByText("1 found").waitFor();
    await find.press("Enter");
    await panel.getByText("1 of 1").waitFor();
    await ann.photograph("search-light");
    await panel.getByRole("button", { name: "Match case" }).click();
    await panel.getByRole("textbox", { name: "Replace with" }).fill("blue");
    await panel.getByRole("button", { name: "Replace all" }).click();
    await ann.sees("blue fox, blue fox, reddish fox");
    await ann.page.emulateMedia({ colorScheme: "dark" });
    await ann.page.setViewportSize({ width: 320, height: 640 });
    await ann.photograph("search-dark-narrow");
    await ann.page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
    await ann.editor.and(ann.page.locator(":focus")).waitFor();
  },

  async "words and characters are counted, of what is selected too"({ arrive }) {
    const ann = await arrive();
    const bob = await arrive();
    const path = await ann.create();
    await ann.type("One two\nthree");
    await ann.page.getByText("3 words · 12 characters", { exact: true }).waitFor();
    await bob.open(path);
    await bob.type(" four");
    await ann.page.getByText("4 words · 17 characters", { exact: true }).waitFor();
    await ann.page.keyboard.press("ControlOrMeta+Home");
    for (let unit = 0; unit < 3; unit++) await ann.page.keyboard.press("Shift+ArrowRight");
    await ann.page.getByText("1 word · 3 characters selected", { exact: true }).waitFor();
  },

  async "the list of shortcuts opens by a key, in the text and outside"({ arrive }) {
    const ann = await arrive();
    await ann.create();
    const sheet = ann.page.getByRole("dialog", { name: "Keyboard shortcuts" });
    await ann.page.keyboard.press("ControlOrMeta+/");
    await sheet.waitFor();
    await ann.photograph("shortcuts-light");
    await ann.page.keyboard.press("Escape");
    await sheet.waitFor({ state: "hidden" });
    await ann.page.keyboard.type("?");
    await ann.sees("?");
    await ann.page.getByRole("link", { name: "All documents" }).focus();
    await ann.page.keyboard.press("?");
    await sheet.waitFor();
    await ann.page.keyboard.press("Escape");
    await sheet.waitFor({ state: "hidden" });
    await ann.sees("?");
  },

  async "the text is downloaded as a file named after the document"({ arrive }) {
    const ann = await arrive();
    await ann.create();
    await ann.type("# Grüße\n😀");
    const title = ann.page.getByRole("textbox", { name: "Title of the document" });
    await title.fill("Plans: spring");
    await title.press("Enter");
    await ann.seesTitle("Plans: spring · Cowrite");
    const download = ann.page.waitForEvent("download");
    await ann.page.getByRole("button", { name: "Download as Markdown" }).click();
    assert.equal((await download).suggestedFilename(), "Plans spring.md");
    assert.equal(await readFile(await (await download).path(), "utf8"), "# Grüße\n😀");
  },

  async "a file's text comes in where it is dropped; what is no text is refused in a sentence"({ arrive }) {
    const ann = await arrive();
    const bob = await arrive();
    const path = await ann.create();
    await bob.open(path);
    await ann.type("first\nlast");
    const last = await ann.page.getByText("last", { exact: true }).boundingBox();
    await drop(ann, { name: "notes.md", bytes: [..."middle\r\n"].map((c) => c.charCodeAt(0)) }, last);
    await bob.sees("first\nmiddle\nlast");
    await drop(ann, { name: "photo.png", bytes: [1, 2, 3] }, last);
    await ann.page.getByRole("alert").filter({ hasText: "“photo.png” is no text file." }).waitFor();
    await drop(ann, { name: "old.txt", bytes: [0x47, 0x72, 0xfc] }, last);
    await ann.page.getByRole("alert").filter({ hasText: "“old.txt” is not in UTF-8." }).waitFor();
    await ann.photograph("refused-file-light");
    await ann.page.locator("input[type=file]").setInputFiles({
      name: "more.txt",
      mimeType: "text/plain",
      buffer: Buffer.from("more "),
    });
    await bob.sees("first\nmiddle\nmore last");
    await ann.saved();
  },

  async "a text file that is dropped on the list becomes a document"({ arrive }) {
    const ann = await arrive();
    await ann.list();
    await ann.page.getByRole("button", { name: "New document" }).waitFor();
    const bytes = [..."# Plan\r\nfor spring"].map((letter) => letter.charCodeAt(0));
    await drop(ann, { name: "Plan for spring.md", bytes }, { x: 100, y: 300, height: 0 }, "main");
    await ann.page.getByRole("link", { name: /^Plan for spring/ }).click();
    await ann.sees("# Plan\nfor spring");
    await ann.seesTitle("Plan for spring · Cowrite");
  },

  async "what one types while a document opens stands at its beginning"({ arrive }) {
    const ann = await arrive();
    const bob = await arrive();
    const path = await ann.create();
    await ann.type("there before");
    await ann.saved();
    await bob.list();
    const letThrough = await holdSockets(bob.page);
    await bob.page.goto(bob.origin + path);
    await bob.editor.getByText("Opening…").waitFor();
    await bob.editor.and(bob.page.locator('[aria-readonly="false"]:focus')).waitFor();
    await bob.page.keyboard.type("early, ");
    await bob.sees("early, ");
    await bob.says(/^(Loading|Opening)…$/);
    assert.equal(await ann.text(), "there before");
    await letThrough();
    await bob.sees("early, there before");
    await bob.page.keyboard.type("and ");
    await bob.saved();
    await bob.sees("early, and there before");
    await ann.sees("early, and there before");
  },

  async "who may only read gets back what they typed while the document opened"({ arrive }) {
    const ann = await arrive();
    const bob = await arrive();
    const path = await ann.create();
    await ann.type("to be read");
    await ann.page.getByRole("button", { name: "Share" }).click();
    await ann.page.getByRole("radio", { name: /^Read/ }).check();
    await ann.page.keyboard.press("Escape");
    await ann.saved();
    await bob.list();
    const letThrough = await holdSockets(bob.page);
    await bob.page.goto(bob.origin + path);
    await bob.editor.and(bob.page.locator(":focus")).waitFor();
    await bob.page.keyboard.type("early");
    await bob.sees("early");
    await letThrough();
    await bob.sees("to be read");
    await bob.says(/^Read-only$/);
    await bob.page.getByText("You typed this before the document had opened").waitFor();
    await bob.page.getByText("3 words · 10 characters", { exact: true }).waitFor();
    await bob.photograph("early-light");
    assert.equal(await ann.text(), "to be read");
  },

  async "a copy on the device takes keys before the service has answered"({ arrive }) {
    const ann = await arrive();
    const { page } = ann;
    const path = await ann.create();
    await ann.type("before ");
    await ann.saved();
    const letThrough = await holdSockets(page);
    await page.goto(ann.origin + path);
    await ann.editor.and(page.locator('[aria-readonly="false"]:focus')).waitFor();
    await ann.sees("before ");
    await ann.type("and after");
    await ann.sees("before and after");
    await ann.says(/^Connecting…|9 changes kept on this device$/);
    await letThrough();
    await ann.saved();
    await ann.sees("before and after");
  },

  async "an input method composes in a line in which somebody else types"({ arrive }) {
    const ann = await arrive();
    const bob = await arrive();
    const path = await ann.create();
    await ann.type("before  after");
    await ann.saved();
    await bob.open(path);
    await bob.sees("before  after");
    for (let unit = 0; unit < 6; unit++) await ann.page.keyboard.press("ArrowLeft");
    const ime = await ann.underTheHood();
    const compose = (text) =>
      ime.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    await compose("に");
    await bob.page.keyboard.press("ControlOrMeta+Home");
    await bob.page.keyboard.type("Well, ");
    await ann.sees("Well, before に after");
    await compose("にほ");
    await bob.page.keyboard.press("ControlOrMeta+End");
    await bob.page.keyboard.type("wards\nnext line");
    await ann.sees("Well, before にほ afterwards\nnext line");
    await compose("にほん");
    await bob.sees("Well, before にほん afterwards\nnext line");
    await ime.send("Input.insertText", { text: "日本" });
    await bob.sees("Well, before 日本 afterwards\nnext line");
    await ann.sees("Well, before 日本 afterwards\nnext line");
    await ann.page.keyboard.type("!");
    await bob.sees("Well, before 日本! afterwards\nnext line");
    await ann.saved();
  },

  async "what somebody else types into a word that is being composed comes in after it"({ arrive }) {
    const ann = await arrive();
    const bob = await arrive();
    const path = await ann.create();
    await bob.open(path);
    const ime = await ann.underTheHood();
    const compose = (text) =>
      ime.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    await ann.editor.focus();
    await compose("ka");
    await bob.sees("ka");
    await bob.type("Bob");
    await bob.saved();
    await compose("kana");
    await ime.send("Input.insertText", { text: "かな" });
    await until(true, async () => /^(かなBob|Bobかな)$/.test(await bob.text()));
    await ann.sees(await bob.text());
    await ann.saved();
  },

  async "on a phone one types while somebody else does"({ arrive }) {
    const ann = await arrive({ viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true });
    const bob = await arrive();
    const path = await ann.create();
    await bob.open(path);
    await ann.editor.tap();
    const keys = await ann.underTheHood();
    const words = ["On ", "the ", "train, ", "with ", "one ", "thumb."];
    await Promise.all([
      (async () => {
        for (const word of words) await keys.send("Input.insertText", { text: word });
      })(),
      bob.type("\nBob types below."),
    ]);
    await ann.saved();
    await bob.saved();
    const text = await ann.text();
    await bob.sees(text);
    for (const written of ["On the train, with one thumb.", "Bob types below."]) {
      assert.deepEqual(subsequence(text, written), [...written]);
    }
    await ann.photograph("phone-light");
  },
};

/** Sockets to documents open and stay silent, until the function that comes back lets the next ones through. */
async function holdSockets(page) {
  const held = [];
  let isOpen = false;
  await page.routeWebSocket(/\/ws\/documents\//, (socket) => {
    if (isOpen) socket.connectToServer();
    else held.push(socket);
  });
  return async () => {
    isOpen = true;
    for (const socket of held) await socket.close({ code: 1012 });
  };
}

/** What of `wanted` stands in `text` in that order. */
function subsequence(text, wanted) {
  let at = -1;
  return [...wanted].filter((letter) => {
    const found = text.indexOf(letter, at + 1);
    if (found >= 0) at = found;
    return found >= 0;
  });
}

/** Lets a file go over the middle of `box`. */
async function drop({ page }, { name, bytes }, box, place = ".cm-line") {
  const transfer = await page.evaluateHandle(
    ({ name, bytes }) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
      return dataTransfer;
    },
    { name, bytes },
  );
  const point = { clientX: box.x + 1, clientY: box.y + box.height / 2 };
  const under = page.locator(place).last();
  for (const type of ["dragenter", "dragover", "drop"]) {
    await under.dispatchEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true, ...point });
  }
}
