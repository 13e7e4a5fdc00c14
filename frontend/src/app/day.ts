import { locale } from "./texts/catalogue.svelte.ts";

/** A day as the reader writes it, from a time in ISO 8601. */
export function day(time: string): string {
  return new Date(time).toLocaleDateString(locale(), { day: "numeric", month: "short", year: "numeric" });
}

/** The time of day as the reader writes it, from milliseconds. */
export function clock(time: number): string {
  return new Date(time).toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit" });
}
