import { launch } from "./chromium.mjs";
import { Guest } from "./guest.mjs";
import { Service } from "./service.mjs";

/**
 * How long a long document takes to open, and a key to be painted, while somebody else types: the real service, a real
 * Chromium, a typist at a socket. `COWRITE_URL` names a service that runs already.
 */
const LENGTH = 1_000_000;
const OPERATIONS_PER_SECOND = 50;
const OPENINGS = 7;
const KEYS = 300;
/** Between two keys, so that each waits for a frame of its own: a fast typist's 100 ms, jittered. */
const PAUSE_MILLIS_MIN = 60;
const PAUSE_MILLIS_MAX = 140;

const service = process.env.COWRITE_URL ? null : await Service.start();
const url = process.env.COWRITE_URL ?? service.url;
try {
  const owner = await Guest.arrive(url);
  const { id } = await owner.call("POST", "/documents", { title: "Long", type: "text", content: longText() });
  const browser = await launch();
  console.log(
    `Chromium ${browser.version()}, a document of ${LENGTH} characters in ${longText().split("\n").length} lines`,
  );
  report("opening, navigation to text on the screen", await openings(browser, id));
  const page = await opened(browser, id);
  for (const [where, key] of [
    ["beginning", "Home"],
    ["end", "End"],
  ]) {
    await page.keyboard.press(`ControlOrMeta+${key}`);
    report(`a key at the ${where}, nobody else types`, await keys(page));
    const typist = await typing(id);
    report(
      `a key at the ${where}, ${OPERATIONS_PER_SECOND} operations a second of somebody else`,
      await keys(page),
    );
    console.log(`  the typist made ${await typist.stop()} operations a second`);
  }
  await browser.close();
} finally {
  await service?.stop();
}

/** Markdown of some kind: headings, paragraphs, lists, code. */
function longText() {
  const paragraph =
    "The quick **brown** fox jumps over the [lazy](https://example.org) dog, and `code` stands by. ";
  const section = (at) =>
    `## Section ${at}\n\n${paragraph.repeat(5)}\n\n- one item\n- and *another* one\n\n> a quotation\n\n`;
  let text = "# A long document\n\n";
  for (let at = 1; text.length < LENGTH; at++) text += section(at);
  return text.slice(0, LENGTH);
}

async function arrived(browser) {
  const context = await browser.newContext({ viewport: { width: 1180, height: 760 } });
  const page = await context.newPage();
  await page.goto(`${url}/`);
  await page.getByRole("button", { name: "New document" }).waitFor();
  return page;
}

async function opened(browser, id) {
  const page = await arrived(browser);
  await page.goto(`${url}/d/${id}`);
  await page.getByText("A long document").waitFor();
  await page.getByRole("textbox", { name: /^Text of/ }).focus();
  return page;
}

/** With the page's own files in the browser's cache, as for who comes from the list; each in a new replica. */
async function openings(browser, id) {
  const took = [];
  for (let count = 0; count < OPENINGS; count++) {
    const page = await arrived(browser);
    await page.goto("about:blank");
    const began = performance.now();
    await page.goto(`${url}/d/${id}`, { waitUntil: "commit" });
    await page.getByText("A long document").waitFor();
    took.push(performance.now() - began);
    await page.context().close();
  }
  return took;
}

/** Somebody at a socket who types words here and there in the document. */
async function typing(id) {
  const guest = await Guest.arrive(url);
  await guest.join(id);
  const began = performance.now();
  let operations = 0;
  let isOver = false;
  const run = (async () => {
    let at = 1_000;
    while (!isOver) {
      if (operations % 40 === 0) at = Math.floor(Math.random() * (LENGTH - 1_000));
      await guest.insert(at++, "abcde "[operations % 6]);
      if (operations % 5 === 0) guest.show(at);
      operations++;
      const due = began + (operations * 1_000) / OPERATIONS_PER_SECOND;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    }
  })();
  return {
    async stop() {
      isOver = true;
      await run;
      guest.leave();
      return ((operations * 1_000) / (performance.now() - began)).toFixed(1);
    },
  };
}

/** From each key's event to the first task after the frame in which it shows. */
async function keys(page) {
  await page.evaluate(() => {
    window.painted = [];
    window.listenForKeys ??= addEventListener(
      "keydown",
      (event) => {
        const paint = new MessageChannel();
        paint.port1.onmessage = () => window.painted.push(performance.now() - event.timeStamp);
        requestAnimationFrame(() => paint.port2.postMessage(null));
      },
      { capture: true },
    );
    window.listenForKeys = true;
  });
  for (let count = 0; count < KEYS; count++) {
    await page.keyboard.press("abcdefgh "[count % 9]);
    const pause = PAUSE_MILLIS_MIN + Math.random() * (PAUSE_MILLIS_MAX - PAUSE_MILLIS_MIN);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return page.evaluate(() => window.painted);
}

function report(what, millis) {
  const sorted = millis.toSorted((a, b) => a - b);
  const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))].toFixed(1);
  console.log(`${what}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms (${millis.length})`);
}
