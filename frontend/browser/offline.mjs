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
