import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { launch, target } from "./chromium.mjs";
import { scenarios } from "./scenarios.mjs";
import { Service } from "./service.mjs";

/** `COWRITE_URL` names a service that runs already; an argument picks the scenarios whose names contain it. */
const wanted = process.argv[2] ?? "";
mkdirSync(join(target, "..", "screenshots"), { recursive: true });
const service = process.env.COWRITE_URL ? null : await Service.start();
const url = process.env.COWRITE_URL ?? service.url;
let failures = 0;
try {
  const browser = await launch();
  for (const [name, scenario] of Object.entries(scenarios)) {
    if (name.includes(wanted)) await run(name, scenario, browser);
  }
  await browser.close();
} finally {
  await service?.stop();
}
process.exitCode = failures > 0 ? 1 : 0;

async function run(name, scenario, browser) {
  const began = Date.now();
  try {
    const people = await scenario({ browser, url, service });
    if (typeof people === "string") {
      console.log(`- ${name}: left out, ${people}`);
      return;
    }
    const complaints = people.flatMap((person) => person.complaints);
    if (complaints.length > 0) throw new Error(complaints.join("\n"));
    console.log(`✓ ${name} (${Date.now() - began} ms)`);
  } catch (problem) {
    failures++;
    console.log(`✗ ${name}\n${problem.stack}`);
    await photographAll(browser, name);
  }
  for (const context of browser.contexts()) await context.close();
}

/** What everybody saw when it went wrong. */
async function photographAll(browser, name) {
  const pages = browser.contexts().flatMap((context) => context.pages());
  for (const [index, page] of pages.entries()) {
    const path = join(target, "..", "screenshots", `failed-${name.replace(/\W+/g, "-")}-${index + 1}.png`);
    await page.screenshot({ path }).catch((problem) => console.log(`no picture: ${problem.message}`));
  }
}
