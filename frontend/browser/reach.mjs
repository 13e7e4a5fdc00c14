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

  async "names that all objects have do no harm to the page"({ arrive }) {
    const ann = await arrive();
    const { page } = ann;
    await page.routeWebSocket(/\/ws\/documents\//, (socket) => {
      const service = socket.connectToServer();
      service.onMessage((frame) => {
        socket.send(frame);
        const { type, version } = JSON.parse(frame);
        if (type === "welcome") for (const hostile of hostileFrames(version)) socket.send(hostile);
      });
    });
    await ann.list();
    const common = () => page.evaluate(() => Object.getOwnPropertyNames(Object.prototype).sort().join(" "));
    const before = await common();
    await ann.create();
    const faces = page.getByRole("list", { name: "People here" }).getByRole("button", { name: "toString" });
    await faces.waitFor();
    await ann.seesTitle("__proto__ · Cowrite");
    await ann.type("as ever");
    await ann.saved();
    assert.equal(await common(), before);
    assert.equal(await page.evaluate(() => typeof {}.polluted), "undefined");
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

/** A title, and people, called as what every object has; `version` is the connection's. */
function hostileFrames(version) {
  const changed = ["__proto__", "constructor", "prototype", "toString"].map((name) => {
    const user = `{"id":"${name}","name":"${name}","color":"#336699"}`;
    return `{"sessionId":"${name}","user":${user},"selection":null,"state":{"${name}":{"polluted":true}}}`;
  });
  return [
    `{"type":"presence","version":${version},"changed":[${changed}],"left":[],"viewers":5}`,
    '{"type":"notice","code":"renamed","message":"","title":"__proto__","__proto__":{"polluted":true}}',
  ];
}
