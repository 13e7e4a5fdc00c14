import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/** What a screen may load before it can be used, in bytes as they are sent. */
const BUDGETS = [
  { screen: "list", module: null, bytesMax: 60_000 },
  { screen: "editor", module: "DocumentScreen.svelte", bytesMax: 220_000 },
] as const;

/** Addresses in the code that nobody fetches: names of XML's languages, and where an error is explained. */
const NOT_FETCHED = [/^http:\/\/www\.w3\.org\//, /^https:\/\/svelte\.dev\/e\//];

export interface Part {
  readonly name: string;
  readonly text: string;
  /** Names of the parts without which this one does not run, style sheets included. */
  readonly needs: readonly string[];
  readonly isEntry: boolean;
  /** The files that it was made of. */
  readonly modules: readonly string[];
}

/** Ends the build when a screen's first load is above its budget, or something would be loaded from elsewhere. */
export function firstLoad(): Plugin {
  return {
    name: "first-load",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      const parts = Object.values(bundle).map((file): Part => {
        if (file.type === "asset") {
          const text =
            typeof file.source === "string" ? file.source : Buffer.from(file.source).toString("latin1");
          return {
            name: file.fileName,
            text,
            needs: [],
            isEntry: file.fileName.endsWith(".html"),
            modules: [],
          };
        }
        const styles = file.viteMetadata?.importedCss ?? [];
        return {
          name: file.fileName,
          text: file.code,
          needs: [...file.imports, ...styles],
          isEntry: file.isEntry,
          modules: Object.keys(file.modules),
        };
      });
      for (const { screen, bytes, bytesMax } of loads(parts)) {
        this.info(`first load of the ${screen}: ${bytes} of ${bytesMax} bytes`);
        if (bytes > bytesMax)
          this.error(`The first load of the ${screen} has ${bytes} bytes, ${bytesMax} may be.`);
      }
      const foreign = parts.flatMap(({ name, text }) =>
        addressesElsewhere(text).map((url) => `${name}: ${url}`),
      );
      if (foreign.length > 0) this.error(`Addresses elsewhere:\n${foreign.join("\n")}`);
    },
  };
}

/** The first load of each screen, compressed, with the texts of the longest language. */
export function loads(parts: readonly Part[]) {
  const byName = new Map(parts.map((part) => [part.name, part]));
  const languages = parts.filter((part) =>
    part.modules.some((module) => /\/texts\/[a-z]+\.ts$/.test(module)),
  );
  const longest = languages.toSorted((one, other) => bytesOf(other) - bytesOf(one)).slice(0, 1);
  return BUDGETS.map(({ screen, module, bytesMax }) => {
    const own = parts.filter(
      (part) => module !== null && part.modules.some((path) => path.endsWith(`/${module}`)),
    );
    if (longest.length === 0 || (module !== null && own.length !== 1))
      throw new Error(`the first load of the ${screen} cannot be told: a part of it has another name now`);
    const needed = new Set<Part>();
    const need = (part: Part) => {
      if (needed.has(part)) return;
      needed.add(part);
      for (const name of part.needs) {
        const next = byName.get(name);
        if (next) need(next);
      }
    };
    [...parts.filter((part) => part.isEntry), ...longest, ...own].forEach(need);
    return { screen, bytesMax, bytes: [...needed].reduce((sum, part) => sum + bytesOf(part), 0) };
  });
}

function bytesOf(part: Part): number {
  return gzipSync(part.text).length;
}

/** Absolute addresses in `code` that are none of {@link NOT_FETCHED}. */
export function addressesElsewhere(code: string): readonly string[] {
  const found = code.match(/\b(?:https?|wss?):\/\/[\w.-]+\.\w+[^"'`\s)]*/g) ?? [];
  return found.filter((url) => !NOT_FETCHED.some((known) => known.test(url)));
}
