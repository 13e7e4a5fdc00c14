import assert from "node:assert/strict";

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
};
