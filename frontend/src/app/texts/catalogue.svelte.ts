import type { Texts } from "./en.ts";

/** Each language is a file of its own, so that only the chosen one is loaded. */
const catalogues = {
  en: async () => (await import("./en.ts")).en,
  de: async () => (await import("./de.ts")).de,
} satisfies Record<string, () => Promise<Texts>>;

export type Language = keyof typeof catalogues;

/** What each language calls itself: to be found by whoever cannot read the present one. */
export const languageNames: Readonly<Record<Language, string>> = { en: "English", de: "Deutsch" };

const KEPT_UNDER = "cowrite.language";

let spoken = $state.raw<Texts | null>(null);
let chosen = $state<Language>("en");

/** Everything the page says, in the language of its reader; there once {@link speak} has ended. */
export const texts = new Proxy({} as Texts, {
  get: (_, key) => Reflect.get(spoken ?? {}, key),
});

export function language(): Language {
  return chosen;
}

/** The reader's own kind of the language, for dates and numbers: English has many. */
export function locale(): string {
  return navigator.languages.find((one) => languageOf(one) === chosen && isLocale(one)) ?? chosen;
}

/** Some browsers name languages in forms of their systems, such as `en-US@posix`. */
function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}

/** Speaks `wanted` from now on. */
export async function speak(wanted: Language): Promise<void> {
  spoken = await catalogues[wanted]();
  chosen = wanted;
  document.documentElement.lang = wanted;
}

/** Speaks `wanted` from now on, and at the next visit. */
export async function choose(wanted: Language): Promise<void> {
  await speak(wanted);
  keep(wanted);
}

/** What the reader chose here, else what their browser asks for first, else English. */
export function preferred(): Language {
  return [kept(), ...navigator.languages].map(languageOf).find((one) => one !== null) ?? "en";
}

function languageOf(tag: string | null): Language | null {
  const name = tag?.toLowerCase().split("-")[0];
  return name !== undefined && Object.hasOwn(catalogues, name) ? (name as Language) : null;
}

/** A browser may keep nothing for anybody: then the choice holds as long as the page. */
function kept(): string | null {
  try {
    return localStorage.getItem(KEPT_UNDER);
  } catch {
    return null;
  }
}

function keep(wanted: Language): void {
  try {
    localStorage.setItem(KEPT_UNDER, wanted);
  } catch {
    // As above.
  }
}
