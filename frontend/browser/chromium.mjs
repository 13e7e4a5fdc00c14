import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium as playwright } from "playwright-core";

/** What the tests write: out of the way of everything else, and swept by a clean build. */
export const target = fileURLToPath(new URL("../../target/browser/", import.meta.url));

/** A real Chromium that comes inside an npm package; it unpacks into the temporary directory. */
export async function launch() {
  process.env.TMPDIR = `${target}tmp`;
  mkdirSync(process.env.TMPDIR, { recursive: true });
  const { default: chromium } = await import("@sparticuz/chromium");
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--headless=old",
      "--font-render-hinting=none",
    ],
  });
}
