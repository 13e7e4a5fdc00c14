import { join } from "node:path";
import { Cable } from "./cable.mjs";
import { target } from "./chromium.mjs";

/** What the browser itself says of a line that was pulled out. */
const OF_THE_LINE = /net::ERR_|WebSocket connection to .* failed|Failed to load resource/;

/** A person at a browser of their own. */
export class Person {
  #context;
  #cable;
  page;
  complaints = [];

  /** `look` are options of the browser's context: size, colours. */
  static async arrive(browser, url, look = {}) {
    const person = new Person();
    person.#cable = await Cable.lay(url);
    person.#context = await browser.newContext({ viewport: { width: 1180, height: 760 }, ...look });
    person.page = await person.#context.newPage();
    person.page.setDefaultTimeout(30_000);
    person.page.on("pageerror", (error) => person.complaints.push(`thrown: ${error.message}`));
    person.page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()) && !OF_THE_LINE.test(message.text())) {
        person.complaints.push(`console: ${message.text()}`);
      }
    });
    return person;
  }

  get origin() {
    return this.#cable.url;
  }

  get editor() {
    return this.page.getByRole("textbox", { name: /^Text of/ });
  }

  get status() {
    return this.page.getByRole("status").filter({ hasText: /\S/ }).first();
  }

  async list() {
    await this.page.goto(`${this.origin}/`);
  }

  /** Opens what somebody else's address names, over one's own line. */
  async open(path) {
    await this.page.goto(this.origin + path);
    await this.saved();
  }

  async create() {
    await this.list();
    await this.page.getByRole("button", { name: "New document" }).click();
    await this.page.waitForURL(/\/d\//);
    await this.saved();
    return new URL(this.page.url()).pathname;
  }

  async saved() {
    await this.says(/^Saved$/);
  }

  async says(words) {
    await this.page.getByRole("status").filter({ hasText: words }).first().waitFor();
  }

  /** Types at the end of the text. */
  async type(text) {
    await this.editor.focus();
    await this.page.keyboard.press("ControlOrMeta+End");
    await this.page.keyboard.type(text);
  }

  /** The text that one sees, without the others' names. */
  async text() {
    return (await this.page.evaluate(shownLines)).join("\n");
  }

  /** Waits until one sees `text`, and nothing else. */
  async sees(text) {
    await this.page.waitForFunction(`(${shownLines})().join("\\n") === ${JSON.stringify(text)}`);
  }

  pullCable() {
    this.#cable.pull();
  }

  plugCable() {
    this.#cable.plug();
  }

  async offline(isOffline) {
    await this.#context.setOffline(isOffline);
    if (isOffline) this.pullCable();
    else this.plugCable();
  }

  async photograph(name) {
    await this.page.screenshot({ path: join(target, "..", "screenshots", `${name}.png`) });
  }

  async leave() {
    await this.#context.close();
    this.#cable.cut();
  }
}

/** Runs in the page. */
function shownLines() {
  return [...document.querySelectorAll(".cm-content .cm-line")].map((line) => {
    const copy = line.cloneNode(true);
    for (const aside of copy.querySelectorAll(".cw-caret, .cm-placeholder")) aside.remove();
    return copy.textContent;
  });
}
