import { bugs } from "./bugs.mjs";
import { withClient } from "./client.mjs";

/** Each mistake must be noticed within this many rounds. */
const ROUNDS_MAX = 24;
const TOGETHER = 6;

const wanted = process.argv[2] ?? "";
await withClient(async (load) => {
  console.log("| mistake | in | seed | noticed by |\n|---|---|---|---|");
  for (const bug of bugs.filter(({ name }) => name.includes(wanted))) {
    const found = await load(bug, (run) => hunt(run));
    console.log(
      `| ${bug.name} | \`${bug.file}\` | ${found?.seed ?? "**not found**"} | ${found?.problem ?? ""} |`,
    );
    if (!found) process.exitCode = 1;
  }
});

async function hunt(run) {
  for (let seed = 1; seed <= ROUNDS_MAX; seed += TOGETHER) {
    const { failed } = await run({
      seed,
      rounds: TOGETHER,
      together: TOGETHER,
      millis: 4_000,
      kills: 0,
      settledMillis: 30_000,
    });
    if (failed.length > 0) return failed[0];
  }
  return null;
}
