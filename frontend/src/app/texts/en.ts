/** Everything the page says, in English; its type is what every other language must have. */
export const en = {
  brand: "Cowrite",
  loading: "Loading…",
  tryNow: "Try now",
  tryAgain: "Try again",
  reload: "Reload",
  copy: "Copy",
  copied: "Copied",
  dismiss: "Dismiss",
  save: "Save",
  cancel: "Cancel",
  close: "Close",
  undo: "Undo",
  list: {
    heading: "Your documents",
    create: "New document",
    creating: "Creating…",
    untitled: "Untitled",
    rename: (title: string) => `Rename “${title}”`,
    titleOf: (title: string) => `New title of “${title}”`,
    share: (title: string) => `Share “${title}”`,
    toTrash: (title: string) => `Move “${title}” to the trash`,
    inTrash: (title: string) => `“${title}” is in the trash.`,
    empty: "Nothing here yet",
    emptyNext: "Make a document, then send its link to whoever should write with you.",
    more: "Show more",
    by: (owner: string) => `by ${owner}`,
    yours: "yours",
    made: (date: string) => `made ${date}`,
    search: "Search titles",
    found: (count: number, isAll: boolean) =>
      count === 1 ? "1 document found" : `${count}${isAll ? "" : " or more"} documents found`,
    nothingFound: (words: string) => `No title has “${words}” in it.`,
    clear: "Show all documents",
    stale: "The list cannot be brought up to date. It shows what was there before.",
    cannotLoad: "The list cannot be loaded.",
    keptHere: "These documents are kept on this device and open all the same.",
    keptChanges: (count: number) =>
      count === 1 ? "1 change that is not saved yet" : `${count} changes that are not saved yet`,
  },
  trash: {
    heading: "Trash",
    empty: "The trash is empty",
    emptyNext: "Documents that you delete wait here, until you take them back or delete them for good.",
    nothingFound: (words: string) => `No title in the trash has “${words}” in it.`,
    moved: (date: string) => `moved here ${date}`,
    restore: "Restore",
    restoreOf: (title: string) => `Restore “${title}”`,
    restored: (title: string) => `“${title}” is back among your documents.`,
    open: "Open it",
    purge: "Delete for good",
    purgeOf: (title: string) => `Delete for good: “${title}”`,
    purgeHeading: (title: string) => `Delete “${title}” for good?`,
    purgeSentence: "Its text and all its history are erased. Nobody can bring them back.",
    purged: (title: string) => `“${title}” is gone for good.`,
  },
  share: {
    button: "Share",
    heading: (title: string) => `Share “${title}”`,
    who: "What may people do who have the link?",
    access: {
      none: { word: "Nothing", meaning: "Only you can open the document." },
      viewer: { word: "Read", meaning: "They see the text and who is there." },
      commenter: { word: "Comment", meaning: "Comments are still to come; until then they read." },
      editor: { word: "Write", meaning: "They change the text and the title." },
    },
    /** For whoever cannot change it. */
    says: {
      none: "Nobody but its owner can open this document.",
      viewer: "Whoever has the link can read.",
      commenter: "Whoever has the link can read; comments are still to come.",
      editor: "Whoever has the link can write.",
    },
    owned: (owner: string) => `Only ${owner}, who owns the document, can change that.`,
    ownedByOther: "Only its owner can change that.",
    changed: "Saved. It holds at once, also for those who are here now.",
    link: "Link to the document",
  },
  profile: {
    button: (name: string) => `You are ${name}. Change name, colour or language`,
    heading: "You",
    name: "Name that others see",
    color: "Colour of your caret",
    language: "Language of the page",
    colors: {
      "#d43535": "Red",
      "#a46323": "Brown",
      "#7e7e1b": "Olive",
      "#4d7e1b": "Moss",
      "#1d871d": "Green",
      "#1c824f": "Jade",
      "#1b7e7e": "Teal",
      "#2975c2": "Blue",
      "#6363de": "Indigo",
      "#944eda": "Violet",
      "#c229c2": "Magenta",
      "#d22d80": "Pink",
    },
  },
  /** Of a document that cannot be opened (any more). */
  gone: {
    inYourTrash: {
      word: "In your trash",
      sentence:
        "This document is in your trash. Take it back to open it; then everybody else can who could before.",
    },
    restore: "Take it back",
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
  /** Of the others in a document. */
  together: {
    goTo: (name: string) => `Go to ${name}`,
    follow: (name: string) => `Follow ${name}`,
    unfollow: (name: string) => `Stop following ${name}`,
    following: (name: string) => `Following ${name}`,
    stop: "Stop",
    goThere: "Go there",
    followThem: "Follow",
    escape: "Esc ends it",
    writing: (names: string, isOne: boolean) => `${names} ${isOne ? "is" : "are"} writing.`,
    came: (names: string, one: boolean) => `${names} ${one ? "is" : "are"} here now.`,
    went: (names: string, one: boolean) => `${names} ${one ? "has" : "have"} left.`,
    gone: (name: string) => `${name} has left.`,
    nowhere: (name: string) => `${name} is not in the text just now.`,
    unwilling: (name: string) => `${name} does not want to be followed.`,
    typing: "typing…",
    away: "away",
    more: (count: number) => `${count} more people, and settings`,
    settings: "People here, and settings",
    showCarets: "Show where the others are",
    mayFollow: "Others may follow me",
  },
  /** What others changed; `excerpt` is what stands there now. */
  recent: {
    heading: "Recent changes",
    none: "Nobody else has changed anything since you opened the document.",
    somebody: "Somebody",
    wrote: (excerpt: string) => `wrote: ${excerpt}`,
    deleted: (excerpt: string) => `deleted text here: ${excerpt}`,
    changed: (excerpt: string) => `changed: ${excerpt}`,
    nowhere: { wrote: "wrote blank lines", deleted: "deleted text", changed: "changed blank lines" },
  },
  /** Of the text and what one does with it. */
  writing: {
    opening: "Opening…",
    nothing: "There is no text yet.",
    words: (count: string, one: boolean) => (one ? `${count} word` : `${count} words`),
    characters: (count: string, one: boolean) => (one ? `${count} character` : `${count} characters`),
    selected: (counts: string) => `${counts} selected`,
    find: "Find and replace",
    download: "Download as Markdown",
    insertFile: "Insert a text file",
    uploadFile: "Upload a text file",
    shortcuts: "Keyboard shortcuts",
    close: "Close",
    dropHere: "Drop the file to insert its text here",
    dropOnList: "Drop text files to make documents of them",
    notText: (file: string) => `“${file}” is no text file. Take one that ends in .md or .txt.`,
    notUtf8: (file: string) => `“${file}” is not in UTF-8. Save it as UTF-8, then try again.`,
    tooLong: (file: string) =>
      `“${file}” is too long: a document holds 2,000,000 characters. Split it first.`,
    unreadable: (file: string) => `“${file}” could not be read. Try again.`,
    readOnly: "You may read this document, not write in it.",
  },
  search: {
    find: "Find",
    replace: "Replace",
    replaceAll: "Replace all",
    replaceWith: "Replace with",
    previousMatch: "Previous match",
    nextMatch: "Next match",
    matchCase: "Match case",
    wholeWords: "Whole words",
    closeSearch: "Close the search",
    matches: (at: string, count: string) => (at === "0" ? `${count} found` : `${at} of ${count}`),
    noMatches: "None found",
    replaced: (count: string) => `Replaced ${count}`,
    replacedOnLine: (line: string) => `Replaced on line ${line}`,
    currentMatch: "Found",
    onLine: "on line",
  },
  /** What each shortcut does; the keys stand beside it. */
  shortcuts: {
    undo: "Undo your last edit",
    redo: "Redo it",
    find: "Find and replace",
    nextMatch: "Next match",
    selectNext: "Select the next place that reads the same",
    moveLine: "Move the line",
    copyLine: "Copy the line",
    indent: "Indent, outdent",
    leave: "Leave the text",
    sheet: "This list",
    unfollow: "Stop following",
    and: "then",
    control: "Ctrl",
    shift: "Shift",
    outside: "outside the text",
  },
  /** The word for how things stand; always visible, also on a phone. */
  status: {
    opening: "Opening…",
    saved: "Saved",
    saving: "Saving…",
    delayed: (edits: number, place: Place) => `Cannot save just now, ${changes(edits)} ${kept[place]}`,
    readOnly: "Read-only",
    readOnlyUnsaved: (edits: number) => `Read-only, ${changes(edits)} not saved`,
    connecting: "Connecting…",
    offline: "Offline",
    offlineUnsaved: (edits: number, place: Place) => `Offline, ${changes(edits)} ${kept[place]}`,
    reconnecting: (seconds: number) => `Reconnecting in ${seconds} s`,
  },
  update: {
    heading: "Update needed.",
    sentence: "A newer version of this page is here. What you typed is kept.",
  },
  keeping: {
    inTabOnly: "This browser keeps nothing for this page. Leave this tab open until it says Saved.",
    unreadable:
      "Changes from an earlier visit are on this device, in a form that this page cannot read. They stay there; reload when the service has been updated.",
  },
  tray: {
    putBack: "Put back",
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
    early: "You typed this before the document had opened; it is not in the document.",
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
      sentence:
        "A message was too large for the service or for something before it. Copy your unsaved text, then try again.",
    },
    4413: {
      word: "Too large",
      sentence:
        "A change was too large for the service, so nothing more is sent. Copy your unsaved text, reload, and put it in piece by piece.",
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
      sentence:
        "This document goes on in another tab of yours, and no longer changes here. Try again to go on in this one.",
    },
    4410: {
      word: "Deleted",
      sentence:
        "This document has been deleted. You can still copy the text; its owner can take it out of the trash.",
    },
    other: {
      word: "Disconnected",
      sentence: (code: number) => `The service ended the connection (code ${code}). Try again.`,
    },
  },
  /** Why the page is not connected while it tries again by itself, by the code of the close. */
  delays: {
    lost: "The service cannot be reached. Go on writing; the page tries again by itself.",
    1011: "Something failed in the service. Go on writing; the page tries again by itself.",
    1012: "The service is starting again. Go on writing; the page connects when it is back.",
    1013: "The service has too much to do. Go on writing; the page tries again by itself.",
    4411: "The page had to load the text anew. Look below for text of yours that may not be in it.",
    4412: "The service was set back to an earlier state. Go on writing; your own changes are sent again.",
    4429: "Too much was sent at once, here or in other tabs of yours. Close some; the page tries again by itself.",
  },
  errors: {
    pageIncomplete: "A part of the page could not be loaded. Reload the page.",
    reload: "Reload the page",
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
    busy: "The service has too much to do just now. Try again soon.",
    unavailable: "The service cannot reach its database, so nothing was saved. Try again soon.",
  },
};

const kept = { device: "kept on this device", tab: "kept in this tab" } as const;

type Place = keyof typeof kept;

export type Texts = typeof en;

function changes(count: number): string {
  return count === 1 ? "1 change" : `${count} changes`;
}
