import { join } from "node:path";
import { Cable } from "./cable.mjs";
import { target } from "./chromium.mjs";

/** What the browser itself says of a line that was pulled out. */
const OF_THE_LINE = /net::ERR_|WebSocket connection to .* failed|Failed to load resource/;

/** Generous: it only says when to give up. A page that waits for its service pauses for up to 30 s. */
const WAIT_MILLIS_MAX = 90_000;

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
    person.page = await person.tab();
    return person;
  }

  /** Another tab of the same browser. */
  async tab() {
    const page = await this.#context.newPage();
    page.setDefaultTimeout(WAIT_MILLIS_MAX);
    page.on("pageerror", (error) => this.complaints.push(`thrown: ${error.message}`));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()) && !OF_THE_LINE.test(message.text())) {
        this.complaints.push(`console: ${message.text()}`);
      }
    });
    return page;
  }

  /** The tab is gone from one moment to the next, and there is an empty one. */
  async loseTab() {
    await this.page.close({ runBeforeUnload: false });
    this.page = await this.tab();
  }

  /** Waits until the page is kept in the browser, to open without a network. */
  async hasShell() {
    await this.page.evaluate(async () => {
      const { active } = await navigator.serviceWorker.ready;
      while (active.state !== "activated" || !navigator.serviceWorker.controller) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    });
  }

  /** Loses who one is, and keeps the rest of the browser. */
  async becomesSomebodyElse() {
    await this.#context.clearCookies();
  }

  /** As in a browser that keeps nothing; before anything is opened. */
  async forbidStorage() {
    await this.#context.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("nothing is kept here", "SecurityError");
      };
    });
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

  /**
   * Waits until one sees `text`, and nothing else. Asked from here again and again: the page's policy forbids the
   * evaluation by which the browser could be made to ask itself.
   */
  async sees(text) {
    await until(text, () => this.text());
  }

  /** Waits until one sees these letters, in whatever order. */
  async seesLetters(letters) {
    await until(letters, async () => [...(await this.text())].sort().join(""));
  }

  /** Waits until the window is called so. */
  async seesTitle(title) {
    await until(title, () => this.page.title());
  }

  /** A session of the browser's own protocol, for what a person does that Playwright does not know. */
  async underTheHood() {
    return this.#context.newCDPSession(this.page);
  }

  /** The browser's page dies without saying anything. */
  async crash() {
    const crashed = this.page.waitForEvent("crash");
    (await this.underTheHood()).send("Page.crash").catch(() => {});
    await crashed;
  }

  /** The tab is closed without a question, and there is an empty one. */
  async vanishes() {
    await this.page.close({ runBeforeUnload: false });
    this.page = await this.tab();
  }

  pullCable() {
    this.#cable.pull();
  }

  plugCable() {
    this.#cable.plug();
  }

  /**
   * The line is out, or in again, and the browser notices. It is not told to do without a network: with an open socket
   * that may end the process which keeps its cookies.
   */
  async offline(isOffline) {
    if (isOffline) this.pullCable();
    else this.plugCable();
    const event = isOffline ? "offline" : "online";
    for (const page of this.#context.pages()) {
      await page.evaluate((name) => dispatchEvent(new Event(name)), event);
    }
  }

  async photograph(name) {
    await this.page.screenshot({ path: join(target, "..", "screenshots", `${name}.png`) });
  }

  async leave() {
    await this.#context.close();
    this.#cable.cut();
  }
}

/** Waits until `ask` answers `wanted`. */
export async function until(wanted, ask) {
  const giveUp = Date.now() + WAIT_MILLIS_MAX;
  for (let seen = await ask(); seen !== wanted; seen = await ask()) {
    if (Date.now() > giveUp)
      throw new Error(`sees ${JSON.stringify(seen)} instead of ${JSON.stringify(wanted)}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
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
