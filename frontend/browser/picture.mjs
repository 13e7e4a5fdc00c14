import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { launch } from "./chromium.mjs";
import { Person, until } from "./people.mjs";
import { Service } from "./service.mjs";

/** The picture of README: two people at browsers of their own, and the demo's two bots, in one document. */
const folder = fileURLToPath(new URL("../../docs/pictures/", import.meta.url));
const WINDOW = { width: 760, height: 960 };
const MARGIN = 24;

process.env.COWRITE_DEMO = "true";
const service = process.env.COWRITE_URL ? null : await Service.start();
const url = process.env.COWRITE_URL ?? service.url;
try {
  const browser = await launch();
  const path = (await fetch(url, { redirect: "manual" })).headers.get("location");
  if (!path) throw new Error("the service has no demo: start it with --demo");
  const ann = await Person.arrive(browser, url, { viewport: WINDOW });
  const bob = await Person.arrive(browser, url, { viewport: WINDOW, colorScheme: "dark" });
  await ann.open(path);
  await bob.open(path);
  await walk(ann, ["End"]);
  await walk(bob, ["ArrowDown", "ArrowDown", ...Array(14).fill("Shift+ArrowRight")]);
  for (const person of [ann, bob]) {
    await until(true, async () => showsBoth(await person.text()));
    await until(3, () => person.page.locator(".cw-caret").count());
  }
  const pictures = await Promise.all([ann, bob].map((person) => person.page.screenshot()));
  await compose(browser, pictures);
  await ann.leave();
  await bob.leave();
  await browser.close();
} finally {
  await service?.stop();
}

async function walk(person, keys) {
  await person.editor.focus();
  for (const key of ["ControlOrMeta+Home", ...keys]) await person.page.keyboard.press(key);
}

/** Whether both bots have come to a second line. */
function showsBoth(text) {
  return ["Ada", "Ben"].every((name) =>
    /^.{20,}\n.{10,}/.test(text.split(`## ${name} writes here\n`)[1] ?? ""),
  );
}

async function compose(browser, pictures) {
  const width = 2 * WINDOW.width + 3 * MARGIN;
  const page = await browser.newPage({ viewport: { width, height: WINDOW.height + 2 * MARGIN } });
  const images = pictures.map((bytes) => `<img src="data:image/png;base64,${bytes.toString("base64")}">`);
  await page.setContent(`<style>
    body { margin: ${MARGIN}px; display: flex; gap: ${MARGIN}px; background: #8b93a7 }
    img { border-radius: 10px; box-shadow: 0 6px 24px #0006 }
  </style>${images.join("")}`);
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}two-browsers.png` });
}
