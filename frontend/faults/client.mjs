import { createServer } from "vite";
import { Service } from "../browser/service.mjs";
import { seeded } from "./bugs.mjs";

const DOCUMENT_UNITS = 12_000;

/**
 * Starts a service for `work`, which is given `load(bug, use)`: it loads the client, with `bug` if that is not null, and
 * calls `use(run)`; `run(wish)` is a campaign.
 */
export async function withClient(work) {
  // Small, so that lines that fell silent are noticed soon, much is refused and what gathered is cut.
  Object.assign(process.env, {
    COWRITE_HEARTBEAT_MILLIS: "1000",
    COWRITE_LIMITS_DOCUMENT_UNITS: String(DOCUMENT_UNITS),
    COWRITE_LIMITS_OPERATION_COMPONENTS: "24",
    COWRITE_LIMITS_REFUSALS_PER_MINUTE: "100000",
  });
  const service = await Service.start();
  try {
    await work((bug, use) => load(service, bug, use));
  } finally {
    await service.stop();
  }
}

async function load(service, bug, use) {
  const vite = await createServer({
    configFile: false,
    appType: "custom",
    logLevel: "error",
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    plugins: bug ? [seeded(bug)] : [],
  });
  try {
    const { campaign } = await vite.ssrLoadModule("/faults/campaign.ts");
    return await use((wish) =>
      campaign(service, { settledMillis: 180_000, ...wish, documentUnits: DOCUMENT_UNITS }),
    );
  } finally {
    await vite.close();
  }
}
