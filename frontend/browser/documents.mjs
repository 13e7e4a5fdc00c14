import assert from "node:assert/strict";

/** The list, the trash, sharing and who one is. */
export const documents = {
  async "the list shows what others and one's other tabs do, by itself"({ arrive }) {
    const ann = await arrive();
    const bob = await arrive();
    const path = await ann.create();
    await bob.open(path);
    await bob.list();
    await link(bob, /^Untitled/).waitFor();
    await rename(ann, "Plans");
    await link(bob, /^Plans/).waitFor();
    const tab = await bob.page.context().newPage();
    await tab.goto(`${bob.origin}/`);
    await tab.getByRole("button", { name: "New document" }).click();
    await link(bob, /^Untitled/).waitFor();
    await tab.close();
    await ann.list();
    await ann.page.getByRole("button", { name: "Move “Plans” to the trash" }).click();
    await link(bob, /^Plans/).waitFor({ state: "detached" });
  },

  async "titles are searched while one types"({ arrive }) {
    const ann = await arrive();
    for (const title of ["Budget 100%", "Book plan", "Guests"]) await make(ann, title);
    const field = ann.page.getByRole("searchbox", { name: "Search titles" });
    await field.fill("b");
    await link(ann, /^Guests/).waitFor({ state: "detached" });
    assert.equal(await ann.page.getByRole("listitem").count(), 2);
    await field.fill("%");
    await link(ann, /^Book/).waitFor({ state: "detached" });
    assert.deepEqual(await ann.page.locator("mark").allTextContents(), ["%"]);
    await field.fill("nowhere");
    await ann.page.getByText("No title has “nowhere” in it.").waitFor();
    await ann.page.getByRole("button", { name: "Show all documents" }).click();
    await link(ann, /^Guests/).waitFor();
  },

  async "the trash gives back what was put there, and deletes for good, by keyboard alone"({ arrive }) {
    const ann = await arrive();
    for (const title of ["One", "Two"]) await make(ann, title);
    const { keyboard } = ann.page;
    const focused = (role, name) =>
      ann.page.getByRole(role, { name }).and(ann.page.locator(":focus")).waitFor();
    await link(ann, /^Two/).focus();
    for (const name of ["Rename “Two”", "Share “Two”", "Move “Two” to the trash"]) {
      await keyboard.press("Tab");
      await focused("button", name);
    }
    await keyboard.press("Enter");
    await focused("button", "Undo");
    assert.equal(await link(ann, /^Two/).count(), 0);
    await keyboard.press("Enter");
    await focused("link", /^Two/);
    await ann.page.getByRole("button", { name: "Move “Two” to the trash" }).press("Enter");
    await focused("button", "Undo");
    await keyboard.press("Escape");
    await focused("link", /^One/);
    await ann.page.getByRole("link", { name: "Trash" }).press("Enter");
    await focused("heading", "Trash");
    await ann.page.getByRole("button", { name: "Restore “Two”" }).press("Enter");
    await focused("button", "Open it");
    await ann.page.getByText("The trash is empty").waitFor();
    await keyboard.press("Enter");
    await ann.saved();
    await ann.list();
    await ann.page.getByRole("button", { name: "Move “Two” to the trash" }).press("Enter");
    await focused("button", "Undo");
    await ann.page.getByRole("link", { name: "Trash" }).press("Enter");
    const purge = ann.page.getByRole("button", { name: "Delete for good: “Two”" });
    await purge.press("Enter");
    await focused("button", "Cancel");
    await keyboard.press("Enter");
    await focused("button", "Delete for good: “Two”");
    await purge.press("Enter");
    await focused("button", "Cancel");
    await keyboard.press("Shift+Tab");
    await focused("button", "Delete for good");
    await keyboard.press("Enter");
    await ann.page.getByText("The trash is empty").waitFor();
    await focused("heading", "Trash");
    await ann.page.getByRole("link", { name: "All documents" }).press("Enter");
    await link(ann, /^One/).waitFor();
    assert.equal(await ann.page.getByRole("listitem").count(), 1);
  },

  async "the owner says what the link opens, and those who are here feel it at once"({ arrive }) {
    const ann = await arrive();
    const bob = await arrive();
    const path = await ann.create();
    await bob.open(path);
    await share(ann);
    await ann.page.getByRole("radio", { name: /^Read/ }).check();
    await bob.says(/^Read-only/);
    await ann.page.getByText("Saved. It holds at once").waitFor();
    await share(bob);
    await bob.page.getByText("Whoever has the link can read.").waitFor();
    await bob.page.getByText(/^Only .+, who owns the document, can change that\.$/).waitFor();
    assert.equal(await bob.page.getByRole("radio").count(), 0);
    await bob.page.keyboard.press("Escape");
    await ann.page.getByRole("radio", { name: /^Write/ }).check();
    await bob.saved();
    await ann.page.getByRole("radio", { name: /^Nothing/ }).check();
    await bob.says(/^No access$/);
    await bob.page.getByRole("alert").getByText("Ask its owner").waitFor();
    await ann.page.keyboard.press("Escape");
    await ann.page.getByRole("button", { name: "Share" }).and(ann.page.locator(":focus")).waitFor();
  },

  async "a new name, colour and language are seen at once"({ arrive }) {
    const ann = await arrive();
    const bob = await arrive();
    const path = await ann.create();
    await bob.open(path);
    const tab = await ann.page.context().newPage();
    await tab.goto(`${ann.origin}/`);
    await tab.getByRole("button", { name: /^You are/ }).click();
    await tab.getByRole("textbox", { name: "Name that others see" }).fill("Ann of the Hill");
    await tab.getByRole("radio", { name: "Violet" }).check();
    await tab.getByRole("button", { name: "Save" }).click();
    await tab.getByRole("button", { name: /^You are Ann of the Hill/ }).waitFor();
    await bob.page
      .getByRole("list", { name: "People here" })
      .getByText("Ann of the Hill", { exact: true })
      .waitFor();
    await ann.page.getByText("Ann of the Hill (you)").waitFor({ state: "attached" });
    await tab.getByRole("button", { name: /^You are/ }).click();
    await tab.getByRole("combobox", { name: "Language of the page" }).selectOption("de");
    await tab.getByRole("heading", { name: "Du", exact: true }).waitFor();
    await tab.keyboard.press("Escape");
    assert.equal(await tab.locator("html").getAttribute("lang"), "de");
    await tab.reload();
    await tab.getByRole("heading", { name: "Deine Dokumente" }).waitFor();
    const german = await arrive({ locale: "de-AT" });
    await german.list();
    await german.page.getByRole("heading", { name: "Deine Dokumente" }).waitFor();
  },

  async "who is in a document that is deleted is told, and its owner takes it back"({ arrive }) {
    const ann = await arrive();
    const bob = await arrive();
    const path = await ann.create();
    await ann.type("Something to keep.");
    await bob.open(path);
    await bob.sees("Something to keep.");
    const tab = await ann.page.context().newPage();
    await tab.goto(`${ann.origin}/`);
    await tab.getByRole("button", { name: "Move “Untitled” to the trash" }).click();
    await bob.says(/^Deleted$/);
    await bob.sees("Something to keep.");
    assert.equal(await bob.page.getByRole("button", { name: "Take it back" }).count(), 0);
    await bob.photograph("deleted-light");
    await ann.page.reload();
    await ann.page.getByText("This document is in your trash.").waitFor();
    await ann.photograph("in-own-trash");
    await ann.page.getByRole("button", { name: "Take it back" }).click();
    await ann.saved();
    await ann.sees("Something to keep.");
    await bob.page.getByRole("button", { name: "Try again" }).click();
    await bob.saved();
    await bob.sees("Something to keep.");
  },

  async "a list that cannot be brought up to date says so, and goes on by itself"({ arrive }) {
    const ann = await arrive();
    await make(ann, "Kept in sight");
    ann.pullCable();
    await ann.page.getByRole("alert").getByText("The list cannot be brought up to date.").waitFor();
    await link(ann, /^Kept in sight/).waitFor();
    ann.plugCable();
    await ann.page.getByRole("alert").getByText("The list").waitFor({ state: "detached" });
  },
};

function link(person, name) {
  return person.page.getByRole("link", { name });
}

async function rename(person, title) {
  const field = person.page.getByRole("textbox", { name: "Title of the document" });
  await field.fill(title);
  await field.press("Enter");
}

/** Makes a document and comes back to the list. */
async function make(person, title) {
  await person.create();
  await rename(person, title);
  await person.page.getByRole("link", { name: "All documents" }).click();
  await link(person, title).waitFor();
}

async function share(person) {
  await person.page.getByRole("button", { name: "Share" }).click();
  await person.page.getByRole("dialog").waitFor();
}
