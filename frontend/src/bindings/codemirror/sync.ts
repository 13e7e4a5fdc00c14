import { history } from "@codemirror/commands";
import {
  Annotation,
  type ChangeSpec,
  Compartment,
  EditorState,
  type Extension,
  type StateEffect,
  Transaction,
  type TransactionSpec,
} from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import type { Collaborator } from "../../client/presence.ts";
import { Delta } from "../../kernel/index.ts";
import type { AuthorListener } from "../binding.ts";
import { caretsWithin, showCollaborators } from "./carets.ts";
import { changesOf, deltaOf, repaired, touches } from "./changes.ts";

/** Marks a transaction that shows what is already in the session. */
const fromSession = Annotation.define<true>();

/** How many steps can be taken back. */
const UNDO_STEPS_MIN = 1_000;

/** Room, in pixels, around a place that is brought into view. */
const REVEAL_MARGIN = 96;
/** The height of lines that were never on the screen is a guess: once they are there it is known, and it is gone on. */
const REVEALINGS = 3;

/** The part of an editor that holds state; a browser's `EditorView`, or a bare state in tests. */
export interface EditorSurface {
  readonly state: EditorState;
  /** Whether an input method is in the middle of a word. */
  readonly compositionStarted?: boolean;
  dispatch(spec: TransactionSpec): void;
}

/**
 * Keeps an editor's content and a session's equal. What the session brings waits, composed, for the next frame;
 * what the author does meanwhile is moved over it. Undo takes back the author's own edits only: the rest is
 * kept out of the history, which is moved over it.
 */
export class ContentSync {
  readonly #author: AuthorListener;
  readonly #nextFrame: (task: () => void) => void;
  #surface: EditorSurface | null = null;
  /** In the session, not yet on the screen. */
  #unshown = Delta.EMPTY;
  #here: readonly Collaborator[] | null = null;
  #isAlone = true;
  /** A place of the content that is on its way to the screen. */
  #revealed: number | null = null;
  /** Whether the caret is to go there. */
  #caretGoes = false;
  /** How often it is still to be brought there. */
  #revealings = 0;
  #frameWaits = false;
  #wasEntered = false;
  /** What the author has typed before the content came; null: it has come, or what was typed was taken back. */
  #early: Delta | null = Delta.EMPTY;

  /** `nextFrame` runs a task once, later. */
  constructor(author: AuthorListener, nextFrame: (task: () => void) => void) {
    this.#author = author;
    this.#nextFrame = nextFrame;
  }

  attach(surface: EditorSurface): void {
    this.#surface = surface;
  }

  /** Whether something was typed that the session does not know of yet. */
  get isEarly(): boolean {
    return this.#early !== null && !this.#early.isEmpty;
  }

  /** The author may edit the content as it is after every `change` so far; what was typed before stands at its beginning. */
  begin(): void {
    const early = this.#early;
    if (early === null) return;
    this.#early = null;
    if (!early.isEmpty) {
      this.#unshown = Delta.of({ retain: early.lengthChange }, ...this.#unshown.toJSON());
      this.#author.edit(early, false);
    }
    // At once: who goes on typing writes on behind what they typed, not behind the content.
    this.show();
  }

