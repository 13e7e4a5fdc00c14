// Builds or tests the page in frontend/, doing nothing that was done already for the same files.
// usage: node src/build/page.mjs build OUTPUT_DIRECTORY | test
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const frontend = join(root, "frontend");
const notSources = new Set(["node_modules", "dist", "coverage", "test-results"]);

function filesOf(directory) {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => !notSources.has(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(directory, entry.name);
      return entry.isDirectory() ? filesOf(path) : [path];
    });
}

function fingerprint(files) {
  const hash = createHash("sha256").update(process.version);
  for (const file of files) {
    hash.update(file).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function npm(...words) {
  const options = { cwd: frontend, stdio: ["ignore", "inherit", "inherit"], shell: process.platform === "win32" };
  const { status, error } = spawnSync("npm", words, options);
  if (error) {
    console.error(`npm could not be started (${error.message}); install Node 20 or newer, which brings npm.`);
  }
  if (status !== 0) {
    process.exit(status ?? 1);
  }
}

/** Runs `work` unless it succeeded before for the same fingerprint and `product` is still there. */
function once(product, stamp, wanted, work) {
  if (existsSync(product) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) {
    return;
  }
  work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

const [step, output] = process.argv.slice(2);
const major = Number(process.versions.node.split(".")[0]);
if (major < 20) {
  console.error(`The page needs Node 20 or newer; this is ${process.version}.`);
  process.exit(1);
}
const locked = fingerprint([join(frontend, "package.json"), join(frontend, "package-lock.json")]);
const packages = join(frontend, "node_modules");
once(packages, join(packages, ".cowrite-installed"), locked, () => npm("ci", "--no-audit", "--no-fund"));
if (step === "build" && output) {
  once(join(output, "index.html"), join(output, "../../page.stamp"), fingerprint(filesOf(frontend)), () =>
    npm("run", "build"),
  );
} else if (step === "test") {
  npm("run", "check");
  npm("test");
} else {
  console.error("usage: node src/build/page.mjs build OUTPUT_DIRECTORY | test");
  process.exit(2);
}
