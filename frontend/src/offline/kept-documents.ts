import type { Found } from "./database.ts";
import { database } from "./slots.ts";

/** A document of which this device keeps a copy. */
export interface KeptDocument {
  readonly id: string;
  /** As it was last; "" if it had none. */
  readonly title: string;
  /** When it was used last, in milliseconds. */
  readonly at: number;
  /** Edits that only this device has. */
  readonly unsettled: number;
}

/** The documents that open without a network, the one used last first; none where nothing can be kept. */
export async function keptDocuments(): Promise<readonly KeptDocument[]> {
  const found = await database()
    .then((kept) => kept.heads())
    .catch(() => []);
  return documentsOf(found);
}

/** Several tabs may have kept one document. */
export function documentsOf(found: readonly Found[]): readonly KeptDocument[] {
  const documents = new Map<string, KeptDocument>();
  for (const { documentId: id, head } of found) {
    if (!head?.copy) continue;
    const { title, at, unsettled } = head;
    const other = documents.get(id);
    const newest = other && other.at > at ? other : { id, title, at, unsettled: 0 };
    documents.set(id, { ...newest, unsettled: unsettled + (other?.unsettled ?? 0) });
  }
  return [...documents.values()].sort((a, b) => b.at - a.at);
}
