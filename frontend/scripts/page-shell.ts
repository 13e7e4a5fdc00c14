import { createHash } from "node:crypto";
import type { Plugin } from "vite";

const WORKER = "service-worker.js";

/** Tells the service worker what the page is made of, so that the page opens without a network. */
export function pageShell(alongside: readonly string[]): Plugin {
  return {
    name: "page-shell",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      const worker = bundle[WORKER];
      const page = bundle["index.html"];
      if (worker?.type !== "chunk" || page?.type !== "asset")
        throw new Error("no service worker, or no page");
      if (worker.imports.length > 0) throw new Error("the service worker cannot import");
      const built = Object.keys(bundle).filter((name) => name.startsWith("assets/"));
      const files = [...alongside, ...built.map((name) => `/${name}`)].sort();
      const name = createHash("sha256")
        .update(JSON.stringify(files))
        .update(page.source)
        .digest("hex")
        .slice(0, 12);
      worker.code = `const SHELL=${JSON.stringify({ name, files })};\n${worker.code}`;
    },
  };
}
