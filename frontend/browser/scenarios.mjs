import assert from "node:assert/strict";

/**
 * What people do. `arrive` brings somebody to a browser of their own, which must have nothing to complain of in the
 * end; `service` is null if it was not started here. What is returned says why a scenario was left out.
 */
export const scenarios = {
  async "one makes a document, sends its address, and both write in it"({ arrive }) {
    const ann = await arrive({ permissions: ["clipboard-read", "clipboard-write"] });
    const path = await ann.create();
    await ann.page.getByRole("button", { name: "Copy link" }).click();
    await ann.page.getByRole("button", { name: "Link copied" }).waitFor();
    const link = await ann.page.evaluate(() => navigator.clipboard.readText());
    assert.equal(new URL(link).pathname, path);
    const bob = await arrive();
    await bob.open(path);
    await ann.type("Dear Bob,\nhow are you?");
    await bob.sees("Dear Bob,\nhow are you?");
    await bob.type("\nFine. 😀");
    await ann.sees("Dear Bob,\nhow are you?\nFine. 😀");
    await ann.saved();
    await bob.saved();
    await bob.page.reload();
    await bob.sees("Dear Bob,\nhow are you?\nFine. 😀");
  },

  async "people see each other's names, carets and selections"({ arrive }) {
    const ann = await arrive();
    const bob = await arrive({ colorScheme: "dark" });
    const path = await ann.create();
    await ann.type("The quick brown fox jumps over the lazy dog.\nA second line.");
    await ann.saved();
    await bob.open(path);
    await bob.sees("The quick brown fox jumps over the lazy dog.\nA second line.");
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
    await bob.sees("Look: The quick brown fox jumps over the lazy dog.\nA second line.");
    await bob.page.locator(".cw-caret").first().waitFor();
    await ann.photograph("carets-light");
    await bob.photograph("carets-dark");
    await bob.leave();
    await ann.page.locator(".cw-caret").waitFor({ state: "detached" });
  },

  async "undo takes back one's own edits only"({ arrive }) {
    const ann = await arrive();
    const bob = await arrive();
    const path = await ann.create();
    await bob.open(path);
    await ann.type("mine");
    await bob.sees("mine");
    await bob.type(" yours");
    await ann.sees("mine yours");
    await ann.editor.focus();
    await ann.page.keyboard.press("ControlOrMeta+z");
    await bob.sees(" yours");
    await ann.page.keyboard.press("ControlOrMeta+z");
    await ann.page.keyboard.press("ControlOrMeta+Shift+z");
    await bob.sees("mine yours");
    await ann.sees("mine yours");
  },

  async "a new name is seen by everybody and on the list"({ arrive }) {
    const ann = await arrive();
    const bob = await arrive();
    const path = await ann.create();
    await bob.open(path);
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

  async "what is typed while the line is out is kept and merged"({ arrive }) {
    const ann = await arrive();
    const bob = await arrive();
    const path = await ann.create();
    await ann.type("one two");
    await bob.open(path);
    await bob.sees("one two");
    await ann.offline(true);
    await ann.type(" three");
    await ann.says(/^Offline, 6 changes kept in this tab$/);
    await ann.photograph("offline-light");
    await ann.page.setViewportSize({ width: 320, height: 640 });
    await ann.photograph("offline-narrow");
    await bob.editor.focus();
    await bob.page.keyboard.press("ControlOrMeta+Home");
    await bob.page.keyboard.type("zero ");
    await bob.saved();
    await ann.sees("one two three");
    await ann.offline(false);
    await ann.says(/^Saved$/);
    await ann.sees("zero one two three");
    await bob.sees("zero one two three");
    assert.equal(await ann.page.getByRole("complementary").count(), 0);
  },

  async "nothing is lost when the service is killed and comes back"({ arrive, service }) {
    if (!service) return "it needs a service that was started here";
    const ann = await arrive();
    const bob = await arrive();
    const path = await ann.create();
    await bob.open(path);
    await ann.type("before ");
    await bob.sees("before ");
    await Promise.all([service.kill(), ann.type("during "), bob.type("meanwhile ")]);
    await ann.says(/^Offline, /);
    await ann.type("after");
    await service.start();
    await ann.says(/^Saved$/);
    await bob.says(/^Saved$/);
    const text = await ann.text();
    await bob.sees(text);
    assert.deepEqual(letters(text), letters("before during meanwhile after"));
    assert.equal(await ann.page.getByRole("complementary").count(), 0);
    const fresh = await arrive();
    await fresh.open(path);
    await fresh.sees(text);
  },

  async "an address of nothing says so in a sentence"({ arrive }) {
    const ann = await arrive();
    await ann.page.goto(`${ann.origin}/d/01890000-0000-7000-8000-000000000000`);
    await ann.page.getByRole("heading", { name: "No such document" }).waitFor();
    await ann.page.getByRole("link", { name: "All documents" }).click();
    await ann.page.getByRole("heading", { name: "Your documents" }).waitFor();
  },

  async "the keyboard gets into the editor and out of it"({ arrive }) {
    const ann = await arrive();
    await ann.create();
    await ann.editor.and(ann.page.locator(":focus")).waitFor();
    assert.equal(await ann.editor.getAttribute("aria-multiline"), "true");
    await ann.page.keyboard.press("Tab");
    await ann.page.keyboard.type("x");
    await ann.sees("  x");
    await ann.page.keyboard.press("Escape");
    await ann.page.keyboard.press("Shift+Tab");
    await ann.page.getByRole("button", { name: "Copy link" }).and(ann.page.locator(":focus")).waitFor();
    await ann.saved();
  },

  async "the browser asks before unsaved text is thrown away"({ arrive }) {
    const ann = await arrive();
    await ann.create();
    let asked = 0;
    ann.page.on("dialog", (dialog) => {
      asked++;
      return dialog.dismiss();
    });
    await ann.offline(true);
    await ann.type("precious");
    await ann.says(/^Offline, 8 changes/);
    await ann.page.close({ runBeforeUnload: true });
    await ann.sees("precious");
    assert.equal(asked, 1);
    await ann.offline(false);
    await ann.says(/^Saved$/);
  },
};

/** The letters of a text in order: what two people type at one place may interleave, but nothing may be missing. */
function letters(text) {
  return [...text.replace(/[^a-z]/g, "")].sort();
}
