import { locale } from "./texts/catalogue.svelte.ts";

/** A day as the reader writes it, from a time in ISO 8601. */
export function day(time: string): string {
  return new Date(time).toLocaleDateString(locale(), { day: "numeric", month: "short", year: "numeric" });
}
