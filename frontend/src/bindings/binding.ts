import type { Collaborator } from "../client/presence.ts";
import type { Selection } from "../client/protocol.ts";
import type { Delta } from "../kernel/index.ts";

/** An editor as a session sees it: it shows content and tells what its author does. One thread. */
export interface EditorBinding {
  /** The content changed otherwise than by the author; shown with the next frame. */
  change(change: Delta): void;
  /** Who else is here, with selections in the content after every `change` so far. */
  presence(here: readonly Collaborator[]): void;
  setEditable(editable: boolean): void;
  focus(): void;
  destroy(): void;
}

/** What an author does. Positions count in the content after every `change` that the binding was given. */
export interface AuthorListener {
  edit(edit: Delta): void;
  /** Null: the editor has lost the focus. */
  select(selection: Selection | null): void;
}