  /** The author may not edit after all; what was typed before is taken off the screen and comes back. */
  takeBack(): string {
    const surface = this.#surface;
    if (this.#early === null || !surface) return "";
    this.#early = null;
    const text = surface.state.doc.toString();
    if (text !== "") {
      const annotations = [fromSession.of(true), Transaction.addToHistory.of(false)];
      surface.dispatch({ changes: { from: 0, to: surface.state.doc.length }, annotations, filter: false });
      this.forgetUndo();
    }
    this.show();
    return text;
  }

  change(change: Delta): void {
    this.#unshown = this.#unshown.compose(change);
    if (this.#revealed !== null) this.#revealed = change.transformPosition(this.#revealed);
    this.#showSoon();
  }

  presence(here: readonly Collaborator[]): void {
    if (this.#isAlone && here.length === 0) return;
    this.#isAlone = here.length === 0;
    this.#here = here;
    this.#showSoon();
  }

  /** Brings `position`, of the content after every change so far, into view. */
  reveal(position: number): void {
    this.#revealed = position;
    this.#revealings = REVEALINGS;
    this.#showSoon();
  }

  /** Brings `position`, of the content after every change so far, into view, and the caret there. */
  goTo(position: number): void {
    this.reveal(position);
    this.#caretGoes = true;
  }

  /** Nothing that was done before can be undone or redone. */
  forgetUndo(): void {
    // Before the content came nothing was done but what the author is going to keep.
    if (this.#early !== null) return;
    this.#surface?.dispatch({ effects: undoable.reconfigure([]) });
    this.#surface?.dispatch({ effects: undoable.reconfigure(undoHistory()) });
  }

  /** A transaction that the editor has made. */
  transacted(transaction: Transaction): void {
    if (transaction.annotation(fromSession) || !transaction.docChanged) return;
    const edit = deltaOf(transaction.changes, transaction.startState.doc);
    if (this.#early !== null) {
      this.#early = this.#early.compose(edit);
      return;
    }
    const unshown = this.#unshown;
    this.#unshown = unshown.transformUnder(edit);
    const moved = edit.transformOver(unshown);
    if (this.#revealed !== null) this.#revealed = moved.transformPosition(this.#revealed);
    const returns = transaction.isUserEvent("undo") || transaction.isUserEvent("redo");
    this.#author.edit(moved, returns);
  }

  /**
   * The selection or the focus may have changed. Who has been in the text once is seen there until they leave: with two
   * windows side by side only one has the focus.
   */
  selected(state: EditorState, focused: boolean): void {
    if (this.#early !== null) return;
    this.#wasEntered ||= focused;
    if (!this.#wasEntered) return;
    const { anchor, head } = state.selection.main;
    const place = (at: number) => this.#unshown.transformPosition(at);
    this.#author.select({ anchor: place(anchor), head: place(head) });
  }

  /** Shows what waits, unless an input method composes at its place: then when that has ended. */
  show(): void {
    const surface = this.#surface;
    if (!surface || this.#isShown || this.#early !== null) return;
    if (surface.compositionStarted && this.#disturbs(surface.state)) {
      this.#showSoon();
      return;
    }
    const changes = changesOf(this.#unshown);
    const length = surface.state.doc.length + this.#unshown.lengthChange;
    const effects = this.#effects(length);
    const goes = this.#caretGoes && this.#revealed !== null;
    const caret = goes ? { selection: { anchor: Math.min(this.#revealed ?? 0, length) } } : {};
    this.#caretGoes = false;
    this.#unshown = Delta.EMPTY;
    this.#here = null;
    if (--this.#revealings <= 0) this.#revealed = null;
    const annotations = [fromSession.of(true), Transaction.addToHistory.of(false)];
    surface.dispatch({ changes, effects, annotations, ...caret, filter: false });
    if (this.#revealed !== null) this.#showSoon();
  }

  /** Whether what waits would change the page right where an input method composes, which ends the composition. */
  #disturbs(state: EditorState): boolean {
    const word = composed(state);
    const [from, to] = [word.from, word.to].map((at) => this.#unshown.transformPosition(at)) as [
      number,
      number,
    ];
    const isThere = (at: number) => at >= from && at <= to;
    const comes = this.#here?.some(({ selection }) => selection && isThere(selection.head)) ?? false;
    const goes = this.#here !== null && caretsWithin(state, word);
    return comes || goes || touches(this.#unshown, word);
  }

  #effects(length: number): StateEffect<unknown>[] {
    const effects: StateEffect<unknown>[] = [];
    if (this.#here) effects.push(showCollaborators.of(this.#here));
    if (this.#revealed !== null) {
      const position = Math.min(this.#revealed, length);
      effects.push(EditorView.scrollIntoView(position, { yMargin: REVEAL_MARGIN }));
    }
    return effects;
  }

  get #isShown(): boolean {
    return this.#unshown.isEmpty && !this.#here && this.#revealed === null;
  }

  #showSoon(): void {
    if (this.#frameWaits) return;
    this.#frameWaits = true;
    this.#nextFrame(() => {
      this.#frameWaits = false;
      this.show();
    });
  }
}

/** What an input method may be composing: the word around the caret. */
function composed(state: EditorState): { readonly from: number; readonly to: number } {
  const { head } = state.selection.main;
  return state.wordAt(head) ?? { from: head, to: head };
}

const undoable = new Compartment();

function undoHistory(): Extension {
  return history({ minDepth: UNDO_STEPS_MIN });
}

/** What every editor of ours does, with or without a screen. */
export const content: Extension = [
  undoable.of(undoHistory()),
  EditorState.transactionFilter.of((transaction) => {
    if (!transaction.docChanged) return transaction;
    const changes = repaired(transaction.changes, transaction.startState.doc);
    return changes ? { ...kept(transaction, changes), changes, effects: transaction.effects } : transaction;
  }),
];

/** What of a transaction still holds with other changes. */
function kept(transaction: Transaction, changes: ChangeSpec[]): TransactionSpec {
  const userEvent = transaction.annotation(Transaction.userEvent);
  const after = transaction.startState.changes(changes).newLength;
  return {
    scrollIntoView: transaction.scrollIntoView,
    ...(userEvent ? { userEvent } : {}),
    ...(after === transaction.newDoc.length ? { selection: transaction.newSelection } : {}),
  };
}
