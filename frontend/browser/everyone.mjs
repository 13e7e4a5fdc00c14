import assert from "node:assert/strict";
import { createRequire } from "node:module";

const AXE = createRequire(import.meta.url).resolve("axe-core");
const WIDTHS = [1180, 320];
const THEMES = ["light", "dark"];

/** Axe is no part of the page, whose policy keeps it out; and what is half faded has no contrast to speak of. */
const EXAMINED = { bypassCSP: true, reducedMotion: "reduce" };

/** What must be so for everyone: on every screen, in both themes, wide and narrow. */
export const everyone = {
  async "axe finds nothing on the lists and their dialogs"({ arrive }) {
    const ann = await arrive(EXAMINED);
    const { page } = ann;
    const button = (name) => page.getByRole("button", { name });
    await ann.list();
    await page.getByText("Nothing here yet").waitFor();
    await examine(ann, "list-empty");
    await ann.create();
    await ann.list();
    await page.getByRole("link", { name: /^Untitled/ }).waitFor();
    await examine(ann, "list");
    const field = page.getByRole("searchbox");
    await field.fill("tit");
    await page.locator("mark").waitFor();
    await examine(ann, "list-found");
    await field.fill("nowhere");
    await page.getByText("No title has").waitFor();
    await examine(ann, "list-not-found");
    await field.fill("");
    await button("Rename “Untitled”").click();
    await examine(ann, "list-renaming");
    await page.keyboard.press("Escape");
    await button("Share “Untitled”").click();
    await page.getByRole("radio", { name: /^Write/ }).waitFor();
    await examine(ann, "share");
    await page.keyboard.press("Escape");
    await button(/^You are/).click();
    await page.getByRole("dialog").waitFor();
    await examine(ann, "profile");
    await page.keyboard.press("Escape");
    await button("Move “Untitled” to the trash").click();
    await button("Undo").waitFor();
    await examine(ann, "list-undo");
    await page.getByRole("link", { name: "Trash" }).click();
    await button("Restore “Untitled”").waitFor();
    await examine(ann, "trash");
    await button("Delete for good: “Untitled”").click();
    await page.getByRole("dialog").waitFor();
    await examine(ann, "trash-for-good");
    await page.getByRole("button", { name: "Delete for good", exact: true }).click();
    await page.getByText("The trash is empty").waitFor();
    await examine(ann, "trash-empty");
    ann.pullCable();
    await page.getByRole("alert").getByText("cannot be brought up to date").waitFor();
    await examine(ann, "list-stale");
  },

  async "axe finds nothing on what opens beside the text"({ arrive }) {
    const ann = await arrive(EXAMINED);
    const bob = await arrive(EXAMINED);
    const { page } = ann;
    const path = await ann.create();
    await bob.open(path);
    await bob.type("Some text by Bob, which is some text.");
    await page.locator(".cw-caret").waitFor();
    await page.getByRole("button", { name: "Recent changes" }).click();
    await page.getByText("wrote: Some text by Bob").waitFor();
    await examine(ann, "recent-changes");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "People here, and settings" }).click();
    await page.getByRole("dialog", { name: "People here" }).waitFor();
    await examine(ann, "people");
    await page.keyboard.press("Escape");
    await ann.editor.focus();
    await page.keyboard.press("ControlOrMeta+/");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await examine(ann, "shortcuts");
    await page.keyboard.press("Escape");
    await ann.editor.focus();
    await page.keyboard.press("ControlOrMeta+f");
    const find = page.getByRole("search").getByRole("textbox", { name: "Find" });
    await find.fill("some text");
    await page.getByText("2 found").waitFor();
    await examine(ann, "find");
    await find.press("Enter");
    await page.getByText("1 of 2").waitFor();
    await examine(ann, "find-one");
  },

  async "axe finds nothing without a network, in the tray and in the trash"({ arrive }) {
    const ann = await arrive(EXAMINED);
    const { page } = ann;
    const path = await ann.create();
    await ann.type("kept ");
    await ann.saved();
    await ann.hasShell();
    await ann.offline(true);
    await page.reload();
    await ann.sees("kept ");
    await ann.type("and lost");
    await ann.says(/^Offline, 8 changes kept on this device$/);
    await examine(ann, "document-opened-offline");
    await ann.list();
    await ann.says(/^These documents are kept on this device/);
    await examine(ann, "list-opened-offline");
    await ann.becomesSomebodyElse();
    await ann.offline(false);
    await ann.open(path);
    await page.getByText("This may not have been saved.").waitFor();
    await examine(ann, "document-tray");
    await ann.create();
    await ann.list();
    const own = page.getByRole("link", { name: /^Untitled.*yours/ });
    const gone = new URL(await own.getAttribute("href"), ann.origin).pathname;
    await page.getByRole("button", { name: "Move “Untitled” to the trash" }).click();
    await page.getByRole("button", { name: "Undo" }).waitFor();
    await page.goto(ann.origin + gone);
    await page.getByText("This document is in your trash.").waitFor();
    await examine(ann, "document-in-own-trash");
  },

  async "axe finds nothing in a document, whatever becomes of it"({ arrive }) {
    const ann = await arrive(EXAMINED);
    const bob = await arrive(EXAMINED);
    const path = await ann.create();
    await ann.type(
      "# A heading\n\nSome *text* with a [link](https://example.org) and `code`.\n\n- one\n- two",
    );
    await bob.open(path);
    await bob.type(" by Bob");
    await ann.page.locator(".cw-caret").first().waitFor();
    await ann.saved();
    await examine(ann, "document");
    ann.pullCable();
    await ann.type(" kept");
    await ann.says(/^Offline/);
    await examine(ann, "document-offline");
    ann.plugCable();
    await ann.saved();
    await openTo(ann, /^Read/);
    await bob.says(/^Read-only/);
    await examine(bob, "document-read-only");
    await bob.page.getByRole("button", { name: "Share" }).click();
    await bob.page.getByText("Whoever has the link can read.").waitFor();
    await examine(bob, "share-read-only");
    await bob.page.keyboard.press("Escape");
    await openTo(ann, /^Nothing/);
    await bob.says(/^No access$/);
    await examine(bob, "document-ended");
    await bob.page.goto(`${bob.origin}/d/01890000-0000-7000-8000-000000000000`);
    await bob.page.getByRole("heading", { name: "No such document" }).waitFor();
    await examine(bob, "not-found");
  },
};

async function openTo(owner, access) {
  await owner.page.getByRole("button", { name: "Share" }).click();
  await owner.page.getByRole("radio", { name: access }).check();
  await owner.page.getByText("Saved. It holds at once").waitFor();
  await owner.page.keyboard.press("Escape");
}

/** Fails unless axe finds nothing, in every theme and width; takes pictures. */
async function examine(person, screen) {
  const { page } = person;
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 760 });
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme });
      const look = `${screen}-${colorScheme}-${width}`;
      assert.deepEqual(await violations(page), [], look);
      assert.ok(await page.evaluate(fitsItsWindow), `${look}: wider than the window`);
      await person.photograph(look);
    }
  }
  await page.emulateMedia({ colorScheme: THEMES[0] });
  await page.setViewportSize({ width: WIDTHS[0], height: 760 });
}

async function violations(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.addScriptTag({ path: AXE });
  return page.evaluate(async () => {
    const found = await window.axe.run(document, { resultTypes: ["violations"] });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join("\n")}`);
  });
}

/** Runs in the page. */
function fitsItsWindow() {
  return document.documentElement.scrollWidth <= document.documentElement.clientWidth;
}
