import { describe, expect, it } from "vitest";
import type { Head } from "../client/stored.ts";
import type { Found } from "./database.ts";
import { documentsOf } from "./kept-documents.ts";

const copy = { version: 0, hash: "", userId: "ann", lastSequence: 0, pendingEdits: 0, points: [] };

function slot(documentId: string, slotId: string, head: Partial<Head> | null): Found {
  const empty = { form: 1, clientId: "c", attempt: 1, title: "", role: null, unsettled: 0, rescued: 0 };
  return { documentId, slotId, head: head && { ...empty, at: 0, copy, ...head } };
}

describe("documents that are kept on this device", () => {
  it("are listed once each, the one used last first, with what is not saved of all tabs", () => {
    const found = [
      slot("one", "a", { title: "Old name", at: 1, unsettled: 2 }),
      slot("two", "b", { title: "Two", at: 2 }),
      slot("one", "c", { title: "New name", at: 3, unsettled: 1 }),
    ];
    expect(documentsOf(found)).toEqual([
      { id: "one", title: "New name", at: 3, unsettled: 3 },
      { id: "two", title: "Two", at: 2, unsettled: 0 },
    ]);
    expect(documentsOf([...found].reverse())).toEqual(documentsOf(found));
  });

  it("are those of which there is a copy that can be read", () => {
    expect(documentsOf([slot("one", "a", null), slot("two", "b", { copy: null })])).toEqual([]);
  });
});
