/** Everything the page says, in English; its type is what every other language must have. */
export const en = {
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
  /** The word for how things stand; always visible, also on a phone. */
  status: {
    opening: "Opening…",
    saved: "Saved",
    saving: "Saving…",
    delayed: (edits: number) => `Cannot save just now, ${changes(edits)} kept in this tab`,
    readOnly: "Read-only",
    readOnlyUnsaved: (edits: number) => `Read-only, ${changes(edits)} not saved`,
    connecting: "Connecting…",
    offline: "Offline",
    offlineUnsaved: (edits: number) => `Offline, ${changes(edits)} kept in this tab`,
    reconnecting: (seconds: number) => `Reconnecting in ${seconds} s`,
  },
  tray: {
    heading: "Text kept for you",
    textOf: "Kept text",
    perhaps: "This may not have been saved. Check the document before you put it back.",
    noText: "The change removed text only.",
    copyUnsaved: "Copy unsaved text",
  },
  /** Why a change was refused, by the code of the refusal. */
  refusals: {
    other: "The service refused this change; it is not in the document.",
    past_end: "This change reached past the end of the document and was refused.",
    cuts_surrogate_pair: "This change would have cut a character in two and was refused.",
    too_large: "This change was too large and was refused.",
    document_full: "The document is full; this text did not fit in.",
    schema: "This kind of document does not allow this change.",
    failed: "The service failed on this change; it is not in the document.",
  },
  /** What an end of the connection means to its reader, by the code of the close. */
  closings: {
    update: {
      word: "Update needed",
      sentence:
        "This page and the service do not understand each other. Reload the page to get the newest one.",
    },
    1009: {
      word: "Too large",
      sentence: "A message was too large for the service or for something before it.",
    },
    4413: {
      word: "Too large",
      sentence: "A change was too large for the service, so nothing more is sent.",
    },
    4401: {
      word: "Not signed in",
      sentence: "Your sign-in is over. Sign in again, then try again here.",
    },
    4403: {
      word: "No access",
      sentence: "You no longer have access to this document. Ask its owner for it.",
    },
    4404: {
      word: "No such document",
      sentence: "There is no document at this address, or it is not open to you. Check the link.",
    },
    4409: {
      word: "Opened elsewhere",
      sentence: "This document goes on in another tab of yours. What you see here no longer changes.",
    },
    4410: {
      word: "Deleted",
      sentence:
        "This document has been deleted. You can still copy the text; its owner can take it out of the trash.",
    },
    other: {
      word: "Disconnected",
      sentence: (code: number) => `The service ended the connection (code ${code}).`,
    },
  },
  errors: {
    unreachable: "The service cannot be reached.",
    failed: "That did not work.",
    signedOut: "You are not signed in, and guests are not allowed here.",
  },
  /** What the service answers, by the code of the problem. */
  problems: {
    not_signed_in: "Your sign-in is over. Reload the page.",
    csrf_token_missing: "The page is out of step with the service. Reload it, then try again.",
    forbidden: "You may not do that in this document. Ask its owner.",
    no_such_document: "That document is gone, or it is no longer open to you.",
    too_large: "That is more than the service takes at once.",
    invalid_title: "A title has 1 to 200 characters, on one line.",
    invalid_name: "A name has 1 to 80 characters, on one line.",
    internal: "The service failed on this. Try again; if it stays so, tell whoever runs it.",
    unavailable: "The service cannot reach its database, so nothing was saved. Try again soon.",
  },
};

export type Texts = typeof en;

function changes(count: number): string {
  return count === 1 ? "1 change" : `${count} changes`;
}
