import assert from "node:assert/strict";
import { Guest } from "./guest.mjs";
import { until } from "./people.mjs";
import { two } from "./two.mjs";

/** Writing in one document, each at a browser of one's own. */
export const together = {
  async "one makes a document, sends its address, and both write in it"({ arrive }) {
    const ann = await arrive({ permissions: ["clipboard-read", "clipboard-write"] });
    const path = await ann.create();
    await ann.page.getByRole("button", { name: "Share" }).click();
    await ann.page.getByRole("button", { name: "Copy link" }).click();
    await ann.page.getByRole("button", { name: "Link copied" }).waitFor();
    await ann.page.keyboard.press("Escape");
    const link = await ann.page.evaluate(() => navigator.clipboard.readText());
    assert.equal(new URL(link).pathname, path);
    const bob = await arrive();
    await bob.open(path);
    await ann.type("Dear Bob,\nhow are you?");
    await bob.sees("Dear Bob,\nhow are you?");
    await bob.page.getByText(/ is writing\.$/).waitFor({ state: "attached" });
    await bob.type("\nFine. 😀");
    await ann.sees("Dear Bob,\nhow are you?\nFine. 😀");
    await ann.saved();
    await bob.saved();
    await bob.page.reload();
    await bob.sees("Dear Bob,\nhow are you?\nFine. 😀");
  },

  async "people see each other's names, carets and selections"({ arrive }) {
    const text = "The quick brown fox jumps over the lazy dog.\nA second line.";
    const { ann, bob } = await two(arrive, text, { colorScheme: "dark" });
    await bob.editor.focus();
    await bob.page.keyboard.press("ControlOrMeta+Home");
    for (let unit = 0; unit < 9; unit++) await bob.page.keyboard.press("Shift+ArrowRight");
    await ann.page.locator(".cw-selection").filter({ hasText: "The quick" }).waitFor();
    const flag = ann.page.locator(".cw-caret .cw-flag");
    const name = await flag.textContent();
    await ann.page.getByRole("list", { name: "People here" }).getByText(name, { exact: true }).waitFor();
    await ann.editor.focus();
    await ann.page.keyboard.press("ControlOrMeta+Home");
    await ann.page.keyboard.type("Look: ");
    const selected = await ann.page.locator(".cw-selection").allTextContents();
    assert.equal(selected.join(""), "The quick");
    await bob.sees(`Look: ${text}`);
    await bob.page.locator(".cw-caret").first().waitFor();
    await ann.photograph("carets-light");
    await bob.photograph("carets-dark");
    await bob.leave();
    await ann.page.locator(".cw-caret").waitFor({ state: "detached" });
  },

  async "one goes to where somebody is, and follows them until one moves oneself"({ arrive }) {
    const ann = await arrive();
    const bob = await arrive();
    const path = await ann.create();
    await ann.page.keyboard.insertText(Array.from({ length: 150 }, (_, at) => `Line ${at + 1}`).join("\n"));
    await ann.saved();
    await bob.open(path);
    await bob.page.getByText("Line 1", { exact: true }).waitFor();
    await bob.page.keyboard.press("ControlOrMeta+End");
    const caret = ann.page.locator(".cw-caret");
    await until(true, () => isOnScreen(caret)); // Ann, at the end too, knows where Bob is now.
    await ann.page.keyboard.press("ControlOrMeta+Home");
    await until(false, () => isOnScreen(caret));
    const name = await nameOf(bob);
    const bobsFace = ann.page.getByRole("list", { name: "People here" }).getByRole("button", { name });
    await bobsFace.click();
    await until(true, () => isOnScreen(caret));
    await ann.page.keyboard.press("ControlOrMeta+Home");
    await until(false, () => isOnScreen(caret));
    await bobsFace.click();
    await until(true, () => isOnScreen(caret));
    await bobsFace.click();
    const banner = ann.page.getByText(`Following ${name}`, { exact: true });
    await banner.waitFor();
    await bob.page.keyboard.press("ControlOrMeta+Home");
    await bob.page.keyboard.type("# Come along\n");
    await until(true, () => isOnScreen(caret));
    await ann.page.getByText("# Come along").waitFor();
    await ann.photograph("following-light");
    await ann.page.keyboard.press("Escape");
    await banner.waitFor({ state: "detached" });
    await bobsFace.click();
    await bobsFace.click();
    await banner.waitFor();
    await ann.editor.click();
    await banner.waitFor({ state: "detached" });

    await bob.page.getByRole("button", { name: "People here, and settings" }).click();
    await bob.page.getByRole("checkbox", { name: "Others may follow me" }).uncheck();
    await bobsFace.click();
    await bobsFace.click();
    await ann.page.getByText(`${name} does not want to be followed.`).waitFor();
    await bob.photograph("people-light");
  },

  async "who does not want to see the others' carets does not, next time either"({ arrive }) {
    const { ann, bob } = await two(arrive);
    await bob.type("here");
    await ann.page.locator(".cw-caret").waitFor();
    await ann.page.getByRole("button", { name: "People here, and settings" }).click();
    const choice = ann.page.getByRole("checkbox", { name: "Show where the others are" });
    await choice.uncheck();
    await ann.page.locator(".cw-caret").waitFor({ state: "detached" });
    await ann.page.reload();
    await ann.sees("here");
    await bob.type(" and there");
    await ann.sees("here and there");
    assert.equal(await ann.page.locator(".cw-caret").count(), 0);
    await ann.page.getByRole("button", { name: "People here, and settings" }).click();
    await choice.check();
    await ann.page.locator(".cw-caret").waitFor();
  },

  async "many people fit, and the rest are counted and listed"({ arrive, url }) {
    const ann = await arrive();
    const path = await ann.create();
    await ann.type("Everybody is welcome.");
    await ann.saved();
    const guests = [];
    for (let count = 0; count < 7; count++) {
      const guest = await Guest.arrive(url);
      await guest.join(path.split("/").at(-1));
      guest.show(count * 3);
      guests.push(guest);
    }
    await ann.page.getByRole("button", { name: "3 more people, and settings" }).click();
    const list = ann.page.getByRole("dialog", { name: "People here" }).getByRole("listitem");
    await until(8, () => list.count());
    await ann.says(/ (is|are) here now\./);
    const typing = list.filter({ hasText: "typing…" });
    await until(true, async () => {
      await guests[0].insert(0, "Hello! ");
      return (await typing.count()) > 0;
    });
    await ann.photograph("many-people-light");
    await ann.page.setViewportSize({ width: 320, height: 640 });
    await ann.page.getByRole("button", { name: "5 more people, and settings" }).waitFor();
    await ann.photograph("many-people-narrow");
    await typing.waitFor({ state: "detached" });
    for (const guest of guests) guest.leave();
    await until(1, () => list.count());
  },

  async "who crashes is gone"({ arrive }) {
    const { ann, bob } = await two(arrive);
    await bob.type("I was here");
    await ann.sees("I was here");
    await ann.page.locator(".cw-caret").waitFor();
    await bob.crash();
    await ann.page.locator(".cw-caret").waitFor({ state: "detached" });
    const faces = ann.page.getByRole("list", { name: "People here" }).getByRole("button");
    await until(1, () => faces.count());
    await ann.sees("I was here");
  },

  async "what others changed is listed, and one gets there by keyboard"({ arrive }) {
    const { ann, bob } = await two(arrive, "First line.");
    const { page } = ann;
    await page.keyboard.insertText(`${"\n".repeat(300)}Last line.`);
    await ann.saved();
    await bob.editor.focus();
    await until(true, async () => {
      await bob.page.keyboard.press("ControlOrMeta+End");
      return isOnScreen(bob.page.getByText("Last line."));
    });
    const name = await nameOf(bob);
    const list = page.getByRole("dialog", { name: "Recent changes" });
    const button = page.getByRole("button", { name: "Recent changes" });
    await button.press("Enter");
    await list.getByText("Nobody else has changed anything").waitFor();
    await bob.type(" Bob was here.");
    const entry = (words) => list.getByRole("button").filter({ hasText: name }).filter({ hasText: words });
    await entry("wrote: Bob was here.").waitFor();
    await bob.page.keyboard.press("ControlOrMeta+Home");
    await bob.page.keyboard.type("A new one. ");
    await entry("wrote: A new one.").waitFor();
    const changes = list.getByRole("listitem");
    assert.equal(await changes.count(), 2);
    assert.match(await changes.first().textContent(), /A new one\./);
    await ann.photograph("recent-light");
    await entry("Bob was here.").focus();
    await page.keyboard.press("Enter");
    await list.waitFor({ state: "detached" });
    await ann.editor.and(page.locator(":focus")).waitFor();
    await until(true, () => isOnScreen(page.getByText("Last line.")));
    await page.keyboard.type("HERE");
    await page.getByText("Last line.HERE Bob was here.").waitFor();
    await bob.page.keyboard.press("ControlOrMeta+End");
    await bob.page.getByText("Last line.HERE").waitFor();
    await button.press("Enter");
    await list.waitFor();
    await page.keyboard.press("Escape");
    await list.waitFor({ state: "detached" });
    await button.and(page.locator(":focus")).waitFor();
  },

  async "undo and redo go on after a lost line, with one's own edits only"({ arrive }) {
    const { ann, bob } = await two(arrive);
    await ann.type("mine");
    await bob.sees("mine");
    ann.pullCable();
    await ann.type(" too");
    await ann.says(/^Offline, /);
    await bob.page.keyboard.press("ControlOrMeta+Home");
    await bob.page.keyboard.type("Bob's ");
    await bob.saved();
    ann.plugCable();
    await ann.sees("Bob's mine too");
    for (let step = 0; step < 3; step++) await ann.page.keyboard.press("ControlOrMeta+z");
    await bob.sees("Bob's ");
    for (let step = 0; step < 3; step++) await ann.page.keyboard.press("ControlOrMeta+Shift+Z");
    await bob.sees("Bob's mine too");
    await ann.saved();
  },

  async "undo takes back one's own edits only"({ arrive }) {
    const { ann, bob } = await two(arrive);
    await ann.type("mine");
    await bob.sees("mine");
    await bob.type(" yours");
    await ann.sees("mine yours");
    await ann.editor.focus();
    await ann.page.keyboard.press("ControlOrMeta+z");
    await bob.sees(" yours");
    await ann.page.keyboard.press("ControlOrMeta+z");
    await ann.page.keyboard.press("ControlOrMeta+Shift+Z");
    await bob.sees("mine yours");
    await ann.sees("mine yours");
  },

  async "a new name is seen by everybody and on the list"({ arrive }) {
    const { ann, bob } = await two(arrive);
    const title = ann.page.getByRole("textbox", { name: "Title of the document" });
    await title.fill("Plans for spring");
    await title.press("Enter");
    await bob.seesTitle("Plans for spring · Cowrite");
    const bobs = bob.page.getByRole("textbox", { name: "Title of the document" });
    assert.equal(await bobs.inputValue(), "Plans for spring");
    await ann.page.getByRole("link", { name: "All documents" }).click();
    await ann.page.getByRole("button", { name: "Rename “Plans for spring”" }).click();
    const field = ann.page.getByRole("textbox", { name: "New title of “Plans for spring”" });
    await field.fill("Plans for summer");
    await field.press("Enter");
    await ann.page.getByRole("link", { name: /^Plans for summer/ }).waitFor();
    await bob.seesTitle("Plans for summer · Cowrite");
    await ann.photograph("list-light");
    await ann.page.emulateMedia({ colorScheme: "dark" });
    await ann.page.setViewportSize({ width: 320, height: 640 });
    await ann.photograph("list-dark-narrow");
  },
};

/** How others see somebody. */
async function nameOf(person) {
  const { name } = await (await person.page.request.get(`${person.origin}/api/v1/me`)).json();
  return name;
}

/** Whether what `locator` finds is within the window and not under the bars. */
async function isOnScreen(locator) {
  // What is not in the page at all would be waited for.
  const box = await locator.boundingBox({ timeout: 500 }).catch(() => null);
  const { height } = locator.page().viewportSize();
  return box !== null && box.y > 50 && box.y + box.height < height - 30;
}
