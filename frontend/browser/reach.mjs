import assert from "node:assert/strict";

/** Getting to things: by address and by keyboard. */
export const reach = {
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
    await ann.page.getByRole("button", { name: "Share" }).and(ann.page.locator(":focus")).waitFor();
    await ann.saved();
  },
};
