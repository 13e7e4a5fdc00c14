import assert from "node:assert/strict";

/** What becomes of text when line, service or page fail. */
export const offline = {
  async "what is typed while the line is out is kept and merged"({ arrive }) {
    const ann = await arrive();
    const bob = await arrive();
    const path = await ann.create();
    await ann.type("one two");
    await bob.open(path);
    await bob.sees("one two");
    await ann.offline(true);
    await ann.type(" three");
    await ann.says(/^Offline, 6 changes kept on this device$/);
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

  async "a page that is reloaded or killed comes back with what was typed"({ arrive }) {
    const ann = await arrive();
    const bob = await arrive();
    const path = await ann.create();
    await bob.open(path);
    await ann.type("one ");
    await ann.page.reload();
    await ann.sees("one ");
    await ann.type("two ");
    await ann.loseTab();
    await ann.open(path);
    await ann.sees("one two ");
    await bob.sees("one two ");
    assert.equal(await ann.page.getByRole("complementary").count(), 0);
  },

  async "a page opens without a network, takes text, and keeps it when it is closed again"({ arrive }) {
    const ann = await arrive();
    const path = await ann.create();
    await ann.type("one ");
    await ann.saved();
    await ann.hasShell();
    await ann.offline(true);
    await ann.page.reload();
    await ann.sees("one ");
    await ann.says(/^(Offline|Connecting…)$/);
    await ann.type("two ");
    await ann.says(/^Offline, 4 changes kept on this device$/);
    await ann.photograph("offline-reopened");
    await ann.vanishes();
    await ann.page.goto(ann.origin + path);
    await ann.sees("one two ");
    await ann.type("three");
    await ann.says(/^Offline, 9 changes kept on this device$/);
    await ann.offline(false);
    await ann.says(/^Saved$/);
    await ann.sees("one two three");
    const bob = await arrive();
    await bob.open(path);
    await bob.sees("one two three");
  },

  async "the list opens without a network and has what is kept on this device"({ arrive }) {
    const ann = await arrive();
    const { page } = ann;
    const path = await ann.create();
    await ann.type("one ");
    await ann.saved();
    await ann.hasShell();
    await ann.offline(true);
    await ann.type("two");
    await ann.says(/^Offline, 3 changes kept on this device$/);
    await ann.list();
    await page.getByRole("alert").getByText("The list cannot be loaded.").waitFor();
    await ann.says(/^These documents are kept on this device/);
    await ann.photograph("list-offline");
    await page.getByRole("link", { name: "Untitled 3 changes that are not saved yet" }).click();
    await ann.sees("one two");
    await ann.type(" three");
    assert.equal(new URL(page.url()).pathname, path);
    await page.getByRole("link", { name: "All documents" }).click();
    await ann.says(/^These documents are kept on this device/);
    await ann.offline(false);
    await page.getByRole("link", { name: /^Untitled/ }).click();
    await ann.saved();
    await ann.sees("one two three");
  },

  async "what is on its way when page, line or service end is saved once"({ arrive, service }) {
    if (!service) return "it needs a service that was started here";
    const ann = await arrive();
    const bob = await arrive();
    const path = await ann.create();
    await bob.open(path);
    await ann.type("a");
    await ann.sees("a");
    await ann.vanishes();
    await ann.open(path);
    await ann.type("b");
    ann.pullCable();
    await ann.type("c");
    await ann.vanishes();
    ann.plugCable();
    await ann.open(path);
    await Promise.all([ann.type("defgh"), service.kill()]);
    await ann.says(/^Offline, \d changes? kept on this device$/);
    await ann.vanishes();
    await service.start();
    await ann.open(path);
    await ann.type("i");
    await ann.sees("abcdefghi");
    await ann.says(/^Saved$/);
    await bob.says(/^Saved$/);
    await bob.sees("abcdefghi");
    assert.equal(await ann.page.getByRole("complementary").count(), 0);
  },

  async "two tabs are two replicas, and what both left is sent by the next one"({ arrive }) {
    const ann = await arrive();
    const path = await ann.create();
    await ann.type("0");
    await ann.saved();
    const first = ann.page;
    ann.page = await ann.tab();
    await ann.open(path);
    await ann.sees("0");
    await ann.hasShell();
    await ann.offline(true);
    await ann.says(/^Offline$/);
    await ann.type("2");
    await ann.says(/^Offline, 1 change kept on this device$/);
    await ann.vanishes();
    const second = ann.page;
    ann.page = first;
    await ann.says(/^Offline$/);
    await ann.type("1");
    await ann.says(/^Offline, 1 change kept on this device$/);
    await ann.vanishes();
    await second.close();
    await ann.offline(false);
    await ann.open(path);
    await ann.seesLetters("012");
    await ann.saved();
    const bob = await arrive();
    await bob.open(path);
    await bob.seesLetters("012");
  },

  async "text of a replica that cannot go on is in the tray after a reload, and can be put back"({ arrive }) {
    const ann = await arrive();
    const path = await ann.create();
    await ann.type("kept ");
    await ann.saved();
    await ann.hasShell();
    await ann.offline(true);
    await ann.type("lost");
    await ann.says(/^Offline, 4 changes kept on this device$/);
    await ann.page.close();
    await ann.becomesSomebodyElse();
    ann.page = await ann.tab();
    await ann.offline(false);
    await ann.open(path);
    await ann.page.getByText("This may not have been saved.").waitFor();
    await ann.page.reload();
    await ann.page.getByText("This may not have been saved.").waitFor();
    await ann.sees("kept ");
    await ann.photograph("tray");
    await ann.page.getByRole("button", { name: "Put back" }).click();
    await ann.sees("kept lost");
    await ann.saved();
    await ann.page.reload();
    await ann.sees("kept lost");
    assert.equal(await ann.page.getByRole("complementary").count(), 0);
  },

  async "a page that is older than the service says so and is new after a click"({ arrive }) {
    const ann = await arrive();
    await ann.create();
    await ann.hasShell();
    await ann.page.evaluate(() =>
      navigator.serviceWorker.dispatchEvent(
        new MessageEvent("message", { data: { shell: ["/assets/new.js"] } }),
      ),
    );
    await ann.says(/^Update needed/);
    await ann.type("kept");
    await ann.photograph("update-needed");
    await ann.page.getByRole("button", { name: "Reload" }).click();
    await ann.sees("kept");
    await ann.saved();
  },

  async "the browser asks before text is thrown away that it cannot keep"({ arrive }) {
    const ann = await arrive();
    await ann.forbidStorage();
    await ann.create();
    let asked = 0;
    ann.page.on("dialog", (dialog) => {
      asked++;
      return dialog.dismiss();
    });
    await ann.offline(true);
    await ann.type("precious");
    await ann.says(/^Offline, 8 changes kept in this tab$/);
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
