import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";
import { firstLoad } from "./scripts/first-load.ts";

export default defineConfig({
  plugins: [svelte(), firstLoad()],
  build: {
    outDir: "../target/classes/static",
    emptyOutDir: true,
    assetsInlineLimit: 0, // the page's policy allows no data: URLs
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    target: "es2023",
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
