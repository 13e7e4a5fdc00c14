import type { Collaborator } from "../client/presence.ts";
import type { Selection } from "../client/protocol.ts";
import type { Delta } from "../kernel/index.ts";

export interface WindowPoint {
  readonly x: number;
  readonly y: number;
}

/** An editor as a session sees it: it shows content and tells what its author does. One thread. */
export interface EditorBinding {
  /** The content changed otherwise than by the author; shown with the next frame. */
  change(change: Delta): void;
  /** Who else is here, with selections in the content after every `change` so far. */
  presence(here: readonly Collaborator[]): void;
  /** Nothing that was done before can be undone or redone. */
  forgetUndo(): void;
  /** Brings `position`, in the content after every `change` so far, into view. */
  reveal(position: number): void;
  /** As {@link reveal}, and puts the caret there and the focus on the editor. */
  goTo(position: number): void;
  setEditable(editable: boolean): void;
  /** Whether the author has typed before {@link begin}. */
  readonly isEarly: boolean;
  /**
   * The author may edit the content after every `change` so far. Until then one may type, as long as the editor is
   * editable, and nothing that comes is shown; now what was typed is told as an edit, at the content's beginning.
   */
  begin(): void;
  /** Instead of {@link begin}: what was typed is taken off the screen and comes back. */
  takeBack(): string;
  /** What stands where there is no text. */
  setPlaceholder(placeholder: string): void;
  /** The text as it is on the screen. */
  text(): string;
  /** Inserts `text` at a point of the window, in pixels, and puts the caret behind it; null: at the caret. */
  insertAt(text: string, point: WindowPoint | null): void;
  /** Opens what finds and replaces. */
  find(): void;
  /** The author's own text, put in at the caret, or at the end if there never was one. */
  insert(text: string): void;
  focus(): void;
  destroy(): void;
}

/** What an author does. Positions count in the content after every `change` that the binding was given. */
export interface AuthorListener {
  /** `returns`: undo or redo made it. */
  edit(edit: Delta, returns: boolean): void;
  /** Told from when the author first comes into the text. */
  select(selection: Selection): void;
}
