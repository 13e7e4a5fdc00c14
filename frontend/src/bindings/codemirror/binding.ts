import { defaultKeymap, historyKeymap, indentWithTab } from "@codemirror/commands";
import { openSearchPanel, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Extension, Prec } from "@codemirror/state";
import { drawSelection, EditorView, keymap, panels, placeholder, type ViewUpdate } from "@codemirror/view";
import type { Collaborator } from "../../client/presence.ts";
import type { Delta } from "../../kernel/index.ts";
import type { AuthorListener, EditorBinding, WindowPoint } from "../binding.ts";
import { collaborators } from "./carets.ts";
import { look } from "./look.ts";
import { markdown } from "./markdown.ts";
import { searching } from "./search-panel.ts";
import { ContentSync, content } from "./sync.ts";
import { type Counts, countAll, Tally } from "./tally.ts";
import type { EditorTexts } from "./texts.ts";

export interface EditorOptions {
  readonly parent: HTMLElement;
  /** Where panels such as the search go. */
  readonly panels: HTMLElement;
  /** The editor's name for those who do not see it. */
  readonly label: string;
  readonly texts: EditorTexts;
  /** A number as its reader writes it. */
  readonly number: (value: number) => string;
  /** Lets the editor add its style sheet under the page's policy. */
  readonly nonce: string;
  /** How much of the editor other parts of the page cover at its top and bottom, in pixels. */
  readonly covered: () => { readonly top: number; readonly bottom: number };
  /** What is in the text, and in what is selected of it; told soon after it has changed. */
  readonly counted: (all: Counts, selected: Counts | null) => void;
  /** The author asks for the list of shortcuts. */
  readonly shortcuts: () => void;
}

/** Counts are told at most so often. */
const COUNT_MILLIS_MIN = 200;

/** CodeMirror as view and undo history. */
export class CodeMirrorBinding implements EditorBinding {
  readonly #sync: ContentSync;
  readonly #view: EditorView;
  readonly #options: EditorOptions;
  readonly #editability = new Compartment();
  readonly #placeholder = new Compartment();
  readonly #tally: Tally;
  /** Whether the author has put the caret somewhere. */
  #hasCaret = false;
  #countTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(author: AuthorListener, options: EditorOptions) {
    this.#options = options;
    this.#sync = new ContentSync(author, (task) => requestAnimationFrame(task));
    this.#view = new EditorView({ parent: options.parent, extensions: this.#extensions(options) });
    this.#tally = new Tally(this.#view.state.doc);
    this.#sync.attach(this.#view);
  }

  #extensions(options: EditorOptions): Extension {
    const shortcuts = () => {
      options.shortcuts();
      return true;
    };
    return [
      content,
      collaborators,
      this.#editability.of(editability(true)),
      Prec.high(keymap.of([{ key: "Mod-/", run: shortcuts }])),
      keymap.of([...searchKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
      drawSelection(),
      markdown,
      searching(options.texts, options.number),
      panels({ topContainer: options.panels }),
      EditorView.lineWrapping,
      EditorView.cspNonce.of(options.nonce),
      EditorView.contentAttributes.of({ "aria-label": options.label, spellcheck: "true" }),
      EditorView.scrollMargins.of(options.covered),
      // Files are taken by the page, which says what is wrong with them.
      EditorView.domEventHandlers({ drop: (event) => (event.dataTransfer?.files.length ?? 0) > 0 }),
      this.#placeholder.of([]),
      look,
      EditorView.updateListener.of((update) => this.#updated(update)),
    ];
  }

  #updated(update: ViewUpdate): void {
    for (const transaction of update.transactions) {
      this.#sync.transacted(transaction);
      this.#hasCaret ||= transaction.isUserEvent("select") || transaction.isUserEvent("input");
      if (transaction.docChanged) this.#tally.changed(transaction.changes);
    }
    if (update.docChanged || update.selectionSet || update.focusChanged) {
      this.#sync.selected(update.state, update.view.hasFocus);
      this.#countSoon();
    }
  }

  #countSoon(): void {
    this.#countTimer ??= setTimeout(() => this.#count(), COUNT_MILLIS_MIN);
  }

  #count(): void {
    this.#countTimer = undefined;
    const { doc, selection } = this.#view.state;
    const { from, to, empty } = selection.main;
    const selected = empty ? null : countAll(doc.iterRange(from, to));
    this.#options.counted(this.#tally.counts(doc), selected);
  }

  change(change: Delta): void {
    this.#sync.change(change);
  }

  forgetUndo(): void {
    this.#sync.forgetUndo();
  }

  presence(here: readonly Collaborator[]): void {
    this.#sync.presence(here);
  }

  reveal(position: number): void {
    this.#sync.reveal(position);
  }

  goTo(position: number): void {
    this.#hasCaret = true;
    this.#sync.goTo(position);
    this.#view.focus();
  }

  get isEarly(): boolean {
    return this.#sync.isEarly;
  }

  begin(): void {
    this.#sync.begin();
    // Where the author is was not told while they had nothing to be in.
    this.#sync.selected(this.#view.state, this.#view.hasFocus);
  }

  takeBack(): string {
    return this.#sync.takeBack();
  }

  setEditable(editable: boolean): void {
    this.#view.dispatch({ effects: this.#editability.reconfigure(editability(editable)) });
  }

  setPlaceholder(text: string): void {
    this.#view.dispatch({ effects: this.#placeholder.reconfigure(placeholder(text)) });
  }

  text(): string {
    return this.#view.state.doc.toString();
  }

  insertAt(text: string, point: WindowPoint | null): void {
    const at = point ? this.#view.posAtCoords(point, false) : this.#view.state.selection.main.head;
    const changes = this.#view.state.changes({ from: at, insert: this.#view.state.toText(text) });
    this.#view.dispatch({
      changes,
      selection: { anchor: changes.mapPos(at, 1) },
      scrollIntoView: true,
      userEvent: "input.drop",
    });
    this.#view.focus();
  }

  insert(text: string): void {
    const { state } = this.#view;
    const at = this.#hasCaret ? state.selection.main.head : state.doc.length;
    const changes = state.changes({ from: at, insert: state.toText(text) });
    const selection = { anchor: changes.mapPos(at, 1) };
    this.#view.dispatch({ changes, selection, scrollIntoView: true, userEvent: "input.paste" });
    this.#view.focus();
  }

  find(): void {
    openSearchPanel(this.#view);
  }

  focus(): void {
    this.#view.focus();
  }

  destroy(): void {
    clearTimeout(this.#countTimer);
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
