import { withClient } from "./client.mjs";

const wish = { seed: Math.floor(Math.random() * 1_000_000), rounds: 6, together: 6, millis: 6_000, kills: 1 };
for (const argument of process.argv.slice(2)) {
  const [name, value] = argument.split("=");
  if (!(name in wish)) throw new Error(`unknown: ${argument}; known: ${Object.keys(wish).join("=, ")}=`);
  wish[name] = Number(value);
}
console.log(
  `npm run faults -- ${Object.entries(wish)
    .map(([name, value]) => `${name}=${value}`)
    .join(" ")}`,
);
await withClient((load) =>
  load(null, async (run) => {
    const { failed, tally } = await run(wish);
    console.log(String(tally));
    if (tally.missing.length > 0) console.log(`never: ${tally.missing.join(", ")}`);
    if (failed.length > 0) console.log(`failed: ${failed.map(({ seed }) => `seed=${seed}`).join(" ")}`);
    process.exitCode = failed.length > 0 || tally.missing.length > 0 ? 1 : 0;
  }),
);
