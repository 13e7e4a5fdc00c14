import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import {
  Annotation,
  type ChangeSpec,
  Compartment,
  EditorState,
  type Extension,
  Transaction,
  type TransactionSpec,
} from "@codemirror/state";
import { drawSelection, EditorView, keymap, placeholder } from "@codemirror/view";
import type { Collaborator } from "../../client/presence.ts";
import { Delta } from "../../kernel/index.ts";
import type { AuthorListener, EditorBinding } from "../binding.ts";
import { collaborators, showCollaborators } from "./carets.ts";
import { changesOf, deltaOf, repaired } from "./changes.ts";
import { look } from "./look.ts";

/** Marks a transaction that shows what is already in the session. */
const fromSession = Annotation.define<true>();

/** The part of an editor that holds state; a browser's `EditorView`, or a bare state in tests. */
export interface EditorSurface {
  readonly state: EditorState;
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
  #frameWaits = false;

  /** `nextFrame` runs a task once, later. */
  constructor(author: AuthorListener, nextFrame: (task: () => void) => void) {
    this.#author = author;
    this.#nextFrame = nextFrame;
  }

  attach(surface: EditorSurface): void {
    this.#surface = surface;
  }

  change(change: Delta): void {
    this.#unshown = this.#unshown.compose(change);
    this.#showSoon();
  }

  presence(here: readonly Collaborator[]): void {
    this.#here = here;
    this.#showSoon();
  }

  /** A transaction that the editor has made. */
  transacted(transaction: Transaction): void {
    if (transaction.annotation(fromSession) || !transaction.docChanged) return;
    const edit = deltaOf(transaction.changes, transaction.startState.doc);
    const unshown = this.#unshown;
    this.#unshown = unshown.transformUnder(edit);
    this.#author.edit(edit.transformOver(unshown));
  }

  /** The selection or the focus may have changed. */
  selected(state: EditorState, focused: boolean): void {
    const { anchor, head } = state.selection.main;
    const place = (at: number) => this.#unshown.transformPosition(at);
    this.#author.select(focused ? { anchor: place(anchor), head: place(head) } : null);
  }

  /** Shows what waits. */
  show(): void {
    const surface = this.#surface;
    if (!surface || (this.#unshown.isEmpty && !this.#here)) return;
    const changes = changesOf(this.#unshown);
    const effects = this.#here ? [showCollaborators.of(this.#here)] : [];
    this.#unshown = Delta.EMPTY;
    this.#here = null;
    const annotations = [fromSession.of(true), Transaction.addToHistory.of(false)];
    surface.dispatch({ changes, effects, annotations, filter: false });
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

/** What every editor of ours does, with or without a screen. */
export const content: Extension = [
  history(),
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

export interface EditorOptions {
  readonly parent: HTMLElement;
  /** The editor's name for those who do not see it. */
  readonly label: string;
  readonly placeholder: string;
  /** Lets the editor add its style sheet under the page's policy. */
  readonly nonce: string;
}

/** CodeMirror as view and undo history. */
export class CodeMirrorBinding implements EditorBinding {
  readonly #sync: ContentSync;
  readonly #view: EditorView;
  readonly #editability = new Compartment();

  constructor(author: AuthorListener, options: EditorOptions) {
    this.#sync = new ContentSync(author, (task) => requestAnimationFrame(task));
    this.#view = new EditorView({
      parent: options.parent,
      extensions: [
        content,
        collaborators,
        this.#editability.of(editability(false)),
        keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
        drawSelection(),
        EditorView.lineWrapping,
        EditorView.cspNonce.of(options.nonce),
        EditorView.contentAttributes.of({ "aria-label": options.label, spellcheck: "true" }),
        placeholder(options.placeholder),
        look,
        EditorView.updateListener.of((update) => {
          for (const transaction of update.transactions) this.#sync.transacted(transaction);
          if (update.docChanged || update.selectionSet || update.focusChanged) {
            this.#sync.selected(update.state, update.view.hasFocus);
          }
        }),
      ],
    });
    this.#sync.attach(this.#view);
  }

  change(change: Delta): void {
    this.#sync.change(change);
  }

  presence(here: readonly Collaborator[]): void {
    this.#sync.presence(here);
  }

  setEditable(editable: boolean): void {
    this.#view.dispatch({ effects: this.#editability.reconfigure(editability(editable)) });
  }

  focus(): void {
    this.#view.focus();
  }

  destroy(): void {
    this.#view.destroy();
  }
}

/** Text that may not be edited can still be reached by keyboard, selected and copied. */
function editability(editable: boolean): Extension {
  return [
    EditorState.readOnly.of(!editable),
    EditorView.contentAttributes.of({ "aria-readonly": String(!editable) }),
  ];
}
