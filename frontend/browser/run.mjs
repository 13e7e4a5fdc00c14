import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { launch, target } from "./chromium.mjs";
import { Person } from "./people.mjs";
import { scenarios } from "./scenarios.mjs";
import { Service } from "./service.mjs";

/** `COWRITE_URL` names a service that runs already; an argument picks the scenarios whose names contain it. */
const wanted = process.argv[2] ?? "";
mkdirSync(join(target, "..", "screenshots"), { recursive: true });
const service = process.env.COWRITE_URL ? null : await Service.start();
const url = process.env.COWRITE_URL ?? service.url;
let failures = 0;
try {
  let browser = await launch();
  for (const [name, scenario] of Object.entries(scenarios)) {
    if (!name.includes(wanted)) continue;
    if (!browser.isConnected()) browser = await launch();
    await run(name, scenario, browser);
  }
  await browser.close();
} finally {
  await service?.stop();
}
process.exitCode = failures > 0 ? 1 : 0;

async function run(name, scenario, browser) {
  const began = Date.now();
  const people = [];
  const arrive = async (look) => {
    const person = await Person.arrive(browser, url, look);
    people.push(person);
    return person;
  };
  try {
    const leftOut = await scenario({ arrive, service, url });
    const complaints = people.flatMap((person) => person.complaints);
    if (complaints.length > 0) throw new Error(complaints.join("\n"));
    console.log(leftOut ? `- ${name}: left out, ${leftOut}` : `✓ ${name} (${Date.now() - began} ms)`);
  } catch (problem) {
    failures++;
    console.log(`✗ ${name}\n${problem.stack}`);
    await photographAll(browser, name);
  }
  // A browser that died has let everybody go.
  for (const person of people) await person.leave().catch((problem) => console.log(problem.message));
}

/** What everybody saw when it went wrong. */
async function photographAll(browser, name) {
  const pages = browser.contexts().flatMap((context) => context.pages());
  for (const [index, page] of pages.entries()) {
    const path = join(target, "..", "screenshots", `failed-${name.replace(/\W+/g, "-")}-${index + 1}.png`);
    await page.screenshot({ path }).catch((problem) => console.log(`no picture: ${problem.message}`));
  }
}
