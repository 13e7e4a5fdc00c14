import type { Status } from "../client/session.ts";

/** Everything the page says, in English. */
export const texts = {
  brand: "Cowrite",
  loading: "Loading…",
  tryNow: "Try now",
  tryAgain: "Try again",
  copy: "Copy",
  copied: "Copied",
  dismiss: "Dismiss",
  save: "Save",
  cancel: "Cancel",
  list: {
    heading: "Your documents",
    create: "New document",
    creating: "Creating…",
    untitled: "Untitled",
    rename: (title: string) => `Rename “${title}”`,
    titleOf: (title: string) => `New title of “${title}”`,
    empty: "Nothing here yet. Make a document, then send its link to whoever should write with you.",
    more: "Show more",
    by: (owner: string) => `by ${owner}`,
    yours: "yours",
    youAre: (name: string) => `You are ${name}`,
  },
  editor: {
    back: "All documents",
    title: "Title of the document",
    label: (title: string) => `Text of ${title}`,
    placeholder: "Write something…",
    copyLink: "Copy link",
    linkCopied: "Link copied",
    keyboard: "Tab indents; press Escape, then Tab, to leave the editor.",
    people: "People here",
    you: (name: string) => `${name} (you)`,
    morePeople: (count: number) => `${count} more`,
  },
  tray: {
    heading: "Text kept for you",
    textOf: "Kept text",
    refused: (code: string) =>
      refusals[code] ?? "The service refused this change; it is not in the document.",
    perhaps: "This may not have been saved. Check the document before you put it back.",
    noText: "The change removed text only.",
    copyUnsaved: "Copy unsaved text",
  },
  errors: {
    unreachable: "The service cannot be reached.",
    failed: "That did not work.",
    signedOut: "You are not signed in, and guests are not allowed here.",
  },
} as const;

const refusals: Readonly<Record<string, string>> = {
  past_end: "This change reached past the end of the document and was refused.",
  cuts_surrogate_pair: "This change would have cut a character in two and was refused.",
  too_large: "This change was too large and was refused.",
  document_full: "The document is full; this text did not fit in.",
  schema: "This kind of document does not allow this change.",
  failed: "The service failed on this change; it is not in the document.",
};

/** The word for a status; always visible, also on a phone. */
export function statusWord(status: Status): string {
  switch (status.kind) {
    case "loading":
      return "Opening…";
    case "saved":
      return "Saved";
    case "saving":
      return "Saving…";
    case "delayed":
      return `Cannot save just now, ${changes(status.edits)} kept in this tab`;
    case "readOnly":
      return status.edits === 0 ? "Read-only" : `Read-only, ${changes(status.edits)} not saved`;
    case "connecting":
      return status.edits === 0 ? "Connecting…" : `Offline, ${changes(status.edits)} kept in this tab`;
    case "waiting":
      return status.edits === 0 ? "Offline" : `Offline, ${changes(status.edits)} kept in this tab`;
    case "stopped":
      return closing(status.code).word;
  }
}

export function reconnecting(seconds: number): string {
  return `Reconnecting in ${seconds} s`;
}

function changes(count: number): string {
  return count === 1 ? "1 change" : `${count} changes`;
}

/** What a close code means to its reader. `retry` is false where asking again cannot help. */
export interface Closing {
  readonly word: string;
  readonly sentence: string;
  readonly retry: boolean;
}

const updateNeeded: Closing = {
  word: "Update needed",
  sentence: "This page and the service do not understand each other. Reload the page to get the newest one.",
  retry: true,
};

const closings: ReadonlyMap<number, Closing> = new Map([
  [1002, updateNeeded],
  [1003, updateNeeded],
  [1007, updateNeeded],
  [4400, updateNeeded],
  [4406, updateNeeded],
  [
    1009,
    {
      word: "Too large",
      sentence: "A message was too large for the service or for something before it.",
      retry: true,
    },
  ],
  [
    4413,
    {
      word: "Too large",
      sentence: "A change was too large for the service, so nothing more is sent.",
      retry: true,
    },
  ],
  [
    4401,
    {
      word: "Not signed in",
      sentence: "Your sign-in is over. Sign in again, then try again here.",
      retry: true,
    },
  ],
  [
    4403,
    {
      word: "No access",
      sentence: "You no longer have access to this document. Ask its owner for it.",
      retry: true,
    },
  ],
  [
    4404,
    {
      word: "No such document",
      sentence: "There is no document at this address, or it is not open to you. Check the link.",
      retry: false,
    },
  ],
  [
    4409,
    {
      word: "Opened elsewhere",
      sentence: "This document goes on in another tab of yours. What you see here no longer changes.",
      retry: true,
    },
  ],
  [
    4410,
    {
      word: "Deleted",
      sentence:
        "This document has been deleted. You can still copy the text; its owner can take it out of the trash.",
      retry: true,
    },
  ],
]);

export function closing(code: number): Closing {
  return (
    closings.get(code) ?? {
      word: "Disconnected",
      sentence: `The service ended the connection (code ${code}).`,
      retry: true,
    }
  );
}
