import { tick } from "svelte";

/** After a row has gone: puts the focus on what came to its place, else on the row before, else on the heading. */
export async function focusRow(at: number): Promise<void> {
  await tick();
  const rows = document.querySelectorAll("[data-row]");
  const row = rows[Math.min(at, rows.length - 1)];
  const next = row?.querySelector("a, button") ?? document.querySelector("[data-list-heading]");
  if (next instanceof HTMLElement) next.focus();
}
