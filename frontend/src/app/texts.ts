import type { Status } from "../client/session.ts";
import { texts } from "./texts/catalogue.svelte.ts";

export { texts };

/** The word for a status; always visible, also on a phone. */
export function statusWord(status: Status): string {
  const words = texts.status;
  switch (status.kind) {
    case "loading":
      return words.opening;
    case "saved":
      return words.saved;
    case "saving":
      return words.saving;
    case "delayed":
      return words.delayed(status.edits, status.place);
    case "readOnly":
      return status.edits === 0 ? words.readOnly : words.readOnlyUnsaved(status.edits);
    case "connecting":
      return status.edits === 0 ? words.connecting : words.offlineUnsaved(status.edits, status.place);
    case "waiting":
      return status.edits === 0 ? words.offline : words.offlineUnsaved(status.edits, status.place);
    case "stopped":
      return closing(status.code).word;
  }
}

export function refusal(code: string): string {
  const refusals: Readonly<Record<string, string>> = texts.refusals;
  return refusals[code] ?? texts.refusals.other;
}

/** What a close code means to its reader, and what the page offers to do. */
export interface Closing {
  readonly word: string;
  readonly sentence: string;
  /** Null: neither trying again nor reloading can help. */
  readonly next: "retry" | "reload" | null;
}

/** An end after which nothing is tried until its reader asks. */
export function closing(code: number): Closing {
  const said = texts.closings;
  switch (code) {
    case 1002:
    case 1003:
    case 1007:
    case 4400:
    case 4406:
      return { ...said.update, next: "reload" };
    case 4404:
      return { ...said[code], next: null };
    case 1009:
    case 4401:
    case 4403:
    case 4409:
    case 4410:
    case 4413:
      return { ...said[code], next: "retry" };
    default:
      return { word: said.other.word, sentence: said.other.sentence(code), next: "retry" };
  }
}

/** Why the page is not connected, while it tries again by itself. */
export function delay(code: number): string {
  const said = texts.delays;
  switch (code) {
    case 1011:
    case 1012:
    case 1013:
    case 4411:
    case 4412:
    case 4429:
      return said[code];
    default:
      return said.lost;
  }
}
