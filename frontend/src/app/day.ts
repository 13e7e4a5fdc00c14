import { locale } from "./texts/catalogue.svelte.ts";

/** A day as the reader writes it, from a time in ISO 8601. */
export function day(time: string): string {
  return new Date(time).toLocaleDateString(locale(), { day: "numeric", month: "short", year: "numeric" });
}

/** When, as the reader writes it, from milliseconds: the time of day, and the day if it is not that of `now`. */
export function moment(time: number, now: number): string {
  const date = new Date(time);
  const ofDay = { hour: "2-digit", minute: "2-digit" } as const;
  if (date.toDateString() === new Date(now).toDateString()) return date.toLocaleTimeString(locale(), ofDay);
  return date.toLocaleString(locale(), { day: "numeric", month: "short", ...ofDay });
}
