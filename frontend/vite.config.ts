import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";
import { firstLoad } from "./scripts/first-load.ts";
import { pageShell } from "./scripts/page-shell.ts";

export default defineConfig({
  plugins: [svelte(), firstLoad(), pageShell(["/favicon.svg"])],
  build: {
    outDir: "../target/classes/static",
    emptyOutDir: true,
    assetsInlineLimit: 0, // the page's policy allows no data: URLs
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    target: "es2023",
    rolldownOptions: {
      input: { index: "index.html", "service-worker": "src/worker/service-worker.ts" },
      output: {
        entryFileNames: ({ name }) => (name === "service-worker" ? "[name].js" : "assets/[name]-[hash].js"),
      },
    },
  },
  server: {
    proxy: {
      "/api": { target: process.env.COWRITE_URL ?? "http://localhost:8080" },
      "/ws": { target: process.env.COWRITE_URL ?? "http://localhost:8080", ws: true },
    },
  },
  test: {
    include: ["{src,scripts}/**/*.test.ts"],
    environment: "node",
  },
});
